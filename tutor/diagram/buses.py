"""The order of the buses in a gap, and which rows their arrows leave by.

A gap lies between two layers. Each edge has a row of its own; all edges into one target end
on that target's bus, a vertical line, and from one row of the bus an arrow goes on to the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Band = tuple[int, int]  # first and last row
Rows = Sequence[Sequence[int]]  # the row of the edge from source i to target j
Costs = Sequence[Sequence[float]]  # of having bus a left of bus b

_CROSSING, _CROSS_JOIN, _EXTENSION, _OFF_CENTRE = 4.0, 10.0, 1.0, 0.5
_NODE_ORDER = 0.01  # between orders of the same cost: the buses in the order of the nodes
_NEVER = float("inf")
#: Buses in a gap whose order is searched in full.
_EXACT_UP_TO = 6


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The arrow row of each target, and the targets in the order of their buses, left to right."""

    arrows: tuple[int, ...]
    order: tuple[int, ...]
    cost: float


def arrange(edges: list[list[int]], bands: Sequence[Band]) -> Arrangement:
    """The best arrangement found; may swap rows inside a source's block of ``edges``.

    A legal arrow row of target j is (a) free of edges, (b) a row of an edge into j, or (c) a row
    of an edge into another target whose bus stands further left.
    """
    arrows = _legal_arrows(edges, bands) or _forced_arrows(edges, bands)
    best = _evaluate(edges, arrows, bands)
    while (better := _best_move(edges, best, bands)).cost < best.cost:
        best = better
    return best


def _legal_arrows(edges: Rows, bands: Sequence[Band]) -> list[int] | None:
    owner = {row: target for rows in edges for target, row in enumerate(rows)}
    placed: dict[int, int] = {}
    for target, band in enumerate(bands):
        own = (row for row in _by_centre(band) if owner.get(row, target) == target)
        if (row := next(own, None)) is not None:
            placed[target] = row
    before = -1
    while before < len(placed) < len(bands):
        before = len(placed)
        for target in set(range(len(bands))) - set(placed):
            shared = (row for row in _by_centre(bands[target]) if owner[row] in placed)
            if (row := next(shared, None)) is not None:
                placed[target] = row
    return [placed[target] for target in range(len(bands))] if len(placed) == len(bands) else None


def _forced_arrows(edges: list[list[int]], bands: Sequence[Band]) -> list[int]:
    """The middle of each band; where it is another's edge row, the edges of that block swap."""
    arrows = [next(_by_centre(band)) for band in bands]
    for target, arrow in enumerate(arrows):
        for rows in edges:
            if arrow in rows:
                other = rows.index(arrow)
                rows[other], rows[target] = rows[target], rows[other]
    return arrows


def _best_move(edges: Rows, now: Arrangement, bands: Sequence[Band]) -> Arrangement:
    """The best arrangement that differs from this one in one arrow row at most."""
    best = now
    for target, band in enumerate(bands):
        for row in _by_centre(band):
            arrows = list(now.arrows)
            arrows[target] = row
            moved = _evaluate(edges, arrows, bands)
            if moved.cost < best.cost:
                best = moved
    return best


def _evaluate(edges: Rows, arrows: Sequence[int], bands: Sequence[Band]) -> Arrangement:
    columns = [[rows[target] for rows in edges] for target in range(len(bands))]
    crossings, order = _best_order(columns, arrows)
    cost = _CROSSING * crossings
    for column, arrow, (first, last) in zip(columns, arrows, bands, strict=True):
        low, high = min(column), max(column)
        cost += _CROSS_JOIN * (arrow in column and low < arrow < high)
        cost += _EXTENSION * max(low - arrow, arrow - high, 0)
        cost += _OFF_CENTRE * abs(arrow - (first + last) / 2)
    return Arrangement(tuple(arrows), order, cost)


def _best_order(columns: Rows, arrows: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """The order of the buses with the fewest crossings; of many buses, with few."""
    costs = _pair_costs(columns, arrows)
    return _exact_order(costs) if len(costs) <= _EXACT_UP_TO else _greedy_order(costs)


def _greedy_order(costs: Costs) -> tuple[float, tuple[int, ...]]:
    """From left to right, each time the bus that costs least left of all that remain."""
    remaining = list(range(len(costs)))
    total, order = 0.0, []
    while remaining:
        added = {a: sum(costs[a][b] for b in remaining) for a in remaining}
        target = min(remaining, key=added.__getitem__)
        total += added[target]
        order.append(target)
        remaining.remove(target)
    return total, tuple(order)


def _exact_order(costs: Costs) -> tuple[float, tuple[int, ...]]:
    """The best order, by dynamic programming over subsets.

    ``best[s]`` is the least cost of having exactly the buses in the bit set s on the left.
    """
    count = len(costs)
    best: list[tuple[float, tuple[int, ...]]] = [(_NEVER, ())] * (1 << count)
    best[0] = (0.0, ())
    for left in range(1 << count):
        cost, order = best[left]
        if cost == _NEVER and left:
            continue
        for target in range(count):
            if left >> target & 1:
                continue
            grown = cost + sum(costs[other][target] for other in order)
            if grown < best[left | 1 << target][0]:
                best[left | 1 << target] = (grown, (*order, target))
    cost, order = best[-1]
    return (cost, order) if order else (_NEVER, tuple(range(count)))


def _pair_costs(columns: Rows, arrows: Sequence[int]) -> list[list[float]]:
    """``costs[a][b]``: the crossings that having bus a left of bus b makes."""
    count = len(columns)
    spans = [
        (min(*column, arrow), max(*column, arrow))
        for column, arrow in zip(columns, arrows, strict=True)
    ]

    def cost(a: int, b: int) -> float:
        if arrows[a] in columns[b]:
            return _NEVER  # a's arrow would run into b's wire
        (low_a, high_a), (low_b, high_b) = spans[a], spans[b]
        wires = sum(low_a <= row <= high_a for row in columns[b])
        return wires + (low_b <= arrows[a] <= high_b) + _NODE_ORDER * (a > b)

    return [[cost(a, b) if a != b else 0.0 for b in range(count)] for a in range(count)]


def _by_centre(band: Band) -> Iterator[int]:
    """The rows of a band, the most central first."""
    first, last = band
    yield from sorted(range(first, last + 1), key=lambda row: abs(2 * row - first - last))
