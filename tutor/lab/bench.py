"""The bench: a problem, the moves that made it what it is, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from tutor.lab.edit import put, read, usual
from tutor.lab.moves import SHAPING, TRAIN, Move, MoveError, Value
from tutor.lab.shape import shaped
from tutor.network.model import NetworkError, Problem
from tutor.network.plan import Place
from tutor.network.quantity import QuantityError
from tutor.network.trace import Trace, trace

#: Training steps that one move may take, and states that can be gone back to.
MAX_UPDATES, MAX_STATES = 10_000, 500


@dataclass(frozen=True)
class Bench:
    """A problem as some moves made it from the ``start``; a value, so keeping it is undoing.

    ``memory`` is what the optimizer remembers; ``losses`` the loss before each training step.
    ``seed`` is where new weights come from.
    """

    start: Problem
    seed: int = 0
    moves: tuple[Move, ...] = ()
    memory: Mapping[Place, float] = field(default_factory=dict)
    losses: tuple[float, ...] = ()
    now: Problem | None = None

    @property
    def problem(self) -> Problem:
        """The problem as it is now."""
        return self.start if self.now is None else self.now

    @cached_property
    def trace(self) -> Trace:
        """The next training step; the forward pass only where nothing can be learnt."""
        return trace(self.problem.network, self.problem.rows, memory=self.memory)

    @property
    def loss(self) -> float | None:
        """The loss now, of a batch the average."""
        return self.trace.known(len(self.trace), None).loss

    @property
    def updates(self) -> int:
        """How many training steps were taken."""
        return len(self.losses)

    @property
    def edits(self) -> Mapping[str, Value]:
        """What differs from the start by hand: the last value of each thing that was put.

        What was put back as it was counts no more, unless there was training before. Of what
        was added or removed each counts.
        """
        made: dict[str, Value] = {}
        trained = False
        for number, move in enumerate(self.moves):
            trained = trained or move.what == TRAIN
            if move.what in SHAPING:
                made[f"{move.what} {number}"] = move.value
            elif move.what != TRAIN:
                made[move.what] = move.value
                if not trained and self._at_start(move):
                    del made[move.what]
        return made

    def _at_start(self, move: Move) -> bool:
        try:
            return set(read(self.start, move.what)) == {move.value}
        except (MoveError, QuantityError, NetworkError):
            return False

    def do(self, move: Move) -> Bench:
        """The bench after one more move, kept under its usual name.

        Raises MoveError where it can't be made.
        """
        try:
            return self._train(move) if self._is(move, TRAIN) else self._changed(move)
        except (QuantityError, NetworkError) as error:
            raise MoveError(error.message) from None

    def do_all(self, moves: Iterable[Move]) -> Bench:
        """The bench after several moves. Raises MoveError."""
        bench = self
        for move in moves:
            bench = bench.do(move)
        return bench

    def _is(self, move: Move, *words: str) -> bool:
        """Whether a move is meant, not an input of that name."""
        return move.what in words and move.what not in self.problem.network.inputs

    def _changed(self, move: Move) -> Bench:
        memory = self.memory
        if self._is(move, *SHAPING):
            now = shaped(self.problem, move.what, move.value, self.seed)
            laid = trace(now.network, now.rows).plan.cells
            memory = {place: value for place, value in memory.items() if place in laid}
        else:
            now = put(self.problem, move.what, move.value)
            move = replace(move, what=usual(self.problem, move.what))
            if now.network.optimizer.name != self.problem.network.optimizer.name:
                memory = {}
        return replace(self, moves=(*self.moves, move), memory=memory, now=now)

    def _train(self, move: Move) -> Bench:
        if move.value not in range(1, MAX_UPDATES + 1):
            raise MoveError(f"train takes a number of steps from 1 to {MAX_UPDATES:,}")
        step = self.trace
        if not step.plan.structure.learns:
            missing = "a loss" if self.problem.network.loss is None else "a target"
            raise MoveError(f"to learn, the network needs {missing}")
        losses = list(self.losses)
        for _ in range(int(move.value)):
            losses.append(step.known(len(step), None).loss or 0.0)
            network, memory = step.after(), step.memory()
            step = trace(network, self.problem.rows, memory=memory)
        return replace(self, moves=_joined(self.moves, move), memory=memory,
                       losses=tuple(losses), now=Problem(network, self.problem.rows))  # fmt: skip


def _way(before: Bench, after: Bench) -> list[Value] | None:
    """The move that leads from one bench to the next; None: a rewind."""
    if not after.moves:
        return None
    trained = after.updates - before.updates
    last = Move(TRAIN, float(trained)) if trained > 0 else after.moves[-1]
    return [last.what, last.value]


def _joined(moves: tuple[Move, ...], move: Move) -> tuple[Move, ...]:
    """The moves and one more training; trainings in a row are one move."""
    if moves and moves[-1].what == TRAIN and not isinstance(moves[-1].value, str):
        total = float(moves[-1].value) + float(move.value)
        if total <= MAX_UPDATES:
            return (*moves[:-1], Move(TRAIN, total))
    return (*moves, move)


@dataclass(frozen=True)
class History:
    """The benches gone through, and which of them is on the table."""

    benches: tuple[Bench, ...]
    at: int = 0

    @property
    def bench(self) -> Bench:
        """The bench on the table."""
        return self.benches[self.at]

    def do(self, move: Move) -> History:
        """One more move; what was undone before is forgotten. Raises MoveError."""
        return self.put(self.bench.do(move))

    @property
    def way(self) -> list[list[Value] | None]:
        """The moves through all of the benches, as pairs of what and value; None: a rewind."""
        ways = [_way(before, after) for before, after in pairwise(self.benches)]
        return [[move.what, move.value] for move in self.benches[0].moves] + ways

    @property
    def undone(self) -> int:
        """How many moves could be made again."""
        return len(self.benches) - 1 - self.at

    def do_again(self, way: Sequence[Sequence[Any] | None], undone: int = 0) -> History:
        """The ``way`` of a draft, as far as it can still be gone, and the last moves undone."""
        history, made = self, 0
        for move in way:
            try:
                history = history.rewind() if move is None else history.do(Move(*move))
            except (MoveError, QuantityError):
                break
            made += 1
        return replace(history, at=max(history.at - max(undone - (len(way) - made), 0), 0))

    def rewind(self) -> History:
        """Back to the very same start; this can be undone like a move."""
        start = Bench(self.bench.start, self.bench.seed)
        return self.put(start) if self.bench.moves else self

    def undo(self) -> History:
        """One move back; at the first one nothing changes."""
        return replace(self, at=max(self.at - 1, 0))

    def redo(self) -> History:
        """What was undone, again."""
        return replace(self, at=min(self.at + 1, len(self.benches) - 1))

    def put(self, bench: Bench) -> History:
        """Another bench on the table; the one before can be gone back to."""
        # A copy has no trace, which for a large network takes much room.
        before = (*self.benches[: self.at], replace(self.bench))
        benches = (*before, bench)[-MAX_STATES:]
        return History(benches, len(benches) - 1)
