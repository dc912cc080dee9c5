"""What is valid YAML but hardly what its author meant: to be noticed, not refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml import events as ev

from tutor.lesson.errors import Diagnostic
from tutor.lesson.source import parse_source, text_of

#: The parser that reads lessons: others are stricter.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A comment that begins without a space after # is more often meant as text: ``Lesson #3``.
_CUT = re.compile(r"[ \t]+#(?=[^\s#!])")
_HASH = re.compile(r"[ \t]#[^\s#!]")


def traps(path: Path | str) -> tuple[Diagnostic, ...]:
    """Texts that YAML cuts off at `` #``, in the order of the file.

    Raises LessonError if the file can't be read.
    """
    path = Path(path)
    text = text_of(path)
    if not _HASH.search(text):
        return ()
    parse_source(text, path)
    return tuple(_cut_texts(path, text))


def _cut_texts(path: Path, text: str) -> Iterator[Diagnostic]:
    lines = text.splitlines()
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.end_mark
        if not isinstance(event, ev.ScalarEvent) or event.style or mark is None:
            continue
        rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        cut = _CUT.match(rest)
        if cut:
            message = f"the text ends at '{event.value}': a # after a space begins a comment"
            column = mark.column + cut.end()
            hint = "put the text in quotes, or a space after #"
            yield Diagnostic(str(path), mark.line + 1, column, message, hint)
