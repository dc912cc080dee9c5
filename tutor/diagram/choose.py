"""Which nodes and wires of a large network are worth the room there is."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tutor.diagram.highlight import Highlight
from tutor.diagram.places import ARROW, depth_of, node_of
from tutor.diagram.view import Known
from tutor.network.model import Network

Columns = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fan:
    """The wires that are drawn: those into one node, or those out of one."""

    gap: int  # the number of its sources' layer
    node: str
    inward: bool

    @property
    def far(self) -> int:
        """The layer at the other end of the wires."""
        return self.gap if self.inward else self.gap + 1


def find_fan(
    network: Network, highlight: Highlight, backward: bool, focus: str | None = None
) -> Fan | None:
    """The wires of the node the current step is about, on the side on which it reads.

    That are the edges it reads, where these have one end in common; else the wires into the
    current node, or in the backward pass those out of it. A ``focus`` takes the place of the
    current node, unless it is at the other end of these wires: then they lead to it.
    """
    columns = network.columns
    fan = _fan_of_edges(columns, highlight) or _fan_of_node(
        columns, node_of(network, highlight.current), backward
    )
    if focus is not None and (fan is None or fan.far != depth_of(network, focus)):
        return _fan_of_node(columns, focus, backward)
    return fan


def _fan_of_edges(columns: Columns, highlight: Highlight) -> Fan | None:
    depths = {name: depth for depth, names in enumerate(columns) for name in names}
    edges = [(a, b) for a, b in highlight.edges() if depths.get(b) == depths.get(a, -9) + 1]
    targets, sources = {b for _, b in edges}, {a for a, _ in edges}
    if len(targets) == 1:
        node = targets.pop()
        return Fan(depths[node] - 1, node, inward=True)
    if len(sources) == 1:
        node = sources.pop()
        return Fan(depths[node], node, inward=False)
    return None


def _fan_of_node(columns: Columns, node: str | None, backward: bool) -> Fan | None:
    depth = next((depth for depth, names in enumerate(columns) if node in names), None)
    if depth is None or node is None:
        return None
    inward = depth > 0 and not (backward and depth < len(columns) - 1)
    return Fan(depth - inward, node, inward)


def around(names: Sequence[str], focus: str, count: int) -> tuple[str, ...]:
    """At most ``count`` nodes that follow each other, the focus in their middle."""
    first = min(max(names.index(focus) - count // 2, 0), max(len(names) - count, 0))
    return tuple(names[first : first + count])


def most_important(
    names: Sequence[str], sizes: Sequence[float | None], highlight: Highlight, count: int
) -> tuple[str, ...]:
    """At most ``count`` of a layer's nodes, in their order.

    First those the current step is about, then those it reads, then those of the largest size
    either way. What is not finite counts as large, for it is what to look at.
    """
    if len(names) <= count:
        return tuple(names)
    concerned = {end for edge in highlight.edges() for end in edge} | highlight.uses
    first = {end for end in (highlight.current or "").split(ARROW) if end}

    def weight(place: int) -> tuple[bool, bool, float]:
        size = abs(sizes[place] or 0.0)
        name = names[place]
        return name in first, name in concerned, size if math.isfinite(size) else math.inf

    chosen = sorted(range(len(names)), key=weight, reverse=True)[:count]
    return tuple(names[place] for place in sorted(chosen))


def sizes(
    network: Network, known: Known, depth: int, fan: Fan | None, backward: bool
) -> list[float | None]:
    """What tells which nodes of a layer matter most: one kind of number for all of them.

    At the far end of the fan that is what goes along its wires, if that is known of any; else the
    activation, to which the gradients of the wires into one node are in proportion.
    """
    names = network.columns[depth]
    values: list[float | None] = []
    if fan is not None and fan.far == depth:
        if not fan.inward:
            what = "backflow" if backward else "product"
            values = [known.edge(fan.node, name, what) for name in names]
        elif not backward:
            values = [known.edge(name, fan.node, "product") for name in names]
    if not any(value is not None for value in values):
        values = [known.node(name, "activation") for name in names]
    return values


def count_left_out(known: Known, names: Sequence[str], chosen: Collection[str]) -> tuple[int, int]:
    """How many nodes of a layer are left out, and of how many of these the activation is 0."""
    kept = set(chosen)
    rest = [name for name in names if name not in kept]
    return len(rest), sum(known.node(name, "activation") == 0 for name in rest)
