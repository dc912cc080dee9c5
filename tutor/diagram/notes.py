"""Notes below boxes, where there is room: a bias, a target, a slope that lets nothing back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tutor.diagram.canvas import Canvas
from tutor.diagram.highlight import Highlight, framed
from tutor.diagram.labels import joined
from tutor.diagram.picture import Span, cell_width
from tutor.diagram.places import bias_place
from tutor.diagram.scene import Scene
from tutor.diagram.view import View, number
from tutor.network.model import Node
from tutor.network.terms import OF_BIAS


@dataclass(frozen=True, slots=True)
class Note:
    """A word with the numbers of a place; the first of the numbers alone where all don't fit."""

    word: str
    numbers: tuple[Span, ...]
    place: str = ""

    def spans(self, width: int, highlight: Highlight, scene: Scene) -> tuple[Span, ...]:
        """The note in at most ``width`` cells, its word shortened if need be; else nothing."""
        style = highlight.style(self.place)
        for numbers in (self.numbers, self.numbers[:1]):
            for word in (self.word, self.word[0]):
                inside = [
                    Span(f"{word} ", style or "muted"),
                    *joined(numbers, [5 * (len(numbers) > 1)] * len(numbers), style or "muted"),
                ]
                right = " " if style else ""
                spans = framed(inside, style, scene.alphabet, (" ", right))
                if sum(cell_width(span.text) for span in spans) <= width:
                    return spans
        return ()


def layer_notes(scene: Scene, view: View, depth: int, names: Sequence[str]) -> list[list[Note]]:
    """For each of some nodes of a layer, what there is to note, the most important first."""
    if not view.node or depth == 0:
        return [[] for _ in names]
    wanted = set(names)
    nodes = scene.network.layers[depth - 1].nodes
    return [_node_notes(scene, view, node) for node in nodes if node.name in wanted]


def _node_notes(scene: Scene, view: View, node: Node) -> list[Note]:
    notes, known = [], scene.known
    if known.node(node.name, "activation") is None:
        total = known.node(node.name, "pre_activation")
        if total is not None:
            notes.append(Note("sum", (number(total, "pre_activation"),)))
    if node.bias is not None:
        whats = [OF_BIAS[what] for what in view.edge]
        numbers = tuple(number(known.node(node.name, what), what) for what in whats)
        notes.append(Note("bias", numbers, bias_place(node.name)))
    if "delta" in view.node and known.node(node.name, "slope") == 0:
        notes.append(Note("slope", (Span("0"),)))
    if node.name in scene.network.outputs:
        target = known.node(node.name, "target")
        if target is not None:
            notes.append(Note("target", (number(target, "target"),)))
    return notes


def put_notes(
    canvas: Canvas,
    scene: Scene,
    notes: Sequence[Sequence[Note]],
    corner: tuple[int, int],
    rows: Sequence[int],
) -> Highlight:
    """Write the notes of a layer's nodes into the free rows below their boxes.

    ``corner`` is the column of the boxes and the cells from there to the next layer, in which the
    wires are drawn already; ``rows`` are those of the boxes and the one where the last notes have
    to end. Gives back what is still to be marked: a current bias is marked at its note, and at its
    node's box only where there is no room for the note.
    """
    highlight = scene.highlight
    column, width = corner
    for listed, (row, end) in zip(notes, pairwise(rows), strict=True):
        for at, note in zip(range(row + 1, end), listed, strict=False):
            spans = note.spans(canvas.free(at, column, width), scene.highlight, scene)
            canvas.put_spans(at, column, spans)
            if spans and note.place == scene.highlight.current:
                highlight = Highlight(None, scene.highlight.uses)
    return highlight
