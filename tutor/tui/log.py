"""What the learner's code printed, as lines for the screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.diagram.picture import Line, Span
from tutor.terminal import printable
from tutor.tui.marks import Marks

#: Lines that are kept on the screen, and in a draft.
KEPT, KEPT_IN_DRAFT = 2000, 50


@dataclass
class Log:
    """Printed text, line by line; the last line may still grow."""

    texts: list[str] = field(default_factory=lambda: [""])

    def __bool__(self) -> bool:
        return any(self.texts)

    def add(self, text: str) -> None:
        """Take more text, as it comes."""
        first, *others = text.replace("\r\n", "\n").split("\n")
        self.texts[-1] += first
        self.texts.extend(others)
        del self.texts[:-KEPT]

    def lines(self, marks: Marks) -> tuple[Line, ...]:
        """The lines, without what would move the cursor of the terminal."""
        texts = self.texts[:-1] if not self.texts[-1] else self.texts
        return tuple((Span(marks.plain(printable(text))),) for text in texts)
