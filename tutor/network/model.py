"""The values the mathematics works on: a network, a row of data, and both together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from tutor.network.numbers import counted

Activation = Literal["identity", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"]
Loss = Literal[
    "squared_error",
    "half_squared_error",
    "mean_squared_error",
    "binary_crossentropy",
    "categorical_crossentropy",
]
OptimizerName = Literal["sgd", "momentum", "adam"]

ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)
LOSSES: tuple[Loss, ...] = get_args(Loss)
OPTIMIZERS: tuple[OptimizerName, ...] = get_args(OptimizerName)

#: Words of the grammar of quantities; a node can't be called so.
RESERVED_NAMES = frozenset({"error", "loss", "prediction", "bias"})

_NAME = re.compile(r"[^\W\d]\w*\Z")


class NetworkError(ValueError):
    """A network that can't be built.

    ``where`` is the path of the part at fault: ("inputs",), ("layers", 0, "nodes", "h0"),
    ("loss",), ("rows", 2), …; ``named``: its name is, not what stands there.
    """

    def __init__(
        self, message: str, where: tuple[str | int, ...] = (), *, named: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.named = named


@dataclass(frozen=True, slots=True)
class Node:
    """One node: a weight for each node of the layer before, in its order, and maybe a bias."""

    name: str
    weights: tuple[float, ...]
    bias: float | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Nodes side by side that share one activation."""

    nodes: tuple[Node, ...]
    activation: Activation = "identity"


@dataclass(frozen=True, slots=True)
class Optimizer:
    """How a gradient becomes a new weight, with Keras's conventions and defaults."""

    name: OptimizerName = "sgd"
    learning_rate: float = 0.01
    momentum: float = 0.9
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7


@dataclass(frozen=True, slots=True)
class Network:
    """A fully connected network. Raises NetworkError where its parts do not fit."""

    inputs: tuple[str, ...]
    layers: tuple[Layer, ...]
    loss: Loss | None = None
    optimizer: Optimizer = field(default_factory=Optimizer)
    train_biases: bool = True

    def __post_init__(self) -> None:
        _check(self)

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The names of the nodes, layer by layer, the inputs first."""
        return (self.inputs, *(tuple(n.name for n in layer.nodes) for layer in self.layers))

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the last layer's nodes."""
        return self.columns[-1]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: a value for each input and, where known, for each output."""

    inputs: tuple[float, ...]
    target: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A network and the rows it works on; one row, or a batch."""

    network: Network
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows):
            _check_row(self.network, row, index)


def _check(network: Network) -> None:
    if not network.inputs:
        raise NetworkError("a network needs at least one input", ("inputs",))
    if not network.layers:
        raise NetworkError("a network needs at least one layer", ("layers",))
    seen: set[str] = set()
    for name in network.inputs:
        _check_name(name, seen, ("inputs", name))
    before = len(network.inputs)
    for depth, layer in enumerate(network.layers):
        if not layer.nodes:
            raise NetworkError("a layer needs at least one node", ("layers", depth, "nodes"))
        for node in layer.nodes:
            where = ("layers", depth, "nodes", node.name)
            _check_name(node.name, seen, where)
            if len(node.weights) != before:
                raise NetworkError(
                    f"{node.name} has {counted(len(node.weights), 'weight')}, but the layer "
                    f"before has {counted(before, 'node')}: one weight for each",
                    where,
                )
        before = len(layer.nodes)
        _check_activation(network, depth)
    if network.loss == "categorical_crossentropy" and network.layers[-1].activation != "softmax":
        raise NetworkError("categorical_crossentropy needs softmax on the last layer", ("loss",))


def _check_name(name: str, seen: set[str], where: tuple[str | int, ...]) -> None:
    problem = ""
    if not _NAME.match(name):
        problem = f"'{name}' can't be a node's name: letters, digits and _ only, no digit first"
    elif name in RESERVED_NAMES:
        problem = f"'{name}' can't be a node's name: it means something else"
    elif name in seen:
        problem = f"two nodes are called '{name}'"
    if problem:
        raise NetworkError(problem, where, named=True)
    seen.add(name)


def _check_activation(network: Network, depth: int) -> None:
    if network.layers[depth].activation != "softmax":
        return
    last = depth == len(network.layers) - 1
    if not last or network.loss not in (None, "categorical_crossentropy"):
        raise NetworkError(
            "softmax stands on the last layer only, with the loss categorical_crossentropy",
            ("layers", depth, "activation"),
        )


def _check_row(network: Network, row: Row, index: int) -> None:
    if len(row.inputs) != len(network.inputs):
        raise NetworkError(
            f"row {index} has {counted(len(row.inputs), 'value')} "
            f"for {counted(len(network.inputs), 'input')}",
            ("rows", index),
        )
    if row.target is not None and len(row.target) != len(network.outputs):
        raise NetworkError(
            f"row {index} has {counted(len(row.target), 'target')} "
            f"for {counted(len(network.outputs), 'output')}",
            ("target",),
        )
