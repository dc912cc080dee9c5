"""Names, the arithmetic line and the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.diagram import ASCII, UNICODE, arithmetic, cut_names, ledger
from tutor.diagram.names import least_width
from tutor.diagram.picture import cell_width, line_text
from tutor.diagram.sources import source, sources
from tutor.network.model import Layer, Network, Node, Optimizer, Row
from tutor.network.optimizers import updater
from tutor.network.trace import trace


@dataclass
class Step:
    operation: str
    name: str
    formula: str
    numbers: str
    value: float | None


ROWS = (Row((2.0,), (5.0,)), Row((3.0,), (1.0,)))
GRADIENT = Step("gradient", "gradient(a->h0)", "a × delta(h0)", "2 × 3", 6.0)


def test_the_line_says_formula_numbers_and_value():
    line = arithmetic(GRADIENT)
    assert line_text(line) == "gradient(a→h0) = a × delta(h0) = 2 × 3 = 6"
    assert line[-1].style == "positive"
    assert line_text(arithmetic(GRADIENT, alphabet=ASCII)) == (
        "gradient(a->h0) = a * delta(h0) = 2 * 3 = 6"
    )


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (42, "gradient(a→h0) = a × delta(h0) = 2 × 3 = 6"),
        (41, "gradient(a→h0) = 2 × 3 = 6"),
        (20, "gradient(a→h0) = 6"),
        (10, "gradient(…"),
    ],
)
def test_a_short_line_leaves_the_formula_out_first(width, text):
    assert line_text(arithmetic(GRADIENT, width=width)) == text


def test_while_it_is_asked_the_line_gives_nothing_away():
    assert line_text(arithmetic(GRADIENT, asked=True)) == "gradient(a→h0) = a × delta(h0) = ?"


def test_nothing_is_said_twice():
    same = Step("delta", "delta(y)", "target", "-17", -17.0)
    assert line_text(arithmetic(same)) == "delta(y) = target = -17"
    one = Step("slope", "slope(y)", "1", "1", 1.0)
    assert line_text(arithmetic(one)) == "slope(y) = 1"


@pytest.mark.parametrize(
    ("optimizer", "name", "line"),
    [
        ("sgd", "product(a->h)", "product(a→h) = a × w = 2 × 3 = 6"),
        ("sgd", "sum_of_products(h)", "sum_of_products(h) = a × w = 6"),
        ("sgd", "sum(h)", "sum(h) = sum_of_products + b = 6 + 1 = 7"),
        ("sgd", "h", "h = sum(h) = 7"),
        ("sgd", "loss_slope(y)", "loss_slope(y) = 2 × error = 2 × 9 = 18"),
        ("sgd", "backflow(h)", "backflow(h) = w × delta(y) = 36"),
        ("sgd", "delta(h)", "delta(h) = backflow × slope = 36 × 1 = 36"),
        ("sgd", "average loss", "average loss = (row 0 + row 1) / 2 = (81 + 81) / 2 = 81"),
        ("sgd", "average bias_gradient(h)", "average bias_gradient(h) = (row 0 + row 1) / 2"),
        ("sgd", "new_bias(h)", "new_bias(h) = b − learning_rate × gradient = 1 − 0.01 × 36"),
        ("adam", "first_moment(a->h)", "first_moment(a→h) = 0.9 × old m + (1 − 0.9) × gradient"),
        ("momentum", "velocity(a->h)", "velocity(a→h) = 0.9 × old_velocity − learning_rate"),
    ],
)
def test_what_a_step_computes_has_the_name_one_types(optimizer, name, line):
    nodes = (Layer((Node("h", (3.0,), 1.0),)), Layer((Node("y", (2.0,)),)))
    built = Network(("a",), nodes, "squared_error", Optimizer(optimizer))
    batch = trace(built, (Row((2.0,), (5.0,)),) * (1 + name.startswith("average")))
    quantity = name.removeprefix("average ")
    (step,) = [s for s in batch if s.name == quantity and (s.row is None) >= ("average" in name)][
        :1
    ]
    assert line_text(arithmetic(step, width=200)).startswith(line)
    if "products" not in name:
        assert batch.find(quantity) == step.index


def test_what_an_average_reads_tells_its_row():
    batch = trace(Network(("a",), (Layer((Node("y", (2.0,)),)),), "squared_error"), ROWS)
    step = batch.find("gradient(a->y)")
    read = [source(batch, cell, step) for cell in sources(batch, step)]
    assert [each.name for each in read] == ["gradient(a→y)[0]", "gradient(a→y)[1]"]
    product = batch.find("product(a->y)[1]")
    assert [source(batch, cell, product).name for cell in sources(batch, product)] == [
        "a", "weight(a→y)"
    ]  # fmt: skip


def test_names_that_fit_stay_whole():
    assert cut_names(["age", "income"], 6) == ("age", "income")


def test_long_names_lose_what_they_have_in_common():
    assert cut_names(["accounts_open", "balance"], 6) == ("accou…", "balan…")
    assert cut_names(["hidden_0", "hidden_1"], 5) == ("hid…0", "hid…1")
    assert cut_names(["hidden_0", "hidden_1"], 5, ASCII) == ("hid~0", "hid~1")


LETTERS = st.sampled_from("ab_é年ｗe\u0301ñ0")
NAMES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=16),
    st.builds("prefix_in_common_{}".format, st.text(LETTERS, max_size=8)),
    st.builds("{}_suffix_in_common".format, st.text(LETTERS, max_size=8)),
    st.builds("both_{}_ends".format, st.text(LETTERS, max_size=8)),
    st.text(min_size=1, max_size=12),
)


@given(
    st.lists(NAMES, min_size=1, max_size=30), st.integers(0, 14), st.sampled_from([UNICODE, ASCII])
)
@settings(max_examples=400, deadline=None)
def test_cut_names_are_short_and_distinct(names, width, alphabet):
    apart = len(set(names))
    if width < least_width(apart, alphabet):
        try:
            cut = cut_names(names, width, alphabet)
        except ValueError as problem:
            assert f"{apart} names" in str(problem)
            return
    else:
        cut = cut_names(names, width, alphabet)
    assert len(cut) == len(names)
    assert {len({cut[i] for i, n in enumerate(names) if n == name}) for name in names} == {1}
    assert len(set(cut)) == apart
    assert all(cell_width(name) <= width for name in cut)
    assert alphabet is UNICODE or "".join(cut).isascii()


def test_what_no_cut_keeps_apart_is_numbered():
    assert cut_names(["both_1_ends", "both_2_ends"], 6) == ("both…0", "both…1")
    with pytest.raises(ValueError, match="3 names can't be kept apart in 1 cell"):
        cut_names(["aaa", "aab", "aac"], 1)


def test_the_ledger_of_a_forward_pass(network, known):
    net = network(2, 1, 1, biases=True)
    unknown = frozenset({("y0", "activation"), ("h1_0", "y0", "product")})
    text = ledger(net, known(net, unknown=unknown)).text().split("\n")
    assert text == [
        "from  to    weight  enters  product",
        "x0    h1_0   +1.00    0.00    +3.00",
        "x1    h1_0   -2.00    1.00    -6.00",
        "bias  h1_0   +0.50    1.00    +0.50",
        "h1_0  y0     +3.00    2.00        ?",
        "bias  y0     +0.50    1.00    +0.50",
        "",
        "node   sum  activation",
        "x0                0.00",
        "x1                1.00",
        "h1_0  2.00        2.00",
        "y0    3.00           ?",
    ]


def test_the_ledger_of_a_backward_pass(network, known):
    net = network(1, 1)
    text = ledger(net, known(net), phase="backward").text().split("\n")
    assert text == [
        "from  to  weight  enters  delta  gradient  new_weight",
        "x0    y0   +1.00    0.00  -2.00     -1.00       +2.00",
        "",
        "node   sum  activation  slope  delta",
        "x0                0.00",
        "y0    1.00        1.00   1.00  -2.00",
    ]


@pytest.mark.parametrize(
    ("name", "headings"),
    [("momentum", "gradient  velocity  new_weight"), ("adam", "m  v  new_weight")],
)
def test_the_ledger_has_what_the_optimizer_computes(network, name, headings):
    net = replace(
        network(1, 1, biases=True), loss="squared_error", optimizer=Optimizer(name, 0.125)
    )
    ours = trace(net, [Row((2,), (0.5,))])
    head, edge, bias, *_ = ledger(net, ours.known(len(ours)), phase="backward").text().split("\n")
    assert " ".join(head.split()).endswith(" ".join(headings.split()))
    memory = updater(net.optimizer).memory
    for row, at in ((edge, "x0->y0"), (bias, "bias->y0")):
        expected = [ours.value(ours.find(f"{what}({at})")) for what in (*memory, "new_weight")]
        given = [float(word) for word in row.split()[-len(expected) :]]
        assert given == pytest.approx(expected, abs=0.006)
    early = ledger(net, ours.known(3), phase="backward").text().split("\n")[1].split()
    assert early[-len(memory) - 1 :] == ["?"] * (len(memory) + 1)


def test_softmax_has_no_slope_of_a_node(network, known):
    net = network(1, 2, output="softmax")
    blank = known(net, unknown=frozenset({"slope"}))
    last = ledger(net, blank, phase="backward").text().split("\n")[-1]
    assert last.split() == ["y1", "2.00", "2.00", "-3.00"]


def test_a_long_ledger_counts_the_rest(network, known):
    net = network(784, 50, 10)
    picture = ledger(net, known(net), limit=20)
    assert picture.elided
    assert "… 39,680 more edges" in picture.text()
    assert "… 824 more nodes" in picture.text()
    assert picture.height == 2 + 20 + 1 + 2 + 20


def test_a_ledger_in_ascii_is_ascii(network, known):
    net = network(2, 1, names=[["größe", "年齢"], ["y"]])
    assert ledger(net, known(net), alphabet=ASCII, limit=1).text().isascii()
