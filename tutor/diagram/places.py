"""Places of a network, and how to move from one to another.

A place is a node's name, an edge as "a->h0", or a bias as "bias->h0".
"""

from __future__ import annotations

from typing import Literal

from tutor.network.model import Network

ARROW = "->"
BIAS = "bias"

Direction = Literal["up", "down", "left", "right"]


def bias_place(name: str) -> str:
    """The place of a node's bias: "bias->h0"."""
    return f"{BIAS}{ARROW}{name}"


def edge_place(source: str, target: str) -> str:
    """The place of an edge: "a->h0"."""
    return f"{source}{ARROW}{target}"


def node_of(network: Network, place: str | None) -> str | None:
    """The node at a place, of an edge its target; None for any other text, such as "loss"."""
    name = (place or "").rpartition(ARROW)[2]
    return name if any(name in names for names in network.columns) else None


def depth_of(network: Network, node: str) -> int:
    """The number of a node's layer, that of the inputs being 0."""
    return next(depth for depth, names in enumerate(network.columns) if node in names)


def move_focus(network: Network, place: str | None, direction: Direction, by: int = 1) -> str:
    """The node to look at next, from a place: the ``focus`` for the next ``draw``.

    "up" and "down" go ``by`` nodes along the layer, "left" and "right" as many layers, to the node
    that lies as far down its layer; at the ends they stay. From where there is no node (None,
    "loss") they start at the first output.
    """
    columns = network.columns
    node = node_of(network, place) or network.outputs[0]
    depth = depth_of(network, node)
    names = columns[depth]
    index = names.index(node)
    step = by if direction in ("down", "right") else -by
    if direction in ("up", "down"):
        return names[min(max(index + step, 0), len(names) - 1)]
    beside = columns[min(max(depth + step, 0), len(columns) - 1)]
    return beside[index * len(beside) // len(names)]
