"""Which nodes and wires of a large network are worth the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.diagram.focus import Focus
from tutor.diagram.view import Known
from tutor.network.model import Network


@dataclass(frozen=True, slots=True)
class Fan:
    """The wires that are drawn: those into one node, or those out of one."""

    gap: int  # the number of its sources' layer
    node: str
    inward: bool


def find_fan(columns: Sequence[Sequence[str]], focus: Focus, backward: bool) -> Fan | None:
    """The node the current step is about, and the side on which it reads.

    That are the edges it reads, where these have one end in common; else the wires into the
    current node, or in the backward pass those out of it.
    """
    depths = {name: depth for depth, names in enumerate(columns) for name in names}
    edges = [(a, b) for a, b in focus.edges() if depths.get(b) == depths.get(a, -9) + 1]
    targets, sources = {b for _, b in edges}, {a for a, _ in edges}
    if len(targets) == 1:
        node = targets.pop()
        return Fan(depths[node] - 1, node, inward=True)
    if len(sources) == 1:
        node = sources.pop()
        return Fan(depths[node], node, inward=False)
    depth = depths.get((focus.current or "").rpartition("->")[2])
    if depth is None or focus.current is None:
        return None
    inward = depth > 0 and not (backward and depth < len(columns) - 1)
    return Fan(depth - inward, focus.current.rpartition("->")[2], inward)


def focus_depth(columns: Sequence[Sequence[str]], focus: Focus) -> int:
    """The layer the current step is in; the last one if it is in none."""
    name = (focus.current or "").rpartition("->")[2]
    for depth, names in enumerate(columns):
        if name in names:
            return depth
    return len(columns) - 1


def most_important(
    names: Sequence[str], known: Known, focus: Focus, backward: bool, count: int
) -> tuple[str, ...]:
    """At most ``count`` of a layer's nodes, in their order.

    First those the current step is about or reads, then those of the largest delta (in the
    backward pass, where it is known) or activation.
    """
    if len(names) <= count:
        return tuple(names)
    concerned = {end for edge in focus.edges() for end in edge} | focus.uses
    first = {end for end in (focus.current or "").split("->") if end}
    what = "activation"
    if backward and any(known.node(name, "delta") is not None for name in names):
        what = "delta"

    def weight(name: str) -> tuple[bool, bool, float]:
        return name in first, name in concerned, abs(known.node(name, what) or 0.0)

    chosen = set(sorted(names, key=weight, reverse=True)[:count])
    return tuple(name for name in names if name in chosen)


def count_left_out(
    network: Network, known: Known, depth: int, chosen: Sequence[str]
) -> tuple[int, int]:
    """How many nodes of a layer are left out, and of how many of these the activation is 0."""
    kept = set(chosen)
    rest = [name for name in network.columns[depth] if name not in kept]
    return len(rest), sum(known.node(name, "activation") == 0 for name in rest)
