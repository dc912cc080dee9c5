"""A network that is too large for all its wires: the nodes that matter most, the rest counted.

Layers stand side by side as columns of boxes. Wires are drawn only into (or out of) the node
that the current step is about; the lines below count the nodes and edges that are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.choose import Fan, around, count_left_out, find_fan, most_important
from tutor.diagram.labels import Boxes, Labels
from tutor.diagram.layout import Gap, Wire
from tutor.diagram.picture import Picture, Span, clip
from tutor.diagram.places import depth_of, node_of
from tutor.diagram.scene import Scene
from tutor.diagram.view import View, attempts
from tutor.diagram.wires import GapFrame, draw_gap

_LEAST_GAP = 2
_ANY = 1000
#: Rows for the title and the count of edges; and for the counts of nodes, where there are any.
_FRAME_ROWS, _COUNT_ROWS = 2, 2


def draw_elided(scene: Scene, choices: Sequence[View]) -> Picture:
    """Draw what fits of a large network; see ``tutor.diagram.draw.draw``."""
    network, node = scene.network, scene.focus
    fan = find_fan(network, scene.highlight, scene.backward, node)
    node = node or node_of(network, scene.highlight.current) or network.outputs[0]
    count = len(scene.shape)
    layers = _layers(scene, _FRAME_ROWS)
    for first, end in _windows(count, depth_of(network, node)):
        if end - first == count - 1:
            layers = _layers(scene, _FRAME_ROWS + 1)  # a line says which layers are shown
        for view, name_width in attempts(choices, scene.longest_name, short_names=end - first == 1):
            columns = _columns(scene, view, layers[first:end], fan, name_width)
            for roomy in (True, False):
                gaps = [column.gap(roomy, scene.alphabet) for column in columns[:-1]]
                if sum(column.boxes.width for column in columns) + sum(gaps) <= scene.width:
                    return _picture(scene, view, columns, [*gaps, 0])
    line = clip("too small to draw", scene.width, scene.alphabet.ellipsis)
    return Picture(((Span(line, "muted"),),)[: scene.height], fits=False, elided=True)


def _windows(count: int, centre: int) -> Iterator[tuple[int, int]]:
    """The first and the end of the layers to show: all, then fewer around the centre."""
    for size in range(count, 0, -1):
        first = min(max(centre - size // 2, 0), count - size)
        yield first, first + size


@dataclass(frozen=True, slots=True)
class _Layer:
    """What is shown of a layer, and what is not."""

    depth: int
    names: tuple[str, ...]
    rows: tuple[int, ...]
    left_out: int
    zeros: int
    edges: int  # to the next layer


def _layers(scene: Scene, frame_rows: int) -> list[_Layer]:
    """What to show of each layer, ``frame_rows`` of the height being for other lines."""
    columns = scene.network.columns
    room = scene.height - frame_rows
    if max(scene.shape) > room:
        room -= _COUNT_ROWS
    chosen = [_chosen(scene, names, max(1, room)) for names in columns]
    tallest = max(map(len, chosen))
    layers = []
    for depth, names in enumerate(chosen):
        left_out, zeros = count_left_out(scene.network, scene.known, depth, names)
        top = (tallest - len(names)) // 2
        rows = tuple(range(top, top + len(names)))
        following = columns[depth + 1] if depth + 1 < len(columns) else ()
        edges = len(columns[depth]) * len(following)
        layers.append(_Layer(depth, names, rows, left_out, zeros, edges))
    return layers


def _chosen(scene: Scene, names: Sequence[str], count: int) -> tuple[str, ...]:
    if scene.focus is not None and scene.focus in names:
        return around(names, scene.focus, count)
    known, what = scene.known, "activation"
    if scene.backward and any(known.node(name, "delta") is not None for name in names):
        what = "delta"
    return most_important(names, known, scene.highlight, what, count)


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


def _columns(
    scene: Scene, view: View, layers: Sequence[_Layer], fan: Fan | None, name_width: int
) -> list[_Column]:
    """The texts of some layers, with names of at most ``name_width`` cells."""
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
    tallest = max(max(column.layer.rows) for column in columns) + 1
    canvas = Canvas(scene.width, tallest + _COUNT_ROWS + 2, top=1)
    below, edges_end = tallest, 0
    starts = _starts(columns, gaps)
    for column, start, gap in zip(columns, starts, gaps, strict=True):
        room = column.boxes.width + gap - 1 if gap else scene.width - start
        scene.put_title(canvas, start, column.layer.depth, room)
        scene.put_boxes(canvas, start, column.boxes, column.layer.rows)
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
    if len(columns) < len(scene.network.columns):
        first, last = columns[0].layer.depth + 1, columns[-1].layer.depth + 1
        text = f"{scene.alphabet.ellipsis} layers {first} to {last} of {len(scene.shape)}"
        canvas.put(below + 1, 0, clip(text, scene.width, scene.alphabet.ellipsis), "muted")
    lines = canvas.lines()
    fits = len(lines) <= scene.height
    nodes = _nodes(scene, columns)
    return Picture(lines[: scene.height], fits, True, view.legend(), view.edge, nodes)


def _nodes(scene: Scene, columns: Sequence[_Column]) -> tuple[tuple[str, ...], ...]:
    """The names that are seen of each layer."""
    seen = {column.layer.depth: column.layer.names for column in columns}
    return tuple(seen.get(depth, ()) for depth in range(len(scene.shape)))


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
