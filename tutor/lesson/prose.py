"""Lesson texts: a little Markdown, as blocks of styled text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_INLINE_STYLES = {"strong_open": "bold", "em_open": "italic", "code": "bold"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item, row of a table or line of code: texts with their styles.

    Its first line begins with ``first``, those it is wrapped to with ``rest``.
    """

    parts: tuple[tuple[str, str], ...] = ()
    first: str = ""
    rest: str = ""
    wraps: bool = True


#: Texts with their styles.
_Parts = tuple[tuple[str, str], ...]
#: Cells between the columns of a table.
_GAP = 3
_CODE_SPAN = re.compile(r"(`+[^`]*`+)")
#: Stars between operands are arithmetic, and underscores belong to names: neither is emphasis.
_NO_EMPHASIS = re.compile(r"(?<=[\w)\]'\"])\*+(?=[\w(\[+\-'\"])|_+")


def _escaped(text: str) -> str:
    """The text with what is no emphasis made plain; code stays as it is."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        if not fenced and not line.startswith("    "):
            parts = _CODE_SPAN.split(line)
            parts[::2] = [_NO_EMPHASIS.sub(_backslashed, part) for part in parts[::2]]
            line = "".join(parts)  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)


def _backslashed(match: re.Match[str]) -> str:
    return re.sub(r"([*_])", r"\\\1", match[0])


@lru_cache(maxsize=64)
def blocks(text: str, bullet: str, *, spoken: bool = False) -> tuple[Block, ...]:
    """The blocks of a Markdown text: paragraphs, headings, lists, tables, code.

    ``spoken``: to be heard; the rows of a table are sentences then.
    """
    found: list[Block] = []
    item = ""
    depth = 0
    from markdown_it import MarkdownIt  # late: the first paint has no text

    tokens = iter(MarkdownIt("commonmark").enable("table").parse(_escaped(text)))
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            item = f"{token.info}{token.markup} " if token.info else f"{bullet} "
        elif token.type == "inline":
            indent = "  " * max(depth - 1, 0)
            first = indent + (item or ("  " if depth else ""))
            if (found and not depth) or (found and depth == 1 and item and not found[-1].first):
                found.append(Block())
            found.append(Block(_inline(token.children or []), first, " " * len(first)))
            item = ""
        elif token.type in ("fence", "code_block", "table_open"):
            if found:
                found.append(Block())
            found += _table(tokens, spoken) if token.type == "table_open" else _code(token.content)
    return tuple(found)


def _code(text: str) -> Iterator[Block]:
    for line in text.rstrip("\n").split("\n"):
        yield Block(((line, "bold"),), "    ", "    ", wraps=False)


def _table(tokens: Iterator[Token], spoken: bool) -> Iterator[Block]:
    """A table as lines. Reads up to its end."""
    rows: list[list[_Parts]] = []
    alignment: list[str] = []
    for token in takewhile(lambda each: each.type != "table_close", tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            alignment.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
        elif token.type == "inline":
            rows[-1].append(_inline(token.children or []))
    return _sentences(rows) if spoken else _columns(rows, alignment)


def _sentences(rows: list[list[_Parts]]) -> Iterator[Block]:
    """A line for each row below the first, with the heading before each cell."""
    heads, *rest = rows
    for row in rest:
        parts: list[tuple[str, str]] = []
        for head, cell in zip(heads, row, strict=True):
            if cell:
                between = ((", ", ""),) if parts else ()
                parts += [*between, *head, *(((" ", ""),) if head else ()), *cell]
        if parts:
            yield Block(tuple(parts))


def _columns(rows: list[list[_Parts]], alignment: list[str]) -> Iterator[Block]:
    """The cells in columns, the first row underlined."""
    from tutor.diagram.picture import cell_width  # late, as above

    texts = [["".join(text for text, _ in cell) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(*texts, strict=True)]
    rows.insert(1, [(("-" * width, ""),) for width in widths])
    for row in rows:
        parts: list[tuple[str, str]] = []
        gap = 0
        for cell, width, side in zip(row, widths, alignment, strict=True):
            room = width - sum(cell_width(text) for text, _ in cell)
            before = {"right": room, "center": room // 2}.get(side, 0)
            parts += [(" " * (gap + before), ""), *cell]
            gap = room - before + _GAP
        yield Block(tuple(parts), "  ", "    ")


def _inline(tokens: list[Token]) -> _Parts:
    parts: list[tuple[str, str]] = []
    styles: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            parts.append((token.content, " ".join(styles)))
        elif token.type == "code_inline":
            parts.append((token.content, " ".join([*styles, _INLINE_STYLES["code"]])))
        elif token.type == "softbreak":
            parts.append((" ", " ".join(styles)))
        elif token.type == "hardbreak":
            parts.append(("\n", ""))
        elif token.type in _INLINE_STYLES:
            styles.append(_INLINE_STYLES[token.type])
        elif token.type.endswith("_close") and styles:
            styles.pop()
        elif token.content:
            parts.append((token.content, " ".join(styles)))
    return tuple(parts)
