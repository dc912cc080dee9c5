"""Reads a picture back, by the rules a person reads it by; it knows nothing of the layout.

From a source's box along its trunk; at each place where the trunk has an arm to the right, a
label and a wire; along the wire to the right, behind every pure vertical, until it ends on a bus
or at an arrow's head; on the bus up and down to its only arm to the right; from there along the
arrow, behind every pure vertical, to its head, and to the box behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
ARMS = {
    "│": UP | DOWN,
    "┘": UP | LEFT,
    "┐": DOWN | LEFT,
    "┤": UP | DOWN | LEFT,
    "└": UP | RIGHT,
    "┌": DOWN | RIGHT,
    "├": UP | DOWN | RIGHT,
    "─": LEFT | RIGHT,
    "┴": UP | LEFT | RIGHT,
    "┬": DOWN | LEFT | RIGHT,
    "┼": UP | DOWN | LEFT | RIGHT,
}
NUMBER = r"[+-]?[0-9a-z.?][0-9a-z.?-]*"
LABEL = rf" *{NUMBER}(?:: *{NUMBER})*"
LABEL_UNICODE = re.compile(rf"[ ›(]({LABEL})[ ‹)](?=╶)")
LABEL_ASCII = re.compile(rf" *[ *(]({LABEL})[ *)](?=-[-+|>]|[+|](?!\d))")  # trunks may be staggered
BOX = re.compile(r"[\[›*(]([^\W\d][^\s\[\]›‹*()]*)((?: [^\[\]›‹*()]*)?)[\]‹*)]")


class UnreadableError(Exception):
    """Something in the picture breaks a reading rule."""


@dataclass(frozen=True)
class Box:
    name: str
    text: str
    row: int
    start: int
    end: int


def read(text: str, ascii_only: bool = False, labelled: bool = True):
    """The edges of a picture: {(source, target): label}, and its boxes by name."""
    return _Reader(text, ascii_only, labelled).read()


class _Reader:
    def __init__(self, text: str, ascii_only: bool, labelled: bool) -> None:
        self.lines = text.split("\n")
        self.ascii = ascii_only
        self.labelled = labelled
        self.boxes = [
            Box(m[1], m[2].strip(), row, m.start(), m.end())
            for row, line in enumerate(self.lines)
            for m in BOX.finditer(line)
        ]
        self.by_place = {(box.row, box.start): box for box in self.boxes}

    def read(self):
        names = {box.name: box for box in self.boxes}
        if len(names) != len(self.boxes):
            raise UnreadableError("two boxes have one name")
        edges: dict[tuple[str, str], str] = {}
        for box in self.boxes:
            for label, row, column in self.leaving(box):
                target = self.follow(row, column)
                if (box.name, target.name) in edges:
                    raise UnreadableError(f"two edges from {box.name} to {target.name}")
                edges[box.name, target.name] = label
        return edges, names

    def at(self, row: int, column: int) -> str:
        if not 0 <= row < len(self.lines) or not 0 <= column < len(self.lines[row]):
            return " "
        return self.lines[row][column]

    def arms(self, row: int, column: int) -> int:
        """The arms of a join; in ASCII they are seen from its neighbours."""
        character = self.at(row, column)
        if not self.ascii:
            return ARMS.get(character, 0)
        if character in "|-":
            return UP | DOWN if character == "|" else LEFT | RIGHT
        if character != "+":
            return 0
        return (
            UP * (self.at(row - 1, column) in "+|")
            + DOWN * (self.at(row + 1, column) in "+|")
            + LEFT * (self.at(row, column - 1) in "-]*)")
            + RIGHT * (self.at(row, column + 1) in "->")
        )

    def leaving(self, box: Box):
        """Label, row and first column of the wire, for each edge that leaves a box."""
        row, column = box.row, box.end
        if self.arms(row, column) == LEFT | RIGHT and self.arms(row, column + 1) & LEFT:
            column += 1  # a straight piece before the trunk
        if not self.arms(row, column) & LEFT:
            return
        for trunk_row in self.vertical(row, column):
            found = self.label(trunk_row, column)
            if found is not None:
                yield found[0], trunk_row, found[1]

    def label(self, row: int, column: int) -> tuple[str, int] | None:
        """The label right of a trunk, and where its wire begins."""
        if not self.labelled:
            has = self.arms(row, column) & RIGHT
            return ("", column + 1) if has else None
        if not self.ascii and not self.arms(row, column) & RIGHT:
            return None
        pattern = LABEL_ASCII if self.ascii else LABEL_UNICODE
        found = pattern.match(self.lines[row], column + 1)
        if found is None:
            if not self.ascii:
                raise UnreadableError(f"no label at row {row}, column {column}")
            return None
        return found[1], found.end()

    def vertical(self, row: int, column: int) -> list[int]:
        """The rows of the vertical line through a cell."""
        rows = [row]
        for step, ahead, behind in ((-1, UP, DOWN), (1, DOWN, UP)):
            at = row
            while self.arms(at, column) & ahead:
                at += step
                if not self.arms(at, column) & behind:
                    raise UnreadableError(f"a line breaks off at row {at}, column {column}")
                rows.append(at)
        return rows

    def follow(self, row: int, column: int) -> Box:
        """From the start of a wire to the box it leads to."""
        straight, vertical = ("-", "|") if self.ascii else ("─╶", "│")
        if self.ascii and self.at(row, column) == "+":  # right behind a label: its wire ends here
            return self.leave_bus(row, column)
        while True:
            character = self.at(row, column)
            if character in "▶>":
                return self.behind(row, column)
            if character in straight or character == vertical:
                column += 1
                continue
            if not self.arms(row, column) & LEFT:
                raise UnreadableError(f"a wire ends at row {row}, column {column} on {character!r}")
            return self.leave_bus(row, column)

    def leave_bus(self, row: int, column: int) -> Box:
        exits = [
            at
            for at in self.vertical(row, column)
            if self.arms(at, column) & RIGHT and self.at(at, column) not in "│|"
        ]
        if len(exits) != 1:
            raise UnreadableError(f"the bus in column {column}, row {row} has exits {exits}")
        row, column = exits[0], column + 1
        while self.at(row, column) not in "▶>":
            if self.at(row, column) not in ("─│" if not self.ascii else "-|"):
                raise UnreadableError(f"an arrow ends at row {row}, column {column}")
            column += 1
        return self.behind(row, column)

    def behind(self, row: int, column: int) -> Box:
        box = self.by_place.get((row, column + 1))
        if box is None:
            raise UnreadableError(f"no box behind the arrow at row {row}, column {column}")
        return box
