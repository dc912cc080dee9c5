"""A small chart of curves over epochs, made of characters. Each curve has its own sign."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tutor.diagram.picture import Line, Span, Style

_SIGNS = "●○◆◇▲△■□"
_ASCII_SIGNS = "*o#x@+%&"
_STYLES: tuple[Style, ...] = ("positive", "negative", "", "title")

Curves = Mapping[str, Sequence[float]]


def chart(
    curves: Curves, width: int, height: int, *, length: int = 0, ascii_only: bool = False
) -> tuple[Line, ...]:
    """Draw curves whose values are one for each epoch from 1, at most ``height`` rows high.

    ``length`` is the number of epochs the axis has room for. Values that aren't finite are left
    out; an axis whose values span more than a factor of 100 is logarithmic, and says so.
    """
    signs = _ASCII_SIGNS if ascii_only else _SIGNS
    values = [v for curve in curves.values() for v in curve if math.isfinite(v)]
    if not values or height < 4 or width < 24:
        return ()
    low, high = min(values), max(values)
    logarithmic = low > 0 and high / low > 100
    labels = [_label(high), _label(low)]
    margin = max(map(len, labels)) + 1
    length = max([length, *(len(curve) for curve in curves.values())])
    columns, rows = width - margin - 2, height - 3
    grid = [[Span(" ")] * columns for _ in range(rows)]
    for number, curve in enumerate(curves.values()):
        style = _STYLES[number % len(_STYLES)]
        for column, value, exact in _points(curve, columns, length):
            share = _share(value, low, high, logarithmic)
            row = round((1 - share) * (rows - 1))
            sign = signs[number % len(signs)] if exact else ("." if ascii_only else "·")
            if exact or grid[row][column].text == " ":
                grid[row][column] = Span(sign, style)
    return (
        _legend(curves, signs, logarithmic),
        *_framed(grid, labels, margin, ascii_only),
        *_axis(columns, length, margin, ascii_only),
    )


def _share(value: float, low: float, high: float, logarithmic: bool) -> float:
    if high == low:
        return 0.5
    if logarithmic:
        value, low, high = math.log(value), math.log(low), math.log(high)
    return (value - low) / (high - low)


def _column(index: float, columns: int, length: int) -> int:
    return round(index * (columns - 1) / max(length - 1, 1))


def _points(curve: Sequence[float], columns: int, length: int) -> list[tuple[int, float, bool]]:
    """(column, value, whether it is an epoch's own value), with the line between filled in."""
    found: list[tuple[int, float, bool]] = []
    for index, value in enumerate(curve):
        if not math.isfinite(value):
            continue
        column = _column(index, columns, length)
        if found and math.isfinite(curve[index - 1]):
            before, start, _ = found[-1]
            for between in range(before + 1, column):
                share = (between - before) / (column - before)
                found.append((between, start + (value - start) * share, False))
        found.append((column, value, True))
    return found


def _legend(curves: Curves, signs: str, logarithmic: bool) -> Line:
    spans: list[Span] = [Span(" ")]
    for number, name in enumerate(curves):
        spans.append(Span(signs[number % len(signs)], _STYLES[number % len(_STYLES)]))
        spans.append(Span(f" {name}   "))
    if logarithmic:
        spans.append(Span("(logarithmic)", "muted"))
    return tuple(spans)


def _framed(grid: list[list[Span]], labels: list[str], margin: int, ascii_only: bool) -> list[Line]:
    bar = "|" if ascii_only else "│"
    lines: list[Line] = []
    for row, cells in enumerate(grid):
        label = labels[0] if row == 0 else labels[1] if row == len(grid) - 1 else ""
        lines.append((Span(f"{label:>{margin}}{bar}", "muted"), *cells))
    return lines


def _axis(columns: int, length: int, margin: int, ascii_only: bool) -> list[Line]:
    corner, rule = ("+", "-") if ascii_only else ("└", "─")
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
        (Span(" " * margin + corner + rule * columns, "muted"),),
        (Span(" " * (margin + 1) + "".join(numbers).rstrip() + "  epoch", "muted"),),
    ]


def _label(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1e4 else f"{value:.1e}"
