"""A text that lies over whatever was there: to be read, or to be answered with yes or no."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE, ENDS, GLOSSARY, scrolling
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose

Result = TypeVar("Result")


class Page(ClosesOnce, ModalScreen[Result]):
    """A text with a heading."""

    BINDINGS = [*scrolling(), *ENDS]

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

    def on_mount(self) -> None:
        """Show the keys that scroll only where there is more to see."""
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A text that is seen whole does not scroll."""
        text = self.query(VerticalScroll)
        return action != "scroll" or not text or text.first().max_scroll_y > 0

    def action_scroll(self, by: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


class TextScreen(Page[None]):
    """A text to read."""

    BINDINGS = [CLOSE, Binding("enter", "dismiss(None)", "back", show=False), GLOSSARY]


class GlossaryScreen(TextScreen):
    """The words of the field; the keys that open it close it, too."""

    BINDINGS = [CLOSE, Binding("g,ctrl+g", "dismiss(None)", "back", show=False)]


class Question(Page[bool]):
    """A question that takes yes or no; gives back whether the learner agrees."""

    BINDINGS = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape", "answer(False)", "no"),
    ]

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
