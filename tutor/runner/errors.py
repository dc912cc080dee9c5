"""An exception as an ``ErrorView``."""

from __future__ import annotations

import re
import sys
import traceback
from pathlib import Path

from tutor.runner.describe import type_name
from tutor.runner.facts import facts_of
from tutor.runner.observation import ErrorView
from tutor.runner.places import line_text, own_place
from tutor.runner.rewrite import CALL_NAME, CODE_NAME, SETUP_NAME

MESSAGE_LIMIT = 2_000
TRACE_LIMIT = 8_000
#: Codes for the colours of a terminal, which Keras puts into messages.
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: Frames of a traceback that are shown; recursion has a thousand.
_FRAMES = 30


def view(error: BaseException, where: str) -> ErrorView:
    """What is to be said of an exception that ``where`` ("code", "setup", a call) raised."""
    if isinstance(error, SyntaxError) and error.filename in (CODE_NAME, SETUP_NAME, None):
        return _view_syntax(error, where)
    place = own_place(error.__traceback__, SETUP_NAME if where == "setup" else CODE_NAME)
    around = place or own_place(error.__traceback__, CALL_NAME)
    return ErrorView(
        type=type_name(type(error)),
        message=_message(error),
        line=place.line if place else None,
        column=_from_one(place.column) if place else None,
        source=line_text(place),
        where=where,
        trace=_trace(error),
        facts=facts_of(error, around),
        end_column=_from_one(place.end_column) if place and place.end_line == place.line else None,
    )


def own_line(error: BaseException) -> int | None:
    """The line of the learner's code that an exception went through last."""
    place = own_place(error.__traceback__, CODE_NAME)
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
        return _clipped(_plainly("\n".join([str(error), *notes])))
    except BaseException:  # A foreign exception may raise anything.
        return ""


def _clipped(message: str) -> str:
    """A message without its middle, if it's too long: TensorFlow says the reason last."""
    if len(message) <= MESSAGE_LIMIT:
        return message
    half = MESSAGE_LIMIT // 2
    return f"{message[: half - 1]}…{message[-half:]}"


def _trace(error: BaseException) -> str:
    """The traceback without this program's own frames and without the machine's paths."""
    try:
        report = traceback.TracebackException.from_exception(error, compact=True)
        _shorten(report)
        return _plainly("".join(report.format()))[:TRACE_LIMIT]
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
    for root in _roots():
        if path.startswith(root):
            return path[len(root) :]
    return Path(path).name if path.startswith("/") else path


def _plainly(text: str) -> str:
    """A text without colours and without the machine's paths."""
    text = _COLOURS.sub("", text)
    for root in _roots():
        text = text.replace(root, "")
    return text


def _roots() -> list[str]:
    """Where modules are found, inner folders first."""
    folders = {*map(str, sys.path), sys.prefix, sys.base_prefix}
    return [f"{folder}/" for folder in sorted(folders, key=len, reverse=True) if folder[1:]]
