"""A Keras model as a ``ModelView``. Works on the model's own attributes and imports nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tutor.runner.observation import LayerView, ModelView


def view_model(model: Any) -> ModelView:
    """The layers of a Sequential or functional model, and what ``compile`` was given."""
    compiled = bool(getattr(model, "compiled", False))
    optimizer = getattr(model, "optimizer", None) if compiled else None
    return ModelView(
        layers=tuple(_layer(layer) for layer in model.layers if _kind(layer) != "InputLayer"),
        input=_features(model),
        parameters=int(model.count_params()) if model.built else None,
        compiled=compiled,
        optimizer=None if optimizer is None else _kind(optimizer).lower(),
        learning_rate=learning_rate(optimizer),
        loss=_name(model.loss) if compiled else None,
        metrics=_metrics(model) if compiled else (),
    )


def _kind(thing: Any) -> str:
    return type(thing).__name__


def _layer(layer: Any) -> LayerView:
    units = getattr(layer, "units", None)
    activation = getattr(layer, "activation", None)
    return LayerView(
        type=_kind(layer),
        name=str(layer.name),
        units=int(units) if units is not None else None,
        activation=_name(activation),
        slope=_slope(layer),
        own=not (_is_of_keras(type(layer)) and (activation is None or _is_of_keras(activation))),
    )


def _slope(layer: Any) -> float | None:
    """Of what is negative, the part that a ReLU or LeakyReLU layer lets through."""
    return float(layer.negative_slope) if hasattr(layer, "negative_slope") else None


def _is_of_keras(thing: Any) -> bool:
    """Whether a class or function came with Keras or TensorFlow."""
    module = str(getattr(thing, "__module__", ""))
    return module.partition(".")[0] in ("keras", "tensorflow")


def _features(model: Any) -> int | None:
    """How many numbers each row of the input has, if the model knows it yet and takes rows."""
    with suppress(Exception):
        shape = model.input_shape
        return int(shape[-1]) if len(shape) == 2 else None
    with suppress(Exception):
        return int(model.layers[0].input_spec.axes[-1])
    return None


def learning_rate(optimizer: Any) -> float | None:
    """The rate as it was written: float32 shows 0.01 as 0.009999999776."""
    with suppress(Exception):
        return float(f"{float(optimizer.learning_rate):.7g}")
    return None


def _name(thing: Any) -> str | None:
    """A text as it is, a function by its name, an object by the name it was given."""
    if thing is None or isinstance(thing, str):
        return thing
    name = getattr(thing, "__name__", None) or getattr(thing, "name", None)
    return str(name or _kind(thing))


def _metrics(model: Any) -> tuple[str, ...]:
    """The metrics as they were given to ``compile``."""
    given: Any = None
    with suppress(AttributeError):
        given = model._compile_metrics._user_metrics
    if isinstance(given, dict):
        given = list(given.values())
    return tuple(name for name in map(_name, _flat(given)) if name is not None)


def _flat(items: Any) -> list[Any]:
    if isinstance(items, list | tuple):
        return [part for item in items for part in _flat(item)]
    return [] if items is None else [items]
