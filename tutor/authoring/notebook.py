"""Jupyter notebooks (format 3 and 4), as far as lessons can be made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tutor.lesson.errors import why

#: Outputs and pictures are dropped, so a file may be larger than a lesson.
_MAX_BYTES = 100_000_000


class NotebookError(Exception):
    """A notebook that no lesson can be made of; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that isn't empty; ``number`` counts all cells from 1."""

    kind: Literal["text", "code"]
    text: str
    number: int


def read_notebook(path: Path) -> tuple[Cell, ...]:
    """The cells of a notebook: texts in Markdown, and Python without what only Jupyter knows.

    Code in another language is text. Raises NotebookError.
    """
    data = _json(path)
    metadata = _mapping(data.get("metadata"))
    language = _mapping(metadata.get("kernelspec")).get("language") or _mapping(
        metadata.get("language_info")
    ).get("name")
    is_python = str(language or "python").lower() in ("python", "python3", "ipython")
    cells = tuple(_cells(_raw_cells(data, path), is_python))
    if not cells:
        raise NotebookError(f"{path} has no cells with anything in them")
    return cells


def _json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise NotebookError(f"{path} is larger than {_MAX_BYTES // 1_000_000} MB")
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise NotebookError(f"{path} can't be read: {why(error)}") from None
    except RecursionError:
        raise NotebookError(f"{path} is nested too deeply to be a notebook") from None
    except ValueError as error:  # broken JSON, no UTF-8, a null byte in the path
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise NotebookError(f"{path} is not a notebook: it is no JSON{place}") from None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat", 4), int):
        raise NotebookError(f"{path} is JSON, but not a notebook")
    return data


def _raw_cells(data: dict[str, Any], path: Path) -> list[Any]:
    """The list of cells; format 3 has it in worksheets."""
    sheets = data.get("worksheets")
    if "cells" not in data and isinstance(sheets, list):
        lists = [_mapping(sheet).get("cells") for sheet in sheets]
        return [cell for cells in lists if isinstance(cells, list) for cell in cells]
    cells = data.get("cells")
    if not isinstance(cells, list):
        raise NotebookError(f"{path} is JSON, but not a notebook: it has no cells")
    return cells


def _cells(raw: list[Any], is_python: bool) -> Iterator[Cell]:
    for number, each in enumerate(raw, start=1):
        cell = _mapping(each)
        kind = cell.get("cell_type")
        text = _printable(_joined(cell.get("source", cell.get("input"))))
        if kind == "heading":  # of format 3
            level = cell.get("level")
            text = f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {text}"
        found: Literal["text", "code"] = "text"
        if kind == "code" and is_python and not _is_other(text):
            found, text = "code", _without_magics(text)
        elif kind == "code":
            text = fenced(text)
        elif kind in ("markdown", "heading"):
            text = _plain_markdown(text)
        else:
            continue  # raw cells are for other programs
        if text.strip():
            yield Cell(found, text.strip("\n"), number)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _printable(text: str) -> str:
    """Without what YAML can't hold, and without spaces at the ends of lines."""
    lines = text.expandtabs(4).split("\n")
    return "\n".join(
        "".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines
    )


# --- code ----------------------------------------------------------------------------------------

#: Cell magics after which the cell is Python all the same.
_TIMED = re.compile(r"%%(time|timeit|capture|prun)\b")
_MAGIC_LINE = re.compile(r"\s*([%!?]|[\w.]+\?{1,2}\s*$)")
#: Magics of a line with Python behind them.
_BEFORE_PYTHON = re.compile(r"(\s*)%(?:time|timeit|prun)\s+(?!-)(.*)")


def _is_other(text: str) -> bool:
    """Whether a cell is for a shell or in another language."""
    return text.lstrip().startswith("%%") and not _TIMED.match(text.lstrip())


def _without_magics(text: str) -> str:
    """Python without the lines that only Jupyter understands."""
    lines = (_BEFORE_PYTHON.sub(r"\1\2", line) for line in text.split("\n"))
    return "\n".join(line for line in lines if not _MAGIC_LINE.match(line))


# --- Markdown ------------------------------------------------------------------------------------

_PICTURE = re.compile(
    r"!\[([^\]]*)\]\([^)]*\)|<img\b[^>]*?(?:alt=[\"']([^\"']*)[\"'][^>]*)?>", re.I
)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!--.*?-->", re.I | re.DOTALL)
_FENCED = re.compile(r"(```.*?```)", re.DOTALL)


def _plain_markdown(text: str) -> str:
    """The Markdown that lessons know: no pictures, no HTML."""
    parts = _FENCED.split(text)
    parts[::2] = [_plain_part(part) for part in parts[::2]]
    return "".join(parts)


def _plain_part(text: str) -> str:
    text = _PICTURE.sub(
        lambda m: f"*(picture{': ' if m[1] or m[2] else ''}{m[1] or m[2] or ''})*", text
    )
    return _TAG.sub("", _BREAK.sub("\n", text))


def fenced(code: str) -> str:
    """Code in a text."""
    inside = code.strip("\n").replace("```", "'''")
    return f"```\n{inside}\n```"
