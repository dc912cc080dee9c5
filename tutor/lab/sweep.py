"""The loss as one number of the network varies and all else stays."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tutor.lab.bench import Bench
from tutor.lab.edit import place_of
from tutor.network.plan import Place
from tutor.network.trace import Trace, trace

#: Operations that a sweep may take altogether, so that it can be drawn at every key.
_MOST = 300_000
_FEWEST_POINTS = 9


@dataclass(frozen=True, slots=True)
class Sweep:
    """The losses at some values of ``what``, from the least value to the greatest.

    A loss may be infinite or no number. ``here`` is the present value and its loss. Of the learning
    rate it is the loss after the next training step.
    """

    what: str
    values: tuple[float, ...]
    losses: tuple[float, ...]
    here: tuple[float, float]


def sweep(bench: Bench, what: str, window: tuple[float, float], points: int = 41) -> Sweep | None:
    """The sweep of a given number over a window.

    None where there is no loss, or where the network is too large for it. Raises MoveError or
    QuantityError for what is not a given number.
    """
    present = bench.trace
    points = min(points, _MOST // max(len(present), 1))
    if points < _FEWEST_POINTS or bench.loss is None:
        return None
    place, rows = place_of(bench.problem, what)
    low, high = window
    values = tuple(low + (high - low) * i / (points - 1) for i in range(points))
    cells = _cells(present, place, rows)
    before = present.cells[cells[0]]
    return Sweep(
        what,
        values,
        tuple(_loss(present, place, cells, value) for value in values),
        (before, _loss(present, place, cells, before)),
    )


def _cells(present: Trace, place: Place, rows: tuple[int, ...]) -> list[int]:
    """The leaves that hold the number."""
    plan = present.plan
    found = [plan.find(place.kind, place.at, row) for row in rows]
    return [cell for cell in dict.fromkeys(found) if cell is not None]


def _loss(present: Trace, place: Place, cells: list[int], value: float) -> float:
    leaves = list(present.cells[: len(present.plan.leaves)])
    for cell in cells:
        leaves[cell] = value
    varied = Trace(present.network, present.rows, present.plan, tuple(present.plan.run(leaves)))
    if place.kind == "learning_rate":
        varied = trace(varied.after(), varied.rows)
    loss = varied.known(len(varied), None).loss
    return math.nan if loss is None else loss
