"""Networks drawn by lot, from a shape and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tutor.network.model import Activation, Layer, Network, NetworkError, Node, Problem, Row

#: Up to so many nodes in a layer people reckon along.
_SMALL = 8


def random_network(
    shape: Sequence[int],
    activations: Sequence[Activation] | None = None,
    seed: int = 0,
    biases: bool = False,
) -> Problem:
    """A network of that shape (2, 3, 1: two inputs, three hidden nodes, one output) and one row.

    Inputs are x0, x1, …; hidden nodes h0, h1, …, of several hidden layers h0_0, h0_1, …, h1_0, …;
    outputs y0, y1, … Without activations the hidden layers have relu and the last identity. In
    small networks the numbers are halves, easy to reckon with; in others (more than 8 nodes in a
    layer) weights are Glorot-uniform and inputs lie in 0..1. The same arguments give the same
    network. Raises NetworkError for a shape or activations that don't fit.
    """
    if len(shape) < 2 or min(shape) < 1:
        raise NetworkError("a shape has at least two layers of at least one node", ("shape",))
    gaps = len(shape) - 1
    if activations is None:
        activations = _usual(gaps)
    if len(activations) != gaps:
        raise NetworkError(
            f"there are {gaps} layers after the inputs, so {gaps} activations are needed, "
            f"not {len(activations)}",
            ("activations",),
        )
    lot = Lot(Random(seed), small=max(shape) <= _SMALL)
    columns = node_names(shape)
    inputs = tuple(lot.input() for _ in columns[0])
    layers = tuple(
        lot.layer(names, len(before), activation, biases)
        for before, names, activation in zip(columns, columns[1:], activations, strict=False)
    )
    return Problem(Network(columns[0], layers), (Row(inputs),))


def _usual(gaps: int) -> list[Activation]:
    hidden: list[Activation] = ["relu"] * (gaps - 1)
    return [*hidden, "identity"]


def node_names(shape: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Names for the nodes of a shape, layer by layer: x0, x1; h0, h1, h2; y0."""
    hidden = len(shape) - 2
    prefixes = ["x", *(f"h{i}_" if hidden > 1 else "h" for i in range(hidden)), "y"]
    return tuple(
        tuple(f"{prefix}{i}" for i in range(count))
        for prefix, count in zip(prefixes, shape, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Lot:
    """Where the numbers come from."""

    random: Random
    small: bool

    def input(self) -> float:
        """A value for an input node."""
        return self._half() if self.small else self.random.random()

    def layer(
        self, names: tuple[str, ...], before: int, activation: Activation, biases: bool
    ) -> Layer:
        """A layer whose nodes each have ``before`` weights."""
        limit = (6 / (before + len(names))) ** 0.5

        def node(name: str) -> Node:
            return Node(name, self.weights(limit, before), self._bias() if biases else None)

        return Layer(tuple(node(name) for name in names), activation)

    def weight(self, limit: float) -> float:
        """A weight; of a large network between -limit and limit."""
        return self.weights(limit, 1)[0]

    def weights(self, limit: float, count: int) -> tuple[float, ...]:
        """So many weights."""
        if self.small:
            return tuple(self._half() for _ in range(count))
        draw, width = self.random.random, 2 * limit
        return tuple([width * draw() - limit for _ in range(count)])

    def _bias(self) -> float:
        return self._half() if self.small else 0.0

    def _half(self) -> float:
        """A half between -3 and 3, never 0."""
        return self.random.choice([i / 2 for i in range(-6, 7) if i])
