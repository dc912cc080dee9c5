"""A network that is too large for all its wires: the nodes that matter most, the rest counted.

Layers stand side by side as columns of boxes. Wires are drawn only into (or out of) the node
that the current step is about; the lines below count the nodes and edges that are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.choose import Fan, around, count_left_out, most_important, sizes
from tutor.diagram.labels import Boxes, Labels
from tutor.diagram.layout import Gap, Wire
from tutor.diagram.notes import layer_notes, put_notes
from tutor.diagram.picture import Picture, clip
from tutor.diagram.scene import Scene
from tutor.diagram.view import View, attempts
from tutor.diagram.wires import GapFrame, draw_gap

_LEAST_GAP = 2
_ANY = 1000
#: Rows for the title and the count of edges; and for the counts of nodes, where there are any.
_FRAME_ROWS, _COUNT_ROWS = 2, 2


def draw_elided(scene: Scene, choices: Sequence[View]) -> Picture | None:
    """Draw what fits of a large network; None if nothing does."""
    room = scene.height - _FRAME_ROWS - _COUNT_ROWS * (max(scene.shape) > scene.height - 2)
    if room < 1:
        return None
    layers = _layers(scene, choices[0], room)
    single = len(layers) == 1
    for view, name_width in attempts(choices, scene.longest_name, short_names=single):
        columns = _columns(scene, view, layers, name_width)
        for roomy in (True, False):
            gaps = [column.gap(roomy, scene.alphabet) for column in columns[:-1]]
            if sum(column.boxes.width for column in columns) + sum(gaps) <= scene.width:
                return _picture(scene, view, columns, [*gaps, 0])
    return None


@dataclass(frozen=True, slots=True)
class _Layer:
    """What is shown of a layer, and what is not; ``end`` is the row below its last note."""

    depth: int
    names: tuple[str, ...]
    rows: tuple[int, ...]
    end: int
    left_out: int
    zeros: int
    edges: int  # to the next layer


def _layers(scene: Scene, view: View, room: int) -> list[_Layer]:
    """What to show of each layer in that many rows."""
    fan = scene.fan
    shown = []
    for depth, names in enumerate(scene.columns, scene.first):
        chosen = _chosen(scene, depth, room, fan)
        notes = [len(listed) for listed in layer_notes(scene, view, depth, chosen)]
        important = fan.node if fan else None
        wanted = notes[chosen.index(important)] if important in chosen else 0
        if len(names) > room and wanted:
            chosen = _chosen(scene, depth, max(1, room - wanted), fan)
            notes = [len(listed) for listed in layer_notes(scene, view, depth, chosen)]
        shown.append((depth, chosen, _heights(chosen, notes, room, important)))
    tallest = max(sum(heights) for _, _, heights in shown)
    return [_layer(scene, *layer, tallest) for layer in shown]


def _heights(
    names: Sequence[str], notes: Sequence[int], room: int, important: str | None
) -> list[int]:
    """The rows of each box with its notes: all of these, else the first ones, else one's only."""
    for most in range(max(notes), 0, -1):
        heights = [1 + min(most, count) for count in notes]
        if sum(heights) <= room:
            return heights
    spare = room - len(names)
    return [
        1 + min(spare, count) * (name == important)
        for name, count in zip(names, notes, strict=True)
    ]


def _layer(
    scene: Scene, depth: int, names: tuple[str, ...], heights: Sequence[int], tallest: int
) -> _Layer:
    """A layer in the middle of the rows of the tallest."""
    columns = scene.network.columns
    left_out, zeros = count_left_out(scene.known, columns[depth], names)
    *rows, end = accumulate(heights, initial=(tallest - sum(heights)) // 2)
    following = columns[depth + 1] if depth + 1 < len(columns) else ()
    edges = len(columns[depth]) * len(following)
    return _Layer(depth, names, tuple(rows), end, left_out, zeros, edges)


def _chosen(scene: Scene, depth: int, count: int, fan: Fan | None) -> tuple[str, ...]:
    names = scene.network.columns[depth]
    if len(names) <= count:
        return names
    if scene.focus is not None and scene.focus in names:
        return around(names, scene.focus, count)
    known = sizes(scene.network, scene.known, depth, fan, scene.backward)
    return most_important(names, known, scene.highlight, count)


@dataclass(frozen=True, slots=True)
class _Column:
    """A layer with its texts, and the wires drawn to the next."""

    layer: _Layer
    boxes: Boxes
    fan: tuple[GapFrame, Labels] | None

    def counts(self, width: int, alphabet: Alphabet) -> list[str]:
        """What stands below the boxes: ``… 46 more, 30 are 0``, in two lines if need be."""
        layer = self.layer
        if not layer.left_out:
            return []
        more = f"{alphabet.ellipsis} {layer.left_out:,} more"
        zeros = f"{layer.zeros:,} {'is' if layer.zeros == 1 else 'are'} 0" if layer.zeros else ""
        line = f"{more}, {zeros}" if zeros else more
        if len(line) <= width:
            return [line]
        return [clip(text, width, alphabet.ellipsis) for text in (more, f"  {zeros}")]

    def gap(self, roomy: bool, alphabet: Alphabet) -> int:
        """Cells up to the next layer; ``roomy``: as many as the texts below like to have."""
        least = self.fan[0].width if self.fan else _LEAST_GAP
        if not roomy:
            return least
        counts = max(map(len, self.counts(_ANY, alphabet)), default=0)
        return max(least, counts + 2 - self.boxes.width, len(_edges(self.layer.edges)) + 2)


def _edges(count: int) -> str:
    return f"{count:,} {'edge' if count == 1 else 'edges'}"


def _columns(scene: Scene, view: View, layers: Sequence[_Layer], name_width: int) -> list[_Column]:
    """The texts of some layers, with names of at most ``name_width`` cells."""
    fan = scene.fan
    columns = []
    for layer, following in zip_longest(layers, layers[1:]):
        boxes = scene.boxes(view, layer.depth, layer.names, name_width)
        wires = None
        if fan and following and fan.gap == layer.depth:
            wires = _fan(scene, view, fan, (layer, following))
        columns.append(_Column(layer, boxes, wires))
    return columns


def _fan(
    scene: Scene, view: View, fan: Fan, ends: tuple[_Layer, _Layer]
) -> tuple[GapFrame, Labels]:
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


def _picture(scene: Scene, view: View, columns: Sequence[_Column], gaps: Sequence[int]) -> Picture:
    """Draw the columns with gaps of these widths after them."""
    tallest = max(column.layer.end for column in columns)
    canvas = Canvas(scene.width, tallest + _COUNT_ROWS + 1, top=1)
    below, edges_end = tallest, 0
    starts = _starts(columns, gaps)
    for column, start, gap in zip(columns, starts, gaps, strict=True):
        room = column.boxes.width + gap - 1 if gap else scene.width - start
        scene.put_title(canvas, start, column.layer.depth, room)
        _put_layer(scene, canvas, view, column, (start, room))
        counts = column.counts(room, scene.alphabet)
        for line, text in enumerate(counts):
            canvas.put(tallest + line, start, text, "muted")
        below = max(below, tallest + len(counts))
    for index, column in enumerate(columns[:-1]):
        end = starts[index] + column.boxes.width
        _draw_gap(scene, canvas, (column, columns[index + 1]), end, gaps[index])
        text = _edges(column.layer.edges)
        edges_end = max(edges_end, end + (gaps[index] - len(text)) // 2)
        edges_end = canvas.put(below, edges_end, text, "muted") + 1
    names = scene.seen([column.layer.names for column in columns])
    return Picture(canvas.lines(), True, True, view.legend(), view.edge, names)


def _put_layer(
    scene: Scene, canvas: Canvas, view: View, column: _Column, corner: tuple[int, int]
) -> None:
    """Write boxes and notes; ``corner``: where the boxes begin, and the cells up to the next."""
    layer, (start, room) = column.layer, corner
    notes = layer_notes(scene, view, layer.depth, layer.names)
    width = column.boxes.width if column.fan else room
    highlight = put_notes(canvas, scene, notes, (start, width), (*layer.rows, layer.end))
    scene.put_boxes(canvas, start, column.boxes, layer.rows, highlight)


def _starts(columns: Sequence[_Column], gaps: Sequence[int]) -> list[int]:
    starts = [0]
    for column, gap in zip(columns, gaps, strict=True):
        starts.append(starts[-1] + column.boxes.width + gap)
    return starts[:-1]


def _draw_gap(
    scene: Scene, canvas: Canvas, ends: tuple[_Column, _Column], start: int, width: int
) -> None:
    """Draw the fan of a gap, if it has one, its arrows as long as the gap is wide."""
    column, following = ends
    if column.fan is None:
        return
    frame, labels = column.fan
    sources, targets = column.layer, following.layer
    spans = {
        (wire.source, wire.target): labels.spans(
            (sources.names[wire.source], targets.names[wire.target]),
            scene.highlight,
            scene.alphabet,
        )
        for wire in frame.gap.wires
    }
    frame = replace(frame, slack=width - frame.width)
    draw_gap(canvas, frame, start, (sources.rows, targets.rows), spans)
