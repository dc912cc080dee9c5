"""Exercises to read and to answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from tutor.datasets.table import DataError
from tutor.grading.verdict import Verdict
from tutor.lesson.course import data_of
from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.answer_line import AnswerInput, YourTurn
from tutor.tui.data import DataScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.keys import scrolling
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.show import shown
from tutor.tui.typed import Typed


class ReadScreen(ExerciseScreen):
    """A text to read; it's done when the learner goes on from it."""

    FIRST_KEYS = ("next", "scroll(10)", "submit", "check", "pick", "enter_field", "hint", "show_me")
    BINDINGS = [
        *scrolling(),
        Binding("t,ctrl+t", "table", "table", id="exercise.table"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The table's key works where there is a table."""
        if action == "table":
            return data_of(self.work.exercise) is not None
        if action == "scroll" and parameters == (10,):
            return not self.is_mounted or self.has_more("#text")
        return super().check_action(action, parameters)

    def action_table(self) -> None:
        """Look through the whole table."""
        name = data_of(self.work.exercise)
        if name is None:
            return
        try:
            table = self.desk.tables(name)
        except DataError as problem:
            self.notify(str(problem), severity="error")
            return
        self.app.push_screen(DataScreen(table, self.marks))

    def body(self) -> ComposeResult:
        """The text, what is shown with it, and what the kind adds."""
        with VerticalScroll(id="text", can_focus=False):
            yield Prose(self.exercise_text, self.marks)
            yield from shown(self.work, self.desk, self.marks)
            if self.prompt:
                yield Prose(self.prompt, self.marks, id="prompt")
            yield from self.below()

    def below(self) -> ComposeResult:
        """What stands under the prompt, in the scrolling text."""
        return iter(())

    @property
    def prompt(self) -> str:
        """What is asked, or the text itself."""
        return self.render_text(self.work.exercise.read or "")

    def action_scroll(self, by: int) -> None:
        """Scroll what is said, or the text."""
        self.scroll_on(self.query_one("#text"), by)

    def action_next(self) -> None:
        """Read, so done."""
        if self.work.exercise.kind == "read" and not self.passed:
            self.sitting.conclude("", Verdict(True, "read"))
        super().action_next()


class AnswerScreen(ReadScreen):
    """A number, list, word or sentence to type."""

    takes_back = True

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        self.line = AnswerInput()

    def body(self) -> ComposeResult:
        """The text, then the line to type in."""
        yield from super().body()
        yield YourTurn(self.line, self.marks, self.question)

    @property
    def prompt(self) -> str:
        """Nothing: the question stands by the line to type in."""
        return ""

    @property
    def question(self) -> str:
        """The question."""
        answer = self.work.exercise.answer
        assert answer is not None
        return self.render_text(answer.prompt)

    @property
    def field(self) -> Input:
        """The answer line."""
        return self.line

    def state(self) -> dict[str, Any]:
        """What is typed."""
        return asdict(self.line.typed)

    def restore(self, state: dict[str, Any]) -> None:
        """Type it again."""
        self.line.put(Typed(str(state.get("text", "")), state.get("cursor")))

    def unsubmitted(self) -> str:
        """What is typed."""
        return self.field.value

    def take_back(self, submission: str) -> None:
        """Type it again, to be changed."""
        self.restore({"text": submission})
        self.action_enter_field()
        self.touch()

    def solution(self) -> str:
        """The answer in force."""
        return self.desk.solution(self.work)

    def on_input_changed(self) -> None:
        """Save it soon."""
        self.touch()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Check it."""
        text = message.value.strip()
        if text:
            self.conclude(text, self.desk.check_text(self.work, text))
