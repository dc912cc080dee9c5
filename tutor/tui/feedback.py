"""What the program says back: verdicts, hints, notes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.grading.verdict import Verdict
from tutor.session.sitting import hint_text, reply
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose


class Feedback(VerticalScroll, can_focus=False):
    """A few lines below the field; longer ones scroll."""

    DEFAULT_CSS = """
    Feedback { height: auto; max-height: 9; padding: 0 1; scrollbar-size-vertical: 1; }
    Feedback.outdated { text-style: dim; }
    """

    def __init__(self, marks: Marks, text: str = "") -> None:
        super().__init__()
        self.marks = marks
        self._prose = Prose(text, marks)

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._prose

    @property
    def text(self) -> str:
        """What stands there."""
        return self._prose.text

    def outdate(self) -> None:
        """What stands there is about something that was changed since."""
        if self.text:
            self.add_class("outdated")

    def show(self, text: str) -> None:
        """Show a text, from its beginning."""
        self.remove_class("outdated")
        self._prose.show(text)
        self.scroll_home(animate=False)

    def show_verdict(self, verdict: Verdict, explain: str = "") -> None:
        """Show what came of a submission."""
        sign = self.marks.right if verdict.passed else self.marks.wrong
        self.show(reply(verdict, sign, explain))

    def show_hint(self, number: int, total: int, text: str) -> None:
        """Show a hint and which of how many it is."""
        self.show(hint_text(number, total, text))
