"""One question of the drill: a step of a trace, and what of the trace is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tutor.grading.verdict import Verdict
from tutor.network.known import Known
from tutor.network.mistakes import Mistake, mistakes
from tutor.network.plan import Place, PlannedStep
from tutor.network.trace import Trace

#: What is added to rounding where the numbers given are rounded themselves.
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Shown(Known):
    """What is known of a question: the leaves, and the kinds of numbers that are given."""

    given: frozenset[str] = field(kw_only=True, default=frozenset())

    def value(self, kind: str, at: str) -> float | None:
        """A value that is given, or None; of what a batch has an average of, the average."""
        shared = self.plan.cells.get(Place(kind, at, None))
        cell = self.plan.find(kind, at, self.row) if shared is None else shared
        if cell is None or cell >= self.filled:
            return None
        is_given = cell < len(self.plan.leaves) or kind in self.given
        return self.cells[cell] if is_given else None


@dataclass(frozen=True)
class Question:
    """A question. The same topic, level and seed give the same one."""

    topic: str
    level: int
    seed: int
    trace: Trace
    index: int
    given: frozenset[str]

    @property
    def step(self) -> PlannedStep:
        """The step that is asked."""
        return self.trace.plan.steps[self.index]

    @property
    def place(self) -> Place:
        """What is asked, and where."""
        return self.step.place

    @property
    def quantity(self) -> str:
        """What is asked, in the grammar of quantities."""
        return self.trace.name(self.index)

    @property
    def right(self) -> float:
        """The right number."""
        return self.trace.value(self.index)

    @property
    def is_batch(self) -> bool:
        """Whether it is about several rows."""
        return len(self.trace.rows) > 1

    @cached_property
    def given_cells(self) -> frozenset[int]:
        """The cells of steps whose numbers are shown."""
        first = len(self.trace.plan.leaves)
        return frozenset(
            first + i
            for i, step in enumerate(self.trace.plan.steps[: self.index])
            if step.place.kind in self.given
        )

    def known(self, row: int = 0, *, answered: bool = False) -> Shown:
        """What a picture may show, of a row; once it's ``answered`` also the way to the answer."""
        plan, last = self.trace.plan, self.index + answered
        on_the_way = (plan.steps[index].place.kind for index in self.chain)
        given = self.given.union(on_the_way) if answered else self.given
        filled = len(plan.leaves) + last
        return Shown(plan, self.trace.cells, filled, row, self.step.rule.phase, given=given)

    @cached_property
    def chain(self) -> tuple[int, ...]:
        """The steps to take from what is given, in their order; the last is the one asked."""
        return tuple(sorted(self._needed()))

    def _needed(self) -> Iterator[int]:
        first = len(self.trace.plan.leaves)
        waiting, seen = [self.index], set[int]()
        while waiting:
            index = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            yield index
            reads = self.trace.plan.steps[index].reads
            waiting += [c - first for c in reads if c >= first and c not in self.given_cells]

    @cached_property
    def reads(self) -> tuple[int, ...]:
        """The cells that are read on the way, and were given or stand at the start."""
        own = {len(self.trace.plan.leaves) + index for index in self.chain}
        cells = (c for i in self.chain for c in self.trace.plan.steps[i].reads if c not in own)
        return tuple(dict.fromkeys(cells))

    @cached_property
    def tolerance(self) -> float | None:
        """None where all numbers on the way are short; else some room for rounding."""
        first = len(self.trace.plan.leaves)
        cells = (*self.reads, *(first + index for index in self.chain))
        return None if all(is_short(self.trace.cells[cell]) for cell in cells) else TOLERANCE

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What can come out by mistake from what is given, likely ones first."""
        found = mistakes(self.trace, self.index, self.given_cells)
        return tuple(mistake for mistake in found if not mistake.rare)

    def check(self, text: str) -> Verdict:
        """The verdict on what was typed; its check is "format" where it couldn't be read."""
        from tutor.grading.steps import check_quantity  # late: it brings pydantic

        return check_quantity(
            self.trace, self.quantity, text, self.tolerance, kept=self.given_cells
        )


def is_short(value: float) -> bool:
    """Whether a number has two decimals at most."""
    return abs(value * 100 - round(value * 100)) < 1e-7
