"""What it takes to draw a small Keras network as it learns. Imports no library itself."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from tutor.runner.models import learning_rate
from tutor.runner.observation import PARAMETER_LIMIT, Inside, OptimizerState

#: So many rows of the data can be chosen from; no more are sent than have so many numbers.
ROWS, NUMBERS = 20, 4000
#: How many rows Keras takes at a time unless it is told.
BATCH_SIZE = 32
#: The rows of known batches are sent, too, up to so many rows times parameters: to be stepped.
STEPPED = BATCH_SIZE * PARAMETER_LIMIT
#: Of a longer training the weights of some epochs are sent: of so many, spread evenly.
EPOCHS = 500

#: Layers that take any row of numbers.
_SIMPLE = {"Dense", "Dropout", "Activation", "ReLU", "LeakyReLU", "Softmax", "Flatten"}
#: What the optimizers that can be stepped have beside the learning rate.
_SETTINGS = ("momentum", "beta_1", "beta_2", "epsilon")
#: What they remember, and where Keras has it.
_MEMORY: Mapping[str, Mapping[str, str]] = {
    "SGD": {"velocity": "momentums"},
    "Adam": {"first_moment": "_momentums", "second_moment": "_velocities"},
}
#: Settings of an optimizer that change its steps when they are set.
_SPECIAL = (
    "nesterov", "amsgrad", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema",
    "loss_scale_factor", "gradient_accumulation_steps",
)  # fmt: skip


def look_inside(model: Any, given: Mapping[str, Any], rows: int | None) -> Inside | None:
    """What can be seen of a model that is fitted to what ``given`` holds; None of a large one.

    ``rows`` is how many of the rows it learns from. Whatever the model is made of, nothing is
    raised.
    """
    with suppress(Exception):
        if model.built and model.count_params() <= PARAMETER_LIMIT:
            return _look(model, given, rows)
    return None


def _look(model: Any, given: Mapping[str, Any], count: int | None) -> Inside:
    size = int(given.get("batch_size") or BATCH_SIZE)
    in_order = not given.get("shuffle", True) and not given.get("steps_per_epoch")
    wanted = _wanted(count or 0, size, in_order, model.count_params())
    rows, columns = _rows(given.get("x"), wanted)
    return Inside(
        weights=weights_of(model),
        rows=rows,
        targets=_rows(given.get("y"), len(rows))[0] if rows else (),
        columns=columns,
        loss=_loss(model),
        settings=_settings(model.optimizer),
        apart=(*_special(model.optimizer), *_apart(model, given)),
        branches=not _is_chain(model),
        optimizer=state_of(model),
        batch_size=size,
        in_order=in_order,
    )


def build(model: Any, given: Mapping[str, Any]) -> None:
    """Give a model its weights before the training, for Keras does so only with the first batch.

    Only where that can't fail: what is wrong with a model is to be said where it is trained.
    """
    shape = tuple(getattr(given.get("x"), "shape", ()))
    kinds = {type(layer).__name__ for layer in model.layers}
    if not model.built and len(shape) in (1, 2) and kinds <= _SIMPLE:
        with suppress(Exception):
            model.build((None, shape[1] if len(shape) == 2 else 1))


def weights_of(model: Any) -> tuple[Any, ...]:
    """The arrays of ``get_weights`` as nested lists."""
    return tuple(array.tolist() for array in model.get_weights())


def state_of(model: Any) -> OptimizerState:
    """What the model's optimizer goes on from; nothing is raised."""
    optimizer = model.optimizer
    with suppress(Exception):
        arrays = {
            name: tuple(variable.numpy().tolist() for variable in getattr(optimizer, own, ()))
            for name, own in _MEMORY.get(type(optimizer).__name__, {}).items()
        }
        memory = {name: of_each for name, of_each in arrays.items() if of_each}
        return OptimizerState(int(optimizer.iterations), learning_rate(optimizer), memory)
    return OptimizerState()


def stride(epochs: int) -> int:
    """The weights are sent after every so many epochs of a training of ``epochs``."""
    return max(1, math.ceil(epochs / EPOCHS))


def gaps(given: Mapping[str, Any]) -> int:
    """How many of the numbers in x and y are not finite."""
    numpy = sys.modules["numpy"]
    count = 0
    for name in ("x", "y"):
        with suppress(Exception):
            values = numpy.asarray(given.get(name))
            # The sum tells at once, and needs no memory; only then they are counted.
            if not numpy.isfinite(values.sum()):
                count += int((~numpy.isfinite(values)).sum())
    return count


# --- data ---------------------------------------------------------------------------------------


def _wanted(rows: int, size: int, in_order: bool, parameters: int) -> int:
    """How many rows are sent: those of an epoch, of a batch, or some to choose from."""
    most = STEPPED // max(parameters, 1)
    known = rows if in_order or size >= rows else 0
    batches = next((count for count in (known, min(known, size)) if count <= most), 0)
    return max(batches, ROWS)


def _rows(data: Any, wanted: int) -> tuple[tuple[tuple[float, ...], ...], tuple[str, ...]]:
    """The first rows as Keras takes them, and the names of the columns, if they have any."""
    if not hasattr(data, "shape") or len(data.shape) not in (1, 2):
        return (), ()
    numpy = sys.modules["numpy"]
    with suppress(Exception):
        array = numpy.asarray(data[:wanted], dtype=sys.modules["keras"].config.floatx())
        array = array.reshape(len(array), -1)
        kept = array[: NUMBERS // max(array.shape[1], 1)]
        names = tuple(map(str, getattr(data, "columns", ())))
        return tuple(tuple(row) for row in kept.tolist()), names
    return (), ()


# --- the model ----------------------------------------------------------------------------------


def _is_chain(model: Any) -> bool:
    """Whether the rows go through the layers one after the other, and do nothing else."""
    keras = sys.modules["keras"]
    if type(model) is keras.Sequential:
        return True
    with suppress(Exception):
        layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
        ends = [model.inputs[0], *(layer.output for layer in layers)]
        follows = all(layer.input is end for layer, end in zip(layers, ends, strict=False))
        plain = type(model) is type(keras.Model(model.inputs, model.outputs))
        return plain and follows and len(model.inputs) == 1 and model.outputs == ends[-1:]
    return False


def _loss(model: Any) -> str | None:
    """The full name of the model's loss, if it's one of Keras with its usual settings."""
    keras = sys.modules["keras"]
    with suppress(Exception):
        loss = model.loss
        if isinstance(loss, str):
            loss = keras.losses.get(loss)
        kind = loss if isinstance(loss, type) else type(loss)
        if isinstance(loss, keras.losses.Loss):
            usual = kind(name=loss.name).get_config() == loss.get_config()
            loss = getattr(loss, "fn", None) if usual else None
        if str(getattr(loss, "__module__", "")).startswith("keras."):
            return str(loss.__name__)
    return None


def _settings(optimizer: Any) -> dict[str, float]:
    """The optimizer's numbers as they were written: float32 shows 0.9 as 0.899999976."""
    found = {name: getattr(optimizer, name, None) for name in _SETTINGS}
    numbers = {name: value for name, value in found.items() if isinstance(value, int | float)}
    return {name: float(f"{value:.7g}") for name, value in numbers.items()}


def _special(optimizer: Any) -> list[str]:
    config: Mapping[str, Any] = {}
    with suppress(Exception):
        config = optimizer.get_config()
    named = [name for name in _SPECIAL if config.get(name)]
    return [
        *named,
        *(["a schedule of rates"] if isinstance(config.get("learning_rate"), dict) else []),
    ]


def _apart(model: Any, given: Mapping[str, Any]) -> list[str]:
    """What else shapes a training step."""
    found = [name for name in ("class_weight", "sample_weight") if given.get(name) is not None]
    if any(not layer.trainable for layer in model.layers):
        found.append("layers that are not trained")
    with suppress(Exception):
        if model.losses:
            found.append("a regularizer")
    scheduler = sys.modules["keras"].callbacks.LearningRateScheduler
    if any(isinstance(callback, scheduler) for callback in _callbacks(given)):
        found.append("a schedule of rates")
    return found


def _callbacks(given: Mapping[str, Any]) -> Iterable[Any]:
    """The callbacks as ``fit`` is given them here: with one that watches, so never a single one."""
    callbacks = given.get("callbacks")
    return getattr(callbacks, "callbacks", callbacks) or ()
