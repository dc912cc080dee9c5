"""The few signs the screen uses, in both alphabets. Their words differ, so colour never has to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from tutor.diagram.alphabet import Alphabet


@dataclass(frozen=True, slots=True)
class Marks:
    """Signs for lists, verdicts, rules and bars."""

    done: str
    changed: str
    here: str
    opened: str
    closed: str
    right: str
    wrong: str
    note: str
    rule: str
    full: str
    empty: str
    bullet: str
    dots: str
    times: str
    dash: str
    bead: str

    @property
    def ascii_only(self) -> bool:
        """Whether they are those that any terminal has."""
        return self.rule.isascii()

    @property
    def alphabet(self) -> Alphabet:
        """What pictures beside them are made of."""
        from tutor.diagram.alphabet import ASCII, UNICODE  # late: the first paint has no pictures

        return ASCII if self.ascii_only else UNICODE

    def plain(self, text: str) -> str:
        """The text in characters that may be shown."""
        if not self.ascii_only:
            return text
        return self.alphabet.plain(text.replace(" · ", f" {self.note} "))

    def fitted(self, text: str, width: int) -> str:
        """The text in just so many cells, with dots where it is cut."""
        text = self.plain(text)
        if cell_len(text) > width:
            text = set_cell_size(text, max(width - len(self.dots), 0)) + self.dots
        return set_cell_size(text, max(width, 0))


UNICODE_MARKS = Marks(
    done="✓", changed="~", here="›", opened="▾", closed="▸", right="✓", wrong="✗", note="·",
    rule="─", full="█", empty="░", bullet="•", dots="…", times="×", dash="–",
    bead="●",
)  # fmt: skip
ASCII_MARKS = Marks(
    done="+", changed="~", here=">", opened="v", closed=">", right="OK:", wrong="NO:", note="-",
    rule="-", full="#", empty=".", bullet="*", dots="...", times="x", dash="-",
    bead="o",
)  # fmt: skip


def bar(share: float, width: int, marks: Marks) -> str:
    """A progress bar; full only when all is done, empty only when nothing is."""
    filled = round(share * width)
    if 0 < share < 1 and width > 1:
        filled = min(max(filled, 1), width - 1)
    return marks.full * filled + marks.empty * (width - filled)
