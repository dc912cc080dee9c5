"""The networks of a lesson: any of them can be walked through, at leisure."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.screen import ModalScreen

from tutor.diagram.picture import Line, Span
from tutor.lesson.course import Lesson
from tutor.session.work import about
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks


class Choices(Lines, can_focus=True, inherit_bindings=False):
    """Lines to choose one from, with a cursor."""

    DEFAULT_CSS = "Choices { height: 1fr; }"
    BINDINGS = [
        Binding("down,j", "move(1)", "choose", id="choices.next"),
        Binding("up,k", "move(-1)", "up", show=False, id="choices.before"),
        Binding("enter", "choose", "open", id="choices.open"),
    ]

    @dataclass
    class Chosen(Message):
        """The line with this index was chosen."""

        index: int

    def __init__(self, texts: list[str], marks: Marks) -> None:
        super().__init__()
        self.texts = texts
        self.marks = marks
        self.cursor = 0
        self._draw()

    def _draw(self) -> None:
        self.show(tuple(self._line(index, text) for index, text in enumerate(self.texts)))

    def _line(self, index: int, text: str) -> Line:
        here = index == self.cursor
        return (Span(f"{self.marks.here if here else ' '} {text}", "current" if here else ""),)

    def action_move(self, by: int) -> None:
        """Move the cursor; the ends meet."""
        self.cursor = (self.cursor + by) % len(self.texts)
        self._draw()
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        self.post_message(self.Chosen(self.cursor))


class NetworksScreen(ClosesOnce, ModalScreen[str | None]):
    """A list to choose a network from; gives back its name, or None."""

    BINDINGS = [
        CLOSE,
    ]
    AUTO_FOCUS = "Choices"

    def __init__(self, lesson: Lesson, names: list[str], own: str | None, marks: Marks) -> None:
        super().__init__()
        self.lesson = lesson
        self.names = names
        self.own = own
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, the networks, keys."""
        yield Head(f"The networks of {self.lesson.title}", self.marks)
        width = max(map(len, self.names))
        yield Choices([f"{name:<{width}}  {self._about(name)}" for name in self.names], self.marks)
        yield KeyLine(self.marks)

    def _about(self, name: str) -> str:
        own = f" {self.marks.note} this exercise's" if name == self.own else ""
        return f"{about(self.lesson.problems[name])}{own}"

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Give back the one that was chosen."""
        self.dismiss(self.names[message.index])
