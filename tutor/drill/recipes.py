"""What is asked at each level of each topic: the networks to draw, and the quantities in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.network.model import Activation, Loss, Optimizer

#: Kinds of numbers that are given together.
NOTHING: frozenset[str] = frozenset()
FORWARD = frozenset({"product", "pre_activation", "activation"})
DELTAS = FORWARD | {"error", "loss", "loss_slope", "slope", "delta", "backflow", "flowed_back"}
GRADIENTS = DELTAS | {"gradient"}

_SGD = Optimizer("sgd", 0.1)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A family of questions.

    ``shape`` are the nodes of each layer, the inputs first; ``asks`` the kinds of places (see
    ``network.plan``) that may be asked, at the nodes of ``layer``, of which the last is -1;
    ``given`` the kinds that are shown. With several ``updates`` the last of them is asked about.
    """

    shape: tuple[int, ...]
    activations: tuple[Activation, ...]
    asks: tuple[str, ...]
    loss: Loss | None = None
    given: frozenset[str] = NOTHING
    biases: bool = False
    layer: int = -1
    rows: int = 1
    optimizer: Optimizer = field(default=_SGD)
    updates: int = 1


_DEEP: tuple[Activation, ...] = ("relu", "relu", "identity")
_RELU: tuple[Activation, ...] = ("relu", "identity")
_LEAKY: tuple[Activation, ...] = ("leaky_relu", "identity")
_SIGMOID: tuple[Activation, ...] = ("sigmoid", "identity")
_TANH: tuple[Activation, ...] = ("tanh", "identity")
_PLAIN: tuple[Activation, ...] = ("identity",)
_SOFTMAX: tuple[Activation, ...] = ("softmax",)
_BACK = ("delta", "gradient")
_MOMENTUM = Optimizer("momentum", 0.1, momentum=0.5)
_ADAM = Optimizer("adam", 0.1)

_SUM, _VALUE = ("pre_activation",), ("activation",)

RECIPES: Mapping[tuple[str, int], tuple[Recipe, ...]] = {
    ("forward", 1): (
        Recipe((2, 1), _PLAIN, _SUM),
        Recipe((3, 1), _PLAIN, _SUM),
        Recipe((2, 1), ("relu",), _VALUE),
        Recipe((2, 1), ("leaky_relu",), _VALUE),
    ),
    ("forward", 2): (
        Recipe((2, 2, 1), _RELU, _VALUE),
        Recipe((2, 2, 1), _RELU, _VALUE, layer=1),
        Recipe((2, 1), ("relu",), _VALUE, biases=True),
    ),
    ("forward", 3): (
        Recipe((2, 2, 1), _RELU, _VALUE, biases=True),
        Recipe((2, 2, 1), _LEAKY, _VALUE),
        Recipe((3, 2, 1), _RELU, _VALUE),
    ),
    ("forward", 4): (
        Recipe((2, 1), ("sigmoid",), _VALUE, biases=True),
        Recipe((2, 2), _SOFTMAX, _VALUE),
        Recipe((2, 1), ("tanh",), _VALUE, biases=True),
        Recipe((2, 2, 2), _RELU, _VALUE, biases=True),
    ),
    ("forward", 5): (
        Recipe((2, 2, 2, 1), _DEEP, _VALUE),
        Recipe((2, 2, 1), _SIGMOID, _VALUE, biases=True),
        Recipe((2, 3), _SOFTMAX, _VALUE),
    ),
    ("loss", 2): (
        Recipe((2, 1), _PLAIN, ("error",), "squared_error", FORWARD),
        Recipe((2, 1), _PLAIN, ("loss",), "squared_error", FORWARD),
        Recipe((2, 2, 1), _RELU, ("loss",), "squared_error", FORWARD),
    ),
    ("loss", 3): (
        Recipe((2, 1), _PLAIN, ("loss",), "half_squared_error", FORWARD),
        Recipe((2, 2), _PLAIN, ("loss",), "squared_error", FORWARD),
        Recipe((2, 2), _PLAIN, ("loss",), "mean_squared_error", FORWARD),
        Recipe((2, 1), _PLAIN, ("loss_slope",), "squared_error", FORWARD),
    ),
    ("loss", 4): (
        Recipe((2, 1), ("sigmoid",), ("loss",), "binary_crossentropy"),
        Recipe((2, 2), _SOFTMAX, ("loss",), "categorical_crossentropy"),
        Recipe((2, 2), _PLAIN, ("loss_slope",), "mean_squared_error", FORWARD),
    ),
    ("loss", 5): (
        Recipe((2, 1), _PLAIN, ("loss",), "half_squared_error", FORWARD, rows=3),
        Recipe((2, 2), _PLAIN, ("loss",), "mean_squared_error", FORWARD, rows=2),
        Recipe((2, 2), _SOFTMAX, ("loss",), "categorical_crossentropy", biases=True),
    ),
    ("gradients", 3): (
        Recipe((2, 1), _PLAIN, _BACK, "squared_error", FORWARD),
        Recipe((2, 1), ("leaky_relu",), _BACK, "squared_error", FORWARD),
        Recipe((2, 1), _PLAIN, _BACK, "half_squared_error", FORWARD, biases=True),
        Recipe((2, 2), _PLAIN, ("gradient",), "squared_error", FORWARD),
    ),
    ("gradients", 4): (
        Recipe((2, 2, 1), _RELU, _BACK, "squared_error", FORWARD, layer=1),
        Recipe((2, 2, 1), _LEAKY, _BACK, "squared_error", FORWARD, biases=True, layer=1),
        Recipe((2, 2, 1), _SIGMOID, ("slope", *_BACK), "squared_error", FORWARD, layer=1),
        Recipe((2, 2), _SOFTMAX, ("gradient",), "categorical_crossentropy", FORWARD),
        Recipe((2, 2, 1), _RELU, ("gradient",), "squared_error", FORWARD),
    ),
    ("gradients", 5): (
        Recipe((2, 2, 2), _RELU, _BACK, "mean_squared_error", FORWARD, layer=1),
        Recipe((2, 2, 2, 1), _DEEP, _BACK, "half_squared_error", FORWARD, layer=2),
        Recipe((2, 2, 1), _TANH, _BACK, "half_squared_error", FORWARD, layer=1),
    ),
    ("updates", 3): (
        Recipe((2, 1), _PLAIN, ("new_weight",), "squared_error", GRADIENTS),
        Recipe((2, 1), _PLAIN, ("new_weight",), "squared_error", DELTAS, biases=True),
    ),
    ("updates", 4): (
        Recipe((2, 2, 1), _RELU, ("new_weight",), "squared_error", DELTAS, layer=1),
        Recipe((2, 1), _PLAIN, ("new_weight",), "squared_error", FORWARD, biases=True),
        Recipe((2, 2, 1), _LEAKY, ("new_weight",), "half_squared_error", DELTAS, True, layer=1),
    ),
    ("updates", 5): (
        Recipe(
            (2, 1), _PLAIN, ("velocity", "new_weight"), "half_squared_error", GRADIENTS,
            optimizer=_MOMENTUM, updates=2,
        ),
        Recipe(
            (2, 1), _PLAIN, ("first_moment", "new_weight"), "half_squared_error", GRADIENTS,
            optimizer=_ADAM,
        ),
        Recipe((2, 2, 1), _RELU, ("new_weight",), "squared_error", FORWARD, layer=1),
    ),
    ("batches", 3): (
        Recipe((2, 1), _PLAIN, ("loss",), "squared_error", FORWARD, rows=2),
        Recipe((2, 1), _PLAIN, ("gradient",), "squared_error", DELTAS, rows=2),
    ),
    ("batches", 4): (
        Recipe((2, 1), _PLAIN, ("loss", "gradient"), "squared_error", FORWARD, rows=3),
        Recipe((2, 1), _PLAIN, ("gradient",), "half_squared_error", DELTAS, True, rows=3),
        Recipe((2, 1), _PLAIN, ("new_weight",), "squared_error", GRADIENTS, rows=2),
    ),
    ("batches", 5): (
        Recipe((2, 2, 1), _RELU, ("gradient",), "half_squared_error", DELTAS, layer=1, rows=2),
        Recipe((2, 1), _PLAIN, ("new_weight",), "half_squared_error", DELTAS, rows=2),
        Recipe(
            (2, 1), _PLAIN, ("velocity", "new_weight"), "half_squared_error", DELTAS, rows=2,
            optimizer=_MOMENTUM, updates=2,
        ),
    ),
}  # fmt: skip
