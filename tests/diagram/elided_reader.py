"""Reads what surrounds the wires of a picture that leaves things out, by the rules for people.

Boxes that begin in one column are a layer; its title stands above them, a node's notes below its
box, and the counts of what was left out of the layer below all of them. Then comes a line with
the number of edges of each gap, and maybe one that says which layers these are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MORE = re.compile(r"(?:…|\.\.\.) ([\d,]+) more(?:, ([\d,]+) (?:is|are) 0)?(?=\s|\Z)")
ZEROS = re.compile(r"  ([\d,]+) (?:is|are) 0(?=\s|\Z)")
EDGES = re.compile(r"([\d,]+) edges?\b")
WINDOW = re.compile(r"(?:…|\.\.\.) layers? (\d+)(?: to (\d+))? of (\d+)")
WORDS = "bias|b|slope|s|target|t|sum"
VALUE = r"[^\s:‹*)]+"
NOTE = re.compile(rf"[ ›*(]({WORDS}) +({VALUE}(?:: *{VALUE})*)(?=[‹*) ]|\Z)")


@dataclass
class Layer:
    title: str
    names: list[str] = field(default_factory=list)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    more: int = 0
    zeros: int = 0


@dataclass
class Elided:
    layers: list[Layer]
    edges: list[int]
    window: tuple[int, int, int] | None  # first, last, of how many


def read_elided(text: str, boxes) -> Elided:
    """What the picture says besides its boxes and wires, given its boxes by name."""
    lines = text.split("\n")
    window = WINDOW.match(lines[-1])
    if window:
        lines.pop()
    starts = sorted({box.start for box in boxes.values()})
    edges = []
    if EDGES.search(lines[-1]):
        edges = [_number(count) for count in EDGES.findall(lines.pop())]
    layers = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        members = sorted((b for b in boxes.values() if b.start == start), key=lambda b: b.row)
        title = "" if any(box.row == 0 for box in boxes.values()) else lines[0][start:end].strip()
        layer = Layer(title, [box.name for box in members])
        for box, below in zip(members, [*members[1:], None], strict=True):
            rows = range(box.row + 1, below.row if below else len(lines))
            layer.notes[box.name] = _notes(lines, start, rows)
        for row in range(members[-1].row + 1, len(lines)):
            if found := MORE.match(lines[row], start):
                layer.more, layer.zeros = _number(found[1]), _number(found[2] or "0")
            elif layer.more and (found := ZEROS.match(lines[row], start)):
                layer.zeros = _number(found[1])
        layers.append(layer)
    shown = (int(window[1]), int(window[2] or window[1]), int(window[3])) if window else None
    return Elided(layers, edges, shown)


def _notes(lines: list[str], start: int, rows) -> dict[str, str]:
    notes = {}
    for row in rows:
        found = NOTE.match(lines[row], start)
        if not found:
            break
        notes[found[1][0]] = re.sub(r"\s", "", found[2])
    return notes


def _number(text: str) -> int:
    return int(text.replace(",", ""))
