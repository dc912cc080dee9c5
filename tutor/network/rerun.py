"""The steps of a trace run again, with something changed on the way."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from tutor.network.plan import Plan
from tutor.network.rule import Rule

#: By cell: the rule and the operands that run there instead of the right ones.
Changes = Mapping[int, tuple[Rule, tuple[int, ...]]]


def rerun(
    plan: Plan, cells: Sequence[float], changes: Changes, last: int, kept: Collection[int] = ()
) -> dict[int, float]:
    """The cells up to ``last`` that are computed anew when changes run from where they are.

    A step runs again only where it is changed or reads what has changed; ``kept`` cells stay as
    they are. What can't be computed with other numbers (the root of a negative one) is nan.
    """
    steps, first = plan.steps, len(plan.leaves)
    new: dict[int, float] = {}
    for cell in range(min(changes, default=last + 1), last + 1):
        rule, reads = changes.get(cell) or (steps[cell - first].rule, steps[cell - first].reads)
        if cell not in kept and (cell in changes or not new.keys().isdisjoint(reads)):
            try:
                new[cell] = rule.value(*[new.get(read, cells[read]) for read in reads])
            except (ArithmeticError, ValueError):
                new[cell] = math.nan
    return new
