"""Pictures that leave things out, read back: what they show is right, and the rest is counted."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.diagram.conftest import FakeKnown, make_network
from tests.diagram.elided_reader import read_elided
from tests.diagram.expected import of_edge, of_node, unaligned, written
from tests.diagram.reader import read
from tutor.diagram import ASCII, UNICODE, draw

SHAPES = st.lists(st.integers(1, 12), min_size=2, max_size=7).map(tuple)
#: What a picture shows first where a note is too narrow for both of its numbers.
BIASES = {"weight": "bias", "gradient": "bias_gradient", "new_weight": "new_bias"}


def check(picture, net, known, alphabet):
    """Everything in the picture is what is known, and everything else is counted."""
    text = picture.text()
    assert alphabet is UNICODE or text.isascii()
    edges, boxes = read(text, ascii_only=alphabet is ASCII)
    elided = read_elided(text, boxes)
    first, last, count = elided.window or (1, len(net.columns), len(net.columns))
    assert (count, last - first + 1) == (len(net.columns), len(elided.layers))
    assert (elided.window is None) == (len(elided.layers) == count)
    columns = net.columns[first - 1 : last]
    assert picture.nodes[first - 1 : last] == tuple(tuple(a.names) for a in elided.layers)
    assert sum(map(len, picture.nodes)) == len(boxes)
    for depth, (names, layer) in enumerate(zip(columns, elided.layers, strict=True), first - 1):
        check_layer(picture, net, known, (depth, names, layer, boxes))
    for edge, label in edges.items():
        assert unaligned(label) == of_edge(known, edge, picture)
    shown = [layer.names for layer in elided.layers]
    for sources, targets in pairwise(shown):
        check_wires({e for e in edges if e[0] in sources and e[1] in targets}, sources, targets)
    if elided.edges:
        assert elided.edges == [len(a) * len(b) for a, b in pairwise(columns)]
    else:
        assert set(edges) == {e for a, b in pairwise(columns) for e in product(a, b)}
    return edges


def check_layer(picture, net, known, drawn):
    depth, names, layer, boxes = drawn
    assert layer.names == [name for name in names if name in layer.names]
    rest = [name for name in names if name not in layer.names]
    assert layer.more == len(rest)
    assert layer.zeros == sum(known.node(name, "activation") == 0 for name in rest)
    for name in layer.names:
        assert unaligned(boxes[name].text) == of_node(known, name, picture)
        for word, note in layer.notes[name].items():
            if word == "s":
                assert (note, known.node(name, "slope")) == ("0", 0.0)
                continue
            whats = {"b": [BIASES[what] for what in picture.shows], "t": ["target"]}[word]
            values = [written(known.node(name, what), what) for what in whats]
            assert note in (":".join(values), values[0])
    if depth and layer.title:
        activation = net.layers[depth - 1].activation
        assert layer.title.startswith(("hidden", "output", "h", "out"))
        assert activation in layer.title or " " not in layer.title or layer.title[-1].isdigit()


def check_wires(edges, sources, targets):
    """None, all, or all of one node's."""
    ways = [set(), set(product(sources, targets))]
    ways += [set(product(sources, [target])) for target in targets]
    ways += [set(product([source], targets)) for source in sources]
    assert edges in ways


def known_of(net, zeros):
    """What is known: some activations are 0, and no two biases are the same."""
    nodes = {(name, "activation"): 0.0 for name in zeros}
    nodes |= {(name, "bias"): k + 0.25 for k, names in enumerate(net.columns) for name in names}
    nodes |= {(name, "target"): 3.0 + k for k, name in enumerate(net.outputs)}
    nodes |= {(name, "slope"): 0.0 for name in zeros}
    return FakeKnown(net, nodes=nodes)


def short_names(shape):
    """Names that are never cut, so that what is read is what there is."""
    return [[f"{letter}{i}" for i in range(n)] for letter, n in zip("xabcdey", shape, strict=False)]


@given(
    shape=st.one_of(SHAPES, st.just((784, 50, 50, 10))),
    size=st.tuples(st.sampled_from([40, 60, 80, 100, 120, 200]), st.integers(8, 34)),
    phase=st.sampled_from(["forward", "backward", "update"]),
    alphabet=st.sampled_from([UNICODE, ASCII]),
    biases=st.booleans(),
    seed=st.randoms(use_true_random=False),
)
@settings(max_examples=250, deadline=None)
def test_what_is_shown_is_right_and_the_rest_is_counted(
    *, shape, size, phase, alphabet, biases, seed
):
    net = make_network(*shape, biases=biases, names=short_names(shape))
    every = [name for names in net.columns for name in names]
    known = known_of(net, seed.sample(every, len(every) // 3))
    node, focus = seed.choice(every), seed.choice([None, *every])
    read_by = [f"{a}->{b}" for a, b in known.weights if b == node] or [node]
    at = {"current": node, "uses": read_by, "focus": focus, "phase": phase, "alphabet": alphabet}
    picture = draw(net, known, width=size[0], height=size[1], **at)
    event("elided" if picture.elided else "whole")
    assert picture.fits
    assert picture.width <= size[0]
    assert picture.height <= size[1]
    edges = check(picture, net, known, alphabet)
    wanted = focus or node
    assert any(wanted in names for names in picture.nodes)
    if sum(map(bool, picture.nodes)) > 1:
        assert wanted in {end for edge in edges for end in edge}
    if focus is None:
        assert any(span.style == "current" for line in picture.lines for span in line)
