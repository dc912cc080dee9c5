"""What only authors see: their line, what is wrong with a lesson, and what can be tried."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tutor.authoring.cases import Case
from tutor.authoring.verify import Outcome
from tutor.lesson.errors import LessonError
from tutor.lesson.excerpt import excerpts
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import EVERYWHERE, scrolling
from tutor.tui.marks import Marks
from tutor.tui.networks import Choices
from tutor.tui.prose import Prose

#: Given back by the page of answers where all is to be forgotten.
BEGIN_ANEW = -1


class PreviewLine(Widget):
    """One line above the keys: what came of the last save or try, and what can be tried next."""

    # The margin is the row of the keys, which is docked there, too.
    DEFAULT_CSS = "PreviewLine { height: 1; dock: bottom; margin: 0 0 1 0; }"

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self.marks = marks
        self.said = self.following = self.count = ""

    def show(self, said: str, following: str, count: str) -> None:
        """Show other texts."""
        if (said, following, count) != (self.said, self.following, self.count):
            self.said, self.following, self.count = said, following, count
            self.refresh()

    def render(self) -> RenderResult:
        """What was said at the left; the keys at the right, as far as there is room."""
        width = self.size.width or 80
        left = self.marks.plain(
            f" preview {self.marks.note} {self.said}" if self.said else " preview"
        )
        keys = self.marks.plain(f"f3 try {self.following} ({self.count})  f2 all")
        if cell_len(left) + cell_len(keys) + 4 > width:
            keys = f"f3 try {self.count}" if width < 60 else f"f3 try {self.count}  f2 all"
        keys = keys if self.following else ""
        left = self.marks.fitted(left, width - len(keys) - 2)
        return Content.assemble((f"{left} {keys} ", "reverse"))


class BrokenScreen(Screen[None]):
    """What is wrong with a lesson, with the lines where it is, until it is mended."""

    BINDINGS = [
        Binding("escape,b", "app.home", "back"),
        *scrolling(),
        *EVERYWHERE,
    ]
    AUTO_FOCUS = ""

    def __init__(self, error: LessonError, marks: Marks) -> None:
        super().__init__()
        self.error = error
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, what is wrong, keys."""
        count = len(self.error.diagnostics)
        files = dict.fromkeys(each.file for each in self.error.diagnostics)
        yield Head(
            ", ".join(files), self.marks, f"{count} {'thing' if count == 1 else 'things'} to mend"
        )
        with VerticalScroll(id="wrong", can_focus=False):
            yield Excerpts(self.error, self.marks)
        yield KeyLine(self.marks)

    def action_scroll(self, by: int) -> None:
        """Scroll."""
        self.query_one("#wrong").scroll_relative(y=by, animate=False)


class Excerpts(Widget):
    """Diagnostics with their lines, for the width at hand."""

    DEFAULT_CSS = "Excerpts { height: auto; }"

    def __init__(self, error: LessonError, marks: Marks) -> None:
        super().__init__()
        self.error = error
        self.marks = marks

    def render(self) -> RenderResult:
        """The text; the margins of the excerpts take some of the width."""
        text = excerpts(self.error.diagnostics, width=max(self.size.width - 10, 20))
        return Content(self.marks.plain(text))


class CasesScreen(ClosesOnce, ModalScreen[int | None]):
    """The answers that the lesson names for an exercise; gives back the index of one to try."""

    BINDINGS = [
        Binding("z", "forget", "start over", id="cases.forget"),
        Binding("escape,q,f2,ctrl+e", "dismiss(None)", "back", id="cases.leave"),
    ]
    AUTO_FOCUS = "Choices"

    def __init__(
        self, cases: tuple[Case, ...], outcomes: Mapping[str, Outcome], cursor: int, marks: Marks
    ) -> None:
        super().__init__()
        self.cases = cases
        self.outcomes = outcomes
        self.cursor = cursor
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, the cases, keys."""
        yield Head("Answers to try", self.marks)
        if self.cases:
            choices = Choices([self._text(case) for case in self.cases], self.marks)
            choices.action_move(self.cursor)
            yield choices
        else:
            yield Prose("There is nothing to submit in this exercise.", self.marks)
        yield KeyLine(self.marks)

    def _text(self, case: Case) -> str:
        outcome = self.outcomes.get(case.name)
        mark = ""
        if outcome is not None:
            mark = self.marks.right if outcome.holds else self.marks.wrong
        width = max(len(each.name) for each in self.cases)
        must = "passes" if case.passes else "fails "
        says = f", says: {' '.join(case.says.split())}" if case.says else ""
        marked = max(len(self.marks.right), len(self.marks.wrong))
        text = f"{mark:<{marked}} {case.name:<{width}}  {must}  {case.shown}{says}"
        return self.marks.fitted(text, self.app.size.width - 3).rstrip()

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Give back the one that was chosen."""
        self.dismiss(message.index)

    def action_forget(self) -> None:
        """Begin as a newcomer."""
        self.dismiss(BEGIN_ANEW)
