"""A Keras model as a network of the mathematics, to be drawn and stepped with its own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutor.network.build import node_names
from tutor.network.model import (
    RESERVED_NAMES,
    Activation,
    Layer,
    Loss,
    Network,
    NetworkError,
    Node,
    Optimizer,
    Row,
)
from tutor.network.numbers import plain
from tutor.network.rules import LEAKY_SLOPE
from tutor.runner.observation import PARAMETER_LIMIT, Inside, LayerView, ModelView

#: Keras's names of the activations that the mathematics has.
ACTIVATIONS: dict[str | None, Activation] = {
    None: "identity",
    "linear": "identity",
    "relu": "relu",
    "leaky_relu": "leaky_relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
}
#: Its names of the losses; the sparse one takes the number of the class for its column.
LOSSES: dict[str | None, Loss] = {
    "mean_squared_error": "mean_squared_error",
    "binary_crossentropy": "binary_crossentropy",
    "categorical_crossentropy": "categorical_crossentropy",
    "sparse_categorical_crossentropy": "categorical_crossentropy",
}
#: Layers that only training knows: ``predict`` lets every number through as it is.
ONLY_IN_TRAINING = frozenset(
    {"Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "ActivityRegularization"}
)


class NotDrawnError(ValueError):
    """A model that has no network in the mathematics; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The network of a model, but for its weights: what stays the same through all epochs.

    ``rows`` are those that can be chosen; without targets where the loss can't be computed.
    ``notes`` are sentences on what the pictures leave out.
    """

    columns: tuple[tuple[str, ...], ...]
    activations: tuple[Activation, ...]
    loss: Loss | None
    optimizer: Optimizer
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def network(self, weights: Sequence[Any]) -> Network:
        """The network with the arrays of ``get_weights``: for each layer a kernel, maybe a bias.

        Raises NotDrawnError where they don't fit.
        """
        arrays = list(weights)
        layers: list[Layer] = []
        try:
            for names, activation in zip(self.columns[1:], self.activations, strict=True):
                kernel = arrays.pop(0)
                has_biases = arrays and not isinstance(arrays[0][0], list)
                biases = map(float, arrays.pop(0)) if has_biases else [None] * len(names)
                incoming = (tuple(map(float, column)) for column in zip(*kernel, strict=True))
                nodes = (Node(*node) for node in zip(names, incoming, biases, strict=True))
                layers.append(Layer(tuple(nodes), activation))
            return Network(self.columns[0], tuple(layers), self.loss, self.optimizer)
        except (NetworkError, ValueError, TypeError, IndexError) as error:
            raise NotDrawnError("The model's weights don't fit its layers.") from error


def blueprint(model: ModelView, inside: Inside | None) -> Blueprint:
    """The network of a model that is trained. Raises NotDrawnError with the reason, a sentence."""
    if inside is not None and inside.branches:
        raise NotDrawnError("Pictures show layers that follow one another, and these branch.")
    units, activations = _layers(model)
    if inside is None:
        count = f", and this one has {model.parameters:,}" if model.parameters else ""
        raise NotDrawnError(f"Pictures show networks of up to {PARAMETER_LIMIT} parameters{count}.")
    width = model.input or len(inside.rows[0] if inside.rows else ())
    if not width:
        raise NotDrawnError("Pictures show models that take rows of numbers, and this doesn't.")
    names = node_names((width, *units))
    columns = (_input_names(inside.columns, names), *names[1:])
    if not inside.rows or any(len(row) != width for row in inside.rows):
        raise NotDrawnError("The data isn't an array of rows, so there is none to choose.")
    targets = _targets(inside, units[-1])
    loss = LOSSES.get(inside.loss)
    belongs = (activations[-1] == "softmax") == (loss == "categorical_crossentropy")
    if targets is None or not belongs:
        loss = None
    return Blueprint(
        columns=columns,
        activations=activations,
        loss=loss,
        optimizer=_optimizer(model, inside),
        rows=tuple(_rows(inside, targets)),
        notes=tuple(_notes(model, loss)),
    )


# --- layers -------------------------------------------------------------------------------------


def _layers(model: ModelView) -> tuple[tuple[int, ...], tuple[Activation, ...]]:
    """The units and the activation of each Dense layer; layers without weights join theirs."""
    units: list[int] = []
    activations: list[Activation] = []
    for layer in model.layers:
        if layer.own:
            raise NotDrawnError(f"The layer {layer.name} does more than its name tells.")
        if layer.type in ONLY_IN_TRAINING or (layer.type == "Flatten" and not units):
            continue
        if layer.type == "Dense" and layer.units:
            units.append(layer.units)
            activations.append(_activation(layer.activation))
            continue
        activation = _of_layer(layer)
        if not units or "identity" not in (activation, activations[-1]):
            raise NotDrawnError(
                f"Pictures have no place for the layer {layer.name} ({layer.type})."
            )
        activations[-1] = activation if activations[-1] == "identity" else activations[-1]
    if not units:
        raise NotDrawnError("The model has no Dense layer.")
    if "softmax" in activations[:-1]:
        raise NotDrawnError("Pictures have softmax on the last layer only.")
    return tuple(units), tuple(activations)


def _of_layer(layer: LayerView) -> Activation:
    """What a layer without weights does to each node."""
    match layer.type:
        case "Activation":
            return _activation(layer.activation)
        case "Softmax":
            return "softmax"
        case "ReLU" | "LeakyReLU" if layer.slope == 0:
            return "relu"
        case "ReLU" | "LeakyReLU" if layer.slope is not None:
            if abs(layer.slope - LEAKY_SLOPE) < 1e-6:
                return "leaky_relu"
            slopes = f"{plain(LEAKY_SLOPE)}, and that of {layer.name} is {plain(layer.slope)}"
            raise NotDrawnError(f"Pictures have a leaky relu with the slope {slopes}.")
    raise NotDrawnError(f"Pictures show Dense layers, and {layer.name} is a {layer.type} layer.")


def _activation(name: str | None) -> Activation:
    if name not in ACTIVATIONS:
        raise NotDrawnError(f"Pictures don't know the activation {name}.")
    return ACTIVATIONS[name]


def _input_names(given: Sequence[str], usual: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The names of the columns as far as they can be names of nodes."""
    taken = {*RESERVED_NAMES, *(name for layer in usual for name in layer)}
    names: list[str] = []
    for index, name in enumerate(usual[0]):
        wanted = given[index] if len(given) == len(usual[0]) else name
        names.append(wanted if wanted.isidentifier() and wanted not in taken else name)
        taken.add(wanted)
    return tuple(names)


# --- rows, loss, optimizer ------------------------------------------------------------------------


def _targets(inside: Inside, outputs: int) -> tuple[tuple[float, ...], ...] | None:
    """A target for each output node and row; None where they are not known."""
    targets = inside.targets
    if inside.loss == "sparse_categorical_crossentropy":
        if not all(len(t) == 1 and t[0] in range(outputs) for t in targets):
            return None
        targets = tuple(tuple(float(i == t[0]) for i in range(outputs)) for t in targets)
    fits = len(targets) == len(inside.rows) and all(len(t) == outputs for t in targets)
    return targets if fits else None


def _rows(inside: Inside, targets: tuple[tuple[float, ...], ...] | None) -> Iterator[Row]:
    for index, row in enumerate(inside.rows):
        yield Row(row, targets[index] if targets else None)


def _notes(model: ModelView, loss: Loss | None) -> Iterator[str]:
    left_out = [layer.type for layer in model.layers if layer.type in ONLY_IN_TRAINING]
    for kind in dict.fromkeys(left_out):
        yield f"{kind} is left out: it does nothing when the model predicts"
    if loss is None and model.loss:
        yield f"the loss {model.loss} is not computed here"


def _optimizer(model: ModelView, inside: Inside) -> Optimizer:
    """The model's optimizer, or sgd with its learning rate where the mathematics has no such."""
    momentum = inside.settings.get("momentum", 0.0)
    rate = model.learning_rate if model.learning_rate is not None else 0.01
    known = Optimizer(learning_rate=rate)
    if model.optimizer == "sgd" and momentum:
        return replace(known, name="momentum", momentum=momentum)
    if model.optimizer == "adam":
        kept = ("beta_1", "beta_2", "epsilon")
        settings = {name: inside.settings[name] for name in kept if name in inside.settings}
        return replace(known, name="adam", **settings)
    return known
