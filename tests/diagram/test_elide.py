"""Networks that are too large for all their wires."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tutor.diagram import ASCII, UNICODE, draw, move_focus
from tutor.diagram.choose import find_fan
from tutor.diagram.highlight import Highlight
from tutor.network.build import random_network
from tutor.network.model import Row
from tutor.network.trace import trace


@pytest.fixture(scope="module")
def digits(network):
    return network(784, 50, 50, 10, output="softmax")


@pytest.fixture
def seen(digits, known):
    nodes = {(name, "activation"): 0.0 for name in digits.columns[1][:30]}
    nodes["h1_7", "activation"] = 5000.0
    nodes["x783", "activation"] = 0.0
    return known(digits, nodes=nodes)


def shown(picture, prefix):
    return set(re.findall(rf"[\[›(]({prefix}\d+) ", picture.text()))


def test_a_large_network_fits_a_small_screen(digits, seen):
    picture = draw(digits, seen, width=80, height=20)
    assert picture.fits
    assert picture.elided
    assert picture.width <= 80
    assert picture.height <= 20
    assert shown(picture, "y") == set(digits.outputs)
    for count in ("39,200 edges", "2,500 edges", "500 edges"):
        assert count in picture.text()


def test_the_rest_is_counted(digits, seen):
    picture = draw(digits, seen, width=80, height=20)
    boxes = len(shown(picture, "x"))
    assert f"… {784 - boxes} more" in picture.text()
    hidden = shown(picture, "h1_")
    zeros = sum(name not in hidden for name in digits.columns[1][:30] if name != "h1_7")
    assert f"{zeros} are 0" in picture.text()


def test_the_nodes_that_matter_most_are_shown(digits, seen):
    picture = draw(digits, seen, width=80, height=20)
    assert "h1_7" in shown(picture, "h1_")
    assert "h1_3" not in shown(picture, "h1_")
    assert "x782" in shown(picture, "x")
    concerned = draw(digits, seen, width=80, height=20, current="h1_3", uses=["x5"])
    assert "h1_3" in shown(concerned, "h1_")
    assert "x5" in shown(concerned, "x")


def test_the_wires_into_the_current_node_are_drawn(read, network, known):
    net = network(5, 6, 3)
    given = known(net)
    picture = draw(net, given, width=80, height=20, current="h1_2")
    edges, _ = read(picture.text())
    assert picture.elided
    assert set(edges) == {(name, "h1_2") for name in net.inputs}
    assert edges["x0", "h1_2"] == f"+{given.edge('x0', 'h1_2', 'weight'):.2f}"


@pytest.mark.parametrize("alphabet", [UNICODE, ASCII], ids=lambda a: a.name)
def test_the_wires_a_step_reads_are_drawn(read, network, known, alphabet):
    net = network(5, 6, 3)
    reads = [f"h1_2->{name}" for name in net.outputs]
    picture = draw(
        net,
        known(net),
        width=80,
        height=20,
        phase="backward",
        alphabet=alphabet,
        current="h1_2",
        uses=reads,
    )
    edges, _ = read(picture.text(), ascii_only=alphabet is ASCII)
    assert set(edges) == {("h1_2", name) for name in net.outputs}


def test_a_current_edge_is_marked_among_the_wires_of_its_target(read, digits, seen):
    picture = draw(digits, seen, width=80, height=20, current="x5->h1_3")
    edges, _ = read(picture.text())
    assert ("x5", "h1_3") in edges
    assert {target for _, target in edges} == {"h1_3"}
    assert "[x5 " in picture.text()
    assert "‹╶" in picture.text()


def test_layers_that_do_not_fit_are_counted(network, known):
    net = network(*[3] * 8)
    picture = draw(net, known(net), width=80, height=20, current="h2_1")
    assert picture.fits
    assert "h2_1" in picture.text()
    assert re.search(r"… layers \d to \d of 8", picture.text())


def test_what_does_not_fit_at_all_says_so(network, known):
    net = network(5, 6, 3)
    picture = draw(net, known(net), width=7, height=3)
    assert not picture.fits
    assert picture.elided


@pytest.mark.parametrize("phase", ["forward", "backward"])
def test_every_node_can_be_brought_into_view_with_its_wires(read, digits, known, phase):
    seen = set()
    place = "x0"
    for _ in range(60):
        picture = draw(digits, known(digits), width=80, height=20, phase=phase, focus=place)
        assert picture.fits
        assert any(place in names for names in picture.nodes)
        edges, boxes = read(picture.text())
        assert {place} < {end for edge in edges for end in edge} <= set(boxes)
        seen.update(picture.nodes[0])
        place = move_focus(digits, place, "down", by=len(picture.nodes[0]))
    assert seen == set(digits.inputs)


def test_wires_of_the_step_stay_while_their_other_end_moves(read, digits, known):
    place = move_focus(digits, "x5->h1_3", "left")
    assert place == "x47"
    at = {"width": 80, "height": 20, "current": "h1_3"}
    edges, _ = read(draw(digits, known(digits), focus=place, **at).text())
    assert (place, "h1_3") in edges
    edges, _ = read(draw(digits, known(digits), focus="h2_4", **at).text())
    assert {target for _, target in edges} == {"h2_4"}


def test_the_focus_moves_inside_the_network(digits):
    assert move_focus(digits, "h1_3", "up", by=20) == "h1_0"
    assert move_focus(digits, "h1_3", "down", by=200) == "h1_49"
    assert move_focus(digits, "y0", "right") == "y0"
    assert move_focus(digits, "loss", "left") == "h2_0"
    assert move_focus(digits, "bias->h1_49", "right", by=2) == "y9"


def test_the_inputs_shown_are_those_that_say_most_about_the_current_node(digits, known):
    given = known(digits)
    picture = draw(digits, given, width=80, height=20, current="h1_3")

    def said(name):
        return abs(given.edge(name, "h1_3", "product"))

    largest = sorted(digits.inputs, key=said, reverse=True)[: len(picture.nodes[0])]
    assert set(picture.nodes[0]) == set(largest)
    assert len(largest) > 10


def test_the_current_node_has_its_notes_in_a_full_layer(network, known):
    net = network(40, 30, 2, biases=True)
    given = known(net, nodes={("h1_7", "slope"): 0.0})
    picture = draw(net, given, width=80, height=20, phase="backward", current="h1_7")
    lines = picture.text().split("\n")
    at = next(row for row, line in enumerate(lines) if "›h1_7" in line)
    assert "bias +0.50:    ?" in lines[at + 1]
    assert "slope 0" in lines[at + 2]


def test_layers_with_all_their_wires_are_preferred_to_all_layers(read, network, known):
    net = network(4, 4, 4, 2)
    for current, window in (("h1_1", "1 to 3"), ("y0", "2 to 4")):
        picture = draw(net, known(net), width=80, height=20, current=current)
        edges, _ = read(picture.text())
        assert len(edges) == sum(n * m for n, m in pairwise(map(len, picture.nodes)))
        assert f"… layers {window} of 4" in picture.text()


def test_without_a_step_the_end_that_is_computed_is_shown(network, known):
    net = network(*[3] * 8)
    nothing = known(net, unknown=frozenset({"activation"}))
    for given, depth in ((known(net), -1), (nothing, 0)):
        assert draw(net, given, width=80, height=20).nodes[depth] == net.columns[depth]


def test_with_a_ranking_the_nodes_stay_but_for_those_the_step_is_about():
    """From step to step of a pass, and from one training step to another, as numbers change."""
    problem = random_network((40, 30, 3), ("relu", "identity"), seed=1)
    network = replace(problem.network, loss="squared_error")
    rows = (Row(tuple(math.sin(i) for i in range(40)), (1.0, 2.0, 3.0)),)
    first = trace(network, rows)
    seen = {}
    for walked in (first, trace(network, rows, updates=9)):
        for k in range(1, len(walked), 7):
            step, known = walked[k - 1], walked.known(k)
            backward = step.phase in ("backward", "update")
            picture = draw(
                walked.network, known, width=80, height=20,
                phase="backward" if backward else "forward", current=step.at, uses=step.reads,
                ranking=first.known(len(first)),
            )  # fmt: skip
            named = {end for place in (step.at, *step.reads) for end in place.split("->")}
            fan = find_fan(network, Highlight(step.at, frozenset(step.reads)), backward)
            for depth, names in enumerate(picture.nodes):
                key = (depth, backward, fan if fan and fan.far == depth else None)
                seen.setdefault(key, []).append((set(names), named))
    assert len(seen) > 30
    for pictures in seen.values():
        for (names, named), (others, also_named) in pairwise(pictures):
            kept, still = names - named - also_named, others - named - also_named
            assert kept <= still or still <= kept
