"""Notes below boxes, where there is room: a bias, a target, a slope that lets nothing back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.diagram.canvas import Canvas
from tutor.diagram.focus import Focus, bias_place, framed
from tutor.diagram.labels import Boxes, joined
from tutor.diagram.picture import Span, cell_width
from tutor.diagram.scene import Scene
from tutor.diagram.view import BIAS_QUANTITIES, View, number


@dataclass(frozen=True, slots=True)
class Note:
    """A word with the numbers of a place; the first of the numbers alone where all don't fit."""

    word: str
    numbers: tuple[Span, ...]
    place: str = ""

    def spans(self, width: int, focus: Focus, scene: Scene) -> tuple[Span, ...]:
        """The note in at most ``width`` cells, its word shortened if need be; else nothing."""
        style = focus.style(self.place)
        for numbers in (self.numbers, self.numbers[:1]):
            for word in (self.word, self.word[0]):
                inside = [
                    Span(f"{word} ", style or "muted"),
                    *joined(numbers, [5 * (len(numbers) > 1)] * len(numbers), style or "muted"),
                ]
                right = "" if style != "current" else " "
                spans = framed(inside, style, scene.alphabet, (" ", right))
                if sum(cell_width(span.text) for span in spans) <= width:
                    return spans
        return ()


def layer_notes(scene: Scene, view: View, depth: int) -> dict[str, list[Note]]:
    """By node of a layer, what there is to note, the most important first."""
    if not view.node or depth == 0:
        return {}
    known = scene.known
    notes: dict[str, list[Note]] = {}
    for node in scene.network.layers[depth - 1].nodes:
        found = notes.setdefault(node.name, [])
        if node.bias is not None:
            whats = [BIAS_QUANTITIES[what] for what in view.edge]
            numbers = tuple(number(known.node(node.name, what), what) for what in whats)
            found.append(Note("bias", numbers, bias_place(node.name)))
        if "delta" in view.node and known.node(node.name, "slope") == 0:
            found.append(Note("slope", (Span("0"),)))
        if node.name in scene.network.outputs:
            target = known.node(node.name, "target")
            if target is not None:
                found.append(Note("target", (number(target, "target"),)))
    return notes


def put_notes(
    canvas: Canvas,
    scene: Scene,
    notes: dict[str, list[Note]],
    boxes: Boxes,
    column: int,
    rows: Sequence[int],
    width: int,
) -> Focus:
    """Write the notes of a layer's nodes into the free rows below their boxes.

    The columns of the boxes hold nothing else. Gives back what is still to be marked: a current
    bias is marked at its note, and at its node's box only where there is no room for the note.
    """
    focus = scene.focus
    for row, note in _places(notes, boxes, rows, canvas.height):
        spans = note.spans(width, scene.focus, scene)
        canvas.put_spans(row, column, spans)
        if spans and note.place == scene.focus.current:
            focus = Focus(None, scene.focus.uses)
    return focus


def _places(
    notes: dict[str, list[Note]], boxes: Boxes, rows: Sequence[int], height: int
) -> Iterator[tuple[int, Note]]:
    for name, row, end in zip(boxes.names, rows, [*rows[1:], height], strict=True):
        yield from zip(range(row + 1, end), notes.get(name, ()), strict=False)
