"""Real Keras runs after a fork, several in a row from one warm parent."""

from __future__ import annotations

import itertools
import math
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.network.model import Network
from tutor.network.parameters import weights_by_place
from tutor.network.passes import span
from tutor.network.trace import trace
from tutor.runner.network import Blueprint, NotDrawnError, blueprint
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
from tutor.runner.step import Steps
from tutor.runner.training import BATCH_SECONDS
from tutor.session.walk import Walk

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


async def stopped(runner: Runner, code: str, times: int = 1) -> tuple[Observation, list[Event]]:
    """What is seen when it is stopped after the third epoch, so many times."""
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, EpochEnded) and event.epoch == 3:
            for _ in range(times):
                runner.stop()

    job = Job(code, setup=DATA, needs="keras", time_limit=120, names=("history",))
    return await runner.run(job, listen), events


async def test_a_stop_keeps_what_was_logged_and_the_code_goes_on(runner: Runner) -> None:
    code = """
model = Sequential([Dense(1)])
model.compile('sgd', 'mse')
history = model.fit(predictors, target, epochs=100000)
print(model.predict(predictors[:2]).shape)
model.fit(predictors, target, epochs=100000)
print("the end")
"""
    seen, events = await stopped(runner, code)
    assert seen.ending == "stopped"
    first, second = seen.runs
    assert first.stopped and len(first.logs) >= 3 and first.asked_epochs == 100000
    assert first.logs == tuple(e.logs for e in events if isinstance(e, EpochEnded))
    assert second.stopped and second.logs == ()
    assert [type(event) for event in events].count(TrainingEnded) == 2
    assert seen.printed == "(2, 1)\nthe end\n"
    assert seen.values["history"].type == "keras.History"
    assert runner.is_ready("keras")


@pytest.mark.parametrize("code", ["while True: pass", "import time; time.sleep(600)"])
async def test_a_second_stop_ends_the_code_after_a_training(runner: Runner, code: str) -> None:
    fit = "model = Sequential([Dense(1)])\nmodel.compile('sgd', 'mse')\n"
    seen, _ = await stopped(runner, f"{fit}model.fit(predictors, target, epochs=9999)\n{code}", 2)
    assert seen.ending == "stopped" and seen.runs[0].stopped
    assert len(seen.runs[0].logs) >= 3
    assert runner.is_ready("keras")


async def test_a_stop_before_any_training_ends_at_once(runner: Runner) -> None:
    def listen(event: Event) -> None:
        runner.stop()

    code = "print('begun', flush=True)\nwhile True: pass"
    seen = await runner.run(Job(code, needs="keras", time_limit=120), listen)
    assert (seen.ending, seen.printed) == ("stopped", "begun\n")


MODELS = """
import keras
from keras import layers
table = pd.DataFrame(predictors, columns=['age', 'loss', 'x1'])
classes = (target > 3).astype(int) + (target > 4)
one_hot = keras.utils.to_categorical(classes)
seen = []

def fit(model, loss, x, y, **more):
    \"\"\"Train, and keep what the model says of the first rows after every epoch.\"\"\"
    said = []
    def ask(*_):
        p = model.predict(np.asarray(x)[:20])
        wanted = np.asarray(y)[:20].reshape(20, -1)
        measure = keras.losses.get(loss)
        losses = [float(keras.ops.mean(measure(t[None], q[None]))) for t, q in zip(wanted, p)]
        said.append([p.tolist(), losses])
    model.compile(keras.optimizers.Adam(0.05), loss)
    watch = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: epoch or ask(), on_epoch_end=lambda epoch, logs: ask())
    model.fit(x, y, epochs=2, callbacks=[watch], **more)
    seen.append(said)

inputs = keras.Input((3,))
hidden = layers.Dense(4, activation='sigmoid')(inputs)
functional = keras.Model(inputs, layers.Dense(1, activation='sigmoid')(hidden))
fit(functional, 'binary_crossentropy', predictors, (target > 3).astype('float32'))
fit(Sequential([Dense(5, activation='leaky_relu', use_bias=False), layers.Dropout(0.5),
                Dense(4, activation='tanh'), Dense(3), layers.Softmax()]),
    'sparse_categorical_crossentropy', table, classes)
fit(Sequential([Dense(4), layers.ReLU(), Dense(3, activation='softmax')]),
    'categorical_crossentropy', table, one_hot, validation_split=0.5)
fit(Sequential([Dense(4), layers.LeakyReLU(negative_slope=0.2), Dense(3)]),
    'mse', predictors, predictors * 2)
keras.config.set_floatx('float64')
fit(Sequential([Dense(4, activation=keras.ops.tanh), Dense(1, activation='linear')]),
    'mean_squared_error', predictors, target)
keras.config.set_floatx('float32')
"""


async def test_every_epoch_can_be_computed_from_its_weights_as_keras_does(runner: Runner) -> None:
    """The numbers that are drawn are those of ``predict`` and of the loss, to float32."""
    events: list[Event] = []
    seen = await train(runner, MODELS, events, calls=("seen",))
    assert seen.ending == "complete", seen.error
    said = seen.results[0]
    assert isinstance(said, Value)
    starts = [event for event in events if isinstance(event, TrainingStarted)]
    ends = [event for event in events if isinstance(event, EpochEnded)]
    assert len(starts) == 5 and len(ends) == 10
    plans: list[Blueprint] = []
    networks: list[Network] = []
    for number, start in enumerate(starts):
        assert start.inside is not None
        plans.append(plan := blueprint(start.run.model, start.inside))
        assert plan.loss is not None and len(plan.rows) == 20
        weights = [start.inside.weights, *(e.weights for e in ends if e.number == number + 1)]
        for epoch, values in enumerate(weights):
            predictions, losses = (part.data for part in said.data[number].data[epoch].data)
            networks.append(network := plan.network(values or ()))
            for row, predicted, loss in zip(plan.rows, predictions, losses, strict=True):
                known = trace(network, (row,)).known(10**6)
                ours = [known.node(name, "activation") for name in network.outputs]
                theirs = [value.data for value in predicted.data]
                assert ours == pytest.approx(theirs, rel=1e-5, abs=1e-6)
                assert known.loss == pytest.approx(loss.data, rel=1e-4, abs=1e-5)
    assert plans[1].columns[0] == ("age", "x1", "x2")  # loss means something, x1 is taken
    assert plans[1].notes == ("Dropout is left out: it does nothing when the model predicts",)
    assert networks[3].layers[0].nodes[0].bias is None
    assert [plan.optimizer.learning_rate for plan in plans] == [0.05] * 5


STEPPED = """
import keras
from keras.optimizers import SGD

def adam(rate):  # Keras rounds its betas to float32, so here are some without digits to lose
    return keras.optimizers.Adam(rate, beta_1=0.75, beta_2=0.9375)

def fit(optimizer, x=predictors[:12], y=target[:12], **more):
    model = Sequential([Dense(3, activation='tanh'), Dense(1)])
    model.compile(optimizer, 'mse')
    return model, model.fit(x, y, **{'epochs': 4} | more)

fit(SGD(0.01, momentum=0.9), batch_size=12, validation_split=0.25)
fit(SGD(0.1), batch_size=5, shuffle=False)
keras.config.set_floatx('float64')
keras.config.set_dtype_policy('float64')
fit(adam(0.05))
fit(adam(keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)), batch_size=12, shuffle=False)
model, _ = fit(adam(0.05), batch_size=7, shuffle=False)
model.fit(predictors[:9], target[:9], batch_size=2, epochs=2, shuffle=False,
          callbacks=[keras.callbacks.ReduceLROnPlateau('loss', patience=0, mode='max')])
fit(adam(0.05), predictors, target)
fit(SGD(0.05), np.tile(predictors, (90, 1)), np.tile(target, 90), batch_size=9000)
keras.config.set_floatx('float32')
keras.config.set_dtype_policy('float32')
"""


async def test_a_step_is_the_one_that_keras_takes(runner: Runner) -> None:
    """Where its rows are known: an epoch's steps lead to the weights after it, to float32."""
    events: list[Event] = []
    seen = await train(runner, STEPPED, events)
    assert seen.ending == "complete", seen.error
    starts = [event for event in events if isinstance(event, TrainingStarted)]
    said = []
    for start in starts:
        assert start.inside is not None
        steps = Steps(blueprint(start.run.model, start.inside), start.run, start.inside)
        ends = [e for e in events if isinstance(e, EpochEnded) and e.number == start.run.number]
        states = [start.inside, *ends]
        first = steps.after(states[1].weights or (), states[1].optimizer, 3)
        said.append(first.about)
        if not first.batches:
            assert first.trace.rows == (steps.plan.rows[3],)
            continue
        for now, after in itertools.pairwise(states):
            step = steps.after(now.weights or (), now.optimizer, 0)
            walk = Walk(step.trace, batches=step.batches)
            for _ in step.batches[1:]:
                walk.next_update()
            reached = dict(weights_by_place(walk.trace.after()))
            expected = dict(weights_by_place(steps.plan.network(after.weights or ())))
            assert reached == pytest.approx(expected, rel=1e-6, abs=1e-7)
    counts = [len(step.split("Keras takes all ")) for step in said]
    assert counts == [2, 1, 2, 2, 1, 1, 1, 1]
    assert said[2] == (
        "The training step that follows: Keras takes all 12 rows, "
        "with what adam remembers of 1 update."
    )
    assert "takes all 9 rows, with what momentum remembers of 1 update." in said[0]
    assert said[1].endswith("An epoch has 3 steps; another update here takes the next rows.")
    assert said[6].startswith(
        "Keras takes 32 of the 100 rows at a time, shuffled: which ones can't be known."
    )
    assert said[7].startswith("Keras takes 9000 rows at a time, too many")


async def test_what_cannot_be_drawn_says_why(runner: Runner) -> None:
    code = """
import keras
from keras import layers
def fit(model, x=predictors, **more):
    model.compile(optimizer='sgd', loss='mse')
    model.fit(x, target, **more)

class Own(layers.Dense):
    def call(self, inputs):
        return super().call(inputs) + 1

def relu(x):
    return keras.ops.minimum(keras.ops.relu(x), 6)

inputs = keras.Input((3,))
fit(Sequential([Dense(200), Dense(1)]))
fit(Sequential([layers.BatchNormalization(), Dense(1)]))
fit(Sequential([layers.Reshape((3, 1)), layers.Conv1D(2, 2), layers.Flatten(), Dense(1)]))
fit(Sequential([Own(2), Dense(1)]))
fit(Sequential([Dense(2, activation=relu), Dense(1)]))
fit(Sequential([Dense(2), layers.LeakyReLU(), Dense(1)]))
fit(Sequential([Dense(2, activation='gelu'), Dense(1)]))
fit(keras.Model(inputs, Dense(1)(layers.concatenate([inputs, Dense(2)(inputs)]))))
"""
    events: list[Event] = []
    seen = await train(runner, code, events)
    assert seen.ending == "complete", seen.error
    starts = [event for event in events if isinstance(event, TrainingStarted)]
    assert starts[0].inside is None and starts[0].run.model.parameters == 1001
    assert next(e for e in events if isinstance(e, EpochEnded)).weights is None
    reasons = ("1,001", "BatchNorm", "Reshape", "own", "dense", "0.3", "gelu", "branch")
    for start, reason in zip(starts, reasons, strict=True):
        with pytest.raises(NotDrawnError, match=reason):
            blueprint(start.run.model, start.inside)


async def test_what_a_step_leaves_out_is_said(runner: Runner) -> None:
    code = """
import keras
model = Sequential([Dense(2, kernel_regularizer='l2'), Dense(1)])
model.compile(keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True), 'mse')
model.fit(predictors, target, class_weight=None, sample_weight=np.ones(100))
model.compile('rmsprop', keras.losses.Huber())
model.fit(predictors, target)
model.compile('sgd', keras.losses.BinaryCrossentropy(from_logits=True))
model.fit((pair for pair in [(predictors, target)]), steps_per_epoch=1)
"""
    events: list[Event] = []
    seen = await train(runner, code, events)
    assert seen.ending == "complete", seen.error
    first, second, third = (event for event in events if isinstance(event, TrainingStarted))
    assert first.inside is not None and second.inside is not None and third.inside is not None
    assert first.inside.apart == ("nesterov", "sample_weight", "a regularizer")
    assert blueprint(first.run.model, first.inside).optimizer.name == "momentum"
    other = blueprint(second.run.model, second.inside)
    assert other.loss is None and "the loss huber_loss is not computed here" in other.notes
    assert span(trace(other.network(second.inside.weights), other.rows[:1]), "backward")[0] > 0
    assert third.inside.loss is None and third.inside.rows == ()
    with pytest.raises(NotDrawnError, match="none to choose"):
        blueprint(third.run.model, third.inside)


async def test_gaps_in_the_data_are_counted_and_batches_throttled(runner: Runner) -> None:
    code = """
predictors[3, 1] = np.nan
target[5] = np.inf
model = Sequential([Dense(1)])
model.compile('sgd', 'mse')
model.fit(predictors, target, epochs=12, batch_size=1)
"""
    events: list[Event] = []
    seen = await train(runner, code, events)
    (run,) = seen.runs
    assert run.gaps == 2 and math.isnan(run.logs[-1]["loss"])
    epochs = [event for event in events if isinstance(event, EpochEnded)]
    assert [event.epoch for event in epochs] == list(range(1, 13))
    batches = sum(isinstance(event, BatchEnded) for event in events)
    assert 1 <= batches <= sum(event.seconds for event in epochs) / BATCH_SECONDS + 2


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
