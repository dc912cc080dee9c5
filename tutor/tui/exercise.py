"""What the screens of all kinds of exercises share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from tutor.grading.verdict import Verdict
from tutor.session.desk import Desk
from tutor.session.sitting import NOT_TRIED
from tutor.session.work import Work
from tutor.tui.doors import doors_of
from tutor.tui.excursions import Excursions
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import ASKING, BACK, EVERYWHERE
from tutor.tui.marks import Marks
from tutor.tui.show import NetworkPicture


class ExerciseScreen(Excursions):
    """Head, the kind's own body, feedback, keys; hints, solution, drafts and moving on.

    A kind's screen says in ``body`` what stands between, in ``state`` and ``restore`` what a draft
    holds, in ``solution`` what it shows to those who ask, and in ``field`` where one types.
    """

    BINDINGS = [
        *ASKING,
        BACK,
        Binding("p", "previous", "previous", id="exercise.previous"),
        Binding("s", "networks", "stepper", id="exercise.networks"),
        Binding("l,ctrl+l", "lab", "lab", id="exercise.lab"),
        Binding("y,ctrl+b", "attempts", "attempts", id="exercise.attempts"),
        *EVERYWHERE,
        Binding("b", "go_home", "home", show=False),
        Binding("i", "retype", "type", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__(work, desk, marks)
        self.recorded = bool(desk.attempts(work))

    # --- what a kind says -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The widgets between the head and the feedback."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What a draft of this exercise holds; JSON."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Put a draft back."""

    def solution(self) -> str:
        """The text that shows the solution."""
        return ""

    @property
    def has_solution(self) -> bool:
        """Whether there is one to show; asked at every key, so nothing is worked out for it."""
        return self.work.exercise.kind in ("answer", "choice", "code")

    @property
    def field(self) -> Widget | None:
        """The widget one types into."""
        return None

    # --- the frame --------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Head, body, feedback, keys."""
        yield Head(self.work.title, self.marks)
        yield from self.body()
        yield Rule(self.marks)
        yield Feedback(self.marks)
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """Begin, once: Textual would call the ``on_mount`` of every class."""
        if self.query(Feedback):  # quick keys may have left the screen before it stood
            self.begin()
            self.sitting.begin(self.state())

    def begin(self) -> None:
        """Put back what was there, and go to the field."""
        if self.sitting.draft:
            self.restore(self.sitting.draft)
        if self.sitting.said:
            self.tell(self.sitting.said)
        self.show_status()
        self.warn(doors_of(self).keep_open())
        if self.passed:
            self._reveal()
        else:
            self.action_enter_field()
        self.call_after_refresh(self.refresh_bindings)  # now it's known what can be scrolled

    @property
    def exercise_text(self) -> str:
        """The lead-in, with its values filled in."""
        return self.render_text(self.work.exercise.text)

    def render_text(self, text: str) -> str:
        """A text of the lesson with its values filled in."""
        return self.desk.render(text, self.work)

    def show_status(self, status: str | None = None) -> None:
        """Say at the right of the head how it stands."""
        usual = self.usual_status()
        self.query_one(Head).show(self.work.title, usual if status is None else status)

    def usual_status(self) -> str:
        """Done or not, and whether it has changed since."""
        sign = f"{self.marks.done} " if self.passed else ""
        return f"{sign}{self.sitting.status}"

    # --- scrolling ----------------------------------------------------------------------------

    def scroll_on(self, text: Widget, by: int) -> None:
        """Scroll what is said below, if there is more of it that way; else the text."""
        said = self.query_one(Feedback)
        left = said.max_scroll_y - said.scroll_offset.y if by > 0 else said.scroll_offset.y
        (said if left > 0 else text).scroll_relative(y=by, animate=False)

    def has_more(self, text: str) -> bool:
        """Whether not all of the text (a selector), or of what is said below, is seen at once."""
        return any(each.max_scroll_y > 0 for each in self.query(f"{text}, Feedback"))

    # --- drafts -------------------------------------------------------------------------------

    def keep(self) -> str | None:
        """Keep the draft, with what was said last."""
        self.sitting.said = self.said()
        return self.sitting.keep(self.state())

    def said(self) -> str:
        """What a draft kept now will say."""
        return self.query_one(Feedback).text

    # --- submissions --------------------------------------------------------------------------

    def conclude(self, submission: str, verdict: Verdict) -> None:
        """Show a verdict, record it, and go on from it."""
        explain = self.render_text(self.work.exercise.explain)
        self.query_one(Feedback).show_verdict(verdict, explain)
        self.warn(self.sitting.conclude(submission, verdict))
        self.recorded = self.recorded or verdict.check != "format"
        if verdict.passed:
            self._reveal()
            self.set_focus(None)
        self.show_status()
        self.save()
        self.refresh_bindings()

    def _reveal(self) -> None:
        """Show in the pictures what was asked for."""
        for picture in self.query(NetworkPicture):
            picture.reveal()

    # --- actions ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are shown only where they do something."""
        typing = self.field is not None and self.focused is self.field
        rules: dict[str, Callable[[], bool]] = {
            "hint": lambda: bool(self.work.exercise.hints),
            "networks": lambda: not typing and bool(self.work.lesson.problems),
            "lab": lambda: self.work.own_network is not None,
            "show_me": lambda: self.has_solution,
            "attempts": lambda: self.recorded,
            "previous": lambda: not typing,
            "skip": lambda: not typing and not self.passed and self.field is not None,
            "next": lambda: not typing and (self.passed or self.field is None),
            "enter_field": lambda: not typing and self.field is not None and not self.passed,
        }
        return rules[action]() if action in rules else True

    def action_hint(self) -> None:
        """The next hint; after the last one that again."""
        self.query_one(Feedback).show_hint(*self.sitting.hint())
        self.save()

    def action_show_me(self) -> None:
        """The solution: at once where it is earned, else when asked a second time."""
        if self.earns(NOT_TRIED):
            self.show_solution(self.solution())

    def show_solution(self, text: str) -> None:
        """Show the solution where there is room for it."""
        self.tell(text)

    def action_leave(self) -> None:
        """Out of the field; from elsewhere, back home."""
        if self.field is not None and self.focused is self.field:
            self.set_focus(None)
        else:
            self.save()
            doors_of(self).action_home()

    def action_go_home(self) -> None:
        """Back to the home screen."""
        self.save()
        doors_of(self).action_home()

    def action_enter_field(self) -> None:
        """Into the field."""
        if self.field is not None:
            self.set_focus(self.field)

    def action_retype(self) -> None:
        """Into the field, also of an exercise that is done."""
        self.action_enter_field()

    def action_next(self) -> None:
        """The next exercise."""
        self.save()
        doors_of(self).open_neighbour(self.work, 1)

    def action_skip(self) -> None:
        """The next exercise, done or not."""
        self.action_next()

    def action_previous(self) -> None:
        """The exercise before."""
        self.save()
        doors_of(self).open_neighbour(self.work, -1)
