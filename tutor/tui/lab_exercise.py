"""An exercise of the kind ``lab``: a network to change until its goal holds."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from tutor.diagram import Span
from tutor.grading.labs import check_bench, lab_of, refusal, standing, start
from tutor.lab.bench import Bench
from tutor.lab.moves import Move, MoveError, read_moves, write_moves
from tutor.network.quantity import QuantityError
from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Rule
from tutor.tui.keys import scrolling
from tutor.tui.lab_notes import goal_line
from tutor.tui.lab_view import LabView
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.sizes import TALL, USUAL


class LabExerciseScreen(ExerciseScreen):
    """The goal is looked at after every move; once it holds, the exercise is passed."""

    FIRST_KEYS = ("next", "nudge(1)", "nudge(-1)", "type_value", "train(1)", "check", "undo",
                  "rewind", "task", "hint", "show_me")  # fmt: skip
    BINDINGS = [
        Binding("enter", "check", "check", id="lab.check"),
        Binding("enter", "enter_field", "to the lab"),  # a class's own key hides its base's
        Binding("enter", "next", "next"),
        Binding("t,ctrl+t", "task", "text", id="lab.text"),
        *scrolling("scroll_text", space=False),
    ]
    takes_back = True

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        self.lab = lab_of(work.exercise)
        self._said = ""
        self._seen: Bench | None = None
        self.view = LabView(start(work.exercise, work.lesson), marks, self._refusal)

    def _refusal(self, move: Move, bench: Bench) -> str:
        return refusal(move, bench, self.lab)

    # --- the parts ------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Text, goal, the lab."""
        with VerticalScroll(id="intro", can_focus=False):
            yield Prose(self._text(), self.marks)
            yield Rule(self.marks)
        yield Lines(id="goal")
        yield self.view

    def _text(self) -> str:
        parts = (self.work.exercise.text, self.lab.prompt)
        return self.render_text("\n\n".join(part for part in parts if part))

    @property
    def field(self) -> LabView:
        """The lab."""
        return self.view

    @property
    def has_solution(self) -> bool:
        """Whether the author gave one."""
        return bool(self.lab.solution)

    def solution(self) -> str:
        """The moves that the author gave."""
        return self.desk.solution(self.work)

    def begin(self) -> None:
        """Begin where the learner was."""
        super().begin()
        self._seen = self.view.bench
        self._show_goal()

    def on_resize(self) -> None:
        """The goal for the width at hand."""
        self._show_goal()

    def _show_goal(self) -> None:
        goal = self.query_one("#goal", Lines)
        try:
            now = standing(self.view.bench, self.lab)
        except QuantityError as error:  # nodes of the goal were removed
            goal.show(((Span(f"goal: {self.lab.goal}", "title"), Span(f"  {error}")),))
            return
        goal.show((goal_line(now, self.marks, self.size.width - 2),))

    # --- playing --------------------------------------------------------------------------------

    def on_lab_picture_changed(self) -> None:
        """See whether the goal holds now."""
        self.touch()
        bench = self.view.bench
        if bench is self._seen:
            return
        self._seen = bench
        self._show_goal()
        if self.size.height < TALL:
            self.query_one("#intro").add_class("hidden")
        with suppress(QuantityError):  # nodes of the goal were removed
            verdict = check_bench(bench, self.work.exercise)
            if verdict.passed and not self.passed:
                self.conclude(write_moves(bench.moves), verdict)

    def on_lab_typing_said(self, message: LabView.Said) -> None:
        """Say it below; what was said before is about another state."""
        feedback = self.query_one(Feedback)
        if message.text:
            feedback.show(message.text)
        elif feedback.text == self._said:
            feedback.show("")
        self._said = message.text or self._said

    def action_check(self) -> None:
        """Check it now, also where the goal doesn't hold: there may be more to say."""
        text = write_moves(self.view.bench.moves)
        self.conclude(text, self.desk.check_text(self.work, text))
        self._said = "" if self.passed else self.query_one(Feedback).text

    def action_task(self) -> None:
        """Show or hide the text; where there is little room it takes all of it."""
        intro = self.query_one("#intro", VerticalScroll)
        if self.size.height >= USUAL:
            intro.toggle_class("hidden")
            return
        self.toggle_class("reading")
        reading = self.has_class("reading")
        intro.set_class(not reading, "hidden")
        self.set_focus(None if reading else self.view)

    def action_enter_field(self) -> None:
        """Into the lab, also from its text."""
        if self.has_class("reading"):
            self.action_task()
        else:
            super().action_enter_field()

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text."""
        self.scroll_on(self.query_one("#intro"), by)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is checked while a number is typed, and from outside of the lab."""
        if action == "scroll_text":
            return self.has_more("#intro")
        if action == "check":
            return self.focused is self.view and self.view.entry is None
        return super().check_action(action, parameters)

    # --- draft ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """The moves, what was undone, and how it is looked at."""
        history = self.view.history
        return {"moves": history.way, "undone": history.undone, **self.view.looks}

    def unsubmitted(self) -> str:
        """The moves made."""
        return write_moves(self.view.bench.moves)

    def take_back(self, submission: str) -> None:
        """Make its moves from the start; undoing leads back to what was there."""
        with suppress(MoveError):
            moves = [(move.what, move.value) for move in read_moves(submission)]
            self.view.turn_to(self.view.history.rewind().do_again(moves))
        self.action_enter_field()

    def restore(self, state: dict[str, Any]) -> None:
        """Make the moves again, as far as they can still be made."""
        way, undone = state.get("moves", []), int(state.get("undone", 0))
        history = self.view.history.do_again(way, undone)
        self.view.go_on(history, state)
        if history.bench.moves and self.size.height < TALL:
            self.query_one("#intro").add_class("hidden")
