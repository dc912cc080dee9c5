"""How commands write: lines the terminal can show, JSON, problems as one line on standard error."""

from __future__ import annotations

import json
import math
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tutor import terminal
from tutor.diagram import ASCII, UNICODE, Alphabet
from tutor.progress.store import Store


def alphabet() -> Alphabet:
    """The characters that the terminal shows."""
    return ASCII if terminal.ascii_only() else UNICODE


def columns() -> int:
    """The columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def room() -> int | None:
    """The columns that lines have to fit into; None where programs read them, whole."""
    return columns() if sys.stdout.isatty() else None


def folded(text: str, hang: int = 0) -> list[str]:
    """A sentence as lines that fit the terminal, those after the first moved in by ``hang``."""
    width = room()
    if width is None:
        return [text]
    indent = " " * hang
    return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines, in the characters that the terminal shows."""
    for line in lines:
        sys.stdout.write(f"{alphabet().plain(line)}\n")


def verdict_sign(passed: bool) -> str:
    """What stands before what passed, and what did not."""
    right, wrong = ("OK", "NO") if terminal.ascii_only() else ("✓", "✗")
    return right if passed else wrong


@contextmanager
def open_store() -> Iterator[Store]:
    """The learner's progress; where it can't be written, that is said first."""
    store, warning = Store.open_or_memory()
    with store:
        if warning:
            sys.stderr.write(f"{warning}\n")
        yield store


def write_json(data: Any) -> None:
    """Write data as JSON; what JSON has no number for is null."""
    json.dump(_finite(data), sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def _finite(data: Any) -> Any:
    if isinstance(data, float) and not math.isfinite(data):
        return None
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(item) for item in data]
    return data
