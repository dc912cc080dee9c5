"""Exercises to choose in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.answer import ReadScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.marks import Marks
from tutor.tui.prose import wrap


class Options(Widget, can_focus=True):
    """The options of a choice, by number or with the cursor."""

    DEFAULT_CSS = "Options { height: auto; padding: 1 0 0 0; }"
    BINDINGS = [
        Binding("enter", "check", "check", id="choice.check"),
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("space", "pick", "choose", id="choice.pick"),
    ]

    def __init__(self, texts: list[str], several: bool, marks: Marks) -> None:
        super().__init__()
        self.texts = texts
        self.several = several
        self.marks = marks
        self.cursor = 0
        self.chosen: set[int] = set()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Lines of all options."""
        return sum(len(wrap(text, max(width - 8, 8), self.marks)) for text in self.texts)

    def render(self) -> Content:
        """Every option with its number, its box and the cursor."""
        lines: list[Content] = []
        for index, text in enumerate(self.texts):
            sign = self.marks.here if index == self.cursor and self.has_focus else " "
            chosen = index in self.chosen
            box = ("[x]" if chosen else "[ ]") if self.several else ("(*)" if chosen else "( )")
            for number, piece in enumerate(wrap(text, max(self.size.width - 8, 8), self.marks)):
                front = f"{sign} {box} {index + 1} " if number == 0 else " " * 8
                line = Content(front) + piece
                lines.append(line.stylize("reverse") if sign.strip() and number == 0 else line)
        return Content("\n").join(lines)

    def _in_sight(self) -> bool:
        around = self.parent
        if not isinstance(around, VerticalScroll):
            return True
        last = around.scroll_offset.y + around.size.height
        return self.virtual_region.bottom <= last or around.max_scroll_y == around.scroll_offset.y

    def on_key(self, event: object) -> None:
        """A digit chooses."""
        key = getattr(event, "key", "")
        if key.isdigit() and 1 <= int(key) <= len(self.texts):
            self.cursor = int(key) - 1
            self.action_pick()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = (self.cursor + by) % len(self.texts)
        self.refresh()
        self.scroll_visible(animate=False)

    def action_pick(self) -> None:
        """Choose the option under the cursor, or take it back."""
        if self.several:
            self.chosen ^= {self.cursor}
        else:
            self.chosen = {self.cursor}
        self.refresh()
        self.scroll_visible(animate=False)
        if isinstance(self.screen, ExerciseScreen):
            self.screen.touch()

    def action_check(self) -> None:
        """Submit what is chosen: of several right ones the marked, else the one at the cursor.

        Options that are out of sight are brought into it first.
        """
        if not self._in_sight():
            self.scroll_visible(animate=False)
            return
        if not (self.several and self.chosen):
            self.chosen = {self.cursor}
            self.refresh()
        if isinstance(self.screen, ChoiceScreen):
            self.screen.submit(self.chosen)


def options_text(chosen: Iterable[int]) -> str:
    """Chosen options as they are submitted: ``1,3``."""
    return ",".join(str(index + 1) for index in sorted(chosen))


class ChoiceScreen(ReadScreen):
    """One right option or several."""

    BINDINGS = [
        Binding("enter", "enter_field", "choose"),
        Binding("enter", "next", "next"),  # a class's own key hides its base's
    ]
    takes_back = True

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        choice = work.exercise.choice
        assert choice is not None
        several = sum(option.right for option in choice.options) > 1
        texts = [self.render_text(option.text) for option in choice.options]
        self.options = Options(texts, several, marks)

    def below(self) -> ComposeResult:
        """The options."""
        yield self.options

    @property
    def prompt(self) -> str:
        """The question."""
        choice = self.work.exercise.choice
        assert choice is not None
        return self.render_text(choice.prompt)

    @property
    def field(self) -> Options:
        """The options."""
        return self.options

    def state(self) -> dict[str, Any]:
        """What is chosen."""
        return {"chosen": sorted(self.field.chosen), "cursor": self.field.cursor}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose it again."""
        count = len(self.field.texts)
        self.field.chosen = {int(i) for i in state.get("chosen", []) if int(i) < count}
        self.field.cursor = min(int(state.get("cursor", 0)), count - 1)

    def unsubmitted(self) -> str:
        """What is chosen."""
        return options_text(self.field.chosen)

    def take_back(self, submission: str) -> None:
        """Choose it again, to be changed."""
        chosen = [int(number) - 1 for number in submission.split(",") if number.isdecimal()]
        self.restore({"chosen": chosen, "cursor": min(chosen, default=0)})
        self.action_enter_field()
        self.options.refresh()
        self.touch()

    def solution(self) -> str:
        """The right options."""
        return self.desk.solution(self.work)

    def submit(self, chosen: set[int]) -> None:
        """Check what is chosen."""
        text = options_text(chosen)
        self.conclude(text, self.desk.check_text(self.work, text))
        self.call_after_refresh(self.options.scroll_visible, animate=False)
