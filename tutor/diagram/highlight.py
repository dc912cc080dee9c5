"""What the current step is about, and how that is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.picture import Span, Style
from tutor.diagram.places import ARROW, BIAS

#: What stands around a number that the current step reads.
READ_MARKS = ("(", ")")


@dataclass(frozen=True, slots=True)
class Highlight:
    """The place of the current step and the places it reads.

    A place is a node's name, an edge as "a->h0", or a bias as "bias->h0"; any other text
    (such as "loss") is a place that is not in the picture.
    """

    current: str | None = None
    uses: frozenset[str] = frozenset()

    def style(self, place: str) -> Style:
        """How the place is to be drawn."""
        if place == self.current:
            return "current"
        return "read" if place in self.uses else ""

    def edges(self) -> Iterator[tuple[str, str]]:
        """The edges the step is about, the current one first; no biases."""
        for place in (self.current, *sorted(self.uses)):
            source, arrow, target = (place or "").partition(ARROW)
            if arrow and source != BIAS:
                yield source, target


def framed(
    spans: Iterable[Span], style: Style, alphabet: Alphabet, frame: tuple[str, str]
) -> tuple[Span, ...]:
    """The spans between the two parts of the frame.

    What is current stands between ``›`` and ``‹`` (in ASCII ``*`` and ``*``) in their place, what
    it reads between ``(`` and ``)``: one cell each, as a box's brackets and the spaces around a
    label are, so nothing moves.
    """
    opening, closing = {"current": alphabet.marks, "read": READ_MARKS}.get(style, frame)
    return (Span(opening, style), *spans, Span(closing, style))


def marks_legend(alphabet: Alphabet) -> str:
    """What the marks around numbers say."""
    before, after = alphabet.marks
    opening, closing = READ_MARKS
    return f"{before}computed now{after} {opening}read for it{closing}"
