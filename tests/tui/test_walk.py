"""Where one stands in a trace: both ways, by size, and stopped by open questions."""

from __future__ import annotations

import pytest

from tutor.network.build import random_network
from tutor.network.model import Network, Optimizer, Row
from tutor.network.trace import Trace, trace
from tutor.session.walk import SIZES, Walk


@pytest.fixture
def small() -> Trace:
    problem = random_network([2, 2, 1], ["relu", "identity"], 3, True)
    network = problem.network
    learning = Network(network.inputs, network.layers, "squared_error")
    return trace(learning, [Row(problem.rows[0].inputs, (1.0,))])


def test_there_and_back_by_every_size(small: Trace) -> None:
    for size in SIZES:
        walk = Walk(small, size=size)
        places = [walk.k]
        while walk.forward():
            places.append(walk.k)
        assert places[-1] == len(small)
        assert places == sorted(set(places))
        back = [walk.k]
        while walk.back():
            back.append(walk.k)
        assert back == places[::-1]


def test_a_question_stops_the_way_forward_until_it_is_answered(small: Trace) -> None:
    asked = small.find("delta(y0)")
    walk = Walk(small, asked={asked: "delta(y0)"})
    while walk.forward():
        assert walk.k <= asked
    assert walk.asking == "delta(y0)"
    assert walk.known.node("y0", "delta") is None
    assert not walk.forward("pass")
    walk.go(len(small))
    assert walk.k == asked
    walk.answered.add("delta(y0)")
    assert walk.all_answered
    walk.go(len(small))
    assert walk.k == len(small)


def test_it_stays_inside_its_part(small: Trace) -> None:
    walk = Walk(small, first=5, last=9)
    assert walk.k == 5
    assert not walk.back()
    walk.go(100)
    assert walk.k == 9
    assert not walk.forward("pass")
    walk.go(-3)
    assert walk.k == 5


def test_sizes_end_at_the_finest_and_the_coarsest(small: Trace) -> None:
    walk = Walk(small)
    assert [walk.coarser(1) for _ in range(4)] == ["node", "layer", "pass", "pass"]
    assert [walk.coarser(-1) for _ in range(4)] == ["layer", "node", "operation", "operation"]


def batch(optimizer: str = "sgd") -> Trace:
    problem = random_network([2, 2, 1], ["tanh", "identity"], 5, True)
    network = problem.network
    learning = Network(
        network.inputs, network.layers, "mean_squared_error", Optimizer(optimizer, 0.1)
    )
    return trace(learning, [Row((1.0, -2.0), (1.0,)), Row((0.5, 3.0), (-1.0,))])


def test_the_row_of_the_last_step_is_looked_at_unless_another_is_chosen() -> None:
    walk = Walk(batch())
    for k in range(1, len(walk.trace) + 1):
        walk.go(k)
        assert walk.row == walk.trace[k - 1].row
    walk.go(1)
    seen = []
    for _ in range(3):
        walk.look_at_next_row()
        seen.append(walk.row)
    assert seen == [1, None, 0]
    walk.look_at_next_row()
    walk.forward()
    assert walk.row == 0


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_training_on_equals_so_many_updates_at_once(optimizer: str) -> None:
    walk = Walk(batch(optimizer))
    first = walk.trace
    for updates in (2, 3, 4):
        walk.go(len(walk.trace))
        walk.next_update()
        assert walk.k == 0
        assert walk.trace.cells == trace(first.network, first.rows, updates).cells
    for _ in range(3):
        walk.last_update()
    assert walk.trace is first


def test_a_wide_network_is_walked_by_node() -> None:
    problem = random_network([60, 20, 5], ["relu", "identity"], 1, True)
    walk = Walk(trace(problem.network, problem.rows))
    assert walk.size == "operation"  # forward only: not so many steps
    wide = random_network([200, 20, 5], ["relu", "identity"], 1, True)
    walk = Walk(trace(wide.network, wide.rows))
    places = []
    while walk.forward():
        places.append(walk.k)
    assert places == list(walk.trace.stops("node"))
