"""What typical mistakes give, and that a wrong number is traced back to them."""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, replace

import pytest

from tests.network.problems import random_problem, slow_problem, whole_problem
from tutor.network.build import random_network
from tutor.network.mistakes import Mistake, diagnose, mistakes, slips
from tutor.network.model import Activation, Layer, Loss, Network, Node, Optimizer, Row
from tutor.network.numbers import close, exact
from tutor.network.quantity import parse
from tutor.network.resolve import lookup_in
from tutor.network.scene import Scene
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


# --- what each mistake gives, said in the grammar of quantities -----------------------------------

BATCH = (Row((2, 1), (1,)), Row((1, 3), (2,)))
TRACES = {
    "relu": step_of(network()),
    "identity": step_of(network("identity")),
    "leaky": step_of(network("leaky_relu")),
    "sigmoid": step_of(network("sigmoid")),
    "tanh": step_of(network("tanh")),
    "bias": step_of(network(bias=0.5)),
    "half": step_of(network(loss="half_squared_error")),
    "two": step_of(network(outputs=2)),
    "mean": step_of(network(loss="mean_squared_error", outputs=2)),
    "binary": step_of(network("relu", "sigmoid", "binary_crossentropy")),
    "untrue": step_of(network("relu", "sigmoid", "binary_crossentropy", outputs=2), 0, 1),
    "softmax": step_of(network("relu", "softmax", "categorical_crossentropy", outputs=2), 1, 0),
    "batch": trace(network(), BATCH),
    "three": trace(Network(("a", "b", "c"), (layer("identity", y=[1, 2, 3]),)), [Row((4, 5, 6))]),
    "momentum": trace(network("tanh", optimizer=Optimizer("momentum", 0.25)), BATCH, updates=3),
    "adam": trace(network("identity", optimizer=Optimizer("adam", 0.5)), BATCH, updates=3),
}
M = "old_first_moment(a->h0)"
V = "old_second_moment(a->h0)"
G = "gradient(a->h0)"
#: The name, a trace, the quantity that is asked, and what is given for it.
GIVES = [
    ("forgot relu", "relu", "h1", "sum(h1)"),
    ("forgot relu", "relu", "y0", "0.75 * sum(h0) + 0.5 * sum(h1)"),
    ("forgot sigmoid", "sigmoid", "h1", "sum(h1)"),
    ("forgot tanh", "tanh", "product(h0->y0)", "sum(h0) * 0.75"),
    ("forgot leaky_relu", "leaky", "h1", "sum(h1)"),
    ("applied relu where identity stands", "identity", "h1", "0"),
    ("took leaky_relu for relu", "relu", "h1", "leaky_relu(sum(h1))"),
    ("took relu for leaky_relu", "leaky", "h1", "0"),
    ("took sigmoid for tanh", "tanh", "h0", "sigmoid(sum(h0))"),
    ("took tanh for sigmoid", "sigmoid", "h0", "tanh(sum(h0))"),
    ("applied the activation twice", "tanh", "h0", "tanh(tanh(sum(h0)))"),
    ("took the absolute value", "relu", "h1", "abs(sum(h1))"),
    ("took the smaller for the larger", "relu", "h1", "sum(h1)"),
    ("took sigmoid for softmax", "softmax", "y0", "sigmoid(sum(y0))"),
    ("forgot the bias", "bias", "sum(h0)", "2 * 4 - 1"),
    ("subtracted the bias", "bias", "sum(h0)", "2 * 4 - 1 - 0.5"),
    ("swapped rows and columns", "relu", "sum(h0)", "2 * 4 - 2 * 1"),
    ("added for multiplied", "relu", "product(b->h0)", "1 - 1"),
    ("took another edge's weight", "relu", "product(a->h0)", "a * weight(a->h1)"),
    ("left out a product", "relu", "sum(h0)", "product(b->h0)"),
    ("forgot the weights", "relu", "sum(h0)", "a + b"),
    ("took the mean for the sum", "relu", "sum(h0)", "sum(h0) / 2"),
    ("took the sum for the activation", "tanh", "product(h0->y0)", "sum(h0) * 0.75"),
    ("gave the prediction", "relu", "error", "y0"),
    ("gave the target", "relu", "error", "target"),
    ("squared the error", "relu", "error", "error²"),
    ("added for subtracted", "relu", "error", "y0 + target"),
    ("turned the sign", "relu", "gradient(a->h0)", "-gradient(a->h0)"),
    ("forgot to square", "relu", "loss", "error"),
    ("forgot to square", "mean", "loss", "(error(y0) + error(y1)) / 2"),
    ("doubled for squared", "two", "loss", "2 * (error(y0) + error(y1))"),
    ("halved the loss", "mean", "loss", "(error(y0)² + error(y1)²) / 4"),
    ("forgot the half", "half", "loss", "error²"),
    ("gave the error", "half", "loss", "error"),
    ("squared the sum", "two", "loss", "(error(y0) + error(y1))²"),
    ("forgot the minus", "binary", "loss", "log(y0)"),
    ("took 1 − p for p", "binary", "loss", "-log(1 - y0)"),
    ("took 1 − p for p", "softmax", "loss", "-log(1 - y0)"),
    ("took 1 − p for p", "untrue", "loss", "-(log(y0) + log(1 - y1)) / 2"),
    ("forgot the logarithm", "binary", "loss", "y0"),
    ("forgot the logarithm", "softmax", "loss", "y0"),
    ("forgot the logarithm", "untrue", "loss", "(1 - y0 + y1) / 2"),
    ("gave 1 − p", "binary", "loss", "1 - y0"),
    ("gave 1 − p", "softmax", "loss", "y1"),
    ("left out half of the loss", "untrue", "loss", "-log(y1) / 2"),
    ("took the logarithm to base 10", "binary", "loss", "loss / log(10)"),
    ("took the logarithm to base 10", "softmax", "loss", "loss / log(10)"),
    ("took another class", "softmax", "loss", "-log(y1)"),
    ("took the absolute value", "two", "loss", "abs(error(y0)) + abs(error(y1))"),
    ("took the absolute value", "relu", "loss", "abs(error)"),
    ("took the root for the square", "relu", "loss", "sqrt(abs(error))"),
    ("took the root", "mean", "loss", "sqrt(loss)"),
    ("took the root", "half", "loss", "sqrt(loss)"),
    ("took the root", "batch", "loss", "sqrt(loss)"),
    ("averaged too early", "batch", "loss", "((error[0] + error[1]) / 2)²"),
    (
        "averaged too early",
        "batch",
        "gradient(h0->y0)",
        "(h0[0] + h0[1]) / 2 * (delta(y0)[0] + delta(y0)[1]) / 2",
    ),
    ("took another leak", "leaky", "h1", "0.01 * sum(h1)"),
    ("took another leak", "leaky", "slope(h1)", "0.3"),
    ("took another leak", "leaky", "gradient(a->h1)", "a * backflow(h1) * 0.01"),
    ("took relu for leaky_relu", "leaky", "slope(h1)", "0"),
    ("took sigmoid for tanh", "tanh", "delta(h0)", "backflow(h0) * h0 * (1 - h0)"),
    ("forgot to divide", "softmax", "y0", "exp(sum(y0))"),
    ("forgot exp", "softmax", "y0", "sum(y0) / (sum(y0) + sum(y1))"),
    ("took one factor for the gradient", "relu", "new_weight(a->h0)", "4 - 0.1 * delta(h0)"),
    ("took one factor for the gradient", "relu", "new_weight(a->h0)", "4 - 0.1 * a"),
    (
        "took one factor for the gradient",
        "batch",
        "gradient(a->h0)",
        "(delta(h0)[0] + delta(h0)[1]) / 2",
    ),
    ("forgot the 2", "relu", "gradient(a->h0)", "gradient(a->h0) / 2"),
    ("put in a 2", "half", "gradient(a->h0)", "2 * gradient(a->h0)"),
    ("took the sum for the mean", "mean", "loss", "error(y0)² + error(y1)²"),
    ("took the sum for the mean", "mean", "gradient(a->h0)", "2 * gradient(a->h0)"),
    ("took the sum for the mean", "batch", "loss", "loss[0] + loss[1]"),
    ("gave loss", "half", "loss_slope(y0)", "loss"),
    ("forgot the slope of the activation", "sigmoid", "delta(h0)", "backflow(h0)"),
    ("took the activation for its slope", "tanh", "delta(h0)", "backflow(h0) * h0"),
    ("took the sum for the activation", "tanh", "slope(h0)", "1 - sum(h0)²"),
    ("took the slope as 1", "tanh", "slope(h0)", "1"),
    ("turned the slope over", "relu", "slope(h1)", "1"),
    ("took only one path back", "two", "backflow(h0)", "backflow(h0->y1)"),
    ("took the mean of the paths", "two", "delta(h0)", "delta(h0) / 2"),
    ("went back over updated weights", "relu", "delta(h0)", "new_weight(h0->y0) * delta(y0)"),
    ("forgot the weights on the way back", "relu", "delta(h0)", "delta(y0)"),
    ("took the value for the weight", "relu", "backflow(h0->y0)", "h0 * delta(y0)"),
    ("gave delta(…)", "relu", "gradient(a->h0)", "delta(h0)"),
    ("gave slope(…)", "tanh", "delta(h0)", "slope(h0)"),
    ("gave sum(…)", "tanh", "slope(h0)", "sum(h0)"),
    ("gave weight(…)", "relu", "product(a->h0)", "weight(a->h0)"),
    ("gave …", "sigmoid", "slope(h0)", "h0"),
    ("gave a product, not the sum", "three", "sum(y)", "product(b->y)"),
    ("took …'s own value", "relu", "gradient(a->h0)", "h0 * delta(h0)"),
    ("took the weight", "relu", "gradient(a->h0)", "weight(a->h0) * delta(h0)"),
    ("took delta(…)", "relu", "gradient(h0->y0)", "h0 * delta(h0)"),
    ("took the error for delta", "relu", "gradient(h0->y0)", "h0 * error"),
    ("took the sum for delta", "relu", "gradient(h0->y0)", "h0 * sum(y0)"),
    ("took a neighbour's value", "tanh", "slope(h0)", "slope(h1)"),
    ("took one row only", "batch", "gradient(a->h0)", "gradient(a->h0)[1]"),
    ("divided by one too few", "batch", "loss", "loss[0] + loss[1]"),
    ("added the update", "relu", "new_weight(a->h0)", f"4 + 0.1 * {G}"),
    ("forgot the learning rate", "relu", "new_weight(a->h0)", f"4 - {G}"),
    ("gave the change only", "relu", "new_weight(a->h0)", f"0.1 * {G}"),
    ("added and forgot the learning rate", "relu", "new_weight(a->h0)", f"4 + {G}"),
    ("divided by the learning rate", "relu", "new_weight(a->h0)", f"4 - {G} / 0.1"),
    ("subtracted the rate from the weight first", "relu", "new_weight(a->h0)", f"3.9 * {G}"),
    ("gave the gradient", "relu", "new_weight(a->h0)", G),
    ("gave the old weight", "relu", "new_weight(a->h0)", "4"),
    ("gave the old bias", "bias", "new_bias(h0)", "0.5"),
    ("forgot momentum", "momentum", "new_weight(a->h0)", f"weight(a->h0) - 0.25 * {G}"),
    (
        "took the old velocity",
        "momentum",
        "new_weight(a->h0)",
        "weight(a->h0) + old_velocity(a->h0)",
    ),
    ("subtracted the velocity", "momentum", "new_weight(a->h0)", "weight(a->h0) - velocity(a->h0)"),
    (
        "took the learning rate twice",
        "momentum",
        "new_weight(a->h0)",
        "weight(a->h0) + 0.25 * velocity(a->h0)",
    ),
    (
        "took the momentum twice",
        "momentum",
        "new_weight(a->h0)",
        "weight(a->h0) + 0.9 * velocity(a->h0)",
    ),
    (
        "forgot the learning rate",
        "momentum",
        "new_weight(a->h0)",
        f"weight(a->h0) + 0.9 * old_velocity(a->h0) - {G}",
    ),
    ("took the momentum twice", "momentum", "velocity(a->h0)", "0.9 * velocity(a->h0)"),
    (
        "took the momentum for the gradient",
        "momentum",
        "velocity(a->h0)",
        f"-0.9 * 0.25 * {G}",
    ),
    (
        "multiplied all by the momentum",
        "momentum",
        "velocity(a->h0)",
        f"0.9 * (old_velocity(a->h0) - 0.25 * {G})",
    ),
    (
        "multiplied all by the momentum",
        "momentum",
        "new_weight(a->h0)",
        f"weight(a->h0) + 0.9 * (old_velocity(a->h0) - 0.25 * {G})",
    ),
    ("gave velocity(…)", "momentum", "new_weight(a->h0)", "velocity(a->h0)"),
    ("forgot the momentum", "momentum", "velocity(a->h0)", f"old_velocity(a->h0) - 0.25 * {G}"),
    ("forgot the old velocity", "momentum", "velocity(a->h0)", f"-0.25 * {G}"),
    ("added the update", "momentum", "velocity(a->h0)", f"0.9 * old_velocity(a->h0) + 0.25 * {G}"),
    ("forgot the learning rate", "momentum", "velocity(a->h0)", f"0.9 * old_velocity(a->h0) - {G}"),
    (
        "swapped momentum and learning rate",
        "momentum",
        "velocity(a->h0)",
        f"0.25 * old_velocity(a->h0) - 0.9 * {G}",
    ),
    (
        "took 1 − momentum for the learning rate",
        "momentum",
        "velocity(b->h0)",
        "0.9 * old_velocity(b->h0) - (1 - 0.9) * gradient(b->h0)",
    ),
    ("gave old_velocity(…)", "momentum", "velocity(a->h0)", "old_velocity(a->h0)"),
    ("gave gradient(…)", "momentum", "velocity(a->h0)", G),
    ("squared the gradient", "adam", "first_moment(a->h0)", f"0.9 * {M} + 0.1 * {G}²"),
    ("took beta_2 for beta_1", "adam", "first_moment(a->h0)", f"0.999 * {M} + 0.001 * {G}"),
    ("swapped beta_1 and 1 − beta_1", "adam", "first_moment(a->h0)", f"0.1 * {M} + 0.9 * {G}"),
    ("forgot 1 − beta_1", "adam", "first_moment(a->h0)", f"0.9 * {M} + {G}"),
    ("forgot the old moment", "adam", "first_moment(a->h0)", f"0.1 * {G}"),
    ("gave old_first_moment(…)", "adam", "first_moment(a->h0)", M),
    ("forgot to square", "adam", "second_moment(a->h0)", f"0.999 * {V} + 0.001 * {G}"),
    ("squared too late", "adam", "second_moment(a->h0)", f"0.999 * {V} + (0.001 * {G})²"),
    ("took beta_1 for beta_2", "adam", "second_moment(a->h0)", f"0.9 * {V} + 0.1 * {G}²"),
    (
        "swapped beta_2 and 1 − beta_2",
        "adam",
        "second_moment(a->h0)",
        f"0.001 * {V} + 0.999 * {G}²",
    ),
    ("forgot 1 − beta_2", "adam", "second_moment(a->h0)", f"0.999 * {V} + {G}²"),
    ("gave old_second_moment(…)", "adam", "second_moment(a->h0)", V),
    (
        "forgot the learning rate",
        "adam",
        "corrected_rate",
        "sqrt(1 - 0.999 ** 3) / (1 - 0.9 ** 3)",
    ),
    ("forgot the correction", "adam", "corrected_rate", "learning_rate"),
    ("forgot the root", "adam", "corrected_rate", "0.5 * (1 - 0.999 ** 3) / (1 - 0.9 ** 3)"),
    (
        "turned the correction over",
        "adam",
        "corrected_rate",
        "0.5 * (1 - 0.9 ** 3) / sqrt(1 - 0.999 ** 3)",
    ),
    ("swapped the betas", "adam", "corrected_rate", "0.5 * sqrt(1 - 0.9 ** 3) / (1 - 0.999 ** 3)"),
    (
        "counted the updates from 0",
        "adam",
        "corrected_rate",
        "0.5 * sqrt(1 - 0.999 ** 2) / (1 - 0.9 ** 2)",
    ),
    ("forgot adam", "adam", "new_weight(a->h0)", f"weight(a->h0) - 0.5 * {G}"),
    *(
        (name, "adam", "new_weight(a->h0)", f"weight(a->h0) - {change}")
        for name, change in (
            (
                "forgot the root",
                "corrected_rate * first_moment(a->h0) / (second_moment(a->h0) + 1e-7)",
            ),
            ("forgot the second moment", "corrected_rate * first_moment(a->h0)"),
            ("forgot the correction", "0.5 * first_moment(a->h0) / sqrt(second_moment(a->h0))"),
            ("forgot the learning rate", "first_moment(a->h0) / sqrt(second_moment(a->h0))"),
            (
                "forgot the learning rate",
                "corrected_rate / 0.5 * first_moment(a->h0) / sqrt(second_moment(a->h0))",
            ),
            ("took the gradient for m", f"corrected_rate * {G} / sqrt(second_moment(a->h0))"),
            ("took the old m", f"corrected_rate * {M} / sqrt(second_moment(a->h0))"),
            ("took the old v", f"corrected_rate * first_moment(a->h0) / sqrt({V})"),
        )
    ),
]
NAMES = sorted({name for name, *_ in GIVES})


def precisely(given: float, value: float) -> bool:
    return math.isclose(given, value, rel_tol=1e-5)


@pytest.mark.parametrize(("name", "which", "asked", "given"), GIVES)
def test_what_a_mistake_gives(name: str, which: str, asked: str, given: str) -> None:
    ours = TRACES[which]
    number = parse(given).evaluate(lookup_in(ours))
    assert isinstance(number, float)
    found = diagnose(ours, ours.find(asked), number, precisely)
    assert name in map(family, names(found))
    for mistake in found:
        assert mistake.explanation[0] in "-0123456789"
        assert mistake.explanation.endswith(".")


#: Outputs so even that what the lot hardly ever draws is right: p = 1 − p, and p = -log(p).
EVEN = [
    trace(
        Network(("a",), (layer("softmax", n1_0=[1], n1_1=[1]),), "categorical_crossentropy"),
        [Row((1,), (1, 0))],
    ),
    trace(
        Network(("a",), (layer("sigmoid", n1_0=[0.27]),), "binary_crossentropy"), [Row((1,), (1,))]
    ),
]


# --- random networks ------------------------------------------------------------------------------


def family(name: str) -> str:
    """The name of a mistake without the names of nodes and edges in it."""
    name = name.replace("bias_gradient", "gradient")
    name = re.sub(r"\([^)]*\)|(?<=took )\w+(?='s own)", "(…)", name).replace("(…)'s", "…'s")
    return re.sub(r"(?<=gave )(n\d_\d|h\d|[ab])\Z", "…", name)


@dataclass
class Seen:
    """Where each mistake shows, and where it can be made but gives the right number."""

    shows: dict[str, tuple[Trace, int, float]]
    silent: dict[str, tuple[Trace, int]]
    untrue: list[str]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """All that can be made at some steps of random networks, and of networks of whole numbers."""
    found = Seen({}, {}, [])
    for seed in range(240):
        problem = (random_problem, whole_problem, slow_problem, whole_problem)[seed % 4](seed)
        ours = trace(problem.network, problem.rows, updates=1 + seed % 3)
        for index in one_of_each_kind(ours, random.Random(seed)):
            look(ours, index, found)
    for ours in EVEN:
        for index in range(len(ours)):
            look(ours, index, found)
    return found


def one_of_each_kind(ours: Trace, lot: random.Random) -> list[int]:
    """A step for each kind of number."""
    indices = lot.sample(range(len(ours)), len(ours))
    return list({ours.plan.steps[index].place.kind: index for index in indices}.values())


def look(ours: Trace, index: int, found: Seen) -> None:
    scene = Scene(ours, index)
    right: dict[str, bool] = {}
    for slip, _ in slips(scene):
        name = family(slip.name)
        value, text = scene.outcome(slip.changes, exact)
        right[name] = right.get(name, True) and close(value, scene.right)
        if math.isfinite(value) and not close(value, scene.right):
            found.shows[name] = ours, index, value
        if text and math.isfinite(value):
            said = parse(text).evaluate()
            if said != pytest.approx(value, rel=1e-7, abs=1e-9):
                found.untrue.append(f"{ours.name(index)}: {slip.name}: {text} is not {value}")
    found.silent.update({name: (ours, index) for name, silent in right.items() if silent})


def test_every_mistake_that_there_is_stands_above(seen: Seen) -> None:
    assert sorted(seen.shows.keys() | seen.silent.keys()) == NAMES
    assert len(NAMES) >= 90


def test_the_arithmetic_of_a_mistake_gives_its_value(seen: Seen) -> None:
    assert seen.untrue == []


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_named_where_it_shows_and_silent_where_it_is_right(
    seen: Seen, name: str
) -> None:
    ours, index, value = seen.shows[name]
    assert name in map(family, names(diagnose(ours, index, value, close))) or name == (
        "took a neighbour's value"  # which is named only where nothing else is
    )
    if name == "turned the slope over":  # which is never right
        assert name not in seen.silent
        return
    ours, index = seen.silent[name]
    assert name not in map(family, names(mistakes(ours, index)))


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
