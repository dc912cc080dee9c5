"""The network as plain tables: a row for each edge, then a row for each node.

It works at any size, and it is what a screen reader gets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.picture import Line, Picture, Span, cell_width, line_text
from tutor.diagram.view import BIAS_QUANTITIES, Known, number
from tutor.network.model import Layer, Network, Node
from tutor.network.optimizers import updater

Row = tuple[Span, ...]
_NONE = Span("")

#: Quantities of an edge by pass, with their headings; "enters" and "delta" are its ends'.
_EDGE_COLUMNS = {
    False: (("weight", "weight"), ("enters", "enters"), ("product", "product")),
    True: (
        ("weight", "weight"),
        ("enters", "enters"),
        ("delta", "delta"),
        ("gradient", "gradient"),
        ("new_weight", "new weight"),
    ),
}
_NODE_COLUMNS = {
    False: (("pre_activation", "sum"), ("activation", "activation")),
    True: (
        ("pre_activation", "sum"),
        ("activation", "activation"),
        ("slope", "slope"),
        ("delta", "delta"),
    ),
}


def ledger(
    network: Network,
    known: Known,
    *,
    phase: str = "forward",
    alphabet: Alphabet = UNICODE,
    limit: int = 500,
) -> Picture:
    """Two tables, of the edges and of the nodes, and the loss.

    Of each table at most ``limit`` rows; the rest is counted, and the picture is ``elided``.

    A bias is an edge from ``bias`` that 1 enters. What is not known yet is ``?``;
    what does not apply (the sum of an input) is blank.
    """
    backward = phase in ("backward", "update")
    edge_columns, node_columns = _EDGE_COLUMNS[backward], _NODE_COLUMNS[backward]
    if phase == "update":
        memory = updater(network.optimizer).memory
        remembered = [(what, what.replace("_", " ")) for what in memory]
        edge_columns = (*edge_columns[:-1], *remembered, edge_columns[-1])
    edges = _table(
        ("from", "to", *(heading for _, heading in edge_columns)),
        islice(_edge_rows(network, known, [what for what, _ in edge_columns], alphabet), limit),
    )
    nodes = _table(
        ("node", *(heading for _, heading in node_columns)),
        islice(_node_rows(network, known, [what for what, _ in node_columns], alphabet), limit),
    )
    more_edges = _more(_edge_count(network) - limit, "edge", alphabet)
    more_nodes = _more(sum(map(len, network.columns)) - limit, "node", alphabet)
    lines = (*edges, *more_edges, (), *nodes, *more_nodes)
    if network.loss is not None:
        lines = (*lines, (), (Span("loss  "), number(known.loss, "loss")))
    return Picture(lines, elided=bool(more_edges or more_nodes))


def _edge_rows(
    network: Network, known: Known, quantities: Sequence[str], alphabet: Alphabet
) -> Iterator[Row]:
    for sources, layer in zip(network.columns, network.layers, strict=False):
        for node in layer.nodes:
            for source in sources:
                values = (_edge_value(known, source, node.name, what) for what in quantities)
                yield _row((source, node.name), quantities, values, alphabet)
            if node.bias is not None:
                values = (_bias_value(known, node.name, what) for what in quantities)
                yield _row(("bias", node.name), quantities, values, alphabet)


def _edge_value(known: Known, source: str, target: str, what: str) -> float | None:
    if what == "enters":
        return known.node(source, "activation")
    if what == "delta":
        return known.node(target, "delta")
    return known.edge(source, target, what)


def _bias_value(known: Known, name: str, what: str) -> float | None:
    if what == "enters":
        return 1.0
    if what == "product":
        return known.node(name, "bias")
    if what in BIAS_QUANTITIES or what == "delta":
        return known.node(name, BIAS_QUANTITIES.get(what, what))
    return known.edge("bias", name, what)


def _node_rows(
    network: Network, known: Known, quantities: Sequence[str], alphabet: Alphabet
) -> Iterator[Row]:
    for name in network.inputs:
        value = number(known.node(name, "activation"), "activation")
        cells = [value if what == "activation" else _NONE for what in quantities]
        yield (Span(alphabet.plain(name)), *cells)
    for layer in network.layers:
        for node in layer.nodes:
            cells = [_node_cell(known, layer, node, what) for what in quantities]
            yield (Span(alphabet.plain(node.name)), *cells)


def _node_cell(known: Known, layer: Layer, node: Node, what: str) -> Span:
    if what == "slope" and layer.activation == "softmax":
        return _NONE  # its delta is p − t: there is no slope of one node
    return number(known.node(node.name, what), what)


def _row(
    names: Sequence[str],
    quantities: Sequence[str],
    values: Iterator[float | None],
    alphabet: Alphabet,
) -> Row:
    numbers = (
        number(value, "activation" if what == "enters" else what)
        for what, value in zip(quantities, values, strict=True)
    )
    return (*(Span(alphabet.plain(name)) for name in names), *numbers)


def _table(headings: Sequence[str], rows: Iterator[Row]) -> list[Line]:
    """Columns two spaces apart, names to the left and numbers to the right."""
    table = [tuple(Span(heading, "title") for heading in headings), *rows]
    widths = [max(cell_width(row[place].text) for row in table) for place in range(len(headings))]
    names = sum(heading in ("from", "to", "node") for heading in headings)
    return [_line(row, widths, names) for row in table]


def _line(row: Row, widths: Sequence[int], names: int) -> Line:
    spans: list[Span] = []
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        space = " " * (width - cell_width(cell.text))
        between = "  " if place else ""
        if place < names:
            spans += [Span(between), cell, Span(space)]
        else:
            spans += [Span(between + space), cell]
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


def _more(count: int, noun: str, alphabet: Alphabet) -> tuple[Line, ...]:
    if count <= 0:
        return ()
    text = f"{alphabet.ellipsis} {count:,} more {noun if count == 1 else noun + 's'}"
    return ((Span(text, "muted"),),)
