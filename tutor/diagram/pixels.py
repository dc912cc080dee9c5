"""Grey pictures (a handwritten digit) as lines of characters."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.picture import Line, Span

Pixels = Sequence[Sequence[float]]

#: A character for the two points above each other that are dark: none, upper, lower, both.
_HALVES = " ▀▄█"
#: From light to dark.
_RAMP = " .:-=+*#%@"
#: A point is dark from this share of the darkest point of the picture on.
_DARK = 0.6


def pixels(
    rows: Pixels, size: tuple[int, int] | None = None, alphabet: Alphabet = UNICODE
) -> tuple[Line, ...]:
    """A picture of rows of points between 0 (paper) and 1 (ink), two points high to a line.

    A point is a column wide, so a picture of 28×28 takes 28 columns and 14 lines. With half blocks
    a point is dark or not; the ASCII alphabet averages four points and has ten shades. ``size`` is
    columns and lines that are there; a picture that is too large is averaged down. Rows that are
    too short are filled up with paper.
    """
    width = max((len(row) for row in rows), default=0)
    clean = [[_ink(row[x]) if x < len(row) else 0.0 for x in range(width)] for row in rows]
    clean = _shrunk(clean, _factor(width, len(clean), size))
    lines = _shaded(clean) if alphabet.name == "ascii" else _halved(clean)
    return tuple((Span(line),) for line in lines)


def _ink(value: float) -> float:
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0


def _factor(width: int, height: int, size: tuple[int, int] | None) -> int:
    """How many points each way become one."""
    if size is None:
        return 1
    columns, lines = max(size[0], 2), max(size[1], 1)
    return max(math.ceil(width / columns), math.ceil(height / (2 * lines)), 1)


def _shrunk(rows: list[list[float]], factor: int) -> list[list[float]]:
    """Squares of that many points each way, averaged; what lies outside is paper."""
    if factor == 1 or not rows:
        return rows
    return [
        [
            sum(sum(row[x : x + factor]) for row in rows[y : y + factor]) / factor**2
            for x in range(0, len(rows[0]), factor)
        ]
        for y in range(0, len(rows), factor)
    ]


def _halved(rows: list[list[float]]) -> list[str]:
    if not rows:
        return []
    dark = _DARK * max(max(row, default=0.0) for row in rows) or math.inf
    pairs = zip(rows[::2], [*rows[1::2], [0.0] * len(rows[0])], strict=False)
    return [
        "".join(
            _HALVES[(above >= dark) + 2 * (below >= dark)]
            for above, below in zip(upper, lower, strict=True)
        )
        for upper, lower in pairs
    ]


def _shaded(rows: list[list[float]]) -> list[str]:
    """Two columns for each square of four points, as characters are twice as high as wide."""
    last = len(_RAMP) - 1
    return ["".join(_RAMP[round(last * v)] * 2 for v in row) for row in _shrunk(rows, 2)]
