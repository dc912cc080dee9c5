"""The stepper as an exercise: a trace is walked, and numbers are asked for on the way."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from tutor.session.desk import Desk
from tutor.session.walk import WALKED, walk_of, worked_out
from tutor.session.work import Work
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.keys import scrolling
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.sizes import TALL
from tutor.tui.stage import FIRST_KEYS
from tutor.tui.tracing import TraceView
from tutor.tui.typed import Typed


class StepsScreen(ExerciseScreen):
    """An exercise of the kind ``steps``."""

    FIRST_KEYS = FIRST_KEYS
    BINDINGS = [
        Binding("t,ctrl+t", "task", "text", id="steps.text"),
        Binding("enter", "next", "next", id="steps.next"),
        *scrolling("scroll_text", space=False),
    ]

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        steps = work.exercise.steps
        assert steps is not None
        self.steps = steps
        self.walk = walk_of(work.lesson, steps)
        self.view = TraceView(self.walk, marks)
        self.intro = VerticalScroll(id="intro", can_focus=False)

    # --- the parts --------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The text, and the trace under it."""
        with self.intro:
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
        self.view.lasting = self.passed
        if self.focused is None:
            self.view.stage.focus()

    def show_status(self, status: str | None = None) -> None:
        """At the right of the head: the pass and the step."""
        done = f"{self.marks.done} " if self.passed else ""
        super().show_status(f"{done}{self.view.status}")

    def action_task(self) -> None:
        """The text over the picture; where it is too long for that, alone; then the picture."""
        self.intro.styles.max_height = None
        if self.has_class("reading"):
            self.intro.add_class("hidden")
            self._read(False)
        elif self.intro.display and self.intro.max_scroll_y:
            self._read(True)
        else:
            self.intro.toggle_class("hidden")
        self.call_after_refresh(self.refresh_bindings)

    def _read(self, alone: bool) -> None:
        self.set_class(alone, "reading")
        self.set_focus(None if alone else self.field or self.view.stage)

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text."""
        self.scroll_on(self.intro, by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Share out the rows anew."""
        self.intro.styles.max_height = None

    def on_stage_resized(self) -> None:
        """Give a text that is too long the rows that the picture doesn't need."""
        intro, picture = self.intro, self.view.picture
        spare = self.view.stage.size.height - len(picture.lines) if picture else 0
        if spare > 0 and intro.max_scroll_y:
            intro.styles.max_height = intro.size.height + min(spare, intro.max_scroll_y)
        self.call_after_refresh(self.refresh_bindings)

    # --- walking ------------------------------------------------------------------------------

    def on_walk_view_changed(self, message: TraceView.Changed) -> None:
        """Say where it is; make room for the picture; at the end it's done."""
        self.view.redraw()
        self.show_status()
        self.view.lasting = self.passed
        if not message.moved:
            return
        if self.size.height < TALL:
            self.intro.add_class("hidden")
        if self.walk.k == self.walk.end and not self.walk.asked and not self.passed:
            self.conclude("", WALKED)
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
        self.walk.take(asking, text, verdict)
        if not verdict.passed:
            self.conclude(text, verdict)
            return
        self.view.line.clear()
        if self.walk.all_answered:
            self.conclude(text, verdict)
        else:
            self.query_one(Feedback).show_verdict(verdict)
        self.view.stage.focus()
        self.view.arrive(self.walk.forward("operation"), said=True)

    def action_leave(self) -> None:
        """Leave what is open in the picture, or the text; from there home."""
        if self.has_class("reading"):
            self._read(False)
        elif not self.view.leave():
            super().action_leave()

    def action_enter_field(self) -> None:
        """To the line if something is asked, else to the picture."""
        self._read(False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``next`` only once it's done, ``skip`` before: there enter belongs to the question.

        The text scrolls where not all of it is seen.
        """
        if action == "scroll_text":
            return self.has_more("#intro")
        if action in ("next", "skip"):
            return self.passed == (action == "next") and self.focused is not self.view.line
        return super().check_action(action, parameters)

    @property
    def has_solution(self) -> bool:
        """While something is asked."""
        return self.walk.asking is not None

    def solution(self) -> str:
        """The quantity that is asked, worked out."""
        asking = self.walk.asking
        return f"`{worked_out(self.walk.trace, self.walk.trace.find(asking))}`" if asking else ""

    # --- draft ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Position, answers, what is typed."""
        return {**self.walk.state(), **asdict(self.view.answer)}

    def restore(self, state: dict[str, Any]) -> None:
        """Back to where it was."""
        self.walk.restore(state)
        self.view.line.put(Typed(str(state.get("text", "")), state.get("cursor")))
        if self.walk.k > self.walk.first:
            self.intro.add_class("hidden")
