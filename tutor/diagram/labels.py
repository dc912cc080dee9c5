"""The texts of a picture: boxes of nodes, labels of edges, notes and titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.highlight import Highlight, framed
from tutor.diagram.picture import Span, Style, cell_width, clip, pad
from tutor.diagram.places import bias_place, edge_place
from tutor.network.model import Network

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of one layer, all of one width: ``[h0 7.00:+3.00]``."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    numbers: tuple[tuple[Span, ...], ...]
    parts: tuple[int, ...]

    @property
    def name_width(self) -> int:
        """Cells of the widest name."""
        return max(map(cell_width, self.short))

    @property
    def width(self) -> int:
        """Cells of a box, its brackets included."""
        return 2 + self.name_width + sum(part + 1 for part in self.parts)

    def spans(self, index: int, highlight: Highlight, alphabet: Alphabet) -> tuple[Span, ...]:
        """The box of one node."""
        name = self.names[index]
        style = highlight.style(name)
        if highlight.current == bias_place(name):
            style = "current"
        inside = [Span(pad(self.short[index], self.name_width), style)]
        if self.parts:
            inside.append(Span(" ", style))
            inside += joined(self.numbers[index], self.parts, style)
        return framed(inside, style, alphabet, ("[", "]"))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of the edges in a gap, all of one width: `` +4.00:+1.00 ``."""

    numbers: dict[Edge, tuple[Span, ...]]
    parts: tuple[int, ...]

    @property
    def width(self) -> int:
        """Cells of a label with the space on both sides; 0 if there are no numbers."""
        return sum(part + 1 for part in self.parts) + 1 if self.parts else 0

    def spans(self, edge: Edge, highlight: Highlight, alphabet: Alphabet) -> tuple[Span, ...]:
        """The label of one edge."""
        style = highlight.style(edge_place(*edge))
        inside = joined(self.numbers[edge], self.parts, style)
        return framed(inside, style, alphabet, (" ", " "))


def stacked_widths(rows: Sequence[Sequence[Span]], least: Sequence[int]) -> tuple[int, ...]:
    """The width of each part of texts that stand below each other, at least ``least``."""
    return tuple(
        max([width, *(len(row[part].text) for row in rows)]) for part, width in enumerate(least)
    )


def joined(parts: Sequence[Span], widths: Sequence[int], style: Style) -> Iterator[Span]:
    """The parts, each padded on its left, with colons between them; in ``style`` if given."""
    for index, (part, width) in enumerate(zip(parts, widths, strict=True)):
        if index:
            yield Span(":", style or "muted")
        yield Span(" " * (width - len(part.text)) + part.text, style or part.style)


def titles(network: Network, depth: int, alphabet: Alphabet) -> Iterator[str]:
    """What a layer is called, the longest first: ``hidden 2 · relu``, ``hidden 2``, ``h2``."""
    if depth == 0:
        yield from ("inputs", "in")
        return
    last = len(network.layers)
    activation = network.layers[depth - 1].activation.replace("_", " ")
    number = f" {depth}" if last > 2 else ""
    name, short = ("output", "out") if depth == last else (f"hidden{number}", f"h{number.strip()}")
    if activation != "identity":
        yield f"{name} {alphabet.dot} {activation}"
    yield from (name, short)


def title(network: Network, depth: int, width: int, alphabet: Alphabet) -> Span:
    """The longest title that fits."""
    text = ""
    for text in titles(network, depth, alphabet):
        if cell_width(text) <= width:
            return Span(text, "title")
    return Span(clip(text, width, alphabet.ellipsis), "title")
