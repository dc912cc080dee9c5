"""What stands on the terminal, so that only what differs is sent: lines may be slow.

Widgets repaint more than what they change, an editor all its rows for a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorMap,
    CompositorUpdate,
    LayoutUpdate,
)
from textual.strip import Strip

#: A character with what combines with it, and its style; the second cell of a wide one is empty.
Cell = tuple[str, Style | None]

#: What a text may hold that somebody pasted, or that came with a lesson.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
#: Cells that stay the same are sent again where moving over them takes more.
GAP = 8


class Painted:
    """The cells of the terminal, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell | None]] = {}

    def forget(self) -> None:
        """Something else was, or may have been, on the terminal."""
        self._rows.clear()

    def sparing(self, update: RenderableType) -> RenderableType:
        """An update of some regions that sends only what differs; of all the screen, all of it."""
        if isinstance(update, ChopsUpdate | LayoutUpdate):
            return cast("RenderableType", _Sparing(self, update))
        self.forget()
        return update

    def render(self, update: ChopsUpdate | LayoutUpdate, console: Console) -> str:
        """The text to send for an update, which then is on the terminal."""
        if isinstance(update, LayoutUpdate):
            rows: list[Iterable[Strip]] = [list(map(tame, strips)) for strips in update.strips]
            for y, strips in enumerate(rows, update.region.y):
                self._put(update.region.x, y, [cell for strip in strips for cell in cells(strip)])
            return LayoutUpdate(rows, update.region).render_segments(console)
        sent: list[str] = []
        for x, y, strip in _pieces(update):
            new = cells(strip)
            for start, end in differing(self._rows.get(y, [])[x:], new):
                sent.append(Control.move_to(x + start, y).segment.text)
                sent.append(strip.crop(start, end).render(console))
            self._put(x, y, new)
        return "".join(sent)

    def _put(self, x: int, y: int, new: list[Cell]) -> None:
        row = self._rows.setdefault(y, [])
        row.extend([None] * (x - len(row)))
        row[x : x + len(new)] = new


class _Sparing(CompositorUpdate):
    """An update that is compared with what stands there when it is sent, and not before."""

    def __init__(self, painted: Painted, update: ChopsUpdate | LayoutUpdate) -> None:
        self._painted = painted
        self._update = update

    def render_segments(self, console: Console) -> str:
        """The text to send."""
        return self._painted.render(self._update, console)


def _pieces(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Column, row and content of all that is to be painted."""
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= right and end > left:
                tamed = tame(strip)
                yield x, y, tamed.crop(0, min(end, right) - x) if end > right else tamed


def tame(strip: Strip) -> Strip:
    """The strip without characters that would move the cursor or set colours; they have no cell."""
    if strip.text.isprintable():
        return strip
    return Strip(
        [Segment(_CONTROL.sub("", text), style, control) for text, style, control in strip]
    )


def cells(strip: Strip) -> list[Cell]:
    """The cells that a strip takes."""
    found: list[Cell] = []
    for segment in strip:
        if segment.control:
            continue
        style = segment.style
        if segment.text.isascii():
            found.extend((character, style) for character in segment.text)
            continue
        for character in segment.text:
            width = cell_len(character)
            if width == 0 and found:
                found[-1] = (found[-1][0] + character, found[-1][1])
            found.extend([(character, style), ("", style)][:width])
    return found


def differing(old: list[Cell | None], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """The stretches of cells to send: first, and the one after the last."""
    start = end = None
    for at in _changes(old, new):
        if start is None or end is None:
            start = at
        elif at - end > GAP:
            yield start, end
            start = at
        end = at + 1
    if start is not None and end is not None:
        yield start, end


def _changes(old: list[Cell | None], new: list[Cell]) -> Iterable[int]:
    """Where cells differ; all of them beside a wide character, which can't be sent in halves."""
    known = len(old)
    found = [at for at, cell in enumerate(new) if at >= known or old[at] != cell]
    return range(len(new)) if found and any(not text for text, _ in new) else found


def repaint_what_went() -> None:
    """Have Textual paint over each widget that went.

    It paints where the map of its widgets differs from the one before. Having scrolled it makes one
    anew for whoever asks; what went by then stands in neither, and on the terminal for ever.
    """

    def full_map(compositor: Compositor) -> CompositorMap:
        before = compositor._full_map if compositor._full_map_invalidated else {}
        now: CompositorMap = _FULL_MAP.__get__(compositor)
        went = (before[widget] for widget in before.keys() - now.keys())
        regions = (each.clip.intersection(each.region) for each in went)
        compositor._dirty_regions.update(filter(None, regions))
        return now

    Compositor.full_map = property(full_map)  # type: ignore[method-assign, assignment]


_FULL_MAP = Compositor.__dict__["full_map"]
