"""All that is given for a picture, and the texts that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.highlight import Highlight
from tutor.diagram.labels import Boxes, Edge, Labels, stacked_widths, title
from tutor.diagram.names import cut_names
from tutor.diagram.picture import cell_width
from tutor.diagram.view import Known, View, number, number_width
from tutor.network.model import Network


@dataclass(frozen=True, slots=True)
class Scene:
    """A network, what is known of it, and the room for its picture."""

    network: Network
    known: Known
    phase: str
    alphabet: Alphabet
    highlight: Highlight
    width: int
    height: int
    focus: str | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of nodes in each layer."""
        return tuple(map(len, self.network.columns))

    @property
    def longest_name(self) -> int:
        """Cells of the longest name."""
        plain = self.alphabet.plain
        return max(cell_width(plain(name)) for names in self.network.columns for name in names)

    @property
    def backward(self) -> bool:
        """Is the pass one that has deltas and gradients?"""
        return self.phase in ("backward", "update")

    def boxes(self, view: View, depth: int, names: Sequence[str], name_width: int) -> Boxes:
        """The boxes of some nodes of a layer, their names in at most ``name_width`` cells."""
        quantities = view.of_layer(depth)
        numbers = tuple(
            tuple(number(self.known.node(name, what), what) for what in quantities)
            for name in names
        )
        least = [number_width(self.network, depth, what) for what in quantities]
        short = cut_names(names, name_width, self.alphabet)
        return Boxes(tuple(names), short, numbers, stacked_widths(numbers, least))

    def labels(self, view: View, edges: Iterable[Edge]) -> Labels:
        """The labels of some edges of one gap."""
        numbers = {
            edge: tuple(number(self.known.edge(*edge, what), what) for what in view.edge)
            for edge in edges
        }
        return Labels(numbers, stacked_widths(tuple(numbers.values()), [5] * len(view.edge)))

    def put_boxes(
        self,
        canvas: Canvas,
        column: int,
        boxes: Boxes,
        rows: Sequence[int],
        highlight: Highlight | None = None,
    ) -> None:
        """Write the boxes of a layer, all from one column on."""
        for index, row in enumerate(rows):
            canvas.put_spans(
                row, column, boxes.spans(index, highlight or self.highlight, self.alphabet)
            )

    def put_title(self, canvas: Canvas, column: int, depth: int, width: int) -> None:
        """Write what a layer is called, above it."""
        canvas.put_spans(-1, column, [title(self.network, depth, width, self.alphabet)])
