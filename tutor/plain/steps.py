"""Exercises of the kinds ``steps`` and ``lab``: a trace to walk, a network to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.grading.labs import check_bench, lab_of, refusal, standing, start
from tutor.grading.verdict import Verdict
from tutor.lab.moves import write_moves
from tutor.network.quantity import QuantityError
from tutor.network.report import step_line
from tutor.plain.exercise import ExercisePage
from tutor.plain.page import Command
from tutor.plain.playing import MOVES, Playing
from tutor.plain.talk import Talk
from tutor.plain.walking import Walking
from tutor.plain.workshop import Workshop
from tutor.session.sitting import reply
from tutor.session.walk import walk_of
from tutor.session.work import Work


class StepsPage(ExercisePage):
    """A trace is walked, and numbers are asked for on the way."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        steps = work.exercise.steps
        assert steps is not None
        self.steps = steps
        self.walk = walk_of(work.lesson, steps)
        self.walking = Walking(talk, self.walk)
        super().__init__(talk, workshop, work)

    @property
    def asked(self) -> str:
        """What it is about."""
        return self.render(self.steps.prompt)

    @property
    def has_solution(self) -> bool:
        """While something is asked."""
        return self.walk.asking is not None

    def solution(self) -> str:
        """The step that is asked."""
        line = step_line(self.walk.trace, self.walk.k).strip()
        return f"`{line}`"

    def state(self) -> dict[str, Any]:
        """Position and answers."""
        return self.walk.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Back to where it was."""
        self.walk.restore(state)

    def begin(self) -> None:
        """Where it stands, and what is asked."""
        if self.walk.k == self.walk.first:
            self.walking.table("")
        self.walking.introduce()
        self._ask()

    def commands(self) -> Iterator[Command]:
        """The walk's commands before the exercise's."""
        own = list(self.walking.commands())
        names = {command.name for command in own}
        yield from own
        yield from (command for command in super().commands() if command.name not in names)

    def turn(self, line: str) -> None:
        """Whatever is typed may move the walk."""
        before = self.walk.k
        super().turn(line)
        if self.walk.k != before:
            self._arrive()

    def _arrive(self) -> None:
        self.keep()
        self._ask()
        if self.walk.k == self.walk.end and not self.walk.asked and not self.sitting.passed:
            self.conclude("", Verdict(True, "That was the whole way."))

    def _ask(self) -> None:
        if self.walk.asking is not None:
            self.talk.say(f"**Your turn:** what is `{self.walk.asking}`?")

    def enter(self) -> None:
        """One step on; at the end to the next exercise."""
        if self.walk.asking is not None:
            self._ask()
        elif self.walk.k == self.walk.end and self.sitting.passed:
            self.go(1)
        else:
            self.walking.forward()

    def take(self, text: str) -> None:
        """Check the quantity that is asked."""
        walk, asking = self.walk, self.walk.asking
        if asking is None:
            super().take(text)
            return
        verdict = self.desk.check_quantity(self.work, walk.trace, asking, text, walk.own)
        if not verdict.passed:
            walk.keep(asking, text)
            self.conclude(text, verdict)
            return
        walk.answered.add(asking)
        self.walking.forward("operation")
        if walk.all_answered:
            self.conclude(text, verdict)
        else:
            self.talk.say(reply(verdict, "Right."))


class LabExercisePage(ExercisePage):
    """A network to change until its goal holds."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        self.lab = lab_of(work.exercise)
        self.playing = Playing(
            talk, start(work.exercise, work.lesson),
            lambda move, bench: refusal(move, bench, self.lab),
        )  # fmt: skip
        super().__init__(talk, workshop, work)

    @property
    def asked(self) -> str:
        """The task."""
        return self.render(self.lab.prompt)

    @property
    def has_solution(self) -> bool:
        """Whether the author gave one."""
        return bool(self.lab.solution)

    def state(self) -> dict[str, Any]:
        """The moves."""
        return {"moves": [[move.what, move.value] for move in self.playing.bench.moves]}

    def restore(self, state: dict[str, Any]) -> None:
        """Make the moves again."""
        self.playing.history = self.playing.history.do_again(state.get("moves", []))

    def begin(self) -> None:
        """The network as it stands, the goal, and how to change it."""
        self.playing.table("")
        self.playing.describe()
        if self.playing.bench.moves:
            self.talk.tell(f"Changed so far: {write_moves(self.playing.bench.moves)}")
        self._stand()
        self.talk.say(MOVES)

    def commands(self) -> Iterator[Command]:
        """The bench's commands before the exercise's."""
        own = list(self.playing.commands())
        names = {command.name for command in own}
        yield Command("check", "check it now", lambda _: self._check())
        yield from own
        yield from (command for command in super().commands() if command.name not in names)

    def turn(self, line: str) -> None:
        """Whatever is typed may change the network."""
        before = self.playing.bench
        super().turn(line)
        if self.playing.bench is not before:
            self._changed()

    def _changed(self) -> None:
        self.keep()
        try:
            verdict = check_bench(self.playing.bench, self.work.exercise)
        except QuantityError:  # nodes of the goal were removed
            verdict = Verdict(False, "")
        if verdict.passed and not self.sitting.passed:
            self.conclude(write_moves(self.playing.bench.moves), verdict)
        else:
            self._stand()

    def _stand(self) -> None:
        """The goal, whether it holds, and what was used of what is allowed."""
        try:
            now = standing(self.playing.bench, self.lab)
        except QuantityError as error:
            self.talk.tell(f"goal: {self.lab.goal}: {error}")
            return
        used = [
            f"{noun} {count}{'' if most is None else f' of {most}'}"
            for noun, count, most in (
                ("changes", now.edits, now.max_edits),
                ("training steps", now.updates, now.max_updates),
            )
            if most or count
        ]
        held = "it holds" if now.holds else f"not yet, {now.values}"
        self.talk.tell(", ".join([f"goal: {now.goal}: {held}", *used]), "")

    def _check(self) -> None:
        text = write_moves(self.playing.bench.moves)
        self.conclude(text, self.desk.check_text(self.work, text))

    def take(self, text: str) -> None:
        """Make the moves that were typed."""
        self.playing.take(text)
