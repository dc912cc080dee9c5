"""A widget of ready-made lines that repaints only the rows that changed."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.diagram.picture import Line, line_width

#: Sign colours that read on black and on white; every style also differs without colour.
STYLES: dict[str, Style] = {
    "": Style.null(),
    "positive": Style(color="color(33)"),
    "negative": Style(color="color(166)"),
    "current": Style(reverse=True),
    "read": Style(bold=True, underline=True),
    "unknown": Style(dim=True),
    "muted": Style(dim=True),
    "title": Style(bold=True),
}


class Lines(ScrollView):
    """Lines of styled spans. ``show`` replaces them and repaints the rows that differ."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; scrollbar-size-vertical: 1; overflow-x: auto; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show these lines from now on."""
        old, self.lines = self.lines, lines
        size = Size(max((line_width(line) for line in lines), default=0), len(lines))
        if size != self.virtual_size:
            self.virtual_size = size
            self.refresh(layout=len(old) != len(lines))
            return
        top = self.scroll_offset.y
        for y, line in enumerate(lines):
            if y >= len(old) or old[y] != line:
                self.refresh(Region(0, y - top, self.size.width, 1))

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
