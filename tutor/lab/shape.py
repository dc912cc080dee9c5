"""Nodes, layers, biases and rows added to a problem or taken from it.

Every change of the shape is a change of the columns of names; edges that are left keep their
weights. New weights are drawn by lot from a seed and the name of the edge, so the same moves give
the same network, whatever was done in between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TypeVar

from tutor.lab.edit import with_node
from tutor.lab.moves import MoveError, Value, written
from tutor.network.build import Lot
from tutor.network.model import Activation, Layer, Network, Node, Problem, Row

#: More can't be saved as a lesson, or be looked at.
MAX_WEIGHTS, MAX_ROWS, MAX_LAYERS = 50_000, 200, 16
#: So many nodes in a layer still get weights that are easy to reckon with.
_SMALL = 8

_NUMBERED = re.compile(r"(.*?)(\d*)\Z", re.DOTALL)

Columns = tuple[tuple[str, ...], ...]
T = TypeVar("T")


def shaped(problem: Problem, what: str, value: Value, seed: int) -> Problem:
    """The problem after one of the moves of SHAPING. Raises MoveError or NetworkError."""
    return _SHAPERS[what](problem, value, seed)


# --- nodes and layers -----------------------------------------------------------------------------


def _add_node(problem: Problem, value: Value, seed: int) -> Problem:
    """A node at the end of a layer; 0 are the inputs."""
    columns = problem.network.columns
    depth = _number(value, range(len(columns)), "layer")
    name = _next_name(columns[depth], columns)
    network = _rewired(problem.network, _put(columns, depth, (*columns[depth], name)), seed)
    rows = problem.rows
    if depth == 0:
        lot = Lot(Random(f"{seed}:{name}"), small=True)
        rows = tuple(replace(row, inputs=(*row.inputs, lot.input())) for row in rows)
    elif depth == len(columns) - 1:
        rows = tuple(_with_target(row, (*(row.target or ()), 0.0)) for row in rows)
    return Problem(network, rows)


def _remove_node(problem: Problem, value: Value, seed: int) -> Problem:
    columns = problem.network.columns
    depth = next((i for i, column in enumerate(columns) if value in column), None)
    if depth is None:
        raise MoveError(f"there is no node '{value}'")
    if len(columns[depth]) == 1:
        raise MoveError(f"{value} is the only node of its layer")
    place = columns[depth].index(str(value))
    network = _rewired(problem.network, _put(columns, depth, _without(columns[depth], place)), seed)
    rows = problem.rows
    if depth == 0:
        rows = tuple(replace(row, inputs=_without(row.inputs, place)) for row in rows)
    elif depth == len(columns) - 1:
        rows = tuple(_with_target(row, _without(row.target or (), place)) for row in rows)
    return Problem(network, rows)


def _add_layer(problem: Problem, value: Value, seed: int) -> Problem:
    """A layer of two nodes in front of layer ``value``, with the activation of hidden layers."""
    network = problem.network
    columns = network.columns
    if len(columns) > MAX_LAYERS:
        raise MoveError(f"there can be no more than {MAX_LAYERS} layers")
    depth = _number(value, range(1, len(columns)), "layer")
    first = _next_name((f"h{depth}_",), columns)
    names = (first, _next_name((first,), columns))
    hidden = network.layers[max(depth - 2, 0)].activation if len(columns) > 2 else "relu"
    return Problem(_rewired(network, (*columns[:depth], names, *columns[depth:]), seed, hidden),
                   problem.rows)  # fmt: skip


def _remove_layer(problem: Problem, value: Value, seed: int) -> Problem:
    columns = problem.network.columns
    if len(columns) == 2:
        raise MoveError("there is no hidden layer to remove")
    depth = _number(value, range(1, len(columns) - 1), "hidden layer")
    return Problem(_rewired(problem.network, _without(columns, depth), seed), problem.rows)


def _rewired(
    network: Network, columns: Columns, seed: int, activation: Activation = "relu"
) -> Network:
    """The network with these columns of names; ``activation`` is for a layer that is new."""
    total = sum(len(a) * len(b) for a, b in pairwise(columns))
    if total > MAX_WEIGHTS:
        raise MoveError(f"that makes {total:,} weights, and at most {MAX_WEIGHTS:,} can be")
    old = {node.name: (node, before, layer) for before, layer in _layers(network)
           for node in layer.nodes}  # fmt: skip
    biased = all(node.bias is not None for node, _, _ in old.values())
    small = max(map(len, columns)) <= _SMALL

    def weight(source: str, target: str, limit: float) -> float:
        if target in old and source in old[target][1]:
            node, before, _ = old[target]
            return node.weights[before.index(source)]
        return Lot(Random(f"{seed}:{source}->{target}"), small).weight(limit)

    def layer(before: tuple[str, ...], names: tuple[str, ...]) -> Layer:
        limit = (6 / (len(before) + len(names))) ** 0.5
        known = next((old[name] for name in names if name in old), None)
        with_bias = known[0].bias is not None if known else biased
        nodes = tuple(
            Node(
                name,
                tuple(weight(source, name, limit) for source in before),
                old[name][0].bias if name in old else 0.0 if with_bias else None,
            )
            for name in names
        )
        return Layer(nodes, known[2].activation if known else activation)

    pairs = pairwise(columns)
    return replace(
        network, inputs=columns[0], layers=tuple(layer(before, names) for before, names in pairs)
    )


def _layers(network: Network) -> list[tuple[tuple[str, ...], Layer]]:
    return list(zip(network.columns, network.layers, strict=False))


def _next_name(column: Sequence[str], columns: Columns) -> str:
    """The name that follows the column's last one, and that nothing has: h0, h1 → h2."""
    taken = {name for names in columns for name in names} | set(column)
    match = _NUMBERED.match(column[-1])
    assert match is not None
    stem, number = (match[1], int(match[2])) if match[2] else (column[-1], -1)
    if not match[2] and not stem.endswith("_"):
        stem, number = f"{stem}_", 0
    while (name := f"{stem}{number + 1}") in taken:
        number += 1
    return name


# --- biases ---------------------------------------------------------------------------------------


def _add_bias(problem: Problem, value: Value, seed: int) -> Problem:
    return _with_bias(problem, str(value), 0.0)


def _remove_bias(problem: Problem, value: Value, seed: int) -> Problem:
    return _with_bias(problem, str(value), None)


def _with_bias(problem: Problem, name: str, bias: float | None) -> Problem:
    def changed(node: Node, _: tuple[str, ...]) -> Node:
        if (node.bias is None) is (bias is None):
            raise MoveError(f"{name} has {'no bias' if bias is None else 'a bias'} already")
        return replace(node, bias=bias)

    return Problem(with_node(problem.network, name, changed), problem.rows)


# --- rows -----------------------------------------------------------------------------------------


def _add_row(problem: Problem, value: Value, seed: int) -> Problem:
    """A copy of row ``value`` at the end."""
    rows = problem.rows
    if len(rows) >= MAX_ROWS:
        raise MoveError(f"there can be no more than {MAX_ROWS} rows")
    return Problem(problem.network, (*rows, rows[_number(value, range(len(rows)), "row")]))


def _remove_row(problem: Problem, value: Value, seed: int) -> Problem:
    rows = problem.rows
    if len(rows) == 1:
        raise MoveError("the last row has to stay")
    return Problem(problem.network, _without(rows, _number(value, range(len(rows)), "row")))


# --- small things ---------------------------------------------------------------------------------


def _with_target(row: Row, target: tuple[float, ...]) -> Row:
    """A row that has targets gets other ones."""
    return row if row.target is None else replace(row, target=target)


def _number(value: Value, allowed: range, noun: str) -> int:
    if isinstance(value, str) or value not in allowed:
        first, last = allowed[0], allowed[-1]
        there = f"is only {first}" if first == last else f"are {first} to {last}"
        raise MoveError(f"there is no {noun} {written(value)}: there {there}")
    return int(value)


def _put(columns: Columns, index: int, column: tuple[str, ...]) -> Columns:
    return (*columns[:index], column, *columns[index + 1 :])


def _without(values: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*values[:index], *values[index + 1 :])


_SHAPERS: Mapping[str, Callable[[Problem, Value, int], Problem]] = {
    "add_node": _add_node,
    "remove_node": _remove_node,
    "add_layer": _add_layer,
    "remove_layer": _remove_layer,
    "add_bias": _add_bias,
    "remove_bias": _remove_bias,
    "add_row": _add_row,
    "remove_row": _remove_row,
}
