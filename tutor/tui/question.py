"""A question that takes yes or no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose


class Question(ClosesOnce, ModalScreen[bool]):
    """Says what it is about, and gives back whether the learner agrees."""

    BINDINGS = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape", "answer(False)", "no"),
    ]

    def __init__(self, title: str, text: str, marks: Marks) -> None:
        super().__init__()
        self.heading = title
        self.text = text
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, text, keys."""
        yield Head(self.heading, self.marks)
        with VerticalScroll(can_focus=False):
            yield Prose(self.text.strip(), self.marks)
        yield KeyLine(self.marks)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
