"""A trace on the screen with a line to type in: questions, a quiz, and where to go."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from tutor.diagram import Line, arithmetic
from tutor.grading.verdict import Verdict
from tutor.network.trace import Size, Step
from tutor.session.quiz import NOTHING_LEFT, Asked, Quiz
from tutor.session.walk import Walk
from tutor.tui.answer_line import AnswerInput, YourTurn
from tutor.tui.feedback import Feedback
from tutor.tui.marks import Marks
from tutor.tui.typed import Typed
from tutor.tui.walking import WalkView

#: The question has the score in it from so many columns on.
_WIDE = 60


class TraceView(WalkView):
    """Walks a trace and asks: at the questions of the walk, and for every number in a quiz.

    Its screen has a ``Feedback``, where the quiz says what it has to say. What is typed at a
    question of the walk itself bubbles up as ``Input.Submitted``.
    """

    DEFAULT_CSS = """
    TraceView .your-turn { display: none; }
    TraceView .your-turn.asking { display: block; }
    """

    def __init__(self, walk: Walk, marks: Marks) -> None:
        super().__init__(walk, marks)
        self.line = AnswerInput()
        self.turn = YourTurn(self.line, marks)
        self.quiz: Quiz | None = None
        self.jumping = False
        self.lasting = False  # what was said stays while one walks
        self._kept = Typed()  # what was typed at a question before it was asked where to go

    def compose(self) -> ComposeResult:
        """Picture and all that; the line below."""
        yield from super().compose()
        yield self.turn

    # --- what is asked ------------------------------------------------------------------------

    @property
    def asked(self) -> Asked | None:
        """What the quiz asks for; the walk's own questions go first."""
        return self.quiz.asked if self.quiz and self.walk.asking is None else None

    @property
    def question(self) -> str:
        """What the line asks for; empty while it asks nothing."""
        if self.jumping:
            return f"Go to which step? {self.walk.first} to {self.walk.end}"
        if self.walk.asking is not None:
            return self.walk.question
        if self.quiz and self.asked:
            return self.quiz.question(f", {self.quiz.score}" if self.size.width >= _WIDE else "")
        return ""

    @property
    def answer(self) -> Typed:
        """What is typed so far at the walk's own question."""
        if self.walk.asking is None:
            return Typed()
        return self._kept if self.jumping else self.line.typed

    @property
    def step(self) -> Step | None:
        """The step that is explained or asked for in the quiz, else the last that was taken."""
        if self.asked and self.why.step is None:
            return self.walk.trace[self.asked.step]
        return super().step

    @property
    def marked(self) -> tuple[str | None, tuple[str, ...]]:
        """At the walk's own question what is asked for, but not what it is computed from."""
        if self.walk.asking is not None and self.why.step is None:
            return self.walk.trace[self.walk.k].at, ()
        return super().marked

    def arithmetic(self, width: int) -> Line:
        """The step's arithmetic; of what is asked in the quiz the symbols only."""
        step = self.step
        if step is None or not self.asked or self.why.step is not None:
            return super().arithmetic(width)
        return arithmetic(step, width=width, alphabet=self.marks.alphabet, asked=True)

    def redraw(self) -> None:
        """Picture, notes and question, for the position at hand."""
        super().redraw()
        question = self.question
        self.turn.set_class(bool(question), "asking")
        if question:
            self.turn.question.show(question)

    # --- walking ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``show me`` also while one types; no running during a quiz."""
        if action == "reveal":
            return self.asked is not None and not self.jumping
        if action in ("quiz", "end_quiz") and (self.quiz is None) != (action == "quiz"):
            return False
        if action in ("run", "speed") and self.quiz:
            return False
        return super().check_action(action, parameters)

    def arrive(self, moved: bool, ask: bool = True, said: bool = False) -> None:
        """Show where the walk is now; at a question the line is typed in.

        What was said of the place before goes, unless it was ``said`` of this one.
        """
        if self.quiz and moved and not self.jumping:
            self.line.clear()
        if moved and not said and not self.lasting:
            self.say("")
        super().arrive(moved)
        if self.question:
            self.pace.stop()
            self.changed()
            if ask:
                self.line.focus()

    def action_back(self, size: Size | None = None) -> None:
        """One step back; one stays in the picture."""
        self.arrive(self.walk.back(size), ask=False)

    def action_update(self, by: int) -> None:
        """Another training step; what was said of this one goes."""
        self.say("")
        super().action_update(by)

    # --- going to a step ----------------------------------------------------------------------

    def action_jump(self) -> None:
        """Ask for a step to go to."""
        self._kept, self.jumping = self.line.typed, True
        self.line.clear()
        self.arrive(False)

    def _jump(self, text: str) -> None:
        """Go to the step that was typed, or to the question before it."""
        walk = self.walk
        if not text.isdecimal() or not walk.first <= int(text) <= walk.end:
            self.say(f"Type a number from {walk.first} to {walk.end}.")
            return
        self._stop_jumping()
        walk.go(int(text))
        if walk.k < int(text):
            self.say(f"Step {text} comes after this question.")
        self.arrive(True, said=True)

    def _stop_jumping(self) -> None:
        self.jumping = False
        self.line.put(self._kept)
        self.say("")
        self.stage.focus()
        self.changed()

    # --- the quiz -----------------------------------------------------------------------------

    def action_quiz(self) -> None:
        """Ask for every number from here on."""
        self.quiz = Quiz(self.walk)
        if self.quiz.over:
            self.quiz = None
            self.say(NOTHING_LEFT)
            return
        self.say("")
        self.arrive(False)

    def action_end_quiz(self) -> None:
        """Ask no more, and say how it went."""
        quiz, self.quiz = self.quiz, None
        self.line.clear()
        self.stage.focus()
        self.changed()
        if quiz:
            self.say(quiz.ended)

    def action_reveal(self) -> None:
        """Show the number that the quiz asks for, and go on."""
        if self.quiz and self.asked:
            self._next_question(self.quiz.reveal())

    def _check(self, quiz: Quiz, text: str) -> None:
        verdict = quiz.check(text)
        if verdict.passed:
            self._next_question(verdict)
            return
        self.screen.query_one(Feedback).show_verdict(verdict)
        self.changed()

    def _next_question(self, verdict: Verdict) -> None:
        self.screen.query_one(Feedback).show_verdict(verdict)
        self.arrive(True, said=True)
        if self.quiz and self.quiz.over:
            score = self.quiz.score
            self.action_end_quiz()
            self.say(f"{verdict.message}\n\n**That was the last one:** {score}.")

    # --- the line -----------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say something below."""
        self.screen.query_one(Feedback).show(text)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take what was typed, unless it answers a question of the walk's own."""
        text = message.value.strip()
        if self.jumping or self.asked:
            message.stop()
        if text and self.jumping:
            self._jump(text)
        elif text and self.quiz and self.asked:
            self._check(self.quiz, text)

    def leave(self) -> bool:
        """Leave what is open, the innermost first; False where nothing is."""
        if self.pace.running:
            self.action_stop()
        elif self.jumping:
            self._stop_jumping()
        elif self.screen.focused is self.line:
            self.stage.focus()
        elif self.quiz:
            self.action_end_quiz()
        else:
            return False
        return True
