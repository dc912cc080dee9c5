"""The drill: one question after the other, at the learner's own level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from tutor.diagram import Span
from tutor.drill.picture import picture
from tutor.drill.topics import ABOUT_LEVEL, LEVELS
from tutor.drill.words import aligned, facts, prompt, table, worked
from tutor.session.opened import practice_entry
from tutor.session.practice import Practice
from tutor.session.shelf import Entry
from tutor.session.sitting import NOT_TRIED
from tutor.tui.answer_line import AnswerInput, YourTurn
from tutor.tui.closing import ClosesOnce
from tutor.tui.doors import doors_of
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import ASKING, BACK, EVERYWHERE
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.saving import SavingScreen
from tutor.tui.sizes import USUAL
from tutor.tui.typed import Typed

if TYPE_CHECKING:
    from tutor.grading.verdict import Verdict

#: Lines of the way to an answer that are shown with a right one; of a longer way the last alone.
_SHORT_WAY = 5
_TIMES = {1: "once", 2: "twice"}


class DrillScreen(ClosesOnce, SavingScreen):
    """Picture, facts, question, and what is said to the answer. ``esc`` leaves."""

    FIRST_KEYS = ("submit", "next", "skip", "enter_field", "look(0, 1)", "hint", "show_me", "steps",
                  "leave")  # fmt: skip
    BINDINGS = [
        *ASKING,
        Binding("s", "steps", "stepper", id="drill.steps"),
        Binding("t,ctrl+t", "table", "table", id="drill.table"),
        BACK,
        Binding("pagedown", "scroll(4)", "more", id="drill.more"),
        Binding("pageup", "scroll(-4)", "page up", show=False),
        Binding("down", "look(0, 1)", "look", id="drill.look"),
        Binding("up", "look(0, -1)", "look", show=False),
        Binding("right", "look(4, 0)", "look", show=False),
        Binding("left", "look(-4, 0)", "look", show=False),
        *EVERYWHERE,
    ]
    AUTO_FOCUS = ""

    def __init__(self, practice: Practice, marks: Marks) -> None:
        super().__init__()
        self.practice = practice
        self.marks = marks
        self.line = AnswerInput()
        self.turn = YourTurn(self.line, marks)
        self.table = False
        self.asked_to_show = False

    def compose(self) -> ComposeResult:
        """Head, picture, facts, question, what is said, keys."""
        yield Head("Drill", self.marks)
        yield Lines(id="picture")
        yield Lines(id="facts")
        yield self.turn
        yield Rule(self.marks)
        yield Feedback(self.marks)
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """The question at hand, with what was typed and said."""
        practice = self.practice
        self.line.put(Typed(practice.text, len(practice.text)))
        welcome = f"**Level {practice.level}:** {ABOUT_LEVEL[practice.level]}."
        self.query_one(Feedback).show(practice.feedback or welcome)
        self._show_question()
        self.save()

    def on_resize(self) -> None:
        """A picture for the new width."""
        self.call_after_refresh(self._draw)

    # --- showing --------------------------------------------------------------------------------

    def _show_question(self) -> None:
        """The question, its picture and its place; and to the line, if it's open."""
        again = self.practice.again
        text = prompt(self.practice.question)
        if again is not None:
            times = _TIMES.get(again.times, f"{again.times} times")
            text = f"**Again:** you {again.mistake} {times}. {text}"
        self.turn.question.show(text)
        self._draw()
        self._show_status()
        self.set_focus(None if self.practice.closed else self.line)

    def _show_status(self) -> None:
        practice, question = self.practice, self.practice.question
        dot = f" {self.marks.note} "
        parts = [f"level {practice.level} of {LEVELS[-1]}", f"seed {question.seed}"]
        if practice.streak > 1:
            parts.append(f"{practice.streak} in a row")
        self.query_one(Head).show(f"Drill{dot}{question.topic}", dot.join(parts))

    def _draw(self) -> None:
        """Picture and facts, for the width there is."""
        question, width = self.practice.question, self.size.width
        if not width or not self.query("#picture"):  # not yet laid out, or left meanwhile
            return
        drawn = picture(
            question, width=width, alphabet=self.marks.alphabet,
            answered=self.practice.closed, table=self.table,
        )  # fmt: skip
        texts = [*aligned(table(question)), *self._facts(width - 2)]
        lines = tuple((Span(self.marks.alphabet.plain(text), "muted"),) for text in texts)
        low = self.size.height < USUAL  # then the facts scroll with the picture
        self.query_one("#picture", Lines).show((*drawn.lines, (), *lines) if low else drawn.lines)
        self.query_one("#facts", Lines).show(() if low else lines)
        self.call_after_refresh(self.refresh_bindings)  # now it's known what can be scrolled

    def _facts(self, width: int) -> list[str]:
        """The facts, as many on a line as fit."""
        lines: list[str] = []
        for fact in facts(self.practice.question, answered=self.practice.closed):
            if lines and len(lines[-1]) + 3 + len(fact) <= width:
                lines[-1] += f"   {fact}"
            else:
                lines.append(fact)
        return lines

    # --- answering ------------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Save it soon."""
        self.touch()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Check what was typed."""
        text = message.value.strip()
        if not text or self.practice.closed:
            return
        verdict, warning = self.practice.check(text)
        self.warn(warning)
        self.query_one(Feedback).show_verdict(verdict, self._explain() if verdict.passed else "")
        self._after(verdict)

    def _explain(self) -> str:
        """The formula with its numbers, and the streak."""
        way = worked(self.practice.question)
        shown = way if len(way) <= _SHORT_WAY else way[-1:]
        text = "\n".join(f"- {line}" for line in shown)
        streak = self.practice.streak
        return f"{text}\n\n**{streak} in a row.**" if streak > 1 else text

    def _after(self, verdict: Verdict) -> None:
        if verdict.passed:
            self._show_question()
        self._show_status()
        self.save()
        self.call_after_refresh(self.refresh_bindings)

    def action_hint(self) -> None:
        """The next hint."""
        number, total, text = self.practice.hint()
        self.query_one(Feedback).show_hint(number, total, text)
        self.save()
        self.call_after_refresh(self.refresh_bindings)

    def action_show_me(self) -> None:
        """The way to the answer; before anything was tried, when asked a second time."""
        feedback = self.query_one(Feedback)
        if not (self.practice.tried or self.asked_to_show):
            self.asked_to_show = True
            feedback.show(NOT_TRIED)
            return
        text, warning = self.practice.solution()
        self.warn(warning)
        feedback.show(text)
        self._show_question()
        self.save()

    def action_next(self) -> None:
        """The next question, and word of a new level."""
        said = self.practice.next()
        self.asked_to_show = False
        self.line.put(Typed())
        self.query_one(Feedback).show(said)
        self._show_question()
        self.save()

    def action_skip(self) -> None:
        """The next question, this one left open."""
        self.action_next()

    # --- looking around -------------------------------------------------------------------------

    def action_table(self) -> None:
        """The table for the picture, or back."""
        self.table = not self.table
        self._draw()

    def action_steps(self) -> None:
        """Walk through the whole training step that the question is about."""
        from tutor.session.opened import OpenWalk
        from tutor.session.walk import Walk

        question = self.practice.question
        title = f"Drill {self.marks.note} {question.topic}"
        doors_of(self).show_walk(OpenWalk(title, Walk(question.trace)))

    def action_scroll(self, by: int) -> None:
        """What is said below, where it is longer than its place."""
        self.query_one(Feedback).scroll_relative(y=by, animate=False)

    def action_look(self, x: int, y: int) -> None:
        """Move the picture, where it is larger than its place."""
        self.query_one("#picture", Lines).scroll_relative(x, y, animate=False)

    def action_enter_field(self) -> None:
        """To the line."""
        self.set_focus(self.line)

    def action_leave(self) -> None:
        """From the line; from elsewhere back to what was open."""
        if self.focused is self.line:
            self.set_focus(None)
            return
        self.save()
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are shown only where they do something."""
        typing, closed = self.focused is self.line, self.practice.closed
        rules = {
            "enter_field": not typing and not closed,
            "next": not typing and closed,
            "skip": not typing and not closed,
            "hint": not closed,
            "show_me": not closed,
            "steps": not typing and closed,
        }
        if action == "scroll" and self.is_mounted:
            return any(feedback.max_scroll_y > 0 for feedback in self.query(Feedback))
        if action == "look" and self.is_mounted:
            drawn = self.query_one("#picture", Lines)
            return drawn.max_scroll_y > 0 or drawn.max_scroll_x > 0
        return rules.get(action, True)

    # --- keeping --------------------------------------------------------------------------------

    def opened(self) -> Entry:
        """The drill of its topic, which keeps the question itself."""
        return practice_entry(self.practice)

    def keep(self) -> str | None:
        """Keep the question at hand, what is typed and what was said."""
        return self.practice.save(self.line.value, self.query_one(Feedback).text)
