"""Lesson texts on the screen, wrapped to the width at hand with hanging indents."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.lesson.prose import Block, blocks
from tutor.tui.marks import UNICODE_MARKS, Marks


def wrap(text: str, width: int, marks: Marks = UNICODE_MARKS) -> list[Content]:
    """The text as lines that are at most ``width`` cells wide."""
    lines: list[Content] = []
    for block in blocks(marks.plain(text), marks.bullet):
        room = max(width - len(block.first), 8)
        content = _content(block)
        pieces = content.wrap(room) if block.wraps else [content]
        for number, piece in enumerate(pieces or [Content("")]):
            lines.append(Content(block.rest if number else block.first) + piece)
    return lines


def _content(block: Block) -> Content:
    return Content.assemble(*(part if part[1] else part[0] for part in block.parts))


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
        if text == self.text:
            return
        rows = self._rows
        self.text = text
        self.refresh(layout=self.styles.is_auto_height and self._rows != rows)

    @property
    def _rows(self) -> int:
        """Lines at the width at hand; 0 without a text."""
        return len(wrap(self.text, self.size.width or 80, self.marks)) if self.text else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of the wrapped text."""
        return len(wrap(self.text, width, self.marks)) if self.text else 0

    def render(self) -> Content:
        """The wrapped text."""
        return Content("\n").join(wrap(self.text, self.size.width or 80, self.marks))
