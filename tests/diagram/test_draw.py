"""What a picture says, where the size is short, and how it is styled."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tutor.diagram import ASCII, UNICODE, draw
from tutor.network.build import random_network
from tutor.network.model import Row
from tutor.network.trace import trace


def styles(picture):
    return {(span.text.strip(), span.style) for line in picture.lines for span in line}


def test_a_small_network_looks_like_this(network, known):
    net = network(2, 2, 1, names=[["a", "b"], ["h0", "h1"], ["y"]])
    picture = draw(net, known(net), width=80, height=20)
    assert picture.text() == "\n".join(
        [
            "inputs               hidden · relu       output",
            "[a 0.00]┬ +1.00 ╶┬──▶[h0 2.00]─ +5.00 ╶┐",
            "        └ -2.00 ╶│─┐                   │",
            "                 │ │                   ├▶[y  4.00]",
            "[b 1.00]┬ +3.00 ╶┘ │                   │",
            "        └ -4.00 ╶──┴▶[h1 3.00]─ -6.00 ╶┘",
        ]
    )
    assert picture.legend == "node activation   edge weight"


def test_the_same_in_ascii_with_the_current_edge_marked(network, known):
    net = network(2, 2, 1, names=[["a", "b"], ["h0", "h1"], ["y"]])
    picture = draw(net, known(net), width=80, height=20, alphabet=ASCII, current="b->h1")
    assert picture.text() == "\n".join(
        [
            "inputs               hidden - relu       output",
            "[a 0.00]+ +1.00 -+-->[h0 2.00]- +5.00 -+",
            "        + -2.00 -|-+                   |",
            "                 | |                   +>[y  4.00]",
            "[b 1.00]+ +3.00 -+ |                   |",
            "        +*-4.00*---+>[h1 3.00]- -6.00 -+",
        ]
    )


def test_signs_are_printed_and_coloured(network, known):
    net = network(2, 1)
    found = styles(draw(net, known(net), width=80, height=20))
    assert {("+1.00", "positive"), ("-2.00", "negative"), ("inputs", "title")} <= found


def test_zero_has_no_sign(network, known):
    net = network(1, 1)
    picture = draw(net, known(net, scale=0.0), width=80, height=20)
    assert " 0.00 " in picture.text()
    assert "+" not in picture.text()
    assert "-" not in picture.text()


def test_what_is_current_read_and_unknown_is_styled(network, known):
    net = network(2, 1)
    given = known(net, unknown=frozenset({("y0", "activation")}))
    picture = draw(net, given, width=80, height=20, current="x0->y0", uses=["x0"])
    found = {(text, style) for text, style in styles(picture) if style in ("current", "read")}
    assert {style for text, style in found if "1.00" in text} == {"current"}
    assert {style for text, style in found if "x0" in text} == {"read"}
    assert ("?", "unknown") in styles(picture)
    assert "(x0 0.00)─›+1.00‹" in picture.text()


def test_nothing_moves_when_the_current_place_does(network, known):
    net = network(2, 2, 1)
    plain = draw(net, known(net), width=80, height=20).text()
    for place in ("x0", "h1_1", "x1->h1_0", "loss"):
        marked = draw(net, known(net), width=80, height=20, current=place, uses=["x0->h1_1"]).text()
        assert len(marked) == len(plain)
        moved = [(a, b) for a, b in zip(plain, marked, strict=True) if a != b]
        marks = {("[", "›"), ("]", "‹"), (" ", "›"), (" ", "‹"), (" ", "("), (" ", ")")}
        assert set(moved) <= marks
        assert len(moved) == (2 if place == "loss" else 4)


def test_the_picture_stays_as_large_while_numbers_come_in(network, known):
    net = network(2, 3, 2, output="sigmoid")
    every = draw(net, known(net), width=120, height=20, phase="backward")
    blank = known(net, unknown=frozenset({"delta", "gradient", "h1_0", "y1"}))
    assert draw(net, blank, width=120, height=20, phase="backward").width == every.width


@pytest.mark.parametrize(
    ("width", "show", "shows"),
    [
        (120, "both", ("weight", "gradient")),
        (70, "both", ("gradient",)),
        (120, "weight", ("weight",)),
        (120, "gradient", ("gradient",)),
    ],
)
def test_backward_shows_what_the_width_allows(network, known, width, show, shows):
    net = network(2, 2, 1)
    picture = draw(net, known(net), width=width, height=20, phase="backward", show=show)
    assert picture.shows == shows
    assert picture.width <= width
    assert not picture.elided


def test_update_shows_the_new_weight(network, known):
    net = network(2, 2, 1)
    picture = draw(net, known(net), width=120, height=20, phase="update")
    assert "+1.00:-1.00:+2.00" in picture.text()
    assert draw(net, known(net), width=60, height=20, phase="update").shows == ("new_weight",)


def test_inputs_have_no_delta(network, known):
    net = network(2, 1)
    text = draw(net, known(net), width=80, height=20, phase="backward").text()
    assert "[x0 0.00]" in text
    assert "2.00:-3.00]" in text


def test_notes_say_bias_target_and_dead_slope(network, known):
    net = network(2, 1, 1, biases=True)
    given = known(net, nodes={("h1_0", "slope"): 0.0, ("y0", "target"): 19.5})
    text = draw(net, given, width=120, height=20, phase="backward").text()
    assert "slope 0" in text
    assert "target 19.5" in text
    assert "bias +0.50:    ?" in text
    assert "slope" not in draw(net, given, width=120, height=20).text()


def test_a_current_bias_is_marked_at_its_note(network, known):
    net = network(2, 1, biases=True)
    text = draw(net, known(net), width=80, height=20, current="bias->y0").text()
    assert "›bias +0.50‹" in text
    assert "[y0  2.00]" in text
    net = network(1, 1, biases=True)
    without_room = draw(net, known(net), width=80, height=1, current="bias->y0").text()
    assert "›y0  1.00‹" in without_room


def test_long_names_are_cut_and_stay_distinct(network, known):
    names = [["accounts_open", "accounts_closed"], ["hidden_0", "hidden_1"], ["transactions"]]
    net = network(2, 2, 1, names=names)
    picture = draw(net, known(net), width=66, height=20)
    assert not picture.elided
    assert picture.width <= 66
    assert "accounts_open" not in picture.text()
    first = [line.split(" ")[0] for line in picture.text().split("\n") if line.startswith("[")]
    assert len(set(first)) == 2


def test_wide_characters_take_two_cells(network, known):
    net = network(2, 1, names=[["年齢", "b"], ["y"]])
    picture = draw(net, known(net), width=80, height=20)
    lines = picture.text().split("\n")
    first, second = (line for line in lines if line.startswith("["))
    assert first.index("]") + 2 == second.index("]")
    text = draw(net, known(net), width=80, height=20, alphabet=ASCII).text()
    assert text.isascii()


@pytest.mark.parametrize("alphabet", [UNICODE, ASCII], ids=lambda a: a.name)
@pytest.mark.parametrize("size", product([1, 5, 20, 40, 80], [1, 4, 12, 20]))
@pytest.mark.parametrize("shape", [(2, 2, 1), (4, 4, 4, 2), (30, 12, 1), (3,) * 8])
def test_no_picture_is_larger_than_asked(network, known, alphabet, size, shape):
    width, height = size
    net = network(*shape)
    for phase, place in (("forward", None), ("backward", "h1_1"), ("update", "x1->h1_0")):
        picture = draw(
            net,
            known(net),
            width=width,
            height=height,
            phase=phase,
            current=place,
            alphabet=alphabet,
        )
        assert picture.width <= width
        assert picture.height <= height
        assert alphabet is UNICODE or picture.text().isascii()


def test_averages_have_no_numbers_of_nodes():
    net = replace(random_network((1, 1), seed=1).network, loss="squared_error")
    learnt = trace(net, (Row((1.0,), (2.0,)), Row((3.0,), (1.0,))))
    averages = learnt.known(len(learnt), row=None)
    text = draw(net, averages, width=60, height=20, phase="backward").text()
    assert "?" not in text and "[x -]" in text.replace("x0", "x")
