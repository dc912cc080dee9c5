"""Names that fit, and stay distinct."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.picture import cell_width, take


def least_width(count: int, alphabet: Alphabet = UNICODE) -> int:
    """Cells in which so many names can be kept apart, whatever they are: ``…12``."""
    return cell_width(f"{alphabet.ellipsis}{max(count - 1, 0)}")


def cut_names(names: Sequence[str], width: int, alphabet: Alphabet = UNICODE) -> tuple[str, ...]:
    """The names in at most ``width`` cells each, so that different names stay different.

    A name that is too long loses its end, or as much of its middle as keeps it apart from the
    others; where no cut does, its number stands at its end. Raises ValueError where even the
    numbers don't fit (see ``least_width``).
    """
    whole = tuple(alphabet.plain(name) for name in names)
    apart = len(set(names))
    for tail in range(max(width, 1)):
        cut = tuple(_cut(name, width, tail, alphabet.ellipsis) for name in whole)
        if len(set(cut)) == apart and all(cell_width(name) <= width for name in cut):
            return cut
    if least_width(apart, alphabet) > width:
        raise ValueError(f"{apart} names can't be kept apart in {width} cells each")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    ends = [f"{alphabet.ellipsis}{numbers[name]}" for name in names]
    return tuple(
        take(name, width - cell_width(end)) + end for name, end in zip(whole, ends, strict=True)
    )


def _cut(name: str, width: int, tail: int, ellipsis: str) -> str:
    """The name with its middle left out: ``tail`` cells are kept of its end."""
    if cell_width(name) <= width:
        return name
    room = max(0, width - cell_width(ellipsis))
    end = take(name[::-1], min(tail, room))[::-1]
    end = "".join(dropwhile(lambda mark: not cell_width(mark), end))  # no accent without its letter
    return take(name, room - cell_width(end)) + ellipsis + end
