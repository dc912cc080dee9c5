"""Names that fit, and stay distinct."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.picture import cell_width


def cut_names(names: Sequence[str], width: int, alphabet: Alphabet = UNICODE) -> tuple[str, ...]:
    """The names in at most ``width`` cells each, so that different names stay different.

    A name that is too long loses its end, or as much of its middle as keeps it apart from the
    others; where no cut does, its number stands in its place. A number may be wider.
    """
    whole = tuple(alphabet.plain(name) for name in names)
    for tail in range(max(width, 1)):
        cut = tuple(_cut(name, width, tail, alphabet.ellipsis) for name in whole)
        if len(set(cut)) == len(set(names)):
            return cut
    return tuple(f"{alphabet.ellipsis}{number}" for number in range(len(names)))


def _cut(name: str, width: int, tail: int, ellipsis: str) -> str:
    """The name with its middle left out: ``tail`` cells are kept of its end."""
    if cell_width(name) <= width:
        return name
    room = max(0, width - cell_width(ellipsis))
    end = _take(name[::-1], min(tail, room))[::-1]
    return _take(name, room - cell_width(end)) + ellipsis + end


def _take(text: str, width: int) -> str:
    """As many characters from the start as fit."""
    taken = ""
    for character in text:
        width -= cell_width(character)
        if width < 0:
            break
        taken += character
    return taken
