"""What typical mistakes give, and that a wrong number is traced back to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.network.build import random_network
from tutor.network.mistakes import Mistake, diagnose, mistakes
from tutor.network.model import Activation, Layer, Loss, Network, Node, Optimizer, Row
from tutor.network.numbers import close
from tutor.network.trace import Trace, trace


def layer(activation: Activation, **nodes: list[float]) -> Layer:
    return Layer(tuple(Node(name, tuple(weights)) for name, weights in nodes.items()), activation)


def names(found: tuple[Mistake, ...]) -> list[str]:
    return [mistake.name for mistake in found]


def explained(ours: Trace, quantity: str, given: float) -> list[str]:
    return names(diagnose(ours, ours.find(quantity), given, close))


def network(
    hidden: Activation = "relu",
    last: Activation = "identity",
    loss: Loss = "squared_error",
    *,
    outputs: int = 1,
    bias: float | None = None,
    optimizer: Optimizer | None = None,
) -> Network:
    """Two inputs, two hidden nodes; h0 is positive and h1 negative for the inputs 2, 1."""
    h = Layer((Node("h0", (4, -1), bias), Node("h1", (-2, 3), bias)), hidden)
    y = Layer(tuple(Node(f"y{i}", (0.75 - i, 0.5 + i), bias) for i in range(outputs)), last)
    return Network(("a", "b"), (h, y), loss, optimizer or Optimizer(learning_rate=0.1))


def step_of(ours: Network, *targets: float, inputs: tuple[float, ...] = (2, 1)) -> Trace:
    return trace(ours, [Row(inputs, targets or (1.0,) * len(ours.outputs))])


# --- the course's own -----------------------------------------------------------------------------


def round_of_backprop() -> Trace:
    ours = Network(
        ("a", "b"),
        (layer("relu", h0=[4, -1], h1=[-1, 3]), layer("identity", output=[3, -1])),
        "squared_error",
    )
    return trace(ours, [Row((2, 1), (19.5,))])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (3, ["gave delta(h0)", "forgot the 2"]),
        (21, ["took h0's own value"]),
        (12, ["took the weight"]),
        (-6, ["turned the sign"]),
        (6, []),
        (1000, []),
    ],
)
def test_a_round_of_backprop(given: float, expected: list[str]) -> None:
    assert explained(round_of_backprop(), "gradient(a->h0)", given) == expected


def test_an_explanation_shows_the_arithmetic_and_says_what_is_right() -> None:
    ours = round_of_backprop()
    (found,) = diagnose(ours, ours.find("gradient(a->h0)"), 21, close)
    assert found.formula == "7 × 3"
    assert found.explanation == (
        "21 = 7 × 3: that takes h0's own value. An edge's gradient is the value that enters the "
        "edge times the delta where it ends."
    )


@pytest.mark.parametrize(
    ("given", "name"), [(-11, "turned the sign"), (8, "forgot relu"), (16, "gave the prediction")]
)
def test_the_error_of_a_prediction(given: float, name: str) -> None:
    ours = Network(
        ("x", "z"), (layer("relu", node_0=[2, 1], node_1=[1, -2]), layer("identity", output=[2, 3]))
    )
    assert name in explained(trace(ours, [Row((3, 2), (5,))]), "error", given)


def test_relu_where_identity_stands_runs_through_the_whole_network() -> None:
    ours = Network(
        ("x", "z"),
        (
            layer("identity", p=[1, 1], q=[-1, 1]),
            layer("identity", r=[1, 1], s=[1, -1]),
            layer("identity", output=[2, -1]),
        ),
    )
    assert explained(trace(ours, [Row((2, 1))]), "output", 3) == [
        "applied relu where identity stands"
    ]


# --- each mistake: where it shows, and where it must be silent ------------------------------------

DOUBLE_BATCH = (Row((2, 1), (1,)), Row((1, 3), (2,)))

#: The name, where it shows (a trace and a quantity), and where it can't.
SHOWN = {
    "forgot relu": (step_of(network()), "y0", step_of(network(), inputs=(2, 2)), "y0"),
    "forgot sigmoid": (step_of(network("sigmoid")), "y0", step_of(network()), "y0"),
    "applied relu where identity stands": (
        step_of(network("identity")),
        "y0",
        step_of(network()),
        "y0",
    ),
    "took leaky_relu for relu": (step_of(network()), "h1", step_of(network()), "h0"),
    "took relu for leaky_relu": (
        step_of(network("leaky_relu")),
        "h1",
        step_of(network("leaky_relu")),
        "h0",
    ),
    "took sigmoid for tanh": (step_of(network("tanh")), "y0", step_of(network()), "y0"),
    "took tanh for sigmoid": (step_of(network("sigmoid")), "y0", step_of(network()), "y0"),
    "applied the activation twice": (step_of(network("sigmoid")), "h0", step_of(network()), "h0"),
    "took the absolute value": (step_of(network()), "h1", step_of(network()), "h0"),
    "took the smaller for the larger": (step_of(network()), "h0", step_of(network("tanh")), "h0"),
    "took sigmoid for softmax": (
        step_of(
            network("relu", "softmax", "categorical_crossentropy", outputs=2),
            1,
            0,
            inputs=(0.5, 1),
        ),
        "y0",
        step_of(network("relu", "sigmoid")),
        "y0",
    ),
    "forgot the bias": (step_of(network(bias=0.5)), "y0", step_of(network(bias=0.0)), "y0"),
    "subtracted the bias": (
        step_of(network(bias=0.5)),
        "sum(h0)",
        step_of(network(bias=0.0)),
        "sum(h0)",
    ),
    "swapped rows and columns": (
        step_of(network()),
        "sum(h0)",
        step_of(network()),
        "product(a->h0)",
    ),
    "added for multiplied": (
        step_of(network()),
        "product(a->h0)",
        step_of(network(), inputs=(4 / 3, 1)),
        "product(a->h0)",
    ),
    "took another edge's weight": (
        step_of(network()),
        "product(a->h0)",
        step_of(network()),
        "product(h0->y0)",
    ),
    "left out a product": (
        step_of(network()),
        "sum(h0)",
        step_of(network(), inputs=(0, 0)),
        "sum(h0)",
    ),
    "forgot the weights": (
        step_of(network()),
        "sum(h0)",
        step_of(network(), inputs=(0, 0)),
        "sum(h0)",
    ),
    "took the mean for the sum": (
        step_of(network()),
        "sum(h0)",
        step_of(network(), inputs=(0, 0)),
        "sum(h0)",
    ),
    "took the sum for the activation": (
        step_of(network("tanh")),
        "product(h0->y0)",
        step_of(network()),
        "product(h0->y0)",
    ),
    "gave the prediction": (step_of(network()), "error", step_of(network(), 0), "error"),
    "gave the target": (step_of(network()), "error", step_of(network()), "loss"),
    "squared the error": (step_of(network()), "error", step_of(network(), 4.25), "error"),
    "turned the sign": (step_of(network()), "delta(h0)", step_of(network()), "delta(h1)"),
    "forgot to square": (step_of(network()), "loss", step_of(network(), 4.25), "loss"),
    "doubled for squared": (step_of(network()), "loss", step_of(network(), 3.25), "loss"),
    "halved the loss": (step_of(network()), "loss", step_of(network(), 5.25), "loss"),
    "forgot the half": (
        step_of(network(loss="half_squared_error")),
        "loss",
        step_of(network()),
        "loss",
    ),
    "squared the sum": (step_of(network(outputs=2)), "loss", step_of(network()), "loss"),
    "forgot the minus": (
        step_of(network("relu", "sigmoid", "binary_crossentropy")),
        "loss",
        step_of(network()),
        "loss",
    ),
    "forgot the 2": (
        step_of(network()),
        "gradient(a->h0)",
        step_of(network(loss="half_squared_error")),
        "gradient(a->h0)",
    ),
    "put in a 2": (
        step_of(network(loss="half_squared_error")),
        "delta(y0)",
        step_of(network()),
        "delta(y0)",
    ),
    "took the sum for the mean": (
        step_of(network(loss="mean_squared_error", outputs=2)),
        "gradient(a->h0)",
        step_of(network()),
        "gradient(a->h0)",
    ),
    "forgot the slope of the activation": (
        step_of(network("sigmoid")),
        "delta(h0)",
        step_of(network("identity")),
        "delta(h0)",
    ),
    "took the activation for its slope": (
        step_of(network()),
        "delta(h0)",
        step_of(network()),
        "delta(h1)",
    ),
    "took the slope as 1": (
        step_of(network("sigmoid")),
        "slope(h0)",
        step_of(network()),
        "slope(h0)",
    ),
    "turned the slope over": (
        step_of(network()),
        "slope(h0)",
        step_of(network("tanh")),
        "slope(h0)",
    ),
    "took only one path back": (
        step_of(network(outputs=2)),
        "gradient(a->h0)",
        step_of(network()),
        "gradient(a->h0)",
    ),
    "took the mean of the paths": (
        step_of(network(outputs=2)),
        "delta(h0)",
        step_of(network()),
        "delta(h0)",
    ),
    "went back over updated weights": (
        step_of(network()),
        "delta(h0)",
        step_of(network()),
        "delta(y0)",
    ),
    "forgot the weights on the way back": (
        step_of(network()),
        "delta(h0)",
        step_of(network()),
        "delta(y0)",
    ),
    "took the value for the weight": (
        step_of(network()),
        "backflow(h0->y0)",
        step_of(network()),
        "delta(y0)",
    ),
    "gave delta(h0)": (
        step_of(network()),
        "gradient(a->h0)",
        step_of(network(), inputs=(1, 1)),
        "gradient(a->h0)",
    ),
    "took h0's own value": (
        step_of(network()),
        "gradient(a->h0)",
        step_of(network()),
        "gradient(a->h1)",
    ),
    "took the weight": (
        step_of(network()),
        "gradient(a->h0)",
        step_of(network(), inputs=(4, 1)),
        "gradient(a->h0)",
    ),
    "took the error for delta": (
        step_of(network()),
        "gradient(h0->y0)",
        step_of(network(loss="half_squared_error")),
        "gradient(h0->y0)",
    ),
    "took one row only": (
        trace(network(), DOUBLE_BATCH),
        "loss",
        trace(network(), [DOUBLE_BATCH[0]] * 2),
        "loss",
    ),
    "divided by one too few": (trace(network(), DOUBLE_BATCH), "loss", step_of(network()), "loss"),
    "added the update": (
        step_of(network()),
        "new_weight(a->h0)",
        step_of(network()),
        "new_weight(a->h1)",
    ),
    "forgot the learning rate": (
        step_of(network()),
        "new_weight(a->h0)",
        step_of(network(optimizer=Optimizer(learning_rate=1))),
        "new_weight(a->h0)",
    ),
    "gave the gradient": (step_of(network()), "new_weight(a->h0)", step_of(network()), "delta(h0)"),
    "gave the old weight": (
        step_of(network()),
        "new_weight(a->h0)",
        step_of(network()),
        "new_weight(a->h1)",
    ),
    "gave the change only": (
        step_of(network()),
        "new_weight(a->h0)",
        step_of(network()),
        "delta(h0)",
    ),
    "forgot momentum": (
        trace(network(optimizer=Optimizer("momentum", 0.1)), [Row((2, 1), (1,))], updates=2),
        "new_weight(a->h0)",
        step_of(network(optimizer=Optimizer("momentum", 0.1))),  # nothing to remember yet
        "new_weight(a->h0)",
    ),
    "forgot adam": (
        step_of(network(optimizer=Optimizer("adam", 0.1))),
        "new_weight(a->h0)",
        step_of(network()),
        "new_weight(a->h0)",
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_mistake_shows_where_it_can_be_made_and_nowhere_else(name: str) -> None:
    shows, quantity, silent, other = SHOWN[name]
    at = shows.find(quantity)
    found = [m for m in mistakes(shows, at) if m.name == name]
    assert found
    for mistake in found:
        assert not close(mistake.value, shows.value(at))
        assert name in names(diagnose(shows, at, mistake.value, close))
        assert mistake.explanation[0] in "-0123456789"
        assert mistake.explanation.endswith(".")
    assert name not in names(mistakes(silent, silent.find(other)))


def test_there_are_many() -> None:
    assert len(SHOWN) >= 50


def test_no_mistake_gives_the_right_number() -> None:
    problem = random_network([2, 3, 2], ["tanh", "sigmoid"], seed=2, biases=True)
    ours = trace(replace(problem.network, loss="binary_crossentropy"), [Row((0.5, -1), (1, 0))])
    for index in range(len(ours)):
        right = ours.value(index)
        assert diagnose(ours, index, right, close) == ()
        assert all(not close(m.value, right) for m in mistakes(ours, index))


def test_a_mistake_reruns_the_steps_after_it() -> None:
    ours = step_of(network())
    without_relu = step_of(network("identity"))
    wanted = without_relu.value(without_relu.find("loss"))
    assert "forgot relu" in explained(ours, "loss", wanted)


def test_the_nodes_concerned_are_named() -> None:
    ours = step_of(network(outputs=2))
    found = [m for m in mistakes(ours, ours.find("backflow(h0)")) if "one path" in m.name]
    assert len(found) == 2
    assert "over y0" in found[0].explanation
    assert "h0 acts on all 2 nodes" in found[0].explanation


def test_in_a_large_network_only_the_step_itself_is_looked_at() -> None:
    problem = random_network([60, 30, 2], seed=0)
    ours = trace(
        replace(problem.network, loss="squared_error"), [Row(problem.rows[0].inputs, (1, 0))]
    )
    at = ours.find("gradient(h0->y0)")
    assert "gave delta(y0)" in names(mistakes(ours, at))
    assert "forgot relu" not in names(mistakes(ours, at))
