"""Networks and rows drawn by lot for a recipe, in numbers that are easy to reckon with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tutor.drill.recipes import Recipe
from tutor.network.model import Activation, Layer, Network, Node, Row
from tutor.network.trace import Trace, trace

#: Activations that leave no short number short.
CURVED: frozenset[Activation] = frozenset({"sigmoid", "tanh", "softmax"})
_CLASSES = ("binary_crossentropy", "categorical_crossentropy")
_WHOLE = tuple(i for i in range(-4, 5) if i)
_HALVES = (-1.5, -1.0, -0.5, 0.5, 1.0, 1.5)
_INPUTS = (-2, -1, 1, 2, 3, 4, 5)
_ERRORS = (-3, -2, -1, 1, 2, 3)


def draw_trace(recipe: Recipe, random: Random) -> Trace:
    """A network of the recipe with its rows, and the training step that is asked about."""
    lot = _Lot(recipe, random)
    network = lot.network()
    rows = tuple(Row(tuple(lot.input() for _ in network.inputs)) for _ in range(recipe.rows))
    if recipe.loss is None:
        return trace(network, rows)
    forward = trace(network, rows)
    predictions = [
        [forward.known(len(forward), row).node(name, "activation") for name in network.outputs]
        for row in range(recipe.rows)
    ]
    rows = tuple(
        replace(row, target=lot.target([value or 0.0 for value in values]))
        for row, values in zip(rows, predictions, strict=True)
    )
    return trace(network, rows, recipe.updates)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Where the numbers come from."""

    recipe: Recipe
    random: Random

    def network(self) -> Network:
        """Inputs x0, x1; hidden nodes h0, h1 (of a second layer i0, i1); outputs y."""
        columns = _names(self.recipe.shape)
        layers = tuple(
            Layer(tuple(self._node(name, len(before), activation) for name in names), activation)
            for before, names, activation in zip(
                columns, columns[1:], self.recipe.activations, strict=False
            )
        )
        return Network(columns[0], layers, self.recipe.loss, self.recipe.optimizer)

    def _node(self, name: str, before: int, activation: Activation) -> Node:
        choices = _HALVES if activation in CURVED else _WHOLE
        weights = tuple(float(self.random.choice(choices)) for _ in range(before))
        return Node(
            name, weights, float(self.random.choice(choices)) if self.recipe.biases else None
        )

    def input(self) -> float:
        curved = self.recipe.activations[0] in CURVED
        return float(self.random.choice((-2, -1, 1, 2) if curved else _INPUTS))

    def target(self, prediction: list[float]) -> tuple[float, ...]:
        """One class of a classifier; else whole numbers near the prediction."""
        if len(prediction) > 1 and self.recipe.loss in _CLASSES:
            right = self.random.randrange(len(prediction))
            return tuple(float(i == right) for i in range(len(prediction)))
        if self.recipe.loss in _CLASSES:
            return (float(self.random.randrange(2)),)
        return tuple(float(round(p) - self.random.choice(_ERRORS)) for p in prediction)


def _names(shape: tuple[int, ...]) -> list[tuple[str, ...]]:
    """The names of the nodes, layer by layer; a single output is just y."""
    letters = (*"xhij"[: len(shape) - 1], "y")
    columns = [
        tuple(f"{letter}{i}" for i in range(nodes))
        for letter, nodes in zip(letters, shape, strict=True)
    ]
    return [*columns[:-1], ("y",) if shape[-1] == 1 else columns[-1]]
