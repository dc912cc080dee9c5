"""What real Keras raises gets a sentence: mistakes run for real, one warm parent for all."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.grading import keras_names
from tutor.grading.judge import judge_code
from tutor.lesson.models import CodeModel
from tutor.runner.observation import Job
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETUP = """
import keras
from keras.optimizers import SGD
from keras.utils import to_categorical
predictors = np.random.default_rng(0).random((60, 3))
target = predictors.sum(axis=1)
classes = (target > 1.5).astype(int)
pred_data = predictors[:7]
n_cols = 3
def fresh(last=1, activation=None):
    return Sequential([keras.Input((3,)), Dense(4, 'relu'), Dense(last, activation)])
def ready():
    made = fresh()
    made.compile('adam', 'mse')
    return made
def classifier():
    made = fresh(2, 'softmax')
    made.compile('sgd', 'categorical_crossentropy', metrics=['accuracy'])
    return made
model = ready()
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        runner.warm("keras")
        yield runner


#: What the learner wrote, and what the message must say.
SAID: list[tuple[str, str]] = [
    # names of arguments
    ("SGD(lr=0.1)", "It is learning_rate now: SGD(learning_rate=0.1)."),
    ("model.fit(predictors, target, epoch=10)", "fit has no argument epoch. Did you mean epochs?"),
    ("model.fit(predictors, target, nb_epoch=10)", "Did you mean epochs?"),
    ("rate = 0.1\nSGD(lr=rate)", "It is learning_rate now: SGD(learning_rate=rate)."),
    ("model.fit(predictors=predictors)", "fit has no argument predictors."),
    ("model.compile(optimiser='adam')", "compile has no argument optimiser. Did you mean opt"),
    ("model.compile('adam', 'mse', metric=['mae'])", "Did you mean metrics?"),
    ("Dense(50, activatoin='relu')", "Dense has no argument activatoin. Did you mean activation?"),
    ("model.predict(pred_data=pred_data)", "predict has no argument pred_data."),
    # names of activations, losses, optimizers, metrics
    ("Dense(50, 'rleu')", "Keras knows no activation 'rleu'. Did you mean 'relu'?"),
    ("Dense(2, activation='Soft Max')", "Did you mean 'softmax'?"),
    ("Dense(2, activation='blorb')", "One that it knows is 'relu'."),
    ("Dense(2, activation='sgd')", "'sgd' is an optimizer, not an activation."),
    ("model.compile('adma', 'mse')", "Keras knows no optimizer 'adma'. Did you mean 'adam'?"),
    ("model.compile(SGD, 'mse')", "SGD makes an optimizer, but isn't called here."),
    ("model.compile('mse', 'adam')", "'mse' is a loss, not an optimizer."),
    (
        "model.compile('adam', 'mean_square_error')\nmodel.fit(predictors, target)",
        "Keras knows no loss 'mean_square_error'. Did you mean 'mean_squared_error'?",
    ),
    (
        "model.compile('adam', 'mse', metrics=['acuracy'])\nmodel.fit(predictors, target)",
        "Keras knows no metric 'acuracy'. Did you mean 'accuracy'?",
    ),
    ("Dense(50, activation=relu)", "relu isn't defined here. Keras takes such names as texts"),
    ("model.compile('adam', metrics=[accuracy])", "in quotes: 'accuracy'."),
    # rates
    ("SGD(learning_rate=1)", "Write 1.0 instead of 1."),
    ("SGD(learning_rate='0.1')", "Take the quotes away: learning_rate=0.1."),
    # callbacks
    (
        "model.fit(predictors, target, callbacks=[keras.callbacks.EarlyStopping(2)])",
        "Give the patience by its name: EarlyStopping(patience=2).",
    ),
    # compiling
    ("m = fresh()\nm.fit(predictors, target)", "isn't compiled yet. Call m.compile(…) before m."),
    ("m = fresh()\nm.compile('adam')\nm.fit(predictors, target)", "no loss to learn from"),
    ("model.compile('adam', 'mse', metrics='accuracy')", "metrics=['accuracy']"),
    (
        "model.compile('adam', 'mse', ['accuracy'])\nmodel.fit(predictors, target)",
        "Name the metrics: metrics=['accuracy'].",
    ),
    ("model = model.compile('adam', 'mse')\nmodel.fit(predictors)", "give nothing back"),
    ("print('Loss function: ' + fresh().loss)", "The model has no loss yet"),
    # layers
    ("Dense('relu', 50)", "The number comes first, then activation='relu'."),
    ("Dense('50')", "take the quotes away"),
    ("Dense(2.5)", "as a whole number; this is 2.5."),
    ("Dense(activation='relu')", "needs to be told how many nodes"),
    (
        "model = Sequential([Dense(50, input_shape=(n_cols))])",
        "with a comma. Write input_shape=(n_cols,).",
    ),
    ("model = Sequential([Dense(50, input_shape=n_cols)])", "Write input_shape=(n_cols,)."),
    (
        "model = Sequential([Dense(50, input_shape=(predictors.shape,))])",
        "(60, 3) stands: that is a shape itself. The number of columns is the second",
    ),
    ("model.add(Dense)", "Dense needs parentheses with the number of nodes: Dense(50)."),
    ("model.add([Dense(5)])", "Call add once for each layer"),
    ("model.add(50)", "add takes one layer."),
    ("model.add()", "add needs a layer."),
    ("m = Sequential\nm.add(Dense(50))", "model = Sequential()"),
    ("Sequential(Dense(5), Dense(1))", "as one list"),
    ("Sequential(Dense(5))", "as one list"),
    (
        "m = Sequential()\nm.compile('adam', 'mse')\nm.fit(predictors, target)",
        "The model has no layers yet.",
    ),
    # data
    ("model.fit(predictors)", "model.fit(predictors, target, …)"),
    ("model.fit()", "fit needs both"),
    ("model.fit(target, predictors)", "Are predictors and target swapped?"),
    ("model.fit(predictors, target[:5])", "they have 60 and 5."),
    ("model.fit('predictors', target)", "Take the quotes away: predictors."),
    ("model.fit(predictors.astype(object), target)", "are not numbers"),
    ("model.fit(predictors[:, :2], target)", "made for 3 inputs, but this data has 2 columns."),
    (
        "model.fit(predictors, target)\nmodel.fit(predictors[:, :2], target)",
        "made for 3 inputs, but this data has 2 columns.",
    ),
    (
        "layer = Dense(5)\nm = Sequential([layer, layer, Dense(1)])\nm.compile('adam', 'mse')\n"
        "m.fit(predictors, target)",
        "A layer that takes 3 inputs already is given 5. Is one layer used twice?",
    ),
    (
        "m = Sequential([Dense(5, input_shape=(9,)), Dense(1)])\nm.compile('adam', 'mse')\n"
        "m.fit(predictors, target)",
        "made for 9 inputs, but this data has 3 columns.",
    ),
    ("model.fit(predictors, target, epochs='10')", "Take the quotes away."),
    (
        "m = Sequential([Dense(1, input_shape=predictors.shape)])\nm.compile('adam', 'mse')\n"
        "m.fit(predictors, target)",
        "It is the shape of a single row, without the number of rows: (3,).",
    ),
    ("classifier().fit(predictors, classes)", "to_categorical(…) makes a column for each class."),
    (
        "classifier().fit(predictors, np.eye(4)[classes])",
        "The target has 4 columns, but the last layer of the model has 2 nodes.",
    ),
    (
        "m = fresh(2)\nm.compile('adam', 'mse')\nm.fit(predictors, target)",
        "one number for each row, but the model gives 2. A last layer with a single node",
    ),
    (
        "m = fresh(2)\nm.compile('adam', 'mse')\nm.fit(predictors, np.eye(4)[classes])",
        "The target has 4 columns, but the last layer of the model has 2 nodes.",
    ),
    (
        "m = fresh(2, 'softmax')\nm.compile('sgd', 'sparse_categorical_crossentropy')\n"
        "m.fit(predictors, to_categorical(classes))",
        "With one-hot columns the loss is categorical_crossentropy.",
    ),
    # predictions
    ("model.predict()", "Put the data between the parentheses: model.predict(pred_data)."),
    ("pred_data.predict()", "pred_data is an array, and that can't predict. It's the model that"),
    ("pred_data.predict(model)", "predicts, for data: model.predict(pred_data)."),
    ("pd.DataFrame(pred_data).predict()", "This is a table"),
    ("predict(pred_data)", "The model does that: model.predict(…)."),
    ("model.predict(pred_data[0])", "data[:1] in place of data[0]"),
    ("model.predict('pred_data')", "Take the quotes away: pred_data."),
    ("model.predict(pred_data)[:, 1]", "There is no column 1. "),
    ("model.predict_classes(pred_data)", "Models no longer have .predict_classes."),
    ("model = model.fit(predictors, target)\nmodel.predict(pred_data)", "a History, and not"),
    ("model.fti(predictors, target)", "Did you mean .fit?"),
    # imports and names
    ("from keras.layers import Dens", "There is no Dens in keras.layers. Did you mean Dense?"),
    ("from keras.model import Sequential", "Did you mean keras.models?"),
    ("print(predictor)", "Did you mean predictors?"),
    ("pd.DataFrame({'age': [1]})['ages']", "has no"),
    ("t = pd.DataFrame({'age': [1]})\nt['ages']", "t has no column 'ages'. Its columns are 'age'."),
    ("t = pd.DataFrame({'age': [1]})\nt.drop(columns='ages')", "Did you mean 'age'?"),
    ("t = pd.DataFrame({'age': [1]})\nt.ages", "t has no column 'ages'. Did you mean 'age'?"),
]


@pytest.mark.parametrize(("code", "says"), SAID)
async def test_a_mistake_gets_a_sentence(runner: Runner, code: str, says: str) -> None:
    exercise = CodeModel.model_validate(
        {"task": "t", "solution": "x = 1", "checks": [{"variable": "x"}], "needs": "keras"}
    )
    seen = await runner.run(Job(code, setup=SETUP, needs="keras", time_limit=60))
    assert seen.ending == "error"
    solved = await runner.run(Job("x = 1", needs="keras", names=("x",)))
    verdict = judge_code(exercise, code, [seen], [solved])
    assert says in verdict.message
    assert "\x1b" not in verdict.message + verdict.trace
    assert verdict.line == len(code.splitlines())


async def test_old_spellings_that_still_work_are_quiet(runner: Runner) -> None:
    code = (
        "m = Sequential([Dense(4, activation='relu', input_shape=(n_cols,)), Dense(1)])\n"
        "m.compile('adam', 'mse')\nm.fit(predictors, target)\n"
        "print(m.predict(pred_data).shape, m.evaluate(predictors, target) > 0)"
    )
    seen = await runner.run(Job(code, setup=SETUP, needs="keras", time_limit=60))
    assert seen.ending == "complete", seen.error
    assert seen.printed == "(7, 1) True\n"
    assert seen.messages == ""


async def test_a_shape_of_the_whole_table_is_no_number_of_inputs(runner: Runner) -> None:
    code = "m = Sequential([Dense(1, input_shape=predictors.shape)])"
    seen = await runner.run(Job(code, setup=SETUP, needs="keras", names=("m",)))
    assert seen.values["m"].data.input is None


async def test_the_names_are_those_of_keras() -> None:
    script = inspect.cleandoc(
        """
        import inspect, keras
        from tutor.grading.keras_names import KINDS, PARAMETERS
        finders = {"activation": keras.activations.get, "optimizer": keras.optimizers.get,
                   "loss": keras.losses.get, "metric": keras.metrics.get}
        for kind, names in KINDS.items():
            for name in names:
                assert finders[kind](name) is not None, name
        places = {"Dense": keras.layers, "SGD": keras.optimizers, "Adam": keras.optimizers,
                  "EarlyStopping": keras.callbacks, "to_categorical": keras.utils}
        for function, names in PARAMETERS.items():
            real = inspect.signature(getattr(places.get(function, keras.Model), function))
            strange = set(names) - real.parameters.keys() - {"input_shape", "name"}
            assert not strange, (function, strange)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert keras_names.nearest("zzz", keras_names.LOSSES) is None
