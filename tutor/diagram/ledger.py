"""The network as plain tables: a row for each edge, then a row for each node.

It works at any size, and it is what a screen reader gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.highlight import Highlight, framed
from tutor.diagram.picture import Line, Picture, Span, Style, cell_width, line_text
from tutor.diagram.places import BIAS, edge_place
from tutor.diagram.view import NONE, Known, node_number, number
from tutor.network.model import Layer, Network
from tutor.network.optimizers import updater
from tutor.network.terms import LETTERS, OF_BIAS, term

_BLANK = Span("")
#: What an edge's row says of its ends, which averages of a batch have not.
_OF_ROWS = ("enters", "product", "delta", "backflow")

#: Quantities of an edge by pass; "enters" and "delta" are its ends'.
_EDGE_COLUMNS = {
    False: ("weight", "enters", "product"),
    True: ("weight", "enters", "delta", "gradient", "new_weight"),
}
_NODE_COLUMNS = {
    False: ("pre_activation", "activation"),
    True: ("pre_activation", "activation", "slope", "delta"),
}


def ledger(  # noqa: PLR0913
    network: Network,
    known: Known,
    *,
    phase: str = "forward",
    alphabet: Alphabet = UNICODE,
    limit: int = 500,
    start: int = 0,
    current: str | None = None,
    uses: Iterable[str] = (),
) -> Picture:
    """Two tables, of the edges and of the nodes, and the loss.

    Of each table at most ``limit`` rows from number ``start`` on; the rest is counted, and the
    picture is ``elided``. The row of what is ``current`` stands between marks, those of what it
    ``uses`` between parentheses, as in the picture; the room for them is there unless ``current``
    is None and nothing is used.

    A bias is an edge from ``bias`` that 1 enters. What is not known yet is ``?``;
    what does not apply (the sum of an input) is blank.
    """
    backward = phase in ("backward", "update")
    rows = _Rows(known, alphabet, Highlight(current, frozenset(uses)))
    edge_columns = _EDGE_COLUMNS[backward]
    if backward:
        *first, new_weight = edge_columns
        edge_columns = (*first, *updater(network.optimizer).memory, new_weight)
    edges = _Table("edge", ("from", "to"), edge_columns, _edge_count(network))
    nodes = _Table("node", ("node",), _NODE_COLUMNS[backward], sum(map(len, network.columns)))
    page = slice(max(start, 0), max(start, 0) + limit)
    edge_places = islice(_edges(network), page.start, page.stop)
    node_places = islice(_nodes(network), page.start, page.stop)
    lines = (
        *edges.lines([rows.edge(edges, *edge) for edge in edge_places], page, rows),
        (),
        *nodes.lines([rows.node(nodes, *node) for node in node_places], page, rows),
    )
    if network.loss is not None:
        lines = (*lines, (), (Span("loss  "), number(known.loss, "loss")))
    return Picture(lines, elided=bool(page.start) or max(edges.count, nodes.count) > page.stop)


def row_of(network: Network, place: str) -> int:
    """The number of a place's row in its table: a node's, an edge's; 0 for what has none."""
    edges = (edge_place(*edge) for edge in _edges(network))
    nodes = (name for name, _ in _nodes(network))
    return next((at for rows in (edges, nodes) for at, row in enumerate(rows) if row == place), 0)


def _edges(network: Network) -> Iterator[tuple[str, str]]:
    """Source and target of each edge, target by target, its bias last."""
    for sources, layer in zip(network.columns, network.layers, strict=False):
        for node in layer.nodes:
            yield from ((source, node.name) for source in sources)
            if node.bias is not None:
                yield BIAS, node.name


def _nodes(network: Network) -> Iterator[tuple[str, Layer | None]]:
    """Each node with its layer; an input is in none."""
    yield from ((name, None) for name in network.inputs)
    for layer in network.layers:
        yield from ((node.name, layer) for node in layer.nodes)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, and how it is marked."""

    cells: tuple[Span, ...]
    style: Style = ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of both tables."""

    known: Known
    alphabet: Alphabet
    highlight: Highlight

    @property
    def marked(self) -> bool:
        """Is there room for marks?"""
        return self.highlight.current is not None or bool(self.highlight.uses)

    def edge(self, table: _Table, source: str, target: str) -> _Row:
        """The row of an edge or a bias."""
        names = (Span(self.alphabet.plain(name)) for name in (source, target))
        value = self._bias_value if source == BIAS else self._edge_value
        numbers = (
            NONE
            if self.known.row is None and what in _OF_ROWS
            else number(value(source, target, what), "activation" if what == "enters" else what)
            for what in table.quantities
        )
        return _Row((*names, *numbers), self.highlight.style(edge_place(source, target)))

    def node(self, table: _Table, name: str, layer: Layer | None) -> _Row:
        """The row of a node."""
        cells = (self._node_cell(layer, name, what) for what in table.quantities)
        style = self.highlight.style(name)
        return _Row((Span(self.alphabet.plain(name)), *cells), style)

    def _edge_value(self, source: str, target: str, what: str) -> float | None:
        if what == "enters":
            return self.known.node(source, "activation")
        if what == "delta":
            return self.known.node(target, "delta")
        return self.known.edge(source, target, what)

    def _bias_value(self, _: str, name: str, what: str) -> float | None:
        if what == "enters":
            return 1.0
        if what == "product":
            return self.known.node(name, "bias")
        if what == "delta" or what in OF_BIAS:
            return self.known.node(name, OF_BIAS.get(what, what))
        return self.known.edge(BIAS, name, what)

    def _node_cell(self, layer: Layer | None, name: str, what: str) -> Span:
        if layer is None and what != "activation":
            return _BLANK
        if what == "slope" and layer is not None and layer.activation == "softmax":
            return _BLANK  # its delta is p − t: there is no slope of one node
        return node_number(self.known, name, what)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of so many edges or nodes: the headings of its names, and its quantities."""

    noun: str
    names: tuple[str, ...]
    quantities: tuple[str, ...]
    count: int

    def lines(self, rows: Sequence[_Row], page: slice, given: _Rows) -> Iterator[Line]:
        """Columns two spaces apart, names to the left and numbers to the right."""
        headings = (*self.names, *(LETTERS.get(what, term(what)) for what in self.quantities))
        head = _Row(tuple(Span(heading, "title") for heading in headings))
        widths = [
            max(cell_width(row.cells[place].text) for row in (head, *rows))
            for place in range(len(headings))
        ]
        more, before = given.alphabet.more, min(page.start, self.count)
        yield self._line(head, widths, given)
        if before:
            yield (Span(f"{more} {self._counted(before)} before", "muted"),)
        yield from (self._line(row, widths, given) for row in rows)
        if self.count > page.stop:
            rest = self._counted(self.count - page.stop, "more ")
            yield (Span(f"{more} {rest}", "muted"),)

    def _counted(self, count: int, adjective: str = "") -> str:
        return f"{count:,} {adjective}{self.noun}{'s' * (count != 1)}"

    def _line(self, row: _Row, widths: Sequence[int], given: _Rows) -> Line:
        spans: list[Span] = []
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            space = " " * (width - cell_width(cell.text))
            between = "  " if place else ""
            text = Span(cell.text, row.style or cell.style)
            if place < len(self.names):
                spans += [Span(between), text, Span(space)]
            else:
                spans += [Span(between + space), text]
        if given.marked:
            spans = list(framed(spans, row.style, given.alphabet, (" ", "")))
        while spans and not line_text((spans[-1],)).strip():
            spans.pop()
        return tuple(span for span in spans if span.text)


def _edge_count(network: Network) -> int:
    columns = network.columns
    return sum(
        (len(sources) + (node.bias is not None))
        for sources, layer in zip(columns, network.layers, strict=False)
        for node in layer.nodes
    )
