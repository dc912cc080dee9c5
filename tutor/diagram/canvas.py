"""A grid of styled characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.diagram.picture import Line, Span, Style, cell_width


class Canvas:
    """Rows and columns of cells; what is put later covers what was there.

    Row 0 is the first below ``top`` rows for titles, whose numbers are negative. A wide
    character fills two cells: itself and an empty one.
    """

    def __init__(self, width: int, height: int, top: int = 0) -> None:
        self.width = width
        self.height = height
        self._top = top
        self._texts = [[" "] * width for _ in range(top + height)]
        self._styles: list[list[Style]] = [[""] * width for _ in range(top + height)]

    def put(self, row: int, column: int, text: str, style: Style = "") -> int:
        """Write from a cell to the right; the column after the text. What sticks out is lost."""
        texts, styles = self._texts[self._top + row], self._styles[self._top + row]
        if cell_width(text) == len(text):
            kept = text[: max(0, self.width - column)]
            texts[column : column + len(kept)] = kept
            styles[column : column + len(kept)] = [style] * len(kept)
            return column + len(text)
        for character in text:
            taken = cell_width(character)
            if column + taken <= self.width:
                texts[column] = character
                styles[column] = style
                if taken == 2:
                    texts[column + 1] = ""
                    styles[column + 1] = style
            column += taken
        return column

    def put_spans(self, row: int, column: int, spans: Iterable[Span]) -> int:
        """Write spans one after the other; the column after them."""
        for span in spans:
            column = self.put(row, column, span.text, span.style)
        return column

    def free(self, row: int, column: int, width: int) -> int:
        """How many of the cells to the right can take a text that touches nothing after it."""
        texts = self._texts[self._top + row][column : column + width]
        blank = next((at for at, text in enumerate(texts) if text != " "), None)
        return len(texts) if blank is None else max(blank - 1, 0)

    def lines(self) -> tuple[Line, ...]:
        """The rows without blanks at their ends, and without blank rows at the bottom."""
        lines = [_line(*row) for row in zip(self._texts, self._styles, strict=True)]
        while lines and not lines[-1]:
            lines.pop()
        return tuple(lines)


def _line(texts: Sequence[str], styles: Sequence[Style]) -> Line:
    end = len(texts)
    while end and texts[end - 1] == " ":
        end -= 1
    spans: list[Span] = []
    start = 0
    for column in range(1, end + 1):
        if column == end or styles[column] != styles[start]:
            spans.append(Span("".join(texts[start:column]), styles[start]))
            start = column
    return tuple(spans)
