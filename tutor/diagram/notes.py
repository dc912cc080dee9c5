"""Notes below boxes, where there is room: a bias, a target, a slope that lets nothing back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutor.diagram.canvas import Canvas
from tutor.diagram.labels import Boxes
from tutor.diagram.picture import Span
from tutor.diagram.view import Known, View, number
from tutor.network.model import Network

Notes = Mapping[str, Sequence[tuple[str, str]]]


def node_notes(network: Network, known: Known, view: View) -> Notes:
    """By node, what there is to note: a word and a number, the most important first."""
    if not view.node:
        return {}
    notes: dict[str, list[tuple[str, str]]] = {}
    for layer in network.layers:
        for node in layer.nodes:
            found = notes.setdefault(node.name, [])
            bias = known.node(node.name, "bias")
            if bias is not None:
                found.append(("bias", number(bias, "bias").text))
            if view.node != ("activation",) and known.node(node.name, "slope") == 0:
                found.append(("slope", "0"))
    for name in network.outputs:
        target = known.node(name, "target")
        if target is not None:
            notes[name].append(("target", number(target, "target").text))
    return notes


def put_notes(canvas: Canvas, notes: Notes, boxes: Boxes, column: int, rows: Sequence[int]) -> None:
    """Write the notes of a layer's nodes into the free rows below their boxes.

    The column of the boxes holds nothing else. A note that is too wide has its word shortened.
    """
    ends = [*rows[1:], canvas.height]
    for name, row, end in zip(boxes.names, rows, ends, strict=True):
        for at, (word, text) in zip(range(row + 1, end), notes.get(name, ()), strict=False):
            note = f" {word} {text}"
            if len(note) > boxes.width:
                note = f" {word[0]} {text}"
            if len(note) <= boxes.width:
                canvas.put_spans(at, column, [Span(note, "muted")])
