"""An exception as an ``ErrorView``: where in the learner's own code, and what explains it."""

from __future__ import annotations

import ast
import builtins
import difflib
import linecache
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

from tutor.runner.describe import type_name
from tutor.runner.observation import ErrorView
from tutor.runner.rewrite import CALL_NAME, CODE_NAME, SETUP_NAME

MESSAGE_LIMIT = 2_000
TRACE_LIMIT = 8_000
#: Frames of a traceback that are shown; recursion has a thousand.
_FRAMES = 30
#: Names or keys that are listed in the facts.
_LISTED = 30


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a text: lines from 1, columns in characters from 0, all of the segment."""

    frame: FrameType
    line: int | None
    end_line: int | None
    column: int | None
    end_column: int | None


def view(error: BaseException, where: str) -> ErrorView:
    """What is to be said of an exception that ``where`` ("code", "setup", a call) raised."""
    if isinstance(error, SyntaxError) and error.filename in (CODE_NAME, SETUP_NAME, None):
        return _view_syntax(error, where)
    place = _own_place(error.__traceback__, SETUP_NAME if where == "setup" else CODE_NAME)
    around = place or _own_place(error.__traceback__, CALL_NAME)
    return ErrorView(
        type=type_name(type(error)),
        message=_message(error),
        line=place.line if place else None,
        column=_from_one(place.column) if place else None,
        source=_line_text(place),
        where=where,
        trace=_trace(error),
        facts=_facts(error, around),
        end_column=_from_one(place.end_column) if place and place.end_line == place.line else None,
    )


def own_line(error: BaseException) -> int | None:
    """The line of the learner's code that an exception went through last."""
    place = _own_place(error.__traceback__, CODE_NAME)
    return place.line if place else None


def _from_one(column: int | None) -> int | None:
    return None if column is None else column + 1


def _view_syntax(error: SyntaxError, where: str) -> ErrorView:
    text = error.text or ""
    return ErrorView(
        type=type(error).__name__,
        message=str(error.msg),
        line=error.lineno,
        column=error.offset or None,
        source=text.rstrip("\n"),
        where=where,
        trace="".join(traceback.format_exception_only(error)),
        end_column=error.end_offset or None if error.end_lineno == error.lineno else None,
    )


def _message(error: BaseException) -> str:
    """The message with the notes added to it."""
    try:
        notes = [note for note in getattr(error, "__notes__", ()) if isinstance(note, str)]
        return "\n".join([str(error), *notes])[:MESSAGE_LIMIT]
    except BaseException:  # A foreign exception may raise anything.
        return ""


# --- where -----------------------------------------------------------------------------------


def _own_place(trace: TracebackType | None, name: str) -> _Place | None:
    """The innermost place in the text of that name."""
    own = [entry for entry in _entries(trace) if entry.tb_frame.f_code.co_filename == name]
    if not own:
        return None
    last = own[-1]
    start, end, column, end_column = _positions(last.tb_frame.f_code, last.tb_lasti)
    lines = _lines(last.tb_frame)
    return _Place(
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


def _lines(frame: FrameType) -> list[str]:
    return linecache.getlines(frame.f_code.co_filename)


def _characters(lines: list[str], line: int | None, column: int | None) -> int | None:
    """Positions of code count bytes of UTF-8."""
    if line is None or column is None or not 0 < line <= len(lines):
        return None
    return len(lines[line - 1].encode("utf-8")[:column].decode("utf-8", "replace"))


def _line_text(place: _Place | None) -> str:
    if place is None or place.line is None:
        return ""
    return "".join(_lines(place.frame)[place.line - 1 : place.line]).rstrip("\n")


def _trace(error: BaseException) -> str:
    """The traceback without this program's own frames and without the machine's paths."""
    try:
        report = traceback.TracebackException.from_exception(error, compact=True)
        _shorten(report)
        return "".join(report.format())[:TRACE_LIMIT]
    except BaseException:
        return ""


def _shorten(report: traceback.TracebackException, depth: int = 0) -> None:
    own = str(Path(__file__).parent)
    kept = [frame for frame in report.stack if not frame.filename.startswith(own)]
    if len(kept) > _FRAMES:
        kept = [*kept[: _FRAMES // 2], *kept[-_FRAMES // 2 :]]
    for frame in kept:
        frame.filename = _short_path(frame.filename)
    report.stack[:] = kept
    for other in (report.__cause__, report.__context__):
        if other is not None and depth < 5:
            _shorten(other, depth + 1)


def _short_path(path: str) -> str:
    for root in sorted({*sys.path, sys.prefix, sys.base_prefix}, key=len, reverse=True):
        if root and path.startswith(f"{root}/"):
            return path[len(root) + 1 :]
    return Path(path).name if path.startswith("/") else path


# --- what explains it ------------------------------------------------------------------------


def _facts(error: BaseException, place: _Place | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for kind, collect in _COLLECTORS:
        if isinstance(error, kind):
            try:
                facts.update(collect(error, place))
            except BaseException:  # Objects of the learner's may raise anything.
                continue
    return facts


def _name_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    name = error.name or next(iter(re.findall(r"'(\w+)'", str(error))), "")
    known = {*dir(builtins)}
    if place is not None:
        known |= {*place.frame.f_globals, *place.frame.f_locals}
    return {"name": name, "nearest": _nearest(name, known)}


def _key_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    key = error.args[0] if error.args else None
    key = key if type(key) in (str, int, float, bool) else f"<{type_name(type(key))}>"
    facts: dict[str, Any] = {"key": key}
    for text, value in _operands(place):
        if type(value) is dict and error.args[0] not in value:
            keys = [item for item in value if type(item) in (str, int, float, bool)]
            return facts | {
                "object": text,
                "keys": keys[:_LISTED],
                "nearest": _nearest(str(key), set(map(str, keys))),
            }
    return facts


def _attribute_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    facts = {"name": error.name or "", "type": type_name(type(error.obj))}
    return facts | {"nearest": _nearest(error.name or "", set(dir(type(error.obj))))}


def _size_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    """Shapes of the arrays and lengths of the lists that the failing expression names."""
    shapes: dict[str, list[int]] = {}
    for text, value in _operands(place):
        shape = _shape(value)
        if shape is not None and len(shapes) < _LISTED:
            shapes[text] = shape
    return {"shapes": shapes} if shapes else {}


def _shape(value: Any) -> list[int] | None:
    numpy = sys.modules.get("numpy")
    if numpy is not None and issubclass(type(value), numpy.ndarray):
        return [int(size) for size in numpy.shape(value)]
    return [len(value)] if type(value) in (list, tuple, str) else None


def _import_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    return {"name": error.name or ""}


def _input_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    return {"explain": "There is nobody to type here: give the value in the code, not by input()."}


def _recursion_facts(error: Any, place: _Place | None) -> dict[str, Any]:
    return {"function": place.frame.f_code.co_name} if place else {}


_COLLECTORS: tuple[
    tuple[type[BaseException], Callable[[Any, _Place | None], Mapping[str, Any]]], ...
] = (
    (NameError, _name_facts),
    (KeyError, _key_facts),
    (AttributeError, _attribute_facts),
    (ValueError, _size_facts),
    (TypeError, _size_facts),
    (IndexError, _size_facts),
    (ImportError, _import_facts),
    (EOFError, _input_facts),
    (RecursionError, _recursion_facts),
)


def _nearest(name: str, known: set[str]) -> list[str]:
    """Names that look like this one, the most alike first."""
    public = sorted(word for word in known if not word.startswith("_") or name.startswith("_"))
    return difflib.get_close_matches(name, public, n=3, cutoff=0.6)


def _operands(place: _Place | None) -> Iterator[tuple[str, Any]]:
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


def _segment(place: _Place) -> str:
    assert place.line and place.end_line
    lines = _lines(place.frame)[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column]
    lines[0] = lines[0][place.column :]
    return "".join(lines)
