"""Reads a printed table back by the columns of its headings; knows nothing of how it is made."""

from __future__ import annotations

import re

LEFT_OUT = re.compile(r"(?:…|\.\.\.) ([\d,]+) (more )?(edge|node)s?( before)?\Z")
HEADINGS = re.compile(r"\S+(?: \S+)*")
NAMES = ("from", "to", "node")


class Table:
    """Rows by their names; how many are left out before and after; the rows that are marked."""

    def __init__(self, lines: list[str]) -> None:
        self.rows: dict[tuple[str, ...], dict[str, str]] = {}
        self.before = self.after = 0
        self.marked: dict[tuple[str, ...], str] = {}
        headings = [(m[0], m.start(), m.end()) for m in HEADINGS.finditer(lines[0])]
        for line in lines[1:]:
            if found := LEFT_OUT.match(line):
                count = int(found[1].replace(",", ""))
                assert bool(found[2]) != bool(found[4])
                if found[4]:
                    assert not self.rows
                    self.before = count
                else:
                    self.after = count
                continue
            assert not self.after
            self._read(line, headings)

    def _read(self, line: str, headings) -> None:
        mark = line[0] + line[-1]
        if mark in ("›‹", "**", "()"):
            line = " " + line[1:-1]
        names, numbers = [], {}
        for heading, start, end in headings:
            if heading in NAMES:
                names.append(re.match(r"\S*", line[start:])[0])
            else:
                cell = re.search(r"\S*\Z", line[:end])[0]
                numbers[heading] = cell if len(line) >= end else ""
        assert tuple(names) not in self.rows
        self.rows[tuple(names)] = numbers
        if line[0] + line[-1] != mark:
            self.marked[tuple(names)] = mark


def read_tables(text: str) -> tuple[Table, Table, str | None]:
    """The table of the edges, that of the nodes, and the loss."""
    edges, nodes, *loss = text.split("\n\n")
    number = re.fullmatch(r"loss +(\S+)", loss[0])[1] if loss else None
    return Table(edges.split("\n")), Table(nodes.split("\n")), number
