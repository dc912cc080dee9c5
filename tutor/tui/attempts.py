"""The attempts at an exercise: looked at, and taken back to go on from."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen

from tutor.diagram.picture import Line, Span
from tutor.progress.store import Attempt
from tutor.session.attempts import NOTHING_SUBMITTED, Summary, summaries
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.networks import Choices
from tutor.tui.prose import Prose


class Tries(Choices):
    """The list; it says which line the cursor comes to."""

    BINDINGS = [Binding("enter", "choose", "take back", id="attempts.take")]

    def __init__(self, texts: list[str], takes_back: bool, marks: Marks) -> None:
        super().__init__(texts, marks)
        self.takes_back = takes_back

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some kinds of attempts can only be looked at."""
        return action != "choose" or self.takes_back

    @dataclass
    class Moved(Message):
        """The cursor is on the line with this index."""

        index: int

    def action_move(self, by: int) -> None:
        """Move the cursor, and say so."""
        super().action_move(by)
        self.post_message(self.Moved(self.cursor))


class AttemptsScreen(ClosesOnce, ModalScreen[str | None]):
    """All ``attempts``, the latest first; gives back the one to go on from, or None."""

    BINDINGS = [
        CLOSE,
        Binding("y,ctrl+b", "dismiss(None)", "back", show=False),
        Binding("space,pagedown", "scroll(5)", "more", id="attempts.more"),
        Binding("pageup", "scroll(-5)", "page up", show=False),
        Binding("right", "shift(8)", "right", show=False),
        Binding("left", "shift(-8)", "left", show=False),
    ]
    AUTO_FOCUS = "Tries"

    def __init__(self, attempts: list[Attempt], takes_back: bool, marks: Marks) -> None:
        super().__init__()
        self.attempts = attempts
        self.takes_back = takes_back
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, the list, the attempt under the cursor, keys."""
        yield Head("Your attempts", self.marks)
        entries = [entry_line(each, self.marks) for each in summaries(self.attempts)]
        yield Tries(entries, self.takes_back, self.marks)
        yield Rule(self.marks)
        with VerticalScroll(can_focus=False):
            yield Prose("", self.marks)
            yield Lines(id="submitted")
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """Begin with the latest."""
        self._show(0)

    def on_tries_moved(self, message: Tries.Moved) -> None:
        """Show the attempt under the cursor."""
        self._show(message.index)

    def _show(self, index: int) -> None:
        attempt = self.attempts[index]
        self.query_one(Head).show("Your attempts", f"{index + 1} of {len(self.attempts)}")
        self.query_one(Prose).show(said(attempt, self.marks))
        self.query_one("#submitted", Lines).show(submitted(attempt, self.marks))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Give back what was submitted then, where one can go on from it."""
        attempt = self.attempts[message.index]
        if attempt.shown:
            self.notify(NOTHING_SUBMITTED)
        else:
            self.dismiss(attempt.submission)

    def action_scroll(self, by: int) -> None:
        """Scroll the attempt."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_shift(self, by: int) -> None:
        """Look at the ends of long lines."""
        self.query_one("#submitted", Lines).scroll_relative(x=by, animate=False)


def entry_line(it: Summary, marks: Marks) -> str:
    """An attempt in a line: when, how it went, what tells it from the one before."""
    tells = _visible(it.tells, marks)
    return f"{it.when:%Y-%m-%d %H:%M}  {it.result:<10}  {it.hints:<7}  {tells}".rstrip()


def said(attempt: Attempt, marks: Marks) -> str:
    """What was said to it, as the exercise said it."""
    sign = marks.right if attempt.passed else marks.wrong
    return f"**{sign}** {attempt.message}" if attempt.message else ""


def submitted(attempt: Attempt, marks: Marks) -> tuple[Line, ...]:
    """All that was submitted, as it was typed."""
    lines = attempt.submission.expandtabs(4).splitlines()
    return ((), *((Span(_visible(line, marks)),) for line in lines)) if lines else ()


def _visible(text: str, marks: Marks) -> str:
    """The text without characters that steer a terminal."""
    return marks.plain("".join(c if c.isprintable() else "?" for c in text))
