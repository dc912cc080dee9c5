"""The order of the buses in a gap, and which rows their arrows leave by.

A gap lies between two layers. Each edge has a row of its own; all edges into one target end
on that target's bus, a vertical line, and from one row of the bus an arrow goes on to the target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

Band = tuple[int, int]  # first and last row
Rows = Sequence[Sequence[int]]  # the row of the edge from source i to target j
Costs = Sequence[Sequence[float]]  # of having bus a left of bus b

_CROSSING, _CROSS_JOIN, _EXTENSION, _OFF_CENTRE, _BLOCKED = 4.0, 10.0, 1.0, 0.5, 1.0
_NODE_ORDER = 1.0  # as much as a crossing: buses in the order of their nodes are found at once
_NEVER = float("inf")
#: Buses in a gap whose order is searched in full.
_EXACT_UP_TO = 6
#: Pairs of buses that are looked at in the search for a gap; large gaps are searched less.
_EFFORT = 300_000


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The arrow row of each target, and the targets in the order of their buses, left to right.

    ``blocked``: the last bus passes where another's arrow has its head.
    """

    arrows: tuple[int, ...]
    order: tuple[int, ...]
    blocked: bool
    cost: float


def arrange(edges: list[list[int]], bands: Sequence[Band]) -> Arrangement:
    """The best arrangement found; may swap rows inside a source's block of ``edges``.

    A legal arrow row of target j is (a) free of edges, (b) a row of an edge into j, or (c) a row
    of an edge into another target whose bus stands further left.
    """
    arrows = _legal_arrows(edges, bands) or _forced_arrows(edges, bands)
    search = _Search(edges, bands)
    best = search.evaluate(tuple(arrows), _NEVER)
    assert best is not None
    while (better := search.best_move(best)) is not None:
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


class _Search:
    """The search for the arrow rows and the order of the buses of one gap."""

    def __init__(self, edges: Rows, bands: Sequence[Band]) -> None:
        self._bands = bands
        self._columns = [sorted(rows[target] for rows in edges) for target in range(len(bands))]
        self._pair = lru_cache(None)(self._pair_cost)
        self._moves = _EFFORT // len(bands) ** 2

    def best_move(self, now: Arrangement) -> Arrangement | None:
        """The best arrangement found that differs in one arrow row; None if none is better."""
        best = None
        for target, band in enumerate(self._bands):
            for row in _by_centre(band):
                self._moves -= 1
                if self._moves < 0:
                    return best
                arrows = (*now.arrows[:target], row, *now.arrows[target + 1 :])
                best = self.evaluate(arrows, (best or now).cost) or best
        return best

    def evaluate(self, arrows: tuple[int, ...], limit: float) -> Arrangement | None:
        """The best order for these arrow rows; None if its cost is not below the limit."""
        fixed = sum(map(self._own_cost, range(len(arrows)), arrows))
        if fixed >= limit:
            return None
        costs = [
            [0.0 if a == b else self._pair(a, row_a, b, row_b) for b, row_b in enumerate(arrows)]
            for a, row_a in enumerate(arrows)
        ]
        least = sum(min(costs[a][b], costs[b][a]) for a, b in combinations(range(len(costs)), 2))
        if fixed + _CROSSING * least >= limit:
            return None
        blocked = [self._blocks(target, arrows) for target in range(len(arrows))]
        crossings, order = _best_order(costs, [_BLOCKED / _CROSSING * last for last in blocked])
        cost = fixed + _CROSSING * crossings
        return Arrangement(arrows, order, blocked[order[-1]], cost) if cost < limit else None

    def _span(self, target: int, arrow: int) -> tuple[int, int]:
        """The first and the last row of a bus."""
        column = self._columns[target]
        return min(column[0], arrow), max(column[-1], arrow)

    def _own_cost(self, target: int, arrow: int) -> float:
        """What a bus costs wherever it stands."""
        column, (first, last) = self._columns[target], self._bands[target]
        cost = _OFF_CENTRE * abs(arrow - (first + last) / 2)
        cost += _EXTENSION * max(column[0] - arrow, arrow - column[-1], 0)
        return cost + _CROSS_JOIN * (arrow in column and column[0] < arrow < column[-1])

    def _pair_cost(self, a: int, row_a: int, b: int, row_b: int) -> float:
        """The crossings that having bus a left of bus b makes, their arrows in these rows."""
        if row_a in self._columns[b]:
            return _NEVER  # a's arrow would run into b's wire
        (low_a, high_a), (low_b, high_b) = self._span(a, row_a), self._span(b, row_b)
        wires = sum(low_a <= row <= high_a for row in self._columns[b])
        return wires + (low_b <= row_a <= high_b) + _NODE_ORDER * (a > b)

    def _blocks(self, target: int, arrows: Sequence[int]) -> bool:
        """Would this bus, if it is the last, pass where another's arrow has its head?"""
        low, high = self._span(target, arrows[target])
        return any(low <= row <= high for at, row in enumerate(arrows) if at != target)


def _best_order(costs: Costs, last_costs: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """The order of the buses with the fewest crossings; of many buses, with few.

    ``last_costs``: what it costs that a bus is the last.
    """
    if len(costs) <= _EXACT_UP_TO:
        return _exact_order(costs, last_costs)
    return _greedy_order(costs)


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


def _exact_order(costs: Costs, last_costs: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """The best order, by dynamic programming over subsets.

    ``best[s]`` is the least cost of having exactly the buses in the bit set s on the left,
    ``added[t][s]`` what bus t costs right of these.
    """
    count = len(costs)
    full = (1 << count) - 1
    added = [_subset_sums([row[target] for row in costs]) for target in range(count)]
    best: list[tuple[float, int]] = [(_NEVER, 0)] * (full + 1)  # with the last bus
    best[0] = (0.0, 0)
    for left in range(full):
        cost = best[left][0]
        for target in range(count):
            both = left | 1 << target
            if both == left:
                continue
            grown = cost + added[target][left] + (last_costs[target] if both == full else 0.0)
            if grown < best[both][0]:
                best[both] = (grown, target)
    if best[full][0] == _NEVER:
        return _NEVER, tuple(range(count))
    order, left = [], full
    while left:
        order.append(best[left][1])
        left ^= 1 << order[-1]
    return best[full][0], tuple(reversed(order))


def _subset_sums(numbers: Sequence[float]) -> list[float]:
    """The sum of each subset, at the number whose bits are its members."""
    sums = [0.0]
    for number in numbers:
        sums += [total + number for total in sums]
    return sums


def _by_centre(band: Band) -> Iterator[int]:
    """The rows of a band, the most central first."""
    first, last = band
    yield from sorted(range(first, last + 1), key=lambda row: abs(2 * row - first - last))
