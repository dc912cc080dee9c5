"""What follows from the learner's own numbers: the trace as it is if those were right."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.problems import random_problem
from tutor.network.follow import Own, as_if, drawn_on
from tutor.network.mistakes import diagnose
from tutor.network.model import Layer, Network, Node, Row
from tutor.network.numbers import close, exact
from tutor.network.quantity import parse
from tutor.network.trace import Trace, trace


@pytest.fixture
def ours() -> Trace:
    hidden = Layer((Node("h0", (4, -1)), Node("h1", (-1, 3))), "relu")
    network = Network(("a", "b"), (hidden, Layer((Node("output", (3, -1)),))), "squared_error")
    return trace(network, [Row((2, 1), (19.5,))])


def follow(trace: Trace, index: int, earlier: Own) -> float | None:
    """What a step is with those numbers; None where it is what it was."""
    value = as_if(trace, drawn_on(trace, index, earlier)).value(index)
    return None if math.isclose(value, trace.value(index), rel_tol=1e-12) else value


def test_a_number_follows_from_another(ours: Trace) -> None:
    h0, output, loss = (ours.find(name) for name in ("h0", "output", "loss"))
    assert follow(ours, output, {h0: 6}) == 17
    assert follow(ours, loss, {h0: 6}) == 2.5**2
    assert as_if(ours, {h0: 6}).numbers(ours.find("product(h0->output)")) == "6 × 3"


def test_nothing_follows_from_what_is_right_or_comes_later_or_is_elsewhere(ours: Trace) -> None:
    output = ours.find("output")
    assert follow(ours, output, {}) is None
    assert follow(ours, output, {ours.find("h0"): 7}) is None
    assert follow(ours, output, {ours.find("error"): 5, output: 4}) is None
    assert follow(ours, ours.find("h1"), {ours.find("h0"): 6}) is None


def test_a_later_number_hides_an_earlier_one(ours: Trace) -> None:
    h0, output, error = (ours.find(name) for name in ("h0", "output", "error"))
    assert follow(ours, error, {h0: 6, output: 20}) is None
    assert follow(ours, error, {h0: 6, output: 17}) == -2.5
    assert drawn_on(ours, error, {h0: 6, output: 17}) == {output: 17}


def test_numbers_that_can_t_be_calculated_with_do_no_harm(ours: Trace) -> None:
    follows = follow(ours, ours.find("loss"), {ours.find("h0"): 1e200})
    assert follows == math.inf


def test_a_mistake_on_top_of_an_own_number_is_found(ours: Trace) -> None:
    delta, gradient = ours.find("delta(h0)"), ours.find("gradient(a->h0)")
    assert diagnose(ours, gradient, 35, close) == ()
    (found,) = diagnose(ours, gradient, 35, close, earlier={delta: 5})
    assert found.name == "took h0's own value"
    assert found.explanation.startswith("With your own 5 for delta(h0), 35 = 7 × 5: that takes h0")
    assert diagnose(ours, gradient, 10, close, earlier={delta: 5}) == ()  # which simply follows


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.floats(0, 0.99), st.floats(0, 0.99), st.floats(-3, 3))
def test_all_that_comes_after_is_computed_from_the_own_numbers(
    seed: int, one: float, other: float, number: float
) -> None:
    problem = random_problem(seed)
    ours = trace(problem.network, problem.rows)
    own = {int(one * len(ours)): number, int(other * len(ours)): -number / 2}
    theirs = as_if(ours, own)
    for index in range(len(ours)):
        value = theirs.value(index)
        if index in own:
            assert value == own[index]
            continue
        if math.isfinite(value):
            formula = parse(theirs.numbers(index, exact)).evaluate()
            assert formula == pytest.approx(value, rel=1e-6, abs=1e-9)
        follows = follow(ours, index, own)
        assert follows is None or follows == value or math.isnan(value)
        assert follows is not None or value == pytest.approx(ours.value(index), rel=1e-9)
