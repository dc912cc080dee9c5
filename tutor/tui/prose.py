"""Lesson texts: a little Markdown, wrapped to the width at hand with hanging indents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.tui.marks import UNICODE_MARKS, Marks

if TYPE_CHECKING:
    from markdown_it.token import Token

_INLINE_STYLES = {"strong_open": "bold", "em_open": "italic", "code": "bold"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item or line of code."""

    content: Content
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
def blocks(text: str, marks: Marks = UNICODE_MARKS) -> tuple[Block, ...]:
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
            item = f"{token.info}{token.markup} " if token.info else f"{marks.bullet} "
        elif token.type == "inline":
            indent = "  " * max(depth - 1, 0)
            first = indent + (item or ("  " if depth else ""))
            if (found and not depth) or (found and depth == 1 and item and not found[-1].first):
                found.append(Block(Content("")))
            found.append(Block(_inline(token.children or []), first, " " * len(first)))
            item = ""
        elif token.type in ("fence", "code_block"):
            if found:
                found.append(Block(Content("")))
            for line in token.content.rstrip("\n").split("\n"):
                found.append(Block(Content.styled(line, "bold"), "    ", "    ", wraps=False))
    return tuple(found)


def _inline(tokens: list[Token]) -> Content:
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
    return Content.assemble(*[part if part[1] else part[0] for part in parts])


def wrap(text: str, width: int, marks: Marks = UNICODE_MARKS) -> list[Content]:
    """The text as lines that are at most ``width`` cells wide."""
    lines: list[Content] = []
    for block in blocks(marks.plain(text), marks):
        room = max(width - len(block.first), 8)
        pieces = block.content.wrap(room) if block.wraps else [block.content]
        for number, piece in enumerate(pieces or [Content("")]):
            lines.append(Content(block.rest if number else block.first) + piece)
    return lines


class Prose(Widget):
    """A text in the little Markdown of the lessons."""

    DEFAULT_CSS = "Prose { height: auto; width: 1fr; }"

    def __init__(
        self,
        text: str = "",
        marks: Marks = UNICODE_MARKS,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text
        self.marks = marks

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self.text:
            self.text = text
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of the wrapped text."""
        return len(wrap(self.text, width, self.marks)) if self.text else 0

    def render(self) -> Content:
        """The wrapped text."""
        return Content("\n").join(wrap(self.text, self.size.width or 80, self.marks))
