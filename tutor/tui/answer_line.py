"""A question, and the line to type its answer in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from tutor.tui.frame import Rule
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.typed import Typed
from tutor.tui.typing import InOrder

_SCROLLING = ("scroll_up", "scroll_down", "page_up", "page_down")


class AnswerInput(InOrder, Input):
    """The answer line.

    What was handed in stays to be seen, selected: typing replaces it, an arrow begins to mend it.
    """

    DEFAULT_CSS = """
    AnswerInput { border: none; height: 1; padding: 0; background: $background; }
    AnswerInput:focus { border: none; background-tint: $background 0%; }
    """
    BINDINGS = [Binding("enter", "submit", "check", id="answer.check")]

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One row has nothing to scroll: those keys are for what is around it."""
        return action not in _SCROLLING

    @property
    def typed(self) -> Typed:
        """What stands there."""
        text = self.value
        return Typed(text, None if text and self.selected_text == text else self.cursor_position)

    def put(self, typed: Typed) -> None:
        """Put there what was typed some other time."""
        with self.prevent(Input.Changed):
            self.value = typed.text
        if typed.cursor is None:
            self.select_all()
        else:
            self.cursor_position = typed.cursor

    async def action_submit(self) -> None:
        """Hand it in."""
        await super().action_submit()
        self.select_all()


class YourTurn(Widget):
    """A question, and the line to answer it in."""

    DEFAULT_CSS = "YourTurn { height: auto; }"

    def __init__(self, line: AnswerInput, marks: Marks, question: str = "") -> None:
        super().__init__(classes="your-turn")
        self.line = line
        self.marks = marks
        self.question = Prose(question, marks, classes="question")

    def compose(self) -> ComposeResult:
        """A rule, the question, the line."""
        yield Rule(self.marks)
        yield self.question
        with Widget(classes="line"):
            yield Prose("\\>", self.marks, classes="arrow")
            yield self.line
