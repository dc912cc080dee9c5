"""Where one can point in a network: its numbers from left to right, and the ways between them."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Literal

from tutor.lab.edit import kind_of
from tutor.lab.moves import MoveError
from tutor.network.model import NetworkError, Problem
from tutor.network.quantity import QuantityError, parse

Direction = Literal["up", "down", "left", "right", "next", "before"]

RATE = "learning_rate"

Columns = tuple[tuple[str, ...], ...]


def columns_of(problem: Problem) -> Columns:
    """All places as quantities: inputs, weights, nodes with their biases, …, targets, the rate."""
    network = problem.network
    biased = frozenset(
        n.name for layer in network.layers for n in layer.nodes if n.bias is not None
    )
    return _columns(network.columns, biased)


@lru_cache(maxsize=8)
def _columns(names: Columns, biased: frozenset[str]) -> Columns:
    found: list[tuple[str, ...]] = []
    for depth, column in enumerate(names):
        if depth:
            before = names[depth - 1]
            found.append(tuple(f"weight({a}->{b})" for a in before for b in column))
        nodes = ((name, f"bias({name})") if name in biased else (name,) for name in column)
        found.append(tuple(chain.from_iterable(nodes)))
    return (*found, (*(f"target({name})" for name in names[-1]), RATE))


def first_place(problem: Problem) -> str:
    """Where to point at the beginning: the first weight."""
    return columns_of(problem)[1][0]


def still_there(problem: Problem, what: str) -> str:
    """The place, or one near where it was if it is gone."""
    columns = columns_of(problem)
    if any(what in column for column in columns):
        return what
    node = node_at(what)
    return node if any(node in column for column in columns) else first_place(problem)


def beside(problem: Problem, what: str, direction: Direction) -> str:
    """The next place in a direction; at the edge the place itself.

    From a node to the right goes to its first weight, from a weight to the node it leads to.
    """
    columns, what = columns_of(problem), still_there(problem, what)
    depth = next(i for i, column in enumerate(columns) if what in column)
    column = columns[depth]
    at = column.index(what)
    match direction:
        case "up" | "down":
            return column[min(max(at + (1 if direction == "down" else -1), 0), len(column) - 1)]
        case "next" | "before":
            by = 1 if direction == "next" else -1
            if 0 <= at + by < len(column):
                return column[at + by]
            following = columns[(depth + by) % len(columns)]
            return following[0 if by > 0 else -1]
    to = depth + (1 if direction == "right" else -1)
    if not 0 <= to < len(columns):
        return what
    return _nearest(columns[to], what, direction)


def _nearest(column: tuple[str, ...], what: str, direction: Direction) -> str:
    """The place of the next column that hangs together with this one, else its first."""
    node = node_at(what)
    if direction == "right":
        found = _first(column, node) or _first(column, f"weight({node}->", f"target({node})")
    else:
        found = _first(column, source_at(what) or node) or _last(column, f"->{node})")
    return found or column[0 if direction == "right" else -1]


def _first(column: tuple[str, ...], *starts: str) -> str | None:
    exact = (place for place in column if place == starts[0])
    longer = (place for place in column if "(" in starts[0] and place.startswith(starts))
    return next(exact, None) or next(longer, None)


def _last(column: tuple[str, ...], end: str) -> str | None:
    return next((place for place in column if place.endswith(end)), None)


def node_at(what: str) -> str:
    """The node of a place: that of a bias or target, the end of an edge."""
    return what.partition("[")[0].rpartition("->")[2].rpartition("(")[2].rstrip(")")


def source_at(what: str) -> str | None:
    """The node an edge begins at; None for what is no edge."""
    start, arrow, _ = what.partition("->")
    return start.rpartition("(")[2] if arrow else None


def drawn_at(problem: Problem, what: str) -> str | None:
    """The place as pictures know it: "a->h0", "bias->h0", "h0"; None if pictures have none."""
    node, source = node_at(what), source_at(what)
    if source is not None:
        return f"{source}->{node}"
    if what.startswith("bias("):
        return f"bias->{node}"
    known = any(node in column for column in problem.network.columns)
    return node if known and not what.startswith("target(") else None


def layer_at(problem: Problem, what: str) -> int:
    """The layer of the node of a place; the last one for what belongs to no node."""
    columns = problem.network.columns
    node = node_at(what)
    return next((i for i, names in enumerate(columns) if node in names), len(columns) - 1)


def in_row(problem: Problem, what: str, row: int) -> str:
    """The place in one row of a batch, where rows differ: ``x0[2]``."""
    if len(problem.rows) == 1 or not is_given(problem, what):
        return what
    return f"{what}[{row}]" if kind_of(problem, what) in ("inputs", "targets") else what


def is_given(problem: Problem, what: str) -> bool:
    """Whether the number there can be changed; the others are computed."""
    try:
        return parse(what).single is not None and bool(kind_of(problem, what))
    except (MoveError, QuantityError, NetworkError):
        return False


def explained_by(what: str, is_input: bool = False) -> tuple[str, ...]:
    """The quantities whose arithmetic says what becomes of a place."""
    node, source = node_at(what), source_at(what)
    if source is not None:
        edge = f"{source}->{node}"
        return (f"product({edge})", f"gradient({edge})", f"new_weight({edge})")
    if what.startswith("bias("):
        return (f"sum({node})", f"bias_gradient({node})", f"new_bias({node})")
    if what.startswith("target("):
        return (f"error({node})", "loss")
    if what == RATE or is_input:
        return ()
    return (f"sum({node})", node, f"delta({node})")
