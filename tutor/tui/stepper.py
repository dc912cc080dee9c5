"""The stepper: a trace walked one operation at a time, both ways, with questions on the way."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from tutor.diagram import ASCII, UNICODE, Alphabet, Line, Show, Span, arithmetic, draw, ledger
from tutor.network.losses import loss_note
from tutor.network.numbers import plain, show
from tutor.network.passes import span
from tutor.network.trace import Step
from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.answer import AnswerInput, YourTurn
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.feedback import Feedback
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.stage import Stage
from tutor.tui.walk import SIZES, Walk

_SHOWS: tuple[Show, ...] = ("both", "weight", "gradient")


class StepsScreen(ExerciseScreen):
    """An exercise of the kind ``steps``."""

    FIRST_KEYS = (
        "next",
        "ask('back')",
        "ask('forward')",
        "ask('forward', 'layer')",
        "ask('why')",
        "ask('table')",
        "submit",
        "task",
        "hint",
        "show_me",
    )
    BINDINGS = [
        Binding("ctrl+t", "task", "text", id="steps.text"),
        Binding("enter", "next", "next", id="steps.next"),
    ]

    def __init__(self, work: Work, desk: Desk, marks: Marks, ascii_only: bool) -> None:
        super().__init__(work, desk, marks, ascii_only)
        steps = work.exercise.steps
        assert steps is not None
        self.steps = steps
        trace = work.lesson.trace(steps.network, steps.updates)
        first, last = span(trace, steps.pass_)
        asked = {trace.find(quantity): quantity for quantity in steps.ask}
        self.walk = Walk(trace, first, last, asked, steps.size)
        self.line = AnswerInput()
        self.explaining = False
        self.table = False
        self.shows = 0
        self.last_step: Step | None = None

    # --- the parts --------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Text, picture, notes, question."""
        with VerticalScroll(id="intro", can_focus=False):
            yield Prose(self._text(), self.marks)
        yield Stage(id="stage")
        yield Lines(id="notes")
        yield YourTurn(self.line, self.marks)

    def _text(self) -> str:
        parts = (self.work.exercise.text, self.steps.prompt)
        return self.render_text("\n\n".join(part for part in parts if part))

    @property
    def field(self) -> Widget | None:
        """The answer line, while something is asked."""
        return self.line if self.walk.asking else None

    def begin(self) -> None:
        """Begin where the learner was."""
        super().begin()
        if self.focused is None:
            self.set_focus(self.query_one(Stage))
        self.redraw()

    def show_status(self, status: str | None = None) -> None:
        """At the right of the head: the pass and the step."""
        known = self.walk.known
        done = f"{self.marks.done} " if self.passed else ""
        size = "" if self.walk.size == "operation" else f" by {self.walk.size}"
        super().show_status(
            f"{done}{known.phase}{size} {self.marks.note} step {self.walk.k} of {self.walk.end}"
        )

    # --- drawing ------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Picture, notes, question and head, for the position at hand."""
        stage = self.query_one(Stage)
        if not stage.size.width:
            return
        walk = self.walk
        step = walk.trace[walk.k - 1] if walk.k > walk.first else None
        alphabet = ASCII if self.ascii_only else UNICODE
        network, known = walk.trace.network, walk.known
        phase = "forward" if known.phase == "forward" else "backward"
        if self.table:
            picture = ledger(network, known, phase=phase, alphabet=alphabet)
        else:
            picture = draw(
                network, known, width=stage.size.width, height=stage.size.height, phase=phase,
                alphabet=alphabet, show=_SHOWS[self.shows],
                current=step.at if step else None, uses=step.reads if step else (),
            )  # fmt: skip
        stage.show(picture.lines)
        self.query_one("#notes", Lines).show(self._notes(picture.legend, step, alphabet))
        self._show_question()
        self.show_status()

    def _notes(self, legend: str, step: Step | None, alphabet: Alphabet) -> tuple[Line, ...]:
        walk, width = self.walk, self.size.width
        known = walk.known
        values = [f"loss {show(known.loss)}"] if known.loss is not None else []
        right = "   ".join(values)
        legend_line = f" {legend}"
        gap = max(width - len(legend_line) - len(right) - 1, 2)
        lines: list[Line] = [(Span(legend_line, "muted"), Span(" " * gap + right))]
        note = loss_note(walk.trace.network)
        if note and known.phase != "forward":
            lines.append((Span(f" {alphabet.plain(note)}", "muted"),))
        if step is None:
            lines.append((Span(f" {alphabet.plain(self._opening())}"),))
        else:
            lines.append((Span(" "), *arithmetic(step, width=width - 2, alphabet=alphabet)))
        return tuple(lines)

    def _opening(self) -> str:
        if self.walk.first == 0:
            return "→ takes the first step."
        return "The forward pass is done. → takes the first step back."

    def _show_question(self) -> None:
        asking = self.walk.asking
        box = self.query_one(YourTurn)
        box.set_class(asking is not None, "asking")
        if asking is None:
            return
        quantity = asking.replace("->", "→")
        box.question.show(f"**Your turn:** what is `{quantity}`?")

    # --- walking --------------------------------------------------------------------------------

    def on_stage_asked(self, asked: Stage.Asked) -> None:
        """Do what a key of the picture asks for."""
        walk = self.walk
        match asked.what:
            case "forward":
                self._arrived(walk.forward(asked.size))
            case "back":
                self._arrived(walk.back(asked.size))
            case "first":
                self._arrived(walk.go(walk.first))
            case "last":
                self._arrived(walk.go(walk.end))
            case "why":
                if walk.k > walk.first:
                    self._say_why()
            case change:
                self._look_at(change)

    def _look_at(self, change: str) -> None:
        """Show the same in another way."""
        if change in ("coarser", "finer"):
            self.walk.coarser(1 if change == "coarser" else -1)
        elif change == "table":
            self.table = not self.table
        elif change == "swap":
            self.shows = (self.shows + 1) % len(_SHOWS)
        self.redraw()

    def _arrived(self, moved: bool) -> None:
        if self.explaining:
            self._stop_explaining()
        if not moved and not self.walk.asking:
            return
        if self.query_one("#intro").display and self.size.height < 34:
            self.query_one("#intro").add_class("hidden")
        self.call_after_refresh(self.redraw)
        self.redraw()
        if self.walk.asking:
            self.set_focus(self.line)
        if self.walk.k == self.walk.end and not self.walk.asked and not self.passed:
            self._all_walked()
        self.refresh_bindings()
        self.touch()

    def _all_walked(self) -> None:
        from tutor.grading.verdict import Verdict

        self.conclude("", Verdict(True, "That was the whole way."))
        self.set_focus(self.query_one(Stage))

    def _say_why(self) -> None:
        """Say where the numbers of the last step come from; the same key again takes it away."""
        if self.explaining:
            self._stop_explaining()
            return
        trace, here = self.walk.trace, self.walk.k - 1
        step = trace[here]
        lines = [f"**Where {plain(trace.value(here))} comes from:** `{step.numbers}`", ""]
        for index in step.uses[:6]:
            value = plain(trace.value(index))
            formula = trace[index].formula
            lines.append(f"- `{trace.name(index)}` is {value}: `{formula}`, step {index + 1}")
        if not step.uses:
            lines.append("Nothing was computed for it: these numbers are given.")
        self.query_one(Feedback).show("\n".join(lines))
        self.explaining = True

    def _stop_explaining(self) -> None:
        self.explaining = False
        self.query_one(Feedback).show("")

    def action_task(self) -> None:
        """Show or hide the text."""
        self.query_one("#intro").toggle_class("hidden")
        self.call_after_refresh(self.redraw)

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
        verdict = self.desk.check_quantity(self.work, self.walk.trace, asking, text)
        if not verdict.passed:
            self.conclude(text, verdict)
            return
        self.walk.answered.add(asking)
        message.input.value = ""
        self.walk.go(self.walk.k + 1)
        if self.walk.all_answered:
            self.conclude(text, verdict)
        else:
            self.query_one(Feedback).show_verdict(verdict)
        self.set_focus(self.query_one(Stage))
        self.redraw()
        self.touch()

    def action_leave(self) -> None:
        """From the answer line to the picture; from the picture home."""
        if isinstance(self.focused, AnswerInput):
            self.set_focus(self.query_one(Stage))
        elif self.explaining:
            self._stop_explaining()
        else:
            super().action_leave()

    def action_enter_field(self) -> None:
        """To the answer line if something is asked, else to the picture."""
        self.set_focus(self.field or self.query_one(Stage))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """``next`` only once it's done; before that enter belongs to the question."""
        if action == "next":
            return self.passed and not isinstance(self.focused, AnswerInput)
        return super().check_action(action, parameters)

    @property
    def has_solution(self) -> bool:
        """While something is asked."""
        return self.walk.asking is not None

    def solution(self) -> str:
        """The quantity that is asked, worked out."""
        asking = self.walk.asking
        if asking is None:
            return ""
        trace = self.walk.trace
        index = trace.find(asking)
        step = trace[index]
        return f"`{step.formula} = {step.numbers} = {plain(trace.value(index))}`"

    # --- draft ----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Position, answers, what is typed."""
        return {
            "k": self.walk.k,
            "answered": sorted(self.walk.answered),
            "size": self.walk.size,
            "text": self.line.value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Back to where it was."""
        self.walk.answered = set(state.get("answered", [])) & set(self.steps.ask)
        self.walk.size = next((s for s in SIZES if s == state.get("size")), self.walk.size)
        self.walk.go(int(state.get("k", 0)))
        with self.prevent(Input.Changed):
            self.line.value = str(state.get("text", ""))
        if self.walk.k > self.walk.first:
            self.query_one("#intro").add_class("hidden")
