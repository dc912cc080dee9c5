"""Networks of a lesson file, as the mathematics wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tutor.lesson.errors import did_you_mean
from tutor.lesson.network_models import (
    LayerModel,
    NetworkModel,
    NodeModel,
    OptimizerModel,
)
from tutor.network.build import random_network
from tutor.network.model import (
    Layer,
    Network,
    NetworkError,
    Node,
    Optimizer,
    Problem,
    Row,
)
from tutor.network.numbers import counted

MAX_WEIGHTS = 200_000

_WRITTEN_OUT = ("inputs", "layers")
_BY_LOT = ("shape", "activations", "biases", "seed")

Values = Mapping[str, int | float | list[int | float]]


def problem_of(model: NetworkModel) -> Problem:
    """The network and its rows. Raises NetworkError, whose ``where`` is a place in the model."""
    _check_keys(model)
    optimizer = _optimizer(model.optimizer)
    if model.shape is not None:
        drawn = _by_lot(model, model.shape)
        network = replace(
            drawn.network, loss=model.loss, optimizer=optimizer, train_biases=model.train_biases
        )
        inputs = tuple(row.inputs for row in drawn.rows)
    else:
        given = model.inputs or {}
        network = Network(
            inputs=tuple(given),
            layers=tuple(_layer(layer) for layer in model.layers or []),
            loss=model.loss,
            optimizer=optimizer,
            train_biases=model.train_biases,
        )
        inputs = _rows(given, ("inputs",))
    return Problem(network, _with_targets(network, inputs, model.target))


def _check_keys(model: NetworkModel) -> None:
    """Raises NetworkError unless the network is either written out or drawn by lot."""
    given = [key for key in (*_WRITTEN_OUT, *_BY_LOT) if key in model.model_fields_set]
    allowed = _BY_LOT if model.shape is not None else _WRITTEN_OUT
    strange = [key for key in given if key not in allowed]
    if model.shape is None:
        missing = [key for key in _WRITTEN_OUT if getattr(model, key) is None]
        if missing:
            one = " and ".join(missing)
            raise NetworkError(f"a network needs {one} (or a shape, to be drawn by lot)")
    if strange:
        other = "shape" if model.shape is not None else "inputs and layers"
        raise NetworkError(f"{strange[0]} can't stand beside {other}", (strange[0],), named=True)


def _by_lot(model: NetworkModel, shape: Sequence[int]) -> Problem:
    weights = sum(before * after for before, after in pairwise(shape))
    if weights > MAX_WEIGHTS:
        raise NetworkError(
            f"this network has {weights:,} weights; at most {MAX_WEIGHTS:,} can be", ("shape",)
        )
    return random_network(shape, model.activations, model.seed or 0, model.biases)


def _layer(model: LayerModel) -> Layer:
    return Layer(tuple(_node(name, node) for name, node in model.nodes.items()), model.activation)


def _node(name: str, model: NodeModel | list[int | float]) -> Node:
    if isinstance(model, list):
        return Node(name, _floats(model))
    return Node(name, _floats(model.weights), None if model.bias is None else float(model.bias))


def _optimizer(model: OptimizerModel | None) -> Optimizer:
    if model is None:
        return Optimizer()
    if model.adam is not None:
        adam = model.adam
        return Optimizer(
            "adam",
            float(adam.learning_rate),
            beta_1=float(adam.beta_1),
            beta_2=float(adam.beta_2),
            epsilon=float(adam.epsilon),
        )
    if model.momentum is not None:
        rate, momentum = model.momentum.learning_rate, model.momentum.momentum
        return Optimizer("momentum", float(rate), momentum=float(momentum))
    return Optimizer("sgd", float(model.sgd.learning_rate)) if model.sgd else Optimizer()


def _floats(numbers: Iterable[int | float]) -> tuple[float, ...]:
    return tuple(float(number) for number in numbers)


def _rows(values: Values, where: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    """One tuple for each row: a number for each name; lists of equal length make a batch."""
    columns = {
        name: _floats(value if isinstance(value, list) else [value])
        for name, value in values.items()
    }
    first = next(iter(columns))
    for name, column in columns.items():
        if not column:
            raise NetworkError(f"{name} has no values", (*where, name))
        if len(column) != len(columns[first]):
            raise NetworkError(
                f"{name} has {counted(len(column), 'value')}, but {first} has "
                f"{counted(len(columns[first]), 'value')}: one for each row",
                (*where, name),
            )
    return tuple(zip(*columns.values(), strict=True))


def _with_targets(
    network: Network, inputs: tuple[tuple[float, ...], ...], target: Values | None
) -> tuple[Row, ...]:
    if target is None:
        return tuple(Row(row) for row in inputs)
    for name in target:
        if name not in network.outputs:
            hint = did_you_mean(name, network.outputs)
            raise NetworkError(f"'{name}' is not an output ({hint})", ("target", name), named=True)
    for name in network.outputs:
        if name not in target:
            raise NetworkError(f"the target of {name} is missing", ("target",))
    targets = _rows({name: target[name] for name in network.outputs}, ("target",))
    if len(targets) != len(inputs):
        raise NetworkError(
            f"{counted(len(targets), 'value')} as target, but {len(inputs)} as inputs: "
            "one for each row",
            ("target",),
        )
    return tuple(Row(row, goal) for row, goal in zip(inputs, targets, strict=True))
