"""The steps of a trace: how many, in which order, what they read, what they say."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import pytest

from tutor.network.build import random_network
from tutor.network.model import Layer, Loss, Network, NetworkError, Node, Optimizer, Problem, Row
from tutor.network.numbers import exact
from tutor.network.quantity import QuantityError, parse
from tutor.network.trace import Trace, trace


def learning(
    shape: list[int], biases: bool = True, loss: Loss = "squared_error", **more: object
) -> Problem:
    """A network of that shape with a loss, and a row with targets."""
    problem = random_network(shape, seed=1, biases=biases)
    network = replace(problem.network, loss=loss, **more)  # type: ignore[arg-type]
    return Problem(network, (Row(problem.rows[0].inputs, (1.0,) * shape[-1]),))


def recorded(problem: Problem, updates: int = 1) -> Trace:
    return trace(problem.network, problem.rows, updates)


@pytest.fixture
def bank() -> Network:
    """The network of the course."""
    hidden = Layer((Node("node_0", (2, 4)), Node("node_1", (4, -5))), "relu")
    return Network(
        ("accounts", "children"), (hidden, Layer((Node("output", (2, 7)),))), "squared_error"
    )


@pytest.fixture
def round_of_backprop() -> Trace:
    """Exercise 18 of the course."""
    hidden = Layer((Node("h0", (4, -1)), Node("h1", (-1, 3))), "relu")
    network = Network(("a", "b"), (hidden, Layer((Node("output", (3, -1)),))), "squared_error")
    return trace(network, [Row((2, 1), (19.5,))])


@pytest.mark.parametrize(
    ("shape", "with_biases", "without"),
    [([2, 2, 1], 46, 37), ([2, 2, 2, 1], 78, 63), ([2, 4, 4, 1], 178, 151)],
)
def test_how_many_steps_there_are(shape: list[int], with_biases: int, without: int) -> None:
    assert len(recorded(learning(shape, biases=True))) == with_biases
    assert len(recorded(learning(shape, biases=False))) == without


def test_forward_of_the_bank(bank: Network) -> None:
    steps = list(trace(bank, [Row((3, 5))]))
    assert [s.operation for s in steps[:4]] == ["product", "product", "sum", "activation"]
    assert (steps[0].at, steps[0].formula, steps[0].numbers) == (
        "accounts->node_0",
        "accounts × w",
        "3 × 2",
    )
    assert steps[0].value == 6
    assert steps[2].uses == (0, 1)
    assert steps[-1].value == 52
    assert {s.phase for s in steps} == {"forward"}


def test_a_round_of_backprop(round_of_backprop: Trace) -> None:
    step = round_of_backprop[round_of_backprop.find("gradient(a->h0)")]
    assert (step.index, len(round_of_backprop)) == (25, 37)
    assert (step.formula, step.numbers, step.value) == ("a × delta(h0)", "2 × 3", 6)
    assert step.uses == (24,)
    assert step.reads == ("a", "h0")
    delta = round_of_backprop[24]
    assert (delta.formula, delta.numbers) == ("backflow × slope", "3 × 1")


def test_a_target_without_a_loss_gives_the_error_only(bank: Network) -> None:
    ours = trace(replace(bank, loss=None), [Row((3, 5), (50,))])
    assert ours[len(ours) - 1].operation == "error"
    assert ours.known(len(ours)).loss is None


def test_the_way_back_uses_the_old_weights(round_of_backprop: Trace) -> None:
    back = round_of_backprop[round_of_backprop.find("backflow(h0->output)")]
    assert back.numbers == "3 × 1"
    assert round_of_backprop.after().layers[1].nodes[0].weights[0] == pytest.approx(2.93)


PROBLEMS = [
    learning([2, 2, 1]),
    learning([3, 2, 2], biases=False, loss="mean_squared_error", optimizer=Optimizer("momentum")),
    learning([1, 3, 2], loss="half_squared_error", optimizer=Optimizer("adam")),
    Problem(
        Network(
            ("a", "b"),
            (
                Layer((Node("s", (-1.5, 0.25), 0.5), Node("t", (0.75, -2), -1)), "sigmoid"),
                Layer((Node("u", (1, -1), 0.5), Node("v", (0.5, 2), 0.25)), "softmax"),
            ),
            "categorical_crossentropy",
        ),
        (Row((1, -2), (0, 1)), Row((-0.5, 1), (1, 0))),
    ),
    Problem(
        Network(
            ("a",),
            (
                Layer((Node("s", (-1.5,)), Node("t", (0.75,))), "leaky_relu"),
                Layer((Node("u", (1, -1)), Node("v", (0.5, 2))), "tanh"),
                Layer((Node("p", (1, 0.5)), Node("q", (-1, 0.5))), "sigmoid"),
            ),
            "binary_crossentropy",
        ),
        (Row((0.5,), (1, 0)),),
    ),
]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.network.loss)
def test_the_text_with_numbers_gives_the_value(problem: Problem) -> None:
    ours = recorded(problem, updates=3)
    for step in ours:
        value = parse(ours.numbers(step.index, exact)).evaluate()
        assert value == pytest.approx(step.value, rel=1e-9, abs=1e-12), step


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.network.loss)
def test_steps_read_what_was_computed_before(problem: Problem) -> None:
    for index, step in enumerate(recorded(problem)):
        assert step.index == index
        assert all(0 <= used < index for used in step.uses)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.network.loss)
def test_what_is_known_grows_by_one_number_a_step(problem: Problem) -> None:
    ours = recorded(problem)
    names = [name for column in problem.network.columns for name in column]

    def count(steps: int) -> int:
        known = ours.known(steps, row=0)
        nodes = [known.node(n, w) for n in names for w in ("pre_activation", "activation", "delta")]
        return sum(value is not None for value in (*nodes, known.loss))

    counts = [count(steps) for steps in range(len(ours) + 1)]
    assert all(0 <= after - before <= 1 for before, after in pairwise(counts))
    assert counts[-1] > counts[0]


def test_nothing_is_known_before_it_is_computed(round_of_backprop: Trace) -> None:
    start = round_of_backprop.known(0)
    assert start.node("a", "activation") == 2
    assert start.edge("a", "h0", "weight") == 4
    assert start.node("h0", "activation") is None
    assert start.edge("a", "h0", "gradient") is None
    assert start.phase == "forward"
    end = round_of_backprop.known(len(round_of_backprop))
    assert end.edge("a", "h0", "gradient") == 6
    assert end.node("h0", "bias") is None
    assert end.phase == "update"
    assert (end.loss, end.node("output", "error"), end.node("output", "target")) == (
        0.25,
        0.5,
        19.5,
    )


def test_pre_activation_is_unknown_until_the_bias_is_added() -> None:
    ours = recorded(learning([1, 1]))
    assert ours[1].operation == "sum"
    assert ours.known(2).node("y0", "pre_activation") is None
    assert ours.known(3).node("y0", "pre_activation") == ours[2].value


def test_stops() -> None:
    ours = recorded(learning([2, 2, 1], biases=False))
    assert ours.stops("operation") == tuple(range(1, 38))
    assert ours.stops("node")[:3] == (4, 8, 12)
    assert ours.stops("layer") == (8, 12, 15, 19, 31, 35, 37)
    assert ours.stops("pass") == (12, 15, 31, 37)


def test_a_batch_averages_loss_and_gradients(bank: Network) -> None:
    rows = (Row((3, 5), (50,)), Row((1, -1), (60,)), Row((0, 0), (1,)))
    ours = trace(bank, rows)
    alone = [trace(bank, [row]) for row in rows]
    losses = [one.known(len(one)).loss or 0 for one in alone]
    gradients = [one[one.find("gradient(accounts->node_0)")].value or 0 for one in alone]

    averages = ours.known(len(ours), row=None)
    assert averages.loss == pytest.approx(sum(losses) / 3)
    assert averages.edge("accounts", "node_0", "gradient") == pytest.approx(sum(gradients) / 3)
    assert ours.known(len(ours), row=1).edge("accounts", "node_0", "gradient") == gradients[1]
    assert ours[ours.find("gradient(accounts->node_0)")].operation == "average"
    assert ours[ours.find("gradient(accounts->node_0)[2]")].row == 2


def test_several_updates_are_the_single_ones_in_a_row() -> None:
    problem = learning([2, 3, 2], optimizer=Optimizer("sgd", learning_rate=0.1))
    network = problem.network
    for _ in range(3):
        network = trace(network, problem.rows).after()
    fourth = recorded(problem, updates=4)
    assert fourth.network == network
    assert fourth.after() == trace(network, problem.rows).after()


def test_fixed_biases_stay() -> None:
    problem = learning([2, 2, 1], train_biases=False)
    ours = recorded(problem)
    known = ours.known(len(ours))
    assert known.node("h0", "bias") is not None
    assert known.node("h0", "bias_gradient") is None
    assert ours.after().layers[0].nodes[0].bias == problem.network.layers[0].nodes[0].bias


def test_huge_numbers_do_no_harm() -> None:
    lot = random.Random(0)
    for activation in ("identity", "relu", "sigmoid", "tanh", "leaky_relu"):
        layer = Layer((Node("h", (1e200,)),), activation)
        network = Network(
            ("x",),
            (layer, Layer((Node("y", (-1e200,)),), "sigmoid")),
            "binary_crossentropy",
            Optimizer("adam"),
        )
        ours = trace(network, [Row((lot.choice([1e200, -1e200]),), (1,))], updates=3)
        assert all(step.numbers for step in ours)
    softmax = Network(("x",), (Layer((Node("p", (1000,)), Node("q", (-1000,))), "softmax"),))
    assert math.isclose(trace(softmax, [Row((5,))]).known(99).node("p", "activation") or 0, 1)


def test_what_can_not_be_traced(bank: Network) -> None:
    with pytest.raises(NetworkError, match="at least one row"):
        trace(bank, [])
    with pytest.raises(NetworkError, match="row 0"):
        trace(bank, [Row((1,))])
    with pytest.raises(ValueError, match="training step"):
        trace(bank, [Row((1, 2))], updates=0)
    with pytest.raises(QuantityError, match="given"):
        trace(bank, [Row((1, 2))]).find("accounts")
    with pytest.raises(IndexError):
        trace(bank, [Row((1, 2))])[999]


def test_a_network_by_lot_is_the_same_every_time() -> None:
    once, again = (random_network([2, 3, 1], seed=5, biases=True) for _ in range(2))
    assert once == again
    assert once != random_network([2, 3, 1], seed=6, biases=True)
    assert random_network([1, 2, 2, 1]).network.columns == (
        ("x0",),
        ("h0_0", "h0_1"),
        ("h1_0", "h1_1"),
        ("y0",),
    )
    assert random_network([2, 2], ["sigmoid"]).network.layers[0].activation == "sigmoid"
    with pytest.raises(NetworkError, match="2 activations"):
        random_network([2, 3, 1], ["relu"])
    with pytest.raises(NetworkError, match="two layers"):
        random_network([2])


def test_momentum_computes_the_velocity_and_then_the_weight() -> None:
    ours = recorded(learning([2, 2, 1], optimizer=Optimizer("momentum", 0.25)), updates=3)
    velocity = ours[ours.find("velocity(x0->h0)")]
    weight = ours[velocity.index + 1]
    assert len(ours) == 46 + 9
    assert (velocity.phase, velocity.operation, velocity.at) == ("update", "velocity", "x0->h0")
    assert velocity.formula == "0.9 × old_velocity − learning_rate × gradient"
    assert (weight.operation, weight.formula) == ("update", "w + velocity")
    assert weight.uses == (velocity.index,)
    known = ours.known(len(ours))
    assert weight.value == known.edge("x0", "h0", "new_weight")
    assert ours.known(velocity.index).edge("x0", "h0", "velocity") is None
    assert known.edge("x0", "h0", "velocity") == velocity.value


def test_adam_computes_its_rate_once_and_two_moments_for_each_weight() -> None:
    ours = recorded(learning([2, 2, 1], optimizer=Optimizer("adam", 0.25)), updates=3)
    steps = [step for step in ours if step.phase == "update"]
    assert len(steps) == 1 + 3 * 9
    assert [step.operation for step in steps[:4]] == [
        "corrected_rate",
        "first_moment",
        "second_moment",
        "update",
    ]
    assert steps[0].numbers == "0.25 × sqrt(1 − 0.999 ** 3) / (1 − 0.9 ** 3)"
    assert set(steps[3].uses) == {step.index for step in steps[:3]}
    assert ours.stops("node")[-3:] == (steps[9].index + 1, steps[18].index + 1, len(ours))


@pytest.mark.parametrize("name", ["momentum", "adam"])
def test_what_was_new_is_old_in_the_next_update(name: str) -> None:
    problem = learning([2, 2, 1], optimizer=Optimizer(name))  # type: ignore[arg-type]
    second, third = (recorded(problem, updates) for updates in (2, 3))
    places = [place for place in third.plan.leaves if place.kind.startswith("old_")]
    assert places
    for place in places:
        new = second.plan.cells[place._replace(kind=place.kind.removeprefix("old_"))]
        assert third.cells[third.plan.cells[place]] == second.cells[new] != 0
