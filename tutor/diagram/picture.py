"""What drawing gives: lines of styled characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

#: Characters of one cell: Latin letters, dashes, arrows, mathematics, box drawing.
_NARROW = re.compile(r"[ -~\u00a0-\u02ff\u2010-\u22ff\u2500-\u25fc]*\Z")

Style = Literal["", "positive", "negative", "unknown", "current", "read", "muted", "title"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that share one style."""

    text: str
    style: Style = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines from top to bottom.

    ``fits``: all of it is inside the size asked for. ``elided``: nodes or wires were left out,
    and a count stands for them. ``legend`` says what the numbers are, ``shows`` which
    quantities of an edge were drawn, in their order, ``nodes`` the names that are seen of each
    layer (none of a layer that was left out).
    """

    lines: tuple[Line, ...]
    fits: bool = True
    elided: bool = False
    legend: str = ""
    shows: tuple[str, ...] = ()
    nodes: tuple[tuple[str, ...], ...] = ()

    def text(self) -> str:
        """The characters alone, lines separated by newlines."""
        return "\n".join(line_text(line) for line in self.lines)

    @property
    def width(self) -> int:
        """Cells of the widest line."""
        return max(map(line_width, self.lines), default=0)

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)


def line_text(line: Line) -> str:
    """The characters of a line."""
    return "".join(span.text for span in line)


def line_width(line: Line) -> int:
    """How many terminal cells a line takes."""
    return cell_width(line_text(line))


def cell_width(text: str) -> int:
    """How many terminal cells the text takes: wide characters two, combining ones none."""
    if _NARROW.match(text):
        return len(text)
    return sum(_width(character) for character in text)


def clip(text: str, width: int, ellipsis: str) -> str:
    """The text, cut to ``width`` cells; what is missing is shown by ``ellipsis``."""
    if cell_width(text) <= width:
        return text
    room = width - cell_width(ellipsis)
    if room < 0:
        return ""
    return take(text, room).rstrip() + ellipsis


def take(text: str, width: int) -> str:
    """As many characters from the start as fit into ``width`` cells."""
    for end, character in enumerate(text):
        width -= cell_width(character)
        if width < 0:
            return text[:end]
    return text


def pad(text: str, width: int) -> str:
    """The text with spaces on its right, up to ``width`` cells."""
    return text + " " * (width - cell_width(text))


def side_by_side(left: Sequence[Line], right: Sequence[Line], width: int) -> tuple[Line, ...]:
    """Lines beside others, which begin in column ``width``."""
    return tuple(
        (*one, Span(" " * max(width - line_width(one), 0)), *two)
        for one, two in zip_longest(left, right, fillvalue=())
    )


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
