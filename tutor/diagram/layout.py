"""Where boxes and wires go: rows only, a pure function of the number of nodes in each layer.

Every edge has a row to itself, so every edge has room for a label. Each node of a layer owns a
band of rows; in the band of a source lie the rows of its edges, one below the other, on a trunk
that leaves its box. All edges into one target end on the target's bus (see ``buses``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tutor.diagram.buses import Band, Rows, arrange


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge: the index of its source and of its target, and the row it has to itself."""

    source: int
    target: int
    row: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The wires between two layers.

    ``buses`` are the targets whose wires end on a bus, in the order of the buses; without any,
    the wires go straight to their targets. ``extra``: one more column reads better, for the last
    bus stands between a wire and the arrow's head. ``stacked``: trunks of different sources
    touch each other.
    """

    wires: tuple[Wire, ...]
    buses: tuple[int, ...]
    extra: bool = False
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The row of each box, by layer, and the gaps between the layers."""

    rows: tuple[tuple[int, ...], ...]
    gaps: tuple[Gap, ...]
    height: int


def rows_needed(shape: Sequence[int], airy: bool) -> int:
    """How many rows the layout of such a network takes at most."""
    return max(n * m + (n - 1 if airy else 0) for n, m in pairwise(shape))


@lru_cache(maxsize=4096)
def layout(shape: tuple[int, ...], airy: bool) -> Layout:
    """Lay out a fully connected network with ``shape`` nodes in its layers (at least two layers).

    ``airy`` leaves a blank row between the edges of one source and those of the next.
    """
    separation = 1 if airy else 0
    height = rows_needed(shape, airy)
    last = len(shape) - 1
    bands = [
        _bands(count, height, separation if layer < last else 0)
        for layer, count in enumerate(shape)
    ]
    rows = [_first_rows(bands[0], shape[1])]
    gaps: list[Gap] = []
    for sources, targets in pairwise(bands):
        gap, arrows = _gap(rows[-1], sources, targets)
        gaps.append(gap)
        rows.append(arrows)
    return _trimmed(rows, gaps)


def _bands(count: int, height: int, separation: int) -> list[Band]:
    total = height + separation
    return [
        (index * total // count, (index + 1) * total // count - 1 - separation)
        for index in range(count)
    ]


def _first_rows(bands: Sequence[Band], targets: int) -> tuple[int, ...]:
    """The boxes of the first layer: on the top row of a block of edges centred in the band."""
    size = targets if len(bands) > 1 else 1
    return tuple(first + (last - first + 1 - size) // 2 for first, last in bands)


def _gap(
    boxes: tuple[int, ...], sources: Sequence[Band], targets: Sequence[Band]
) -> tuple[Gap, tuple[int, ...]]:
    if len(sources) == 1:
        return _fan_out(boxes[0], targets)
    edges = [_block(row, band, len(targets)) for row, band in zip(boxes, sources, strict=True)]
    best = arrange(edges, targets)
    wires = tuple(
        Wire(source, target, row)
        for source, rows in enumerate(edges)
        for target, row in enumerate(rows)
    )
    return (
        Gap(wires, best.order, best.blocked, _touching(boxes, edges)),
        best.arrows,
    )


def _fan_out(box: int, targets: Sequence[Band]) -> tuple[Gap, tuple[int, ...]]:
    """One source: its wires go straight to the targets; a single target stands on its row."""
    if len(targets) == 1:
        rows: tuple[int, ...] = (box,)
    else:
        rows = tuple((first + last) // 2 for first, last in targets)
    return Gap(tuple(Wire(0, target, row) for target, row in enumerate(rows)), ()), rows


def _block(box: int, band: Band, size: int) -> list[int]:
    """Rows for ``size`` edges in the band: from the box down, else up to it, else around it."""
    first, last = band
    start = box if box + size - 1 <= last else max(first, box - size + 1)
    return list(range(start, start + size))


def _touching(boxes: Sequence[int], edges: Rows) -> bool:
    """Does the trunk of one source end right above that of the next?"""
    ends = [(min(box, *rows), max(box, *rows)) for box, rows in zip(boxes, edges, strict=True)]
    return any(last + 1 == first for (_, last), (first, _) in pairwise(ends))


def _trimmed(rows: list[tuple[int, ...]], gaps: list[Gap]) -> Layout:
    """The layout without blank rows above and below."""
    used = [wire.row for gap in gaps for wire in gap.wires] + [r for layer in rows for r in layer]
    top = min(used)
    return Layout(
        tuple(tuple(row - top for row in layer) for layer in rows),
        tuple(
            Gap(
                tuple(Wire(w.source, w.target, w.row - top) for w in gap.wires),
                gap.buses,
                gap.extra,
                gap.stacked,
            )
            for gap in gaps
        ),
        max(used) - top + 1,
    )
