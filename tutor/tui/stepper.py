"""The stepper as an exercise: a trace is walked, and numbers are asked for on the way."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from tutor.grading.verdict import Verdict
from tutor.session.desk import Desk
from tutor.session.walk import walk_of
from tutor.session.work import Work
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.stage import FIRST_KEYS
from tutor.tui.tracing import TraceView

#: From so many rows on the text stays beside the picture.
_TALL = 34


class StepsScreen(ExerciseScreen):
    """An exercise of the kind ``steps``."""

    FIRST_KEYS = FIRST_KEYS
    BINDINGS = [
        Binding("ctrl+t", "task", "text", id="steps.text"),
        Binding("enter", "next", "next", id="steps.next"),
    ]

    def __init__(self, work: Work, desk: Desk, marks: Marks, ascii_only: bool) -> None:
        super().__init__(work, desk, marks, ascii_only)
        steps = work.exercise.steps
        assert steps is not None
        self.steps = steps
        self.walk = walk_of(work.lesson, steps)
        self.view = TraceView(self.walk, marks, ascii_only)

    # --- the parts --------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The text, and the trace under it."""
        with VerticalScroll(id="intro", can_focus=False):
            yield Prose(self._text(), self.marks)
        yield self.view

    def _text(self) -> str:
        parts = (self.work.exercise.text, self.steps.prompt)
        return self.render_text("\n\n".join(part for part in parts if part))

    @property
    def field(self) -> Widget | None:
        """The line, while something is asked."""
        return self.view.line if self.walk.asking else None

    def begin(self) -> None:
        """Begin where the learner was."""
        super().begin()
        if self.focused is None:
            self.view.stage.focus()

    def show_status(self, status: str | None = None) -> None:
        """At the right of the head: the pass and the step."""
        done = f"{self.marks.done} " if self.passed else ""
        super().show_status(f"{done}{self.view.status}")

    def action_task(self) -> None:
        """Show or hide the text."""
        self.query_one("#intro").toggle_class("hidden")

    # --- walking ------------------------------------------------------------------------------

    def on_walk_view_changed(self, message: TraceView.Changed) -> None:
        """Say where it is; make room for the picture; at the end it's done."""
        self.show_status()
        if not message.moved:
            return
        if self.size.height < _TALL:
            self.query_one("#intro").add_class("hidden")
        if self.walk.k == self.walk.end and not self.walk.asked and not self.passed:
            self.conclude("", Verdict(True, "That was the whole way."))
            self.view.stage.focus()
        self.touch()

    # --- answers --------------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Save it soon."""
        self.touch()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Check the quantity that is asked."""
        text = message.value.strip()
        asking = self.walk.asking
        if not text or asking is None:
            return
        verdict = self.desk.check_quantity(self.work, self.walk.trace, asking, text, self.walk.own)
        if not verdict.passed:
            self.walk.keep(asking, text)
            self.conclude(text, verdict)
            return
        self.walk.answered.add(asking)
        self.view.line.clear()
        if self.walk.all_answered:
            self.conclude(text, verdict)
        else:
            self.query_one(Feedback).show_verdict(verdict)
        self.view.stage.focus()
        self.view.arrive(self.walk.forward("operation"))

    def action_leave(self) -> None:
        """Leave what is open in the picture; from there home."""
        if not self.view.leave():
            super().action_leave()

    def action_enter_field(self) -> None:
        """To the line if something is asked, else to the picture."""
        self.set_focus(self.field or self.view.stage)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``next`` only once it's done; before that enter belongs to the question."""
        if action == "next":
            return self.passed and self.focused is not self.view.line
        return super().check_action(action, parameters)

    @property
    def has_solution(self) -> bool:
        """While something is asked."""
        return self.walk.asking is not None

    def solution(self) -> str:
        """The quantity that is asked, worked out."""
        asking = self.walk.asking
        return self.view.worked_out(self.walk.trace.find(asking)) if asking else ""

    # --- draft ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Position, answers, what is typed."""
        return {**self.walk.state(), "text": self.view.answer}

    def restore(self, state: dict[str, Any]) -> None:
        """Back to where it was."""
        self.walk.restore(state)
        with self.prevent(Input.Changed):
            self.view.line.value = str(state.get("text", ""))
        if self.walk.k > self.walk.first:
            self.query_one("#intro").add_class("hidden")
