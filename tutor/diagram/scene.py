"""All that is given for a picture, and the texts that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.choose import Fan, find_fan
from tutor.diagram.highlight import Highlight
from tutor.diagram.labels import Boxes, Edge, Labels, stacked_widths, title
from tutor.diagram.names import cut_names, least_width
from tutor.diagram.picture import cell_width
from tutor.diagram.places import depth_of, node_of
from tutor.diagram.view import Known, View, node_number, number, number_width
from tutor.network.model import Network

#: Of more nodes than that, not all are ever seen at once.
_MANY = 100


@lru_cache(maxsize=32)
def _cut_all(names: tuple[str, ...], width: int, alphabet: Alphabet) -> dict[str, str]:
    return dict(zip(names, cut_names(names, width, alphabet), strict=True))


@dataclass(frozen=True, slots=True)
class Scene:
    """A network, what is known of it, and the room for its picture.

    ``ranking`` says which nodes matter most, ``focus`` is one that has to be seen. Of the layers
    only those from ``first`` to before ``end`` are drawn; without an end, all.
    """

    network: Network
    known: Known
    ranking: Known
    phase: str
    alphabet: Alphabet
    highlight: Highlight
    width: int
    height: int
    focus: str | None = None
    first: int = 0
    end: int | None = None

    def window(self, size: int) -> Scene:
        """The same with ``size`` layers around what matters, and a row to say which they are."""
        count = len(self.network.columns)
        if size == count:
            return self
        node = self.focus or node_of(self.network, self.highlight.current) or self._farthest
        centre = depth_of(self.network, node)
        first = centre - size // 2
        if (fan := self.fan) is not None and size > 1:
            first = min(max(first, fan.gap + 2 - size), fan.gap)
        first = min(max(first, 0), count - size)
        return replace(self, first=first, end=first + size, height=self.height - 1)

    @property
    def _farthest(self) -> str:
        """The end that has been computed: an output, or an input if there is none yet."""
        first, last = self.network.inputs[0], self.network.outputs[0]
        return first if self.known.node(last, "activation") is None else last

    @property
    def complete(self) -> bool:
        """Are all layers drawn?"""
        return self.end is None

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The names of the nodes of the layers that are drawn."""
        return self.network.columns[self.first : self.end]

    @property
    def fan(self) -> Fan | None:
        """The wires that matter most."""
        return find_fan(self.network, self.highlight, self.backward, self.focus)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of nodes in each layer that is drawn."""
        return tuple(map(len, self.columns))

    @property
    def longest_name(self) -> int:
        """Cells of the longest name."""
        plain = self.alphabet.plain
        return max(cell_width(plain(name)) for names in self.columns for name in names)

    @property
    def backward(self) -> bool:
        """Is the pass one that has deltas and gradients?"""
        return self.phase in ("backward", "update")

    def seen(self, names: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
        """For each layer of the network the names that are seen, given those that are drawn."""
        after = len(self.network.columns) - self.first - len(names)
        return (*[()] * self.first, *map(tuple, names), *[()] * after)

    def boxes(self, view: View, depth: int, names: Sequence[str], name_width: int) -> Boxes:
        """The boxes of some nodes of a layer, names in ``name_width`` cells if that can be."""
        quantities = view.of_layer(depth)
        numbers = tuple(
            tuple(node_number(self.known, name, what) for what in quantities) for name in names
        )
        least = [number_width(self.network, depth, what) for what in quantities]
        name_width = max(name_width, least_width(len(names), self.alphabet))
        short = self._short(names, name_width)
        return Boxes(tuple(names), short, numbers, stacked_widths(numbers, least))

    def _short(self, names: Sequence[str], width: int) -> tuple[str, ...]:
        """Names that fit, kept apart in the whole network where there is room for that."""
        every = tuple(name for column in self.network.columns for name in column)
        if len(every) > _MANY or least_width(len(every), self.alphabet) > width:
            return cut_names(names, width, self.alphabet)
        cut = _cut_all(every, width, self.alphabet)
        if any(cut[name] != name for name in every if cell_width(name) <= width):
            return cut_names(names, width, self.alphabet)
        return tuple(cut[name] for name in names)

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
        highlight = highlight or self.highlight
        for index, row in enumerate(rows):
            canvas.put_spans(row, column, boxes.spans(index, highlight, self.alphabet))

    def put_title(self, canvas: Canvas, column: int, depth: int, width: int) -> None:
        """Write what a layer is called, above it."""
        canvas.put_spans(-1, column, [title(self.network, depth, width, self.alphabet)])
