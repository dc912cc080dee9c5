"""A Keras model: its layers, and how it was compiled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from tutor.grading.checks.variable import missing
from tutor.grading.differ import KINDS, number
from tutor.grading.run import Finding, Run
from tutor.grading.values import close
from tutor.lesson.models import LayerCheck, ModelCheck
from tutor.network.numbers import counted
from tutor.runner.observation import LayerView, ModelView

#: Short names that Keras takes for losses and metrics.
SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "msle": "mean_squared_logarithmic_error",
    "bce": "binary_crossentropy",
}

#: Layers that are nothing but an activation.
_ONLY_ACTIVATION = {"ReLU": "relu", "Softmax": "softmax"}
_KEPT = "That is what fit gives back: call fit without assigning it to the model's name."
_LAYERS = "Sequential([…]) makes a model of layers."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a model has to be; None is whatever it is."""

    layers: tuple[LayerCheck, ...] | None
    input: int | None
    optimizer: str | None
    learning_rate: float | None
    loss: str | None
    metrics: tuple[str, ...] | None
    compiled: bool | None


def check_model(check: ModelCheck, run: Run) -> Finding | None:
    """None if the model is as it should be."""
    name, value = check.model, run.value(check.model)
    what = f"model {name}"
    if value.kind == "missing":
        return missing(name, run, what)
    line = run.source.line_of(name)
    if not isinstance(value.data, ModelView):
        kind = KINDS.get(value.kind, f"of type {value.type}")
        detail = {"keras.History": _KEPT, "list": _LAYERS}.get(value.type, "")
        return Finding(what, f"{name} is {kind}, expected a Keras model.", detail, line)
    view, wanted = value.data, _wanted(check, run)
    message = _architecture(name, view, wanted) or _compiled(name, view, wanted)
    return Finding(what, message, "", line) if message else None


def _wanted(check: ModelCheck, run: Run) -> Wanted:
    """What the author asks for; without any key, all that the solution's model is."""
    keys = check.model_dump(exclude={"model", "message"})
    reference = run.expected(check.model).data
    if any(value is not None for value in keys.values()) or not isinstance(reference, ModelView):
        return Wanted(
            None if check.layers is None else tuple(check.layers),
            check.input,
            check.optimizer,
            check.learning_rate,
            check.loss,
            None if check.metrics is None else tuple(check.metrics),
            check.compiled,
        )
    layers = tuple(
        LayerCheck(type=v.type, units=v.units, activation=v.activation) for v in _real(reference)
    )
    return Wanted(
        layers,
        reference.input,
        reference.optimizer,
        reference.learning_rate,
        reference.loss,
        reference.metrics or None,
        reference.compiled or None,
    )


def _real(view: ModelView, apart: Collection[str] = ()) -> list[LayerView]:
    """The layers; one that is only the activation of the one before it counts with that.

    ``apart`` names types that are layers of their own all the same.
    """
    layers: list[LayerView] = []
    for layer in view.layers:
        activation = _ONLY_ACTIVATION.get(layer.type, layer.activation)
        before = layers[-1] if layers else None
        alone = layer.type in _ONLY_ACTIVATION or layer.type == "Activation"
        if alone and layer.type not in apart and before and before.activation == "linear":
            layers[-1] = replace(before, activation=activation)
        elif layer.type != "InputLayer":
            layers.append(layer)
    return layers


def _architecture(name: str, view: ModelView, wanted: Wanted) -> str:
    layers = _real(view, {layer.type for layer in wanted.layers or ()})
    if wanted.layers is not None:
        if len(layers) != len(wanted.layers):
            has = ", then ".join(_layer(v.type, v.units, v.activation) for v in layers) or "none"
            count = counted(len(layers), "layer")
            return f"{name} has {count} ({has}), expected {len(wanted.layers)}."
        for place, (layer, want) in enumerate(zip(layers, wanted.layers, strict=True), start=1):
            message = _one_layer(f"Layer {place} of {name}", layer, want)
            if message:
                return message
    if wanted.input is not None and view.input != wanted.input:
        if view.input is None:
            return (
                f"{name} isn't told how many inputs there are: "
                f"input_shape=({wanted.input},) in its first layer."
            )
        return f"{name} takes {counted(view.input, 'input')}, expected {wanted.input}."
    return ""


def _one_layer(where: str, layer: LayerView, want: LayerCheck) -> str:
    if layer.type.lower() != want.type.lower():
        return f"{where} is a {layer.type} layer, expected {want.type}."
    if want.units is not None and layer.units != want.units:
        has = "no units" if layer.units is None else counted(layer.units, "unit")
        return f"{where} has {has}, expected {want.units}."
    if want.activation is not None and _activation(layer.activation) != _activation(
        want.activation
    ):
        has = _activation(layer.activation)
        given = "no activation" if has == "linear" else f"the activation {has}"
        return f"{where} has {given}, expected {_named(want.activation)}."
    return ""


def _compiled(name: str, view: ModelView, wanted: Wanted) -> str:
    asks = (wanted.optimizer, wanted.learning_rate, wanted.loss, wanted.metrics)
    needs = wanted.compiled or any(ask is not None for ask in asks)
    if needs and not view.compiled:
        return f"{name} isn't compiled yet: {name}.compile(…) sets its optimizer and loss."
    if wanted.compiled is False and view.compiled:
        return f"{name} is compiled already; that comes later."
    if wanted.optimizer is not None and keras_name(view.optimizer) != keras_name(wanted.optimizer):
        return (
            f"The optimizer of {name} is {keras_name(view.optimizer)}, expected {wanted.optimizer}."
        )
    if wanted.loss is not None and keras_name(view.loss) != keras_name(wanted.loss):
        return f"The loss of {name} is {keras_name(view.loss)}, expected {keras_name(wanted.loss)}."
    return _rate_and_metrics(name, view, wanted)


def _rate_and_metrics(name: str, view: ModelView, wanted: Wanted) -> str:
    rate = wanted.learning_rate
    if rate is not None and not (
        view.learning_rate is not None and close(view.learning_rate, rate, 1e-5 * rate)
    ):
        has = "not known" if view.learning_rate is None else number(view.learning_rate)
        return f"The learning rate of {name} is {has}, expected {number(rate)}."
    has_metrics = {keras_name(metric) for metric in view.metrics}
    if "accuracy" in (wanted.metrics or ()) and "acc" in has_metrics:
        return f"{name} measures acc; it is called accuracy now: metrics=['accuracy']."
    lacking = [m for m in wanted.metrics or () if keras_name(m) not in has_metrics]
    if lacking:
        return f"{name} doesn't measure {lacking[0]}: metrics=['{lacking[0]}'] in compile does."
    return ""


def keras_name(text: str | None) -> str:
    """One spelling of a name that Keras takes: mse, MeanSquaredError, mean_squared_error."""
    if text is None:
        return "not set"
    snake = "".join(
        f"_{c.lower()}" if c.isupper() and i and text[i - 1].islower() else c.lower()
        for i, c in enumerate(text)
    )
    return SHORT.get(snake, snake)


def _activation(text: str | None) -> str:
    return "linear" if text in (None, "identity") else str(text).lower()


def _named(activation: str) -> str:
    return "none (linear)" if _activation(activation) == "linear" else activation


def _layer(kind: str, units: int | None, activation: str | None) -> str:
    parts = [str(p) for p in (units, activation) if p is not None and p != "linear"]
    return f"{kind} {' '.join(parts)}".strip()
