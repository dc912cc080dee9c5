"""Real Keras runs after a fork, several in a row from one warm parent."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    ErrorView,
    Event,
    Job,
    LayerView,
    Observation,
    Printed,
    TrainingEnded,
    TrainingStarted,
    Value,
)
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")

DATA = """
predictors = np.random.default_rng(0).random((100, 3))
target = predictors @ np.array([1.0, 2.0, 3.0])
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        runner.warm("keras")
        yield runner


async def train(runner: Runner, code: str, events: list[Event], **more: object) -> Observation:
    job = Job(code, setup=DATA, needs="keras", time_limit=120, **more)  # type: ignore[arg-type]
    return await runner.run(job, events.append)


async def test_a_training_is_watched_from_beginning_to_end(runner: Runner) -> None:
    code = """
model = Sequential()
model.add(Dense(4, activation='relu', input_shape=(3,)))
model.add(Dense(1))
model.compile(optimizer='adam', loss='mean_squared_error', metrics=['mae'])
print("Loss function:", model.loss)
history = model.fit(predictors, target, epochs=3, validation_split=0.3)
p = model.predict(predictors, verbose=0)
t = model(predictors)
"""
    events: list[Event] = []
    seen = await train(runner, code, events, names=("model", "history", "p", "t"))
    assert seen.ending == "complete", seen.error
    assert seen.printed == "Loss function: mean_squared_error\n"
    assert "site-packages" not in seen.messages

    kinds = [type(event) for event in events if not isinstance(event, Printed | BatchEnded)]
    assert kinds == [TrainingStarted, EpochEnded, EpochEnded, EpochEnded, TrainingEnded]
    assert any(isinstance(event, BatchEnded) for event in events)
    epochs = [event for event in events if isinstance(event, EpochEnded)]
    assert [event.epoch for event in epochs] == [1, 2, 3]
    assert epochs[0].weights is not None and len(epochs[0].weights) == 4
    assert epochs[0].weights != epochs[1].weights

    (run,) = seen.runs
    assert (run.name, run.asked_epochs, run.batches) == ("model", 3, 3)
    assert (run.rows, run.validation_rows) == (70, 30)
    assert run.logs == tuple(event.logs for event in epochs)
    assert run.logs[0].keys() == {"loss", "mae", "val_loss", "val_mae"}
    assert run.early_stopping is None and not run.stopped

    model = seen.values["model"].data
    assert model == run.model
    assert [(layer.type, layer.units, layer.activation) for layer in model.layers] == [
        ("Dense", 4, "relu"),
        ("Dense", 1, "linear"),
    ]
    assert (model.input, model.parameters) == (3, 21)
    assert (model.optimizer, model.learning_rate) == ("adam", 0.001)
    assert (model.loss, model.metrics) == ("mean_squared_error", ("mae",))
    assert seen.values["p"].shape == seen.values["t"].shape == (100, 1)
    assert (seen.values["t"].kind, seen.values["t"].dtype) == ("array", "float32")
    history = dict(seen.values["history"].data)
    assert [item.data for item in history["loss"].data] == [log["loss"] for log in run.logs]


async def test_rates_name_the_runs_and_an_explosion_comes_through(runner: Runner) -> None:
    code = """
from tensorflow.keras.optimizers import SGD
for rate in [0.000001, 0.01, 1000.0]:
    model = Sequential([Dense(8, activation='relu'), Dense(1)])
    model.compile(SGD(learning_rate=rate), 'mse')
    model.fit(predictors, target, epochs=3, verbose=1)
"""
    events: list[Event] = []
    seen = await train(runner, code, events)
    assert seen.ending == "complete", seen.error
    assert [run.name for run in seen.runs] == [
        "learning rate 0.000001",
        "learning rate 0.01",
        "learning rate 1000",
    ]
    ends = [run.logs[-1]["loss"] for run in seen.runs]
    assert ends[1] < ends[0] and (math.isnan(ends[2]) or ends[2] > ends[0])
    assert seen.printed == ""
    assert [run.model.input for run in seen.runs] == [3, 3, 3]


async def test_early_stopping_says_when_and_why(runner: Runner) -> None:
    code = """
from keras.callbacks import EarlyStopping
inputs = keras.Input((3,))
wide = keras.Model(inputs, Dense(2, activation='softmax')(inputs))
loss = keras.losses.CategoricalCrossentropy()
wide.compile(keras.optimizers.SGD(1.0), loss, metrics=['accuracy'])
one_hot = keras.utils.to_categorical(target > 3)
monitor = EarlyStopping(monitor='loss', patience=2, mode='max')
wide.fit(predictors, one_hot, epochs=30, callbacks=monitor)
wide.fit(predictors, one_hot, 10, 1, validation_data=(predictors[:7], one_hot[:7]))
"""
    seen = await train(runner, "import keras\n" + code, [])
    assert seen.ending == "complete", seen.error
    first, second = seen.runs
    assert 2 < len(first.logs) < 30
    assert first.stopped_epoch == len(first.logs)
    best = max(log["loss"] for log in first.logs)
    assert first.early_stopping == (
        f"EarlyStopping stopped after epoch {len(first.logs)}: loss had not improved for 2 epochs "
        f"(best: {best:.4g} after epoch {len(first.logs) - 2})."
    )
    assert not first.stopped
    assert (first.watched, first.patience) == ("loss", 2)
    assert (second.watched, second.patience) == (None, None)
    assert (second.batches, second.validation_rows) == (10, 7)
    assert first.model.layers == (LayerView("Dense", "dense", 2, "softmax"),)
    assert first.model.loss == "categorical_crossentropy"
    assert first.model.metrics == ("accuracy",)


async def test_a_model_that_is_trained_on_is_told_from_a_new_one(runner: Runner) -> None:
    code = """
from keras.callbacks import EarlyStopping
model = Sequential([Dense(1)])
for epochs in (2, 3):
    model.compile('sgd', 'mse')
    model.fit(predictors, target, epochs=epochs)
model = Sequential([Dense(1)])
model.compile('sgd', 'mse')
model.fit(predictors, target, epochs=3, callbacks=[EarlyStopping(patience=1)])
"""
    seen = await train(runner, code, [])
    assert seen.ending == "complete", seen.error
    assert [run.epochs_before for run in seen.runs] == [0, 2, 0]
    assert [run.variable for run in seen.runs] == ["model"] * 3
    assert seen.runs[2].early_stopping == (
        "EarlyStopping had nothing to watch: this training has no val_loss."
    )


async def test_a_stop_keeps_the_epochs_that_were_logged(runner: Runner) -> None:
    code = """
model = Sequential([Dense(1)])
model.compile('sgd', 'mse')
model.fit(predictors, target, epochs=100000)
"""
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, EpochEnded) and event.epoch == 3:
            runner.stop()

    seen = await runner.run(Job(code, setup=DATA, needs="keras", time_limit=120), listen)
    assert seen.ending == "stopped"
    (run,) = seen.runs
    assert run.stopped and len(run.logs) >= 3 and run.asked_epochs == 100000
    assert runner.is_ready("keras")


async def test_mistakes_keep_the_words_of_keras(runner: Runner) -> None:
    lr = await train(runner, "from keras.optimizers import SGD\nSGD(lr=0.1)", [])
    assert lr.error is not None and lr.error.line == 2
    assert "lr" in lr.error.message
    code = """
model = Sequential([Dense(1)])
model.compile('sgd', 'mse')
model.fit(predictors, target, epoch=3)
"""
    wrong = await train(runner, code, [])
    assert wrong.error is not None and (wrong.error.type, wrong.error.line) == ("TypeError", 4)
    assert "epoch" in wrong.error.message
    assert wrong.runs == ()


async def test_models_that_are_not_ready_can_be_looked_at(runner: Runner) -> None:
    code = "model = Sequential([Dense(5), Dense(1)])\nkind = Sequential"
    seen = await train(runner, code, [], names=("model", "kind"), calls=("model.predict()",))
    model = seen.values["model"].data
    assert (model.input, model.parameters, model.compiled, model.loss) == (None, None, False, None)
    assert [layer.units for layer in model.layers] == [5, 1]
    assert seen.values["kind"] == Value("class", "type", "keras.Sequential")
    (result,) = seen.results
    assert isinstance(result, ErrorView) and "predict" in result.message


async def test_a_keras_parent_runs_numpy_jobs_too(runner: Runner) -> None:
    seen = await runner.run(Job("import os\nprint(os.getppid())\nprint('pd' in globals())"))
    other = await runner.run(Job("import os\nprint(os.getppid())", needs="keras"))
    assert seen.printed == f"{other.printed}False\n"
