"""Exercises of the kinds ``steps`` and ``lab``: a trace to walk, a network to change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from tutor.grading.labs import check_bench, lab_of, refusal, standing, start
from tutor.grading.verdict import Verdict
from tutor.lab.moves import MoveError, read_moves, write_moves
from tutor.network.quantity import QuantityError
from tutor.plain.exercise import ON, ExercisePage
from tutor.plain.page import Command
from tutor.plain.playing import BRIEFLY, Playing
from tutor.plain.talk import Talk
from tutor.plain.walking import Walking
from tutor.plain.workshop import Workshop
from tutor.session.sitting import RIGHT, reply
from tutor.session.walk import WALKED, walk_of, worked_out
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
    def prompt(self) -> str:
        """What it is about."""
        return self.render(self.steps.prompt)

    @property
    def asks(self) -> str:
        """The question at hand, or what enter does."""
        if self.walk.k == self.walk.end and self.sitting.passed and self.walking.asked is None:
            return ON
        return self.walking.asks

    @property
    def has_solution(self) -> bool:
        """While something is asked."""
        return self.walk.asking is not None

    def solution(self) -> str:
        """The quantity that is asked, worked out."""
        return f"`{worked_out(self.walk.trace, self.walk.k)}`"

    def state(self) -> dict[str, Any]:
        """Position and answers."""
        return self.walk.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Back to where it was."""
        self.walk.restore(state)

    def begin(self) -> None:
        """Where it stands."""
        if self.walk.k == self.walk.first:
            self.walking.numbers("")
        self.walking.introduce()

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
        if self.walk.k == self.walk.end and not self.walk.asked and not self.sitting.passed:
            self.conclude("", WALKED)

    def enter(self) -> None:
        """One step on; at the end to the next exercise."""
        if self.walk.asking is None and self.walk.k == self.walk.end and self.sitting.passed:
            self.go(1)
        else:
            self.walking.forward()

    def take(self, text: str) -> None:
        """Check the quantity that is asked, by the walk itself or by a quiz."""
        walk, asking = self.walk, self.walk.asking
        if asking is None:
            if not self.walking.take(text):
                super().take(text)
            return
        verdict = self.desk.check_quantity(self.work, walk.trace, asking, text, walk.own)
        walk.take(asking, text, verdict)
        if verdict.passed:
            self.walking.forward("operation")
        if walk.all_answered or not verdict.passed:
            self.conclude(text, verdict)
        else:
            self.talk.say(reply(verdict, RIGHT))


class LabExercisePage(ExercisePage):
    """A network to change until its goal holds."""

    takes_back = True

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        self.lab = lab_of(work.exercise)
        self.playing = Playing(
            talk, start(work.exercise, work.lesson),
            lambda move, bench: refusal(move, bench, self.lab),
        )  # fmt: skip
        super().__init__(talk, workshop, work)

    @property
    def prompt(self) -> str:
        """The task."""
        return self.render(self.lab.prompt)

    @property
    def asks(self) -> str:
        """A change; how to go on, once it is done."""
        return ON if self.sitting.passed else "Your change:"

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

    def take_back(self, submission: str) -> None:
        """Make its moves from the start; undoing leads back to what was there."""
        with suppress(MoveError):
            moves = [(move.what, move.value) for move in read_moves(submission)]
            self.playing.history = self.playing.history.rewind().do_again(moves)
            self.playing.describe()

    def begin(self) -> None:
        """The network as it stands, the goal, and how to change it."""
        if self.playing.bench.moves or not self._is_shown:
            self.playing.numbers("")
        self.playing.describe()
        if self.playing.bench.moves:
            self.talk.tell(f"Changed so far: {write_moves(self.playing.bench.moves)}")
        self._stand()
        self.talk.say(f"{BRIEFLY} `?` says what else can be typed.")

    @property
    def _is_shown(self) -> bool:
        """Whether the text has shown the network already."""
        return any(show.network == self.work.own_network for show in self.work.exercise.shows)

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
        self.talk.tell(", ".join([f"goal: {now.goal}: {now.state}", *now.used]), "")

    def _check(self) -> None:
        text = write_moves(self.playing.bench.moves)
        self.conclude(text, self.desk.check_text(self.work, text))

    def take(self, text: str) -> None:
        """Make the moves that were typed."""
        self.playing.take(text)
