"""Diagnostics as a compiler shows them: the line of the file, and a mark under what is wrong."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tutor.diagram.picture import cell_width
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.source import text_of
from tutor.terminal import ascii_only, colours

#: What is marked: a text in quotes, a name or number, any other character alone.
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[\w.+-]+|.")
#: What is not in an ASCII terminal's alphabet, but in ours; one for one, so that marks stay.
_ASCII = str.maketrans("…→×−", "~>*-")
#: Of a longer line the part around the mark is shown. For programs and files, which have no width.
WIDTH = 100
#: Columns for the number of the line, and for … at both ends.
_MARGIN = 10
_RED, _BLUE, _BOLD, _END = "\x1b[1;31m", "\x1b[34m", "\x1b[1m", "\x1b[0m"


def excerpts(diagnostics: Iterable[Diagnostic], *, colour: bool = False, width: int = WIDTH) -> str:
    """All diagnostics, each with its line, the mark and the hint; empty lines between them.

    The first line of each is that of ``str(diagnostic)`` without the hint. Files that can't be
    read have no line to show. Of lines of more than ``width`` characters a part is shown.
    """
    lines_of = cache(_lines)
    return "\n".join(_excerpt(each, lines_of(each.file), colour, width) for each in diagnostics)


def complaint(diagnostics: Iterable[Diagnostic], *, brief: bool | None = None) -> str:
    """What to write to standard error: excerpts, or where ``brief`` one line for each.

    Without ``brief`` a person at a terminal gets excerpts, and a program that reads gets lines.
    """
    if not sys.stderr.isatty() if brief is None else brief:
        return "".join(f"{each}\n" for each in diagnostics)
    columns = shutil.get_terminal_size().columns if sys.stderr.isatty() else WIDTH
    text = excerpts(diagnostics, colour=colours(sys.stderr), width=columns - _MARGIN)
    return text.translate(_ASCII) if ascii_only(stream=sys.stderr) else text


def _lines(file: str) -> list[str]:
    try:
        return text_of(Path(file)).splitlines()
    except LessonError:
        return []


def _excerpt(diagnostic: Diagnostic, lines: list[str], colour: bool, width: int) -> str:
    red, blue, bold, end = (_RED, _BLUE, _BOLD, _END) if colour else ("", "", "", "")
    place = f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}"
    text = [f"{bold}{place}:{end} {red}{_one_line(diagnostic.message)}{end}"]
    margin = " " * len(str(diagnostic.line))
    if diagnostic.line <= len(lines) and lines[diagnostic.line - 1].strip():
        line, mark = _marked(lines[diagnostic.line - 1], diagnostic.column - 1, width)
        text += [
            f" {blue}{diagnostic.line} |{end} {line}",
            f" {blue}{margin} |{end} {red}{mark}{end}",
        ]
    if diagnostic.hint:
        text.append(f" {blue}{margin} ={end} {_one_line(diagnostic.hint)}")
    return "\n".join(text) + "\n"


def _marked(line: str, column: int, width: int) -> tuple[str, str]:
    """At most ``width`` of a line, and below it carets under the token at a column (from 0)."""
    token = _TOKEN.match(line, column)
    length = len(token[0]) if token else 1
    line = "".join(c if c == "\t" or c.isprintable() else " " for c in line)
    start = max(0, column - width // 2) if len(line) > width else 0
    shown, before = line[start : start + width], line[start:column]
    if start:
        shown, before = f"…{shown}", f"…{before}"
    if start + width < len(line):
        shown += "…"
    # A tab stays a tab, so that the mark stands below in whatever width it has.
    pad = "".join("\t" if c == "\t" else " " * cell_width(c) for c in before)
    under = line[column : min(column + length, start + width)]
    return shown, pad + "^" * max(1, cell_width(under))


def _one_line(text: str) -> str:
    return "\\n".join(text.splitlines())
