"""The ledger, read back by the columns of its headings, says what is known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagram.conftest import FakeKnown, make_network
from tests.diagram.table_reader import read_tables
from tutor.diagram import ASCII, UNICODE, ledger
from tutor.network.numbers import show

SHAPES = st.lists(st.integers(1, 12), min_size=2, max_size=5).map(tuple)
SIGNED = {"weight", "product", "delta", "gradient", "new_weight"}
QUANTITIES = {"sum": "pre_activation"}


def written(value, heading):
    if value is None:
        return "?"
    return f"+{show(value)}" if heading in SIGNED and value > 0 else show(value)


def edge_value(known, source, target, heading):
    """What stands in a column, by what the heading says."""
    if heading == "enters":
        return known.node(source, "activation") if source != "bias" else 1.0
    if heading == "delta":
        return known.node(target, "delta")
    if source == "bias":
        of_bias = {"weight": "bias", "product": "bias", "gradient": "bias_gradient"}
        return known.node(target, of_bias.get(heading, "new_bias"))
    return known.edge(source, target, QUANTITIES.get(heading, heading))


@given(
    shape=st.one_of(SHAPES, st.just((784, 50, 50, 10))),
    biases=st.booleans(),
    phase=st.sampled_from(["forward", "backward"]),
    alphabet=st.sampled_from([UNICODE, ASCII]),
    limit=st.integers(1, 60),
    start=st.sampled_from([0, 0, 7, 39_000]),
    unknown=st.sets(st.sampled_from(["gradient", "delta", "activation", "h1_0", "y0"])),
    seed=st.randoms(use_true_random=False),
)
@settings(max_examples=150, deadline=None)
def test_every_row_is_right_and_the_rest_is_counted(
    *, shape, biases, phase, alphabet, limit, start, unknown, seed
):
    net = make_network(*shape, biases=biases)
    known = FakeKnown(net, unknown=frozenset(unknown))
    all_edges = [
        edge
        for sources, layer in zip(net.columns, net.layers, strict=False)
        for node in layer.nodes
        for edge in [*((s, node.name) for s in sources), *[("bias", node.name)] * biases]
    ]
    all_nodes = [(name,) for names in net.columns for name in names]
    current, read = seed.choice(all_edges), seed.choice(all_nodes)
    picture = ledger(
        replace(net, loss="squared_error"), known, phase=phase, alphabet=alphabet, limit=limit,
        start=start, current="->".join(current), uses=read,
    )  # fmt: skip
    edges, nodes, loss = read_tables(picture.text())
    assert loss == "0.25"
    for table, every in ((edges, all_edges), (nodes, all_nodes)):
        assert list(table.rows) == every[start : start + limit]
        assert table.before == min(start, len(every))
        assert table.before + len(table.rows) + table.after == len(every)
    assert picture.elided == (len(edges.rows) < len(all_edges) or len(nodes.rows) < len(all_nodes))
    for edge, cells in edges.rows.items():
        for heading, text in cells.items():
            assert text == written(edge_value(known, *edge, heading), heading)
    for (name,), cells in nodes.rows.items():
        for heading, text in cells.items():
            value = known.node(name, QUANTITIES.get(heading, heading))
            given_only = name in net.inputs and heading != "activation"
            assert text == ("" if given_only else written(value, heading))
    assert set(edges.marked) == {current} & set(edges.rows)
    assert set(nodes.marked) == {read} & set(nodes.rows)
