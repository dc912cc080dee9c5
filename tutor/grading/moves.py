"""A line that stands in the wrong place, where all lines are the solution's."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BLOCKS = {
    ast.For: "loop",
    ast.While: "loop",
    ast.FunctionDef: "function",
    ast.If: "if",
    ast.With: "with",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence about the line, and its number."""

    sentence: str
    line: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement without what stands inside it, and the blocks it stands in."""

    text: str
    blocks: tuple[str, ...]
    number: int

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.text, self.blocks


def moved_line(mine: ast.Module, theirs: ast.Module) -> Moved | None:
    """The only line that stands elsewhere than in the solution; None if it isn't only one."""
    try:
        ours, others = list(_lines(mine.body, ())), list(_lines(theirs.body, ()))
    except RecursionError:  # a sum of thousands of terms
        return None
    if sorted(line.text for line in ours) != sorted(line.text for line in others):
        return None
    pairs = zip(ours, others, strict=True)
    first = next((i for i, (a, b) in enumerate(pairs) if a.key != b.key), None)
    if first is None:
        return None
    early = _only_move(ours, others, ours[first].text, first, None)
    late = _only_move(ours, others, others[first].text, None, first)
    moved = early or late
    if moved is None:
        return None
    line, place = moved
    if line.blocks != place.blocks:
        return Moved(_block_sentence(line, place), line.number)
    order = "early" if early is not None else "late"
    return Moved(f"Line {line.number} comes too {order}.", line.number)


def _lines(body: Sequence[ast.stmt], blocks: tuple[str, ...]) -> Iterator[_Line]:
    for statement in body:
        yield _Line(ast.unparse(statement).partition("\n")[0], blocks, statement.lineno)
        inside = (*blocks, _BLOCKS.get(type(statement), "block"))
        yield from _lines(getattr(statement, "body", []), inside)
        yield from _lines(getattr(statement, "orelse", []), (*inside, "else"))


def _only_move(
    ours: list[_Line], others: list[_Line], text: str, mine: int | None, theirs: int | None
) -> tuple[_Line, _Line] | None:
    """The line and its right place, if without it both are the same."""
    for i in [mine] if mine is not None else _places(ours, text):
        for j in [theirs] if theirs is not None else _places(others, text):
            rest = [line.key for line in ours[:i] + ours[i + 1 :]]
            if rest == [line.key for line in others[:j] + others[j + 1 :]]:
                return ours[i], others[j]
    return None


def _places(lines: list[_Line], text: str) -> list[int]:
    return [i for i, line in enumerate(lines) if line.text == text]


def _block_sentence(line: _Line, place: _Line) -> str:
    if len(line.blocks) < len(place.blocks):
        block = place.blocks[-1]
        return f"Line {line.number} stands outside of the {block}, but belongs inside."
    block = line.blocks[-1]
    return f"Line {line.number} stands inside of the {block}, but belongs outside."
