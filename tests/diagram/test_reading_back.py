"""Every picture, read back by rules that know nothing of the layout, is the network it shows."""

from __future__ import annotations

import os
from functools import cache
from itertools import pairwise, product

import pytest

from tests.diagram.expected import of_edge, of_node, unaligned
from tutor.diagram.alphabet import ASCII, UNICODE
from tutor.diagram.draw import draw

ALPHABETS = pytest.mark.parametrize("alphabet", [UNICODE, ASCII], ids=lambda a: a.name)

#: Set this to read back also the 7,776 shapes of 5 layers.
FIVE_LAYERS = "TUTOR_ALL_SHAPES" in os.environ

#: How many shapes fit whole, by size and number of layers: nothing of it may be lost.
FITTING = {
    (80, 20): {2: 30, 3: 158, 4: 366, 5: 0},
    (120, 34): {2: 35, 3: 205, 4: 1200, 5: 6393},
}

#: Beyond what the order of the buses is searched in full for.
WIDE_SHAPES = [(2, 8), (3, 7, 2), (2, 16), (7, 7), (4, 8, 3), (1, 12, 1), (12, 1)]


@cache
def shapes(layers):
    """Every shape of so many layers of 1 to 6 nodes."""
    return tuple(product(range(1, 7), repeat=layers))


@cache
def short_named(network, known, shape):
    """A network whose boxes take ten cells, as nodes are called a0, b0, …"""
    names = [[f"{letter}{i}" for i in range(n)] for letter, n in zip("abcde", shape, strict=False)]
    net = network(*shape, names=names, activation="identity")
    return net, known(net)


def check(read, known, picture, alphabet, width):
    edges, boxes = read(picture.text(), ascii_only=alphabet is ASCII)
    assert set(edges) == set(known.weights)
    for edge, label in edges.items():
        assert unaligned(label) == of_edge(known, edge, picture)
    for name, box in boxes.items():
        assert unaligned(box.text) == of_node(known, name, picture)
    for names in known.network.columns:
        assert len({(boxes[n].start, boxes[n].end) for n in names}) == 1
        assert [boxes[n].row for n in names] == sorted(boxes[n].row for n in names)
    assert picture.width == max(map(len, picture.text().split("\n"))) <= width
    assert picture.fits
    assert not picture.elided


@pytest.mark.parametrize("size", [(80, 20), (120, 34)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("layers", [2, 3, 4, *[5] * FIVE_LAYERS])
@pytest.mark.parametrize("phase", ["forward", "backward"])
@ALPHABETS
def test_every_shape_that_fits(read, network, known, *, layers, phase, alphabet, size):
    (width, height), fitting = size, 0
    for shape in shapes(layers):
        net, given = short_named(network, known, shape)
        picture = draw(net, given, width=width, height=height, phase=phase, alphabet=alphabet)
        assert picture.height <= height
        if not picture.elided:
            fitting += 1
            check(read, given, picture, alphabet, width)
    assert fitting >= FITTING[size][layers]


def heights(shape):
    """Room in plenty, and the least that a row for every edge needs."""
    return 200, 1 + max(n * m for n, m in pairwise(shape))


@ALPHABETS
@pytest.mark.parametrize(
    "kind",
    [
        ("backward", 1, ("weight", "gradient")),
        ("forward", 1e-12, ("weight",)),
        ("update", 1, ("weight", "gradient", "new_weight")),
    ],
    ids=["two numbers", "a long number", "three numbers"],
)
def test_longer_labels_in_any_height(read, network, known, alphabet, kind):
    phase, scale, shows = kind
    for shape in [*product(range(1, 4), repeat=3), (4, 4, 4, 2), *WIDE_SHAPES]:
        net = network(*shape)
        given = known(net, scale=scale)
        for height in heights(shape):
            picture = draw(net, given, width=300, height=height, phase=phase, alphabet=alphabet)
            assert picture.shows == shows
            assert picture.height <= height
            check(read, given, picture, alphabet, 300)


@ALPHABETS
@pytest.mark.parametrize("shape", [(2, 2, 1), (1, 4, 2), (4, 1, 3), (3, 3), (1, 1, 1)])
def test_the_current_edge_and_node_are_still_read(read, network, known, alphabet, shape):
    net = network(*shape)
    given = known(net)
    places = [f"{a}->{b}" for a, b in given.weights] + [n for c in net.columns for n in c]
    for place in places:
        picture = draw(net, given, width=120, height=30, alphabet=alphabet, current=place)
        check(read, given, picture, alphabet, 120)


@ALPHABETS
def test_unknown_numbers_are_question_marks(read, network, known, alphabet):
    net = network(2, 3, 1)
    given = known(net, unknown=frozenset({"gradient", "h1_1", ("y0", "delta")}))
    picture = draw(net, given, width=120, height=30, alphabet=alphabet, phase="backward")
    edges, boxes = read(picture.text(), ascii_only=alphabet is ASCII)
    assert {label.partition(":")[2] for label in edges.values()} == {"    ?"}
    assert boxes["h1_1"].text == "?:    ?"
    assert boxes["y0"].text == "5.00:    ?"
    assert boxes["h1_0"].text == "2.00:-3.00"


@ALPHABETS
@pytest.mark.parametrize("shape", [(3, 2, 1), (3, 4, 1), (1, 3), (4, 4)])
def test_without_labels_the_wires_are_the_same(read, network, known, alphabet, shape):
    net = network(*shape)
    picture = draw(net, known(net), width=80, height=30, alphabet=alphabet, labels=False)
    edges, boxes = read(picture.text(), ascii_only=alphabet is ASCII, labelled=False)
    assert set(edges) == set(known(net).weights)
    assert {box.text for box in boxes.values()} == {""}
    assert not any(character.isdigit() for character in _without_names(picture.text(), boxes))


def _without_names(text, boxes):
    for name in boxes:
        text = text.replace(f"[{name}]", "")
    return text


def test_the_reader_notices_a_wire_that_was_moved(read, unreadable, network, known):
    net = network(2, 2, 1)
    text = draw(net, known(net), width=80, height=20).text()
    for right, wrong in (("┬──▶", "│──▶"), ("┐", " "), ("+1.00 ╶", "+1.00  ")):
        assert right in text
        with pytest.raises(unreadable):
            read(text.replace(right, wrong, 1))
