"""Problems drawn by lot: networks of every kind with rows that suit them."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from tutor.network.model import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Activation,
    Layer,
    Loss,
    Network,
    Node,
    Optimizer,
    Problem,
    Row,
)

HIDDEN: list[Activation] = [a for a in ACTIVATIONS if a != "softmax"]


def random_problem(seed: int) -> Problem:
    """One to three layers of one to four nodes; one row or a few.

    Loss, optimizer and the activation of the last layer go round with the seed, so that all of
    them meet in every 75 seeds in a row; the rest is drawn. Biases are trained, fixed or none.
    """
    lot = random.Random(seed)
    loss, optimizer = LOSSES[seed % 5], OPTIMIZERS[seed // 5 % 3]
    last: Activation = "softmax"
    if loss != "categorical_crossentropy":
        last = HIDDEN[seed // 15 % 5]
    shape = [lot.randint(1, 4) for _ in range(lot.randint(2, 4))]
    shape[-1] += last == "softmax"  # one class is none
    names = [[f"n{depth}_{i}" for i in range(count)] for depth, count in enumerate(shape)]
    activations = [*(lot.choice(HIDDEN) for _ in names[2:]), last]
    biases = lot.choice(["trained", "fixed", "none"])
    layers = tuple(
        _layer(lot, len(before), after, activation, biases != "none")
        for (before, after), activation in zip(pairwise(names), activations, strict=True)
    )
    network = Network(tuple(names[0]), layers, loss, _optimizer(lot, optimizer), biases != "fixed")
    rows = tuple(
        Row(tuple(lot.uniform(-2, 2) for _ in names[0]), _target(lot, loss, shape[-1]))
        for _ in range(lot.choice([1, 1, 2, 4]))
    )
    return Problem(network, rows)


def _layer(
    lot: random.Random, before: int, names: list[str], activation: Activation, biased: bool
) -> Layer:
    def node(name: str) -> Node:
        weights = tuple(lot.uniform(-1.5, 1.5) for _ in range(before))
        return Node(name, weights, lot.uniform(-1, 1) if biased else None)

    return Layer(tuple(node(name) for name in names), activation)


def _optimizer(lot: random.Random, name: str) -> Optimizer:
    """With constants that are the same in float32, through which Keras takes them."""
    return Optimizer(
        name,  # type: ignore[arg-type]
        learning_rate=2.0 ** -lot.randint(3, 7),
        momentum=lot.choice([0.5, 0.75, 0.875]),
        beta_1=lot.choice([0.5, 0.875]),
        beta_2=1 - 2.0 ** -lot.randint(5, 9),
        epsilon=2.0**-20,
    )


def _target(lot: random.Random, loss: Loss, outputs: int) -> tuple[float, ...]:
    match loss:
        case "categorical_crossentropy":
            right = lot.randrange(outputs)
            return tuple(float(i == right) for i in range(outputs))
        case "binary_crossentropy":
            return tuple(float(lot.randint(0, 1)) for _ in range(outputs))
    return tuple(lot.uniform(-2, 2) for _ in range(outputs))


def whole_problem(seed: int) -> Problem:
    """The same with whole numbers and a learning rate of 1: much comes out the same by chance."""
    problem = random_problem(seed)
    network = problem.network
    layers = tuple(
        replace(layer, nodes=tuple(map(_whole, layer.nodes))) for layer in network.layers
    )
    optimizer = replace(network.optimizer, learning_rate=1.0)
    rows = tuple(
        Row(
            tuple(map(float, map(round, row.inputs))),
            tuple(map(float, map(round, row.target or ()))),
        )
        for row in problem.rows
    )
    return Problem(replace(network, layers=layers, optimizer=optimizer), rows)


def slow_problem(seed: int) -> Problem:
    """The same with a learning rate so small that an update hardly shows."""
    problem = random_problem(seed)
    optimizer = replace(problem.network.optimizer, learning_rate=2.0**-12)
    return replace(problem, network=replace(problem.network, optimizer=optimizer))


def _whole(node: Node) -> Node:
    bias = None if node.bias is None else float(round(node.bias))
    return Node(node.name, tuple(float(round(weight)) for weight in node.weights), bias)
