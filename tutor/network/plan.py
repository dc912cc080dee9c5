"""The plan of a training step: which rule runs where, in which order, on which cells.

*Cells* hold numbers: first the leaves (inputs, targets, weights, biases, learning rate, what the
optimizer remembers), then one for each step. A plan depends on the structure of a network
alone, so one plan serves all its numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from tutor.network.model import Activation, Loss, Network, Optimizer, Row
from tutor.network.optimizers import OLD
from tutor.network.rules import Rule

#: The kinds of numbers that are of no node and no edge; their places are called as they are.
WHOLE = ("loss", "learning_rate", "update_number", "corrected_rate")


class Place(NamedTuple):
    """What a cell holds: a kind of number, at a node ("h0") or an edge ("a->h0"), of a row.

    ``row`` is None for what all rows share: weights, averages, updates.
    """

    kind: str
    at: str
    row: int | None


class PlannedStep(NamedTuple):
    """A rule, where it runs, and the cells it reads."""

    rule: Rule
    place: Place
    reads: tuple[int, ...]


@dataclass(frozen=True)
class Structure:
    """All of a network and its rows but the numbers."""

    columns: tuple[tuple[str, ...], ...]
    activations: tuple[Activation, ...]
    biased: tuple[tuple[bool, ...], ...]
    loss: Loss | None
    optimizer: Optimizer
    train_biases: bool
    rows: int
    targets: bool

    @property
    def learns(self) -> bool:
        """Whether there is a way back: it needs a loss and targets."""
        return self.targets and self.loss is not None


@dataclass(frozen=True)
class Plan:
    """The leaves, the steps, and the same steps as pairs of functions, ready to run."""

    structure: Structure
    leaves: tuple[Place, ...]
    steps: tuple[PlannedStep, ...]
    program: tuple[tuple[Callable[..., float], Callable[[Any], Any]], ...]

    def run(self, leaves: list[float]) -> list[float]:
        """All cells, from the values of the leaves."""
        cells = leaves.copy()
        append = cells.append
        for value, read in self.program:
            append(value(*read(cells)))
        return cells

    @cached_property
    def cells(self) -> dict[Place, int]:
        """Where a place's number is."""
        places = (*self.leaves, *(step.place for step in self.steps))
        return {place: cell for cell, place in enumerate(places)}

    @cached_property
    def carried(self) -> tuple[tuple[int, int], ...]:
        """What an update gives to the next one: pairs of a leaf and the cell that goes there."""
        pairs = (
            (self.cells.get(Place(old, step.place.at, None)), cell)
            for cell, step in enumerate(self.steps, len(self.leaves))
            for old in ("weight" if step.place.kind == "new_weight" else OLD + step.place.kind,)
        )
        return tuple((leaf, cell) for leaf, cell in pairs if leaf is not None)

    @cached_property
    def layer_of(self) -> dict[str, int]:
        """The layer of each node; 0 is the inputs."""
        return {name: i for i, column in enumerate(self.structure.columns) for name in column}

    def place(self, cell: int) -> Place:
        """What a cell holds."""
        first = len(self.leaves)
        return self.leaves[cell] if cell < first else self.steps[cell - first].place

    def find(self, kind: str, at: str, row: int | None) -> int | None:
        """The cell of a row's number; or of the one that all rows share; or None."""
        cell = self.cells.get(Place(kind, at, row))
        return self.cells.get(Place(kind, at, None)) if cell is None else cell


def structure_of(network: Network, rows: tuple[Row, ...]) -> Structure:
    """The structure of a network and its rows."""
    return Structure(
        network.columns,
        tuple(layer.activation for layer in network.layers),
        tuple(tuple(n.bias is not None for n in layer.nodes) for layer in network.layers),
        network.loss,
        network.optimizer,
        network.train_biases,
        len(rows),
        all(row.target is not None for row in rows),
    )
