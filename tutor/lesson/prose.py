"""Lesson texts: a little Markdown, as blocks of styled text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_INLINE_STYLES = {"strong_open": "bold", "em_open": "italic", "code": "bold"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item or line of code: texts with their styles.

    Its first line begins with ``first``, those it is wrapped to with ``rest``.
    """

    parts: tuple[tuple[str, str], ...] = ()
    first: str = ""
    rest: str = ""
    wraps: bool = True


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
def blocks(text: str, bullet: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text: paragraphs, headings, lists, code."""
    found: list[Block] = []
    item = ""
    depth = 0
    from markdown_it import MarkdownIt  # late: the first paint has no text

    for token in MarkdownIt("commonmark").parse(_escaped(text)):
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
        elif token.type in ("fence", "code_block"):
            if found:
                found.append(Block())
            for line in token.content.rstrip("\n").split("\n"):
                found.append(Block(((line, "bold"),), "    ", "    ", wraps=False))
    return tuple(found)


def _inline(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
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
