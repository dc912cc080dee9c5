"""What follows from numbers that are the learner's own: their trace, if these were right.

A number that is wrong only because an earlier one was is no mistake of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutor.network.numbers import plain
from tutor.network.phrases import listed
from tutor.network.rerun import rerun
from tutor.network.rule import Rule
from tutor.network.symbols import said
from tutor.network.trace import Trace

#: By the index of a step: the number that the learner has for it.
Own = Mapping[int, float]

NOTHING: Own = {}


def as_if(trace: Trace, own: Own) -> Trace:
    """The trace with the learner's own numbers, and with all that follows from them."""
    if not own:
        return trace
    first = len(trace.plan.leaves)
    changes = {first + index: (_given(number), ()) for index, number in own.items()}
    cells = list(trace.cells)
    for cell, value in rerun(trace.plan, cells, changes, len(cells) - 1).items():
        cells[cell] = value
    return Trace(trace.network, trace.rows, trace.plan, tuple(cells))


def drawn_on(trace: Trace, index: int, earlier: Own) -> Own:
    """The numbers in ``earlier`` that are not right and that a step is computed from.

    A number counts up to the next one that is the learner's own.
    """
    first = len(trace.plan.leaves)
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [index]
    while waiting:
        reads = {cell - first for cell in trace.plan.steps[waiting.pop()].reads if cell >= first}
        new = reads - seen
        seen |= new
        found |= new & earlier.keys()
        waiting += new - earlier.keys()
    return {i: earlier[i] for i in sorted(found) if earlier[i] != trace.value(i)}


def named(trace: Trace, own: Own) -> str:
    """The numbers with what they are: ``7 for h0 and 2 for h1``."""
    return listed(
        [f"{plain(number)} for {said(trace.name(index))}" for index, number in own.items()]
    )


def _given(number: float) -> Rule:
    """The rule of a step whose number is given."""
    return Rule("sum", "forward", "", lambda: number, lambda: "")
