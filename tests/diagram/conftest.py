"""Small networks with numbers that are all different, and the reader of pictures."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tutor.network.model import Layer, Network, Node


def _load_reader():
    path = Path(__file__).with_name("reader.py")
    spec = importlib.util.spec_from_file_location("picture_reader", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_READER = _load_reader()


@pytest.fixture(scope="session")
def read():
    return _READER.read


@pytest.fixture(scope="session")
def unreadable():
    return _READER.UnreadableError


def make_network(*shape, activation="relu", output="identity", biases=False, names=None):
    """A network of this shape; nodes are called x0, h1_0, y0 unless named."""
    last = len(shape) - 1
    columns = names or [
        [f"{'x' if not d else 'y' if d == last else f'h{d}_'}{i}" for i in range(n)]
        for d, n in enumerate(shape)
    ]
    weights = edge_weights(columns)
    layers = tuple(
        Layer(
            tuple(
                Node(name, tuple(weights[s, name] for s in sources), 0.5 if biases else None)
                for name in targets
            ),
            output if depth == last - 1 else activation,
        )
        for depth, (sources, targets) in enumerate(pairwise(columns))
    )
    return Network(tuple(columns[0]), layers)


def edge_weights(columns):
    """A weight for each edge: 1, -2, 3, …"""
    pairs = [(a, b) for before, after in pairwise(columns) for a in before for b in after]
    return {pair: (k + 1.0) * (-1) ** k for k, pair in enumerate(pairs)}


@dataclass
class FakeKnown:
    """Everything known, but what is in ``unknown``; ``scale`` makes numbers longer."""

    network: Network
    unknown: frozenset = frozenset()
    scale: float = 1.0
    nodes: dict | None = None
    loss: float | None = 0.25

    row = 0

    def __post_init__(self):
        self.weights = {
            (source, node.name): weight
            for sources, layer in zip(self.network.columns, self.network.layers, strict=False)
            for node in layer.nodes
            for source, weight in zip(sources, node.weights, strict=True)
        }
        self.biases = {n.name: n.bias for layer in self.network.layers for n in layer.nodes}
        self.numbers = {
            name: k for k, name in enumerate(n for column in self.network.columns for n in column)
        }

    def node(self, name, what):
        if {name, what, (name, what)} & self.unknown:
            return None
        if self.nodes and (name, what) in self.nodes:
            return self.nodes[name, what]
        number = self.numbers[name]
        computed = {
            "activation": number * self.scale,
            "pre_activation": number * self.scale,
            "delta": -1.0 - number,
            "slope": 1.0,
        }
        if name in self.network.inputs:
            computed = {"activation": number * self.scale}
        computed["bias"] = self.biases.get(name)
        return computed.get(what)

    def edge(self, source, target, what):
        if {(source, target), what, (source, target, what)} & self.unknown:
            return None
        weight = self.weights[source, target] * self.scale
        return {
            "weight": weight,
            "gradient": -weight,
            "new_weight": 2 * weight,
            "product": 3 * weight,
        }.get(what)


@pytest.fixture(scope="session")
def network():
    return make_network


@pytest.fixture(scope="session")
def known():
    return FakeKnown
