"""A widget of ready-made lines that repaints only the cells that changed."""

from __future__ import annotations

from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.diagram.picture import Line, cell_width, line_text, line_width
from tutor.tui.theme import BLUE, RED

#: Every style also differs without colour, but that of signs, which are written.
STYLES: dict[str, Style] = {
    "": Style.null(),
    "positive": Style(color=BLUE),
    "negative": Style(color=RED),
    "current": Style(reverse=True),
    "read": Style(bold=True, underline=True),
    "unknown": Style(dim=True),
    "muted": Style(dim=True),
    "title": Style(bold=True),
}


def changed(old: Line, new: Line) -> tuple[int, int]:
    """Where two lines differ: the first cell that does, and the one after the last.

    One stretch of a row: Textual sends each from the row's beginning.
    """
    before, after = _cells(old), _cells(new)
    if before is None or after is None:
        return (0, 0) if old == new else (0, max(line_width(old), line_width(new)))
    differing = [at for at, pair in enumerate(zip_longest(before, after)) if pair[0] != pair[1]]
    return (differing[0], differing[-1] + 1) if differing else (0, 0)


def _cells(line: Line) -> list[tuple[str, str]] | None:
    """Each character with its style; None where a character takes no cell, or two."""
    if any(cell_width(character) != 1 for character in set(line_text(line))):
        return None
    return [(character, span.style) for span in line for character in span.text]


class Lines(ScrollView):
    """Lines of styled spans. ``show`` replaces them and repaints the cells that differ."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; scrollbar-size-vertical: 1; overflow-x: auto; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show these lines from now on."""
        old, self.lines = self.lines, lines
        size = Size(self._width_of(lines), len(lines))
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh(layout=len(old) != len(lines))
            return
        left, top = self.scroll_offset
        for y, (before, line) in enumerate(zip(old, lines, strict=True)):
            start, end = changed(before, line) if before != line else (0, 0)
            if end > start:
                self.refresh(Region(start - left, y - top, end - start, 1))

    def _width_of(self, lines: tuple[Line, ...]) -> int:
        """The widest line, or what was wider before: while all fits, nothing is laid out anew."""
        widest = max((line_width(line) for line in lines), default=0)
        before = self.virtual_size.width
        return before if widest < before <= self.size.width else widest

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """One row of the widget."""
        left, top = self.scroll_offset
        row = y + top
        width = self.size.width
        if row >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        base = self.rich_style
        segments = [Segment(span.text, base + STYLES[span.style]) for span in self.lines[row]]
        return Strip(segments).crop_extend(left, left + width, base)
