"""Problems and what optimizers remember as JSON, and back, to the last digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tutor.network.model import Layer, Network, Node, Optimizer, Problem, Row
from tutor.network.plan import Place


def keep_problem(problem: Problem) -> dict[str, Any]:
    """A network and its rows; ``problem_of`` reads it."""
    return asdict(problem)


def problem_of(kept: Mapping[str, Any]) -> Problem:
    """The problem that was kept.

    Raises KeyError, TypeError, ValueError (NetworkError is one) for what is none.
    """
    network = dict(kept["network"])
    layers = tuple(map(_layer, network.pop("layers")))
    inputs, optimizer = tuple(network.pop("inputs")), Optimizer(**network.pop("optimizer"))
    return Problem(Network(inputs, layers, optimizer=optimizer, **network), rows_of(kept["rows"]))


def keep_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of data; ``rows_of`` reads them."""
    return [asdict(row) for row in rows]


def rows_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The rows that were kept. Raises KeyError, TypeError for what are none."""
    return tuple(Row(tuple(row["inputs"]), _numbers(row["target"])) for row in kept)


def keep_memory(memory: Mapping[Place, float]) -> list[list[Any]]:
    """What an optimizer remembers; ``memory_of`` reads it."""
    return [[*place, value] for place, value in memory.items()]


def memory_of(kept: Iterable[Sequence[Any]]) -> dict[Place, float]:
    """The memory that was kept. Raises TypeError, ValueError for what is none."""
    return {Place(kind, at, row): float(value) for kind, at, row, value in kept}


def _layer(kept: Mapping[str, Any]) -> Layer:
    nodes = tuple(Node(n["name"], tuple(n["weights"]), n["bias"]) for n in kept["nodes"])
    return Layer(nodes, kept["activation"])


def _numbers(kept: Sequence[float] | None) -> tuple[float, ...] | None:
    return None if kept is None else tuple(kept)
