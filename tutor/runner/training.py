"""Every ``fit`` of the learner's process is watched: a callback sends what happens."""

from __future__ import annotations

import inspect
import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from tutor.runner.inside import build, gaps, look_inside, state_of, stride, weights_of
from tutor.runner.models import view_model
from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    Event,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)

Send = Callable[[Event], None]

#: Batches are told at most so often (seconds); epochs always.
BATCH_SECONDS = 0.1

#: For how many epochs each model of this process was trained.
_epochs: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


@dataclass
class _Process:
    """What is going on in this process: how many trainings, and whether they are to stop."""

    trainings: int = 0
    stopped: bool = False


_process = _Process()


def stop() -> bool:
    """End the training at hand with its batch, and all that follow with their first.

    The model stays as it is then, and the learner's code goes on. False where nothing is trained.
    """
    _process.stopped = _process.stopped or _process.trainings > 0
    return _process.stopped


def listen(send: Send, namespace: Mapping[str, Any]) -> None:
    """Watch every ``fit`` of a Keras model from now on, if Keras is there.

    All spellings (``keras``, ``tensorflow.keras``) are one class, whose method is replaced.
    """
    keras = sys.modules.get("keras")
    if keras is None:
        return
    fit = keras.Model.fit
    signature = inspect.signature(fit)
    count = 0

    @wraps(fit)
    def watched_fit(*arguments: Any, **options: Any) -> Any:
        nonlocal count
        try:
            call = signature.bind(*arguments, **options)
        except TypeError:
            return fit(*arguments, **options)  # It raises a better message.
        count += 1
        given = dict(call.arguments)
        model = given.pop("self")
        name = _variable(namespace, model)
        run = TrainingRun(
            count, name, view_model(model), 0, None, None, None,
            variable=name, epochs_before=_epochs.get(model, 0),
        )  # fmt: skip
        watcher = _watcher(keras, send, run, given)
        given["callbacks"] = _with_callback(given.get("callbacks"), watcher)
        # The log is drawn from the events.
        given["verbose"] = 0
        _process.trainings += 1
        try:
            return fit(model, **given)
        finally:
            _process.trainings -= 1

    keras.Model.fit = watched_fit
    for name in ("predict", "evaluate"):
        setattr(keras.Model, name, _silent(getattr(keras.Model, name)))


def _silent(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a model without the bar of Keras, which is made for another screen."""
    signature = inspect.signature(method)

    @wraps(method)
    def silent(*arguments: Any, **options: Any) -> Any:
        try:
            given = dict(signature.bind(*arguments, **options).arguments)
        except TypeError:
            return method(*arguments, **options)  # It raises a better message.
        more = given.pop("kwargs", {})
        return method(**given | {"verbose": 0} | more)

    return silent


def _with_callback(given: Any, watcher: Any) -> Any:
    """The learner's callbacks, then ours, which so sees what they decided."""
    if hasattr(given, "append") and not isinstance(given, list):
        given.append(watcher)
        return given
    if given is None:
        return [watcher]
    return [*given, watcher] if isinstance(given, list | tuple) else [given, watcher]


def _variable(namespace: Mapping[str, Any], model: Any) -> str:
    """The first name that the learner gave to the model."""
    names = (name for name, value in list(namespace.items()) if value is model)
    return next((name for name in names if not name.startswith("_")), "")


def _watcher(keras: Any, send: Send, run: TrainingRun, given: Mapping[str, Any]) -> Any:
    """The callback; a class of its own at each call, since Keras is imported late."""

    class Watcher(keras.callbacks.Callback):  # type: ignore[misc]
        def on_train_begin(self, logs: Any = None) -> None:
            build(self.model, given)
            self.run = _started(run, self.model, self.params, given)
            self.epoch = self.batch = 0
            self.last_batch = -math.inf
            inside = look_inside(self.model, given, self.run.rows)
            self.stride = stride(self.run.asked_epochs) if inside else 0
            send(TrainingStarted(self.run, inside))

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self.epoch = epoch + 1
            self.begun = time.monotonic()

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.batch = batch + 1
            if _process.stopped:
                self.model.stop_training = True
            now = time.monotonic()
            if now - self.last_batch >= BATCH_SECONDS:
                self.last_batch = now
                send(BatchEnded(self.run.number, self.epoch, batch + 1, _numbers(logs)))

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            if _process.stopped and self.batch != self.run.batches:
                return  # What was seen of this epoch is not all of it.
            numbers = _numbers(logs)
            self.run = replace(self.run, logs=(*self.run.logs, numbers))
            _epochs[self.model] = _epochs.get(self.model, 0) + 1
            seconds = time.monotonic() - self.begun
            ended = EpochEnded(self.run.number, epoch + 1, numbers, seconds)
            send(_with_state(ended, self.model) if self._is_kept(epoch + 1) else ended)

        def _is_kept(self, epoch: int) -> bool:
            last = epoch == self.run.asked_epochs
            return self.stride > 0 and (last or epoch % self.stride == 0)

        def on_train_end(self, logs: Any = None) -> None:
            stopping = _stopping(_flat(given.get("callbacks")))
            sentence, epoch = _early_stopping(stopping, self.run.logs)
            send(
                TrainingEnded(
                    replace(
                        self.run,
                        model=view_model(self.model),
                        stopped=_process.stopped and len(self.run.logs) < self.run.asked_epochs,
                        early_stopping=sentence,
                        stopped_epoch=epoch,
                        watched=None if stopping is None else str(stopping.monitor),
                        patience=None if stopping is None else stopping.patience,
                    )
                )
            )

    return Watcher()


def _with_state(ended: EpochEnded, model: Any) -> EpochEnded:
    """The event with what the training goes on from."""
    return replace(ended, weights=weights_of(model), optimizer=state_of(model))


def _started(
    run: TrainingRun, model: Any, params: Mapping[str, Any], given: Mapping[str, Any]
) -> TrainingRun:
    rows, validation_rows = _rows(given)
    return replace(
        run,
        model=view_model(model),
        asked_epochs=int(params.get("epochs") or 0),
        batches=params.get("steps"),
        rows=rows,
        validation_rows=validation_rows,
        gaps=gaps(given),
    )


def _rows(given: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Rows to learn from and rows to validate with; Keras splits off the last ones."""
    rows, data = _length(given.get("x")), given.get("validation_data")
    if data is not None:
        return rows, _length(data[0]) if isinstance(data, list | tuple) else None
    split = given.get("validation_split") or 0.0
    if rows is None or not split:
        return rows, None
    kept = math.floor(rows * (1.0 - split))
    return kept, rows - kept


def _length(data: Any) -> int | None:
    """Rows of an array, a table, or the first of several inputs."""
    if isinstance(data, dict):
        data = next(iter(data.values()), None)
    if isinstance(data, list | tuple) and data and hasattr(data[0], "shape"):
        data = data[0]
    with suppress(TypeError, ValueError):
        return len(data) if hasattr(data, "shape") or isinstance(data, list) else None
    return None


def _numbers(logs: Any) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for name, value in (logs or {}).items():
        with suppress(TypeError, ValueError):
            numbers[str(name)] = float(value)
    return numbers


def _stopping(callbacks: list[Any]) -> Any:
    """The first EarlyStopping among the callbacks, if there is one."""
    kind = sys.modules["keras"].callbacks.EarlyStopping
    return next((callback for callback in callbacks if isinstance(callback, kind)), None)


def _early_stopping(
    callback: Any, logs: Sequence[Mapping[str, float]]
) -> tuple[str | None, int | None]:
    """A sentence about EarlyStopping, and the epoch after which it ended the training."""
    if callback is None:
        return None, None
    watched, patience = callback.monitor, callback.patience
    name = type(callback).__name__
    if not any(watched in log for log in logs):
        return f"{name} had nothing to watch: this training has no {watched}.", None
    if callback.stopped_epoch == 0:
        return f"{name} watched {watched} and had no reason to stop.", None
    waited = "1 epoch" if patience == 1 else f"{patience} epochs"
    return (
        f"{name} stopped after epoch {len(logs)}: "
        f"{watched} had not improved for {waited}{_best(callback)}.",
        callback.stopped_epoch + 1,
    )


def _best(callback: Any) -> str:
    """The best value it saw, and when."""
    try:
        best, epoch = float(callback.best), int(callback.best_epoch) + 1
    except (AttributeError, TypeError, ValueError):
        return ""
    return f" (best: {best:.4g} after epoch {epoch})" if math.isfinite(best) else ""


def _flat(callbacks: Any) -> list[Any]:
    inner = getattr(callbacks, "callbacks", callbacks)
    if inner is None:
        return []
    return list(inner) if isinstance(inner, list | tuple) else [inner]
