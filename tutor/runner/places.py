"""Where in the learner's own text an exception was raised."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: lines from 1, columns in characters from 0, all of the segment."""

    frame: FrameType
    line: int | None
    end_line: int | None
    column: int | None
    end_column: int | None


def own_place(trace: TracebackType | None, name: str) -> Place | None:
    """The innermost place in the text of that name."""
    own = [entry for entry in _entries(trace) if entry.tb_frame.f_code.co_filename == name]
    if not own:
        return None
    last = own[-1]
    start, end, column, end_column = _positions(last.tb_frame.f_code, last.tb_lasti)
    lines = lines_of(last.tb_frame)
    return Place(
        last.tb_frame,
        start or last.tb_lineno,
        end,
        _characters(lines, start, column),
        _characters(lines, end, end_column),
    )


def _entries(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _positions(
    code: CodeType, instruction: int
) -> tuple[int | None, int | None, int | None, int | None]:
    for index, positions in enumerate(code.co_positions()):
        if 2 * index == instruction:
            return positions
    return None, None, None, None


def lines_of(frame: FrameType) -> list[str]:
    """The lines of the text that a frame runs."""
    return linecache.getlines(frame.f_code.co_filename)


def _characters(lines: list[str], line: int | None, column: int | None) -> int | None:
    """Positions of code count bytes of UTF-8."""
    if line is None or column is None or not 0 < line <= len(lines):
        return None
    return len(lines[line - 1].encode("utf-8")[:column].decode("utf-8", "replace"))


def line_text(place: Place | None) -> str:
    """The line of a place as it stands there; "" where it is not known."""
    if place is None or place.line is None:
        return ""
    return "".join(lines_of(place.frame)[place.line - 1 : place.line]).rstrip("\n")


def operands(place: Place | None) -> Iterator[tuple[str, Any]]:
    """Names, and entries of dicts and lists by a constant, in the failing expression."""
    if place is None or None in (place.line, place.end_line, place.column, place.end_column):
        return
    tree = ast.parse(f"({_segment(place)})", mode="eval")
    scope = {**place.frame.f_globals, **place.frame.f_locals}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in scope:
            yield node.id, scope[node.id]
        elif (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and isinstance(node.slice, ast.Constant)
            and type(scope.get(node.value.id)) in (dict, list, tuple)
        ):
            try:
                yield ast.unparse(node), scope[node.value.id][node.slice.value]
            except LookupError:
                continue


def _segment(place: Place) -> str:
    assert place.line and place.end_line
    lines = lines_of(place.frame)[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column]
    lines[0] = lines[0][place.column :]
    return "".join(lines)
