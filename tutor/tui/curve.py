"""A small chart of curves over epochs, made of characters. Each curve has its own sign.

A curve that runs away must not flatten the others: an axis whose values span more than a factor
of 100 is logarithmic, and values far beyond all that is usual stand in a row of their own above
the axis, as do those that are no numbers any more.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.diagram.picture import Line, Span, Style, line_width
from tutor.tui.marks import Marks

_STYLES: tuple[Style, ...] = ("positive", "negative", "", "title")

#: So many times the usual value of the calmest curve is beyond the axis.
_BEYOND = 1000
#: A larger factor between the least and the greatest value makes the axis logarithmic.
_SPAN = 100

Curves = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Ink:
    """The characters a chart is made of; ``signs`` are of the curves, ``line`` between epochs."""

    signs: str
    line: str
    above: str
    side: str
    corner: str
    rule: str
    here: str


_UNICODE = _Ink("●○◆◇■□▼▽", line="·", above="↑", side="│", corner="└", rule="─", here="▲")
_ASCII = _Ink("*o#x@+%&", line=".", above="^", side="|", corner="+", rule="-", here="^")


def _ink(marks: Marks) -> _Ink:
    return _ASCII if marks.ascii_only else _UNICODE


@dataclass(frozen=True, slots=True)
class _Axis:
    """The values between which curves are drawn; ``beyond``: some lie above, or are no numbers."""

    low: float
    high: float
    logarithmic: bool
    beyond: bool
    greatest: float

    def holds(self, value: float) -> bool:
        """Whether the value has a place on the axis."""
        return math.isfinite(value) and value <= self.high

    def share(self, value: float) -> float:
        """How far up the axis a value is, from 0 to 1."""
        low, high = self.low, self.high
        if high == low:
            return 0.5
        if self.logarithmic:
            value, low, high = math.log(value), math.log(low), math.log(high)
        # Halves, as the difference of two large numbers may be none any more.
        return (value / 2 - low / 2) / (high / 2 - low / 2)


def chart(  # noqa: PLR0913
    curves: Curves,
    size: tuple[int, int],
    *,
    length: int = 0,
    marks: Marks,
    title: str = "",
    mark: int = 0,
) -> tuple[Line, ...]:
    """Draw curves whose values are one for each epoch from 1.

    ``size`` is columns and rows that no line exceeds; nothing is drawn where that is too small.
    ``length`` is the number of epochs the axis has room for. A ``title`` stands in place of the
    curves' names; then their signs (``sign``) have to stand beside the names elsewhere. The
    epoch ``mark`` is marked on the axis.
    """
    (width, height), ink = size, _ink(marks)
    axis = _axis_of(curves)
    if axis is None or height < 5 or width < 24:
        return ()
    length = max([length, *(len(curve) for curve in curves.values())])
    labelled = ["epoch", *(_label(value) for value in (axis.low, axis.high, axis.greatest))]
    margin = max(map(len, labelled)) + 1
    columns = width - margin - 3
    legend = _legend(curves, axis, width, ink, title)
    rows = height - len(legend) - 2
    if rows < 2:
        legend, rows = legend[:1], height - 3
    grid = _grid(curves, axis, (columns, rows), length, ink)
    return (
        *legend,
        *_framed(grid, _labels(axis, rows), margin, ink),
        *_epochs(columns, length, margin, ink, mark),
    )


def sign(number: int, marks: Marks) -> Span:
    """The sign of the curve with this number, from 0."""
    return _sign(number, _ink(marks))


def _sign(number: int, ink: _Ink) -> Span:
    return Span(ink.signs[number % len(ink.signs)], _STYLES[number % len(_STYLES)])


def _axis_of(curves: Curves) -> _Axis | None:
    """The axis for what is usual in these curves; None where there is nothing to draw."""
    known = [[v for v in curve if math.isfinite(v)] for curve in curves.values()]
    values = [value for curve in known for value in curve]
    if not values:
        return None
    usual = [statistics.median(curve) for curve in known if curve]
    calmest = min((value for value in usual if value > 0), default=math.inf)
    inside = [value for value in values if value <= _BEYOND * calmest]
    low, high = min(inside), max(inside)
    beyond = len(inside) < sum(len(curve) for curve in curves.values())
    return _Axis(low, high, low > 0 and high / low > _SPAN, beyond, max(values))


def _grid(
    curves: Curves, axis: _Axis, size: tuple[int, int], length: int, ink: _Ink
) -> list[list[Span]]:
    """The cells of the chart; with a first row for what is beyond the axis, if anything is."""
    columns, rows = size
    top = 1 if axis.beyond else 0
    grid = [[Span(" ")] * columns for _ in range(rows)]
    for number, curve in enumerate(curves.values()):
        own = _sign(number, ink)
        for index, value in enumerate(curve):
            if not axis.holds(value):
                grid[0][_column(index, columns, length)] = Span(ink.above, own.style)
        for column, share, exact in _points(curve, axis, columns, length):
            row = top + round((1 - share) * (rows - 1 - top))
            if exact:
                grid[row][column] = own
            elif grid[row][column].text == " ":
                grid[row][column] = Span(ink.line, own.style)
    return grid


def _column(index: float, columns: int, length: int) -> int:
    return round(index * (columns - 1) / max(length - 1, 1))


def _points(
    curve: Sequence[float], axis: _Axis, columns: int, length: int
) -> Iterator[tuple[int, float, bool]]:
    """(column, share of the height, whether it is an epoch's own), with the line between."""
    before: tuple[int, float] | None = None
    for index, value in enumerate(curve):
        if not axis.holds(value):
            before = None
            continue
        column, share = _column(index, columns, length), axis.share(value)
        if before is not None:
            start, from_ = before
            for between in range(start + 1, column):
                part = (between - start) / (column - start)
                yield between, from_ + (share - from_) * part, False
        yield column, share, True
        before = column, share


def _legend(curves: Curves, axis: _Axis, width: int, ink: _Ink, title: str) -> list[Line]:
    """Which sign is which curve, in as many lines as it takes."""
    entries: list[Line] = [
        (_sign(number, ink), Span(f" {name}")) for number, name in enumerate(curves)
    ]
    if title:
        entries = [(Span(title, "title"),)]
    if axis.beyond:
        entries.append((Span(f"{ink.above} beyond the axis", "muted"),))
    if axis.logarithmic:
        entries.append((Span("(logarithmic)", "muted"),))
    lines: list[list[Span]] = [[]]
    for entry in entries:
        taken = line_width(tuple(lines[-1]))
        if lines[-1] and taken + 3 + line_width(tuple(entry)) > width:
            lines.append([])
        lines[-1] += [Span("   " if lines[-1] else " "), *entry]
    return [tuple(line) for line in lines]


def _labels(axis: _Axis, rows: int) -> dict[int, str]:
    """What stands at the axis, by row."""
    labels = {rows - 1: _label(axis.low), 1 if axis.beyond else 0: _label(axis.high)}
    if axis.beyond and axis.greatest > axis.high:
        labels[0] = _label(axis.greatest)
    return labels


def _framed(
    grid: list[list[Span]], labels: Mapping[int, str], margin: int, ink: _Ink
) -> Iterator[Line]:
    for row, cells in enumerate(grid):
        yield Span(f"{labels.get(row, ''):>{margin}}{ink.side}", "muted"), *cells


def _epochs(columns: int, length: int, margin: int, ink: _Ink, mark: int) -> list[Line]:
    axis = " " * margin + ink.corner + ink.rule * columns
    cut = margin + 1 + _column(mark - 1, columns, length) if 0 < mark <= length else len(axis)
    marked = (Span(ink.here, "title"), Span(axis[cut + 1 :], "muted")) if cut < len(axis) else ()
    numbers = [" "] * (columns + 8)
    wanted = max(1, math.ceil(length * 4 / max(columns, 1)))
    last = -2
    for epoch in range(1, length + 1):
        column = _column(epoch - 1, columns, length)
        if (epoch - 1) % wanted == 0 and column > last + 1:
            text = str(epoch)
            numbers[column : column + len(text)] = text
            last = column + len(text)
    return [
        (Span(axis[:cut], "muted"), *marked),
        (Span(f"{'epoch':>{margin}} " + "".join(numbers).rstrip(), "muted"),),
    ]


def _label(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1e4 else f"{value:.1e}"
