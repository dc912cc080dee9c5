"""What the scripts share that make the simulated data sets: columns with given figures.

Only the standard library is used, and whole numbers wherever a decision hangs on a sum, so that a
script writes the same file on every machine.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

Number = int | float


@dataclass(frozen=True, slots=True)
class Figures:
    """What ``describe()`` has to print of a column of whole numbers.

    ``std`` is the sample's (divided by n − 1); ``quartiles`` are those with linear interpolation.
    """

    mean: float
    std: float
    low: int
    quartiles: tuple[int, int, int]
    high: int

    def total(self, count: int) -> int:
        """The sum of ``count`` values."""
        return round(self.mean * count)

    def squares(self, count: int) -> int:
        """The sum of the squares of ``count`` values; odd where the sum is odd, as it must be."""
        total = self.total(count)
        exact = (count - 1) * self.std**2 + total * total / count
        nearest = round(exact)
        if (nearest - total) % 2 == 0:
            return nearest
        return nearest + 1 if exact > nearest else nearest - 1


def quartile_places(count: int) -> tuple[tuple[int, int], ...]:
    """For each quartile the two places of the sorted column that it is interpolated between."""
    return tuple(((count - 1) * k // 4, -(-(count - 1) * k // 4)) for k in (1, 2, 3))


def column(
    figures: Figures, count: int, start: Callable[[float], float], random: Random
) -> list[int]:
    """A sorted column with exactly these figures, near to the quantile function ``start``.

    The places of the least and greatest value and of the quartiles are pinned. The others move,
    each between its two pinned neighbours, until the sum and the sum of the squares are right.
    """
    lower, upper = _bounds(figures, count)
    values = [
        min(max(round(start((place + 0.5) / count)), lower[place]), upper[place])
        for place in range(count)
    ]
    free = [place for place in range(count) if lower[place] < upper[place]]
    missing = figures.total(count) - sum(values)
    while missing:
        place, step = random.choice(free), 1 if missing > 0 else -1
        if lower[place] <= values[place] + step <= upper[place]:
            values[place] += step
            missing -= step
    missing = figures.squares(count) - sum(value * value for value in values)
    while missing:
        up, down = random.sample(free, 2)
        gain = 2 * (values[up] - values[down]) + 2
        fits = values[up] < upper[up] and values[down] > lower[down]
        if fits and abs(missing - gain) < abs(missing):
            values[up] += 1
            values[down] -= 1
            missing -= gain
    return sorted(values)


def _bounds(figures: Figures, count: int) -> tuple[list[int], list[int]]:
    """The least and the greatest value that may stand at each place of the sorted column."""
    pins = {0: figures.low, count - 1: figures.high}
    for places, quartile in zip(quartile_places(count), figures.quartiles, strict=True):
        pins.update(dict.fromkeys(places, quartile))
    lower = [max(value for pin, value in pins.items() if pin <= here) for here in range(count)]
    upper = [min(value for pin, value in pins.items() if pin >= here) for here in range(count)]
    return lower, upper


def by_rank(values: Sequence[int], scores: Sequence[float]) -> list[int]:
    """The sorted ``values`` dealt out so that the row with the highest score gets the highest."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    dealt = [0] * len(scores)
    for row, value in zip(order, values, strict=True):
        dealt[row] = value
    return dealt


def highest(count: int, scores: Sequence[float]) -> list[int]:
    """1 for the ``count`` rows with the highest scores, 0 for the others."""
    return by_rank([0] * (len(scores) - count) + [1] * count, scores)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Number]]) -> None:
    """Write a table, one line for each row, the columns in this order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
