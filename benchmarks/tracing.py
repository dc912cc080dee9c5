"""One step of training, forward and back, of 2-4-4-1: recorded step by step, and by micrograd."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from benchmarks.table import Result, of
from tutor.network.model import Activation, Layer, Network, Node, Row
from tutor.network.trace import trace

SHAPE, INPUTS, TARGET = [2, 4, 4, 1], (1.5, -0.5), 2.0
ROUNDS, CALLS = 200, 10


def measure() -> list[Result]:
    if find_spec("micrograd") is None:
        sys.stderr.write(
            "micrograd is not installed (pip install '.[bench]'): nothing to compare\n"
        )
        return []
    from micrograd.nn import MLP

    random.seed(0)
    model = MLP(SHAPE[0], SHAPE[1:])
    network = same_network(model)
    row = Row(INPUTS, (TARGET,))
    ours, theirs = [], []
    for _ in range(ROUNDS):  # by turns, so that whatever else runs meets both
        ours.append(seconds(lambda: trace(network, [row])))
        theirs.append(seconds(lambda: step(model)))
    check(model, network, row)
    return [
        Result(
            "trace of 2-4-4-1, forward, back and update", "micrograd, forward and back",
            of(ours) * 1e6, of(theirs) * 1e6, "µs", 0.5,
        )
    ]  # fmt: skip


def seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - begin) / CALLS


def step(model: Any) -> None:
    model.zero_grad()
    loss = (model(INPUTS) - TARGET) ** 2
    loss.backward()


def same_network(model: Any) -> Network:
    """Ours, with micrograd's weights and biases."""
    names = [[f"n{depth}_{i}" for i in range(count)] for depth, count in enumerate(SHAPE)]
    layers = []
    for layer, nodes in zip(model.layers, names[1:], strict=True):
        activation: Activation = "relu" if layer.neurons[0].nonlin else "identity"
        layers.append(
            Layer(
                tuple(
                    Node(name, tuple(weight.data for weight in neuron.w), float(neuron.b.data))
                    for name, neuron in zip(nodes, layer.neurons, strict=True)
                ),
                activation,
            )
        )
    return Network(tuple(names[0]), tuple(layers), "squared_error")


def check(model: Any, network: Network, row: Row) -> None:
    """Both have computed the same gradients."""
    known = trace(network, [row]).known(999)
    for before, layer, nodes in zip(
        network.columns, model.layers, network.columns[1:], strict=False
    ):
        for neuron, name in zip(layer.neurons, nodes, strict=True):
            for source, weight in zip((*before, "bias"), (*neuron.w, neuron.b), strict=True):
                gradient = known.edge(source, name, "gradient")
                assert gradient is not None
                assert abs(gradient - weight.grad) < 1e-9, (source, name)
