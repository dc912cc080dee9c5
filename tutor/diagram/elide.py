"""A network that is too large for all its wires: the nodes that matter most, the rest counted.

Layers stand side by side as columns of boxes. Wires are drawn only into (or out of) the node
that the current step is about; the lines below count the nodes and edges that are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from tutor.diagram.choose import Fan, around, count_left_out, most_important, sizes
from tutor.diagram.columns import COUNT_ROWS, Layer, Room, SideBySide, make_columns
from tutor.diagram.notes import layer_notes
from tutor.diagram.picture import Picture
from tutor.diagram.scene import Scene
from tutor.diagram.view import View, attempts

#: Rows for the title and the count of edges.
_FRAME_ROWS = 2


def draw_elided(scene: Scene, choices: Sequence[View]) -> Picture | None:
    """Draw what fits of a large network; None if nothing does."""
    room = scene.height - _FRAME_ROWS - COUNT_ROWS * (max(scene.shape) > scene.height - 2)
    if room < 1:
        return None
    layers = _layers(scene, choices[0], room)
    single = len(layers) == 1
    for view, name_width in attempts(choices, scene.longest_name, short_names=single):
        columns = make_columns(scene, view, layers, name_width)
        for space in Room:
            side_by_side = SideBySide(scene, view, columns, space)
            if side_by_side.width <= scene.width:
                return side_by_side.picture()
    return None


def _layers(scene: Scene, view: View, room: int) -> list[Layer]:
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
) -> Layer:
    """A layer in the middle of the rows of the tallest."""
    columns = scene.network.columns
    left_out, zeros = count_left_out(scene.known, columns[depth], names)
    *rows, end = accumulate(heights, initial=(tallest - sum(heights)) // 2)
    following = columns[depth + 1] if depth + 1 < len(columns) else ()
    edges = len(columns[depth]) * len(following)
    return Layer(depth, names, tuple(rows), end, left_out, zeros, edges)


def _chosen(scene: Scene, depth: int, count: int, fan: Fan | None) -> tuple[str, ...]:
    names = scene.network.columns[depth]
    if len(names) <= count:
        return names
    if scene.focus is not None and scene.focus in names:
        return around(names, scene.focus, count)
    known = sizes(scene.network, scene.ranking, depth, fan, scene.backward)
    return most_important(names, known, scene.highlight, count)
