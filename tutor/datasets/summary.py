"""Figures of the columns of a table, as pandas' ``describe()`` has them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from tutor.datasets.table import Table


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """A column: how many numbers, their mean, spread (std of a sample), least, quartiles, greatest.

    ``different`` counts the different cells. Of a column of texts there is no more than the
    counts; a single number has no spread. Quartiles are interpolated linearly.
    """

    name: str
    count: int
    different: int
    mean: float | None = None
    std: float | None = None
    min: float | None = None
    quartiles: tuple[float, float, float] | None = None
    max: float | None = None


def describe(table: Table) -> tuple[ColumnSummary, ...]:
    """One summary for each column, in their order."""
    return tuple(_summary(table, name) for name in table.columns)


def _summary(table: Table, name: str) -> ColumnSummary:
    cells = [cell for cell in table.column(name) if cell is not None]
    numbers = [cell for cell in cells if not isinstance(cell, str)]
    different = len(set(table.column(name)))
    if not numbers:
        return ColumnSummary(name, len(cells), different)
    low, middle, high = (
        statistics.quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else numbers * 3
    )
    return ColumnSummary(
        name,
        len(cells),
        different,
        mean=statistics.fmean(numbers),
        std=statistics.stdev(numbers) if len(numbers) > 1 else None,
        min=min(numbers),
        quartiles=(low, middle, high),
        max=max(numbers),
    )
