"""Layers side by side as columns of boxes, what is left out of them counted below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, zip_longest

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.choose import Fan
from tutor.diagram.labels import Boxes, Labels, titles
from tutor.diagram.layout import Gap, Wire
from tutor.diagram.notes import layer_notes, put_notes
from tutor.diagram.picture import Picture
from tutor.diagram.scene import Scene
from tutor.diagram.view import View
from tutor.diagram.wires import GapFrame, draw_gap

_LEAST_GAP = 2
#: Rows that the counts of nodes take at most.
COUNT_ROWS = 2


class Room(Enum):
    """How wide columns are made, the widest first."""

    AMPLE = "counts in one line, those of edges below their gap"
    TITLES = "titles in full"
    LEAST = "nothing is cut that can't be"


@dataclass(frozen=True, slots=True)
class Layer:
    """What is shown of a layer, and what is not; ``end`` is the row below its last note."""

    depth: int
    names: tuple[str, ...]
    rows: tuple[int, ...]
    end: int
    left_out: int
    zeros: int
    edges: int  # to the next layer


@dataclass(frozen=True, slots=True)
class Column:
    """A layer with its texts, and the wires drawn to the next."""

    layer: Layer
    title: str
    boxes: Boxes
    fan: tuple[GapFrame, Labels] | None

    def counts(self, alphabet: Alphabet, width: int | None = None) -> list[str]:
        """What stands below the boxes: ``… 46 more, 30 are 0``, in two lines if need be."""
        layer = self.layer
        if not layer.left_out:
            return []
        more = f"{alphabet.more} {layer.left_out:,} more"
        if not layer.zeros:
            return [more]
        zeros = f"{layer.zeros:,} {'is' if layer.zeros == 1 else 'are'} 0"
        line = f"{more}, {zeros}"
        return [line] if width is None or len(line) <= width else [more, f"  {zeros}"]

    def width(self, room: Room, alphabet: Alphabet) -> int:
        """Cells of boxes and counts, and of the title if there is room."""
        counts = self.counts(alphabet, None if room is Room.AMPLE else 0)
        title = self.title if room is not Room.LEAST else ""
        return max([self.boxes.width, len(title), *map(len, counts)])

    def gap(self, room: Room, alphabet: Alphabet) -> int:
        """Cells from the boxes to the next layer."""
        least = self.fan[0].width if self.fan else _LEAST_GAP
        least = max(least, self.width(room, alphabet) - self.boxes.width + _LEAST_GAP)
        return max(least, len(self.edges) + 2) if room is Room.AMPLE else least

    @property
    def edges(self) -> str:
        """How many edges lead to the next layer."""
        count = self.layer.edges
        return f"{count:,} {'edge' if count == 1 else 'edges'}"


def make_columns(
    scene: Scene, view: View, layers: Sequence[Layer], name_width: int
) -> list[Column]:
    """The texts of some layers, with names of at most ``name_width`` cells."""
    fan = scene.fan
    columns = []
    for layer, following in zip_longest(layers, layers[1:]):
        boxes = scene.boxes(view, layer.depth, layer.names, name_width)
        wires = None
        if fan and following and fan.gap == layer.depth:
            wires = _fan(scene, view, fan, (layer, following))
        name = next(titles(scene.network, layer.depth, scene.alphabet))
        columns.append(Column(layer, name, boxes, wires))
    return columns


def _fan(scene: Scene, view: View, fan: Fan, ends: tuple[Layer, Layer]) -> tuple[GapFrame, Labels]:
    """The wires into the node of the fan, or out of it, straight on the rows of the others."""
    sources, targets = ends
    if fan.inward:
        node = targets.names.index(fan.node)
        gap = Gap(tuple(Wire(i, node, row) for i, row in enumerate(sources.rows)), (node,))
        edges = [(name, fan.node) for name in sources.names]
    else:
        node = sources.names.index(fan.node)
        gap = Gap(tuple(Wire(node, j, row) for j, row in enumerate(targets.rows)), ())
        edges = [(fan.node, name) for name in targets.names]
    labels = scene.labels(view, edges)
    # A trunk passes other boxes: it must not touch them.
    return GapFrame(gap, scene.alphabet, labels.width, stem=int(not fan.inward)), labels


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Columns with their gaps."""

    scene: Scene
    view: View
    columns: Sequence[Column]
    room: Room

    @property
    def width(self) -> int:
        """Cells the picture takes."""
        alphabet = self.scene.alphabet
        boxes = sum(column.boxes.width for column in self.columns[:-1])
        edges = sum(len(column.edges) + 1 for column in self.columns[:-1])
        last = self.columns[-1].width(self.room, alphabet)
        return max(boxes + sum(self._gaps) + last, edges)

    @property
    def _gaps(self) -> list[int]:
        return [column.gap(self.room, self.scene.alphabet) for column in self.columns[:-1]]

    def picture(self) -> Picture:
        """Draw it."""
        scene, gaps = self.scene, self._gaps
        tallest = max(column.layer.end for column in self.columns)
        canvas = Canvas(scene.width, tallest + COUNT_ROWS + 1, top=1)
        widths = [c.boxes.width + gap for c, gap in zip(self.columns, gaps, strict=False)]
        starts = list(accumulate(widths, initial=0))
        below = tallest
        for index, (start, end) in enumerate(
            zip(starts, [*starts[1:], scene.width + 1], strict=True)
        ):
            if index < len(gaps):
                self._draw_gap(canvas, index, start + self.columns[index].boxes.width)
            rows = self._put_column(canvas, self.columns[index], (start, end - start - 1), tallest)
            below = max(below, tallest + rows)
        self._put_edges(canvas, below, starts)
        names = scene.seen([column.layer.names for column in self.columns])
        return Picture(canvas.lines(), True, True, self.view.legend(), self.view.edge, names)

    def _put_column(
        self, canvas: Canvas, column: Column, corner: tuple[int, int], below: int
    ) -> int:
        """Write title, boxes, notes and counts; how many rows the counts take.

        ``corner``: the column of the boxes, and the cells from there to the next layer.
        """
        scene, layer, (start, room) = self.scene, column.layer, corner
        scene.put_title(canvas, start, layer.depth, room)
        notes = layer_notes(scene, self.view, layer.depth, layer.names)
        highlight = put_notes(canvas, scene, notes, corner, (*layer.rows, layer.end))
        scene.put_boxes(canvas, start, column.boxes, layer.rows, highlight)
        counts = column.counts(scene.alphabet, room)
        for line, text in enumerate(counts, below):
            canvas.put(line, start, text, "muted")
        return len(counts)

    def _draw_gap(self, canvas: Canvas, index: int, start: int) -> None:
        """Draw the fan of a gap, if it has one, its arrows as long as the gap is wide."""
        column, following = self.columns[index : index + 2]
        if column.fan is None:
            return
        frame, labels = column.fan
        sources, targets = column.layer, following.layer
        spans = {
            (wire.source, wire.target): labels.spans(
                (sources.names[wire.source], targets.names[wire.target]),
                self.scene.highlight,
                self.scene.alphabet,
            )
            for wire in frame.gap.wires
        }
        frame = replace(frame, slack=self._gaps[index] - frame.width)
        draw_gap(canvas, frame, start, (sources.rows, targets.rows), spans)

    def _put_edges(self, canvas: Canvas, row: int, starts: Sequence[int]) -> None:
        """Write the counts of edges into one row, each below the middle of its gap if it can be."""
        free = 0
        rest = sum(len(column.edges) + 1 for column in self.columns[:-1])
        for column, start, gap in zip(self.columns, starts, self._gaps, strict=False):
            text = column.edges
            middle = start + column.boxes.width + (gap - len(text)) // 2
            place = max(min(middle, self.scene.width + 1 - rest), free)
            free = canvas.put(row, place, text, "muted") + 1
            rest -= len(text) + 1
