"""One given thing of a problem, read or replaced: a number, an activation, the loss."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tutor.lab.moves import Change, MoveError, Value, activation_of
from tutor.network.layout import plan
from tutor.network.model import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Activation,
    Layer,
    Network,
    Node,
    Problem,
    Row,
)
from tutor.network.plan import Place, structure_of
from tutor.network.quantity import Quantity, parse
from tutor.network.resolve import cell_of

#: The kinds of numbers that are given, with the word for changing them.
_GIVEN: dict[str, Change] = {
    "weight": "weights",
    "activation": "inputs",
    "target": "targets",
    "learning_rate": "learning_rate",
}

#: The activation of the output whose values a loss takes.
_OUTPUTS: dict[str, Activation] = {
    "binary_crossentropy": "sigmoid",
    "categorical_crossentropy": "softmax",
}


def kind_of(problem: Problem, what: str) -> Change:
    """The word of ``change`` that putting another value there falls under.

    Raises MoveError, QuantityError or NetworkError where nothing can be put.
    """
    if activation_of(what) is not None:
        return "activation"
    if what in ("loss", "optimizer") and what not in problem.network.inputs:
        return "loss" if what == "loss" else "optimizer"
    place = _place(problem, _single(what))
    return "biases" if place.at.startswith("bias->") else _GIVEN[place.kind]


def usual(problem: Problem, what: str) -> str:
    """The usual name of a given thing: ``weight( a → b )`` is ``weight(a->b)``.

    A layer's activation is called by its first node. Raises as ``kind_of``.
    """
    kind = kind_of(problem, what)
    if kind == "activation":
        layer = problem.network.layers[_layer_of(problem.network, activation_of(what) or "")]
        return f"activation({layer.nodes[0].name})"
    if kind in ("loss", "optimizer", "learning_rate"):
        return kind
    quantity = _single(what)
    place = _place(problem, quantity)
    row = f"[{quantity.row}]" if quantity.row is not None and len(problem.rows) > 1 else ""
    match kind:
        case "biases":
            return f"bias({place.at.removeprefix('bias->')})"
        case "weights":
            return f"weight({place.at})"
        case "targets":
            return f"target({place.at}){row}"
    return f"{place.at}{row}"


def read(problem: Problem, what: str) -> tuple[Value, ...]:
    """What stands there now; of a number that each row has, all of them. Raises as ``kind_of``."""
    network = problem.network
    match kind_of(problem, what):
        case "activation":
            return (network.layers[_layer_of(network, activation_of(what) or "")].activation,)
        case "loss":
            return (network.loss or "none",)
        case "optimizer":
            return (network.optimizer.name,)
        case "learning_rate":
            return (network.optimizer.learning_rate,)
    place, rows = place_of(problem, what)
    if place.kind == "weight":
        return (_weight(network, place.at),)
    values = (_of_row(network, problem.rows[row], place) for row in rows)
    return tuple(value for value in values if value is not None)


def place_of(problem: Problem, what: str) -> tuple[Place, tuple[int, ...]]:
    """The place of a given number, and the rows it stands in. Raises as ``kind_of``."""
    quantity = _single(what)
    every = range(len(problem.rows))
    return _place(problem, quantity), tuple(every) if quantity.row is None else (quantity.row,)


def put(problem: Problem, what: str, value: Value) -> Problem:
    """The problem with another value there.

    Raises MoveError, QuantityError or NetworkError, each with half a sentence.
    """
    kind = kind_of(problem, what)
    if kind in ("activation", "loss", "optimizer"):
        return Problem(_with_word(problem.network, what, kind, value), problem.rows)
    number = _finite(what, value)
    quantity = _single(what)
    place = _place(problem, quantity)
    network, rows = problem.network, problem.rows
    if kind == "learning_rate":
        if number <= 0:
            raise MoveError("a learning rate has to be above 0")
        return Problem(replace(network, optimizer=replace(network.optimizer, learning_rate=number)),
                       rows)  # fmt: skip
    if place.kind == "weight":
        return Problem(_with_weight(network, place.at, number), rows)
    changed = (
        _with(row, network, place, number) if quantity.row in (None, index) else row
        for index, row in enumerate(rows)
    )
    return Problem(network, tuple(changed))


def _single(what: str) -> Quantity:
    quantity = parse(what).single
    if quantity is None:
        raise MoveError(f"'{what}' is not a single number of the network")
    return quantity


def _place(problem: Problem, quantity: Quantity) -> Place:
    """The place of a given number; a target may be given to a network that has none yet."""
    network, rows = problem.network, problem.rows
    if "target" in (quantity.kind, quantity.at) and any(row.target is None for row in rows):
        rows = tuple(replace(row, target=(0.0,) * len(network.outputs)) for row in rows)
    laid = plan(structure_of(network, rows))
    cell = cell_of(laid, quantity, 0 if quantity.row is None else None)
    place = laid.place(cell)
    if cell >= len(laid.leaves) or place.kind not in _GIVEN:
        raise MoveError(f"'{quantity}' can't be changed: it is computed, not given")
    return place


def _finite(what: str, value: Value) -> float:
    if isinstance(value, str) or not math.isfinite(value):
        raise MoveError(f"{what} has to be a number, not '{value}'")
    return float(value)


def _layer_of(network: Network, name: str) -> int:
    for index, column in enumerate(network.columns):
        if name in column:
            if index == 0:
                raise MoveError(f"{name} is an input: it has no activation")
            return index - 1
    raise MoveError(f"there is no node '{name}'")


# --- words ----------------------------------------------------------------------------------------


def _with_word(network: Network, what: str, kind: Change, value: Value) -> Network:
    if kind == "optimizer":
        name: Any = _one_of(value, OPTIMIZERS, "optimizers")
        return replace(network, optimizer=replace(network.optimizer, name=name))
    if kind == "loss":
        return _with_loss(network, _one_of(value, LOSSES, "losses"))
    activation: Any = _one_of(value, ACTIVATIONS, "activations")
    index = _layer_of(network, activation_of(what) or "")
    layers = list(network.layers)
    layers[index] = replace(layers[index], activation=activation)
    return replace(network, layers=tuple(layers))


def _with_loss(network: Network, loss: Any) -> Network:
    """A cross-entropy brings the activation whose values it takes; softmax goes with its own."""
    last = network.layers[-1]
    if loss in _OUTPUTS:
        last = replace(last, activation=_OUTPUTS[loss])
    elif last.activation == "softmax":
        last = replace(last, activation="identity")
    return replace(network, loss=loss, layers=(*network.layers[:-1], last))


def _one_of(value: Value, words: tuple[str, ...], noun: str) -> str:
    if value not in words:
        raise MoveError(f"'{value}' is none of the {noun}: {', '.join(words)}")
    return str(value)


# --- numbers --------------------------------------------------------------------------------------


def _weight(network: Network, at: str) -> float:
    source, _, target = at.partition("->")
    layer = _layer_of(network, target)
    node = next(node for node in network.layers[layer].nodes if node.name == target)
    if source == "bias":
        return node.bias or 0.0
    return node.weights[network.columns[layer].index(source)]


def _with_weight(network: Network, at: str, value: float) -> Network:
    source, _, target = at.partition("->")

    def changed(node: Node, before: tuple[str, ...]) -> Node:
        if source == "bias":
            return replace(node, bias=value)
        return replace(node, weights=_put(node.weights, before.index(source), value))

    return with_node(network, target, changed)


def with_node(
    network: Network, name: str, changed: Callable[[Node, tuple[str, ...]], Node]
) -> Network:
    """The network with one node replaced; ``changed`` gets it and the names it reads."""
    index = _layer_of(network, name)
    before = network.columns[index]
    nodes = tuple(
        changed(node, before) if node.name == name else node for node in network.layers[index].nodes
    )
    layers: list[Layer] = list(network.layers)
    layers[index] = replace(layers[index], nodes=nodes)
    return replace(network, layers=tuple(layers))


def _of_row(network: Network, row: Row, place: Place) -> float | None:
    """An input of a row; a target, if it has any."""
    if place.kind == "activation":
        return row.inputs[network.inputs.index(place.at)]
    return None if row.target is None else row.target[network.outputs.index(place.at)]


def _with(row: Row, network: Network, place: Place, value: float) -> Row:
    """The row with one input or target replaced; a row without targets gets zeros for the rest."""
    if place.kind == "activation":
        return replace(row, inputs=_put(row.inputs, network.inputs.index(place.at), value))
    target = row.target or (0.0,) * len(network.outputs)
    return replace(row, target=_put(target, network.outputs.index(place.at), value))


def _put(values: tuple[float, ...], index: int, value: float) -> tuple[float, ...]:
    return (*values[:index], value, *values[index + 1 :])
