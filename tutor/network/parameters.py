"""The numbers of a network: as the leaves of a plan, and put back into a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tutor.network.model import Network, Node, Row
from tutor.network.optimizers import updater
from tutor.network.plan import Structure


def leaf_values(structure: Structure, network: Network, rows: tuple[Row, ...]) -> list[float]:
    """The values of a plan's leaves, in the plan's order; optimizers remember 0s at the start."""
    leaves: list[float] = []
    for row in rows:
        leaves.extend(map(float, row.inputs))
    if structure.targets:
        for row in rows:
            leaves.extend(map(float, row.target or ()))
    trained = 0
    for layer in network.layers:
        for node in layer.nodes:
            leaves.extend(map(float, node.weights))
            trained += len(node.weights)
            if node.bias is not None:
                leaves.append(float(node.bias))
                trained += network.train_biases
    leaves.append(float(network.optimizer.learning_rate))
    leaves.append(1.0)  # the number of the update
    if structure.learns:
        leaves.extend([0.0] * (trained * len(updater(network.optimizer).memory)))
    return leaves


def weights_by_place(network: Network) -> Iterator[tuple[str, float]]:
    """Every weight and bias with the name of its edge: "a->h0", "bias->h0"."""
    for before, layer in zip(network.columns, network.layers, strict=False):
        for node in layer.nodes:
            for source, weight in zip(before, node.weights, strict=True):
                yield f"{source}->{node.name}", weight
            if node.bias is not None:
                yield f"bias->{node.name}", node.bias


def with_weights(network: Network, weight: Callable[[str], float | None]) -> Network:
    """The network with other weights and biases: by edge, "a->h0" and "bias->h0"; None keeps."""

    def new(at: str, old: float) -> float:
        value = weight(at)
        return old if value is None else value

    def changed(node: Node, before: tuple[str, ...]) -> Node:
        pairs = zip(before, node.weights, strict=True)
        weights = tuple(new(f"{source}->{node.name}", old) for source, old in pairs)
        bias = None if node.bias is None else new(f"bias->{node.name}", node.bias)
        return Node(node.name, weights, bias)

    layers = tuple(
        replace(layer, nodes=tuple(changed(node, before) for node in layer.nodes))
        for before, layer in zip(network.columns, network.layers, strict=False)
    )
    return replace(network, layers=layers)
