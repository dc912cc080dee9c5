"""Verdicts on code, from observations made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tutor.grading.arrays import array
from tutor.grading.evaluate import evaluate
from tutor.grading.jobs import solution_jobs, submission_jobs
from tutor.grading.verdict import Verdict
from tutor.lesson.models import CodeModel
from tutor.runner.observation import (
    ErrorView,
    FigureView,
    LayerView,
    ModelView,
    Observation,
    TrainingRun,
    Value,
)

See = Callable[..., Observation]
Judged = Callable[..., Verdict]

SOLUTION = """\
node_0_value = (input_data * weights['node_0']).sum()
node_1_value = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
"""
CHECKS = [
    {"variable": "node_0_value"},
    {"variable": "node_1_value"},
    {"variable": "output"},
    {"printed": "{{ output }}"},
]
GIVEN = {
    "input_data": array([3, 5]),
    "weights": {
        "node_0": array([2, 4]),
        "node_1": array([4, -5]),
        "output": array([2, 7]),
    },
}
FUNCTION = Value("function", "function", "f(x)")
RIGHT = GIVEN | {"node_0_value": 26, "node_1_value": -13, "output": -39}


@pytest.fixture
def forward(see: See, judged: Judged) -> Callable[..., Verdict]:
    """Exercise 2: the verdict on a source of which these values were seen."""

    def grade(source: str, values: dict[str, Any], printed: str = "-39\n") -> Verdict:
        checks = [*CHECKS[:3], {"printed": -39}]
        mine = see(RIGHT | values, printed)
        return judged(checks, mine, see(RIGHT, "-39\n"), source, SOLUTION)

    return grade


def test_the_solution_passes_and_is_told_what_was_right(
    forward: Callable[..., Verdict],
) -> None:
    verdict = forward(SOLUTION, {})
    assert verdict.passed
    assert "output" in verdict.message
    assert verdict.output == "-39\n"


def test_the_weights_of_the_wrong_node_are_named(forward: Callable[..., Verdict]) -> None:
    source = SOLUTION.replace("weights['node_1']", "weights['node_0']")
    verdict = forward(source, {"node_1_value": 26, "output": 234}, "234\n")
    assert verdict.check == "variable node_1_value"
    assert verdict.message.startswith("node_1_value is 26, expected -13.")
    assert "26 is what weights['node_0'] gives" in verdict.message
    assert "line 2" in verdict.message
    assert verdict.line == 2
    assert verdict.next == ""  # the message says the line already


def test_a_sum_that_is_left_out_is_named(forward: Callable[..., Verdict]) -> None:
    source = SOLUTION.replace(
        "(input_data * weights['node_0']).sum()", "weights['node_0'] * input_data"
    )
    verdict = forward(source, {"node_0_value": array([6, 20])})
    assert verdict.check == "variable node_0_value"
    assert "expected the number 26" in verdict.message
    assert ".sum()" in verdict.message
    assert verdict.line == 1


def test_nothing_printed(forward: Callable[..., Verdict]) -> None:
    verdict = forward(SOLUTION.replace("print(output)\n", ""), {}, "")
    assert verdict.check == "printed"
    assert "Nothing was printed" in verdict.message
    assert "-39" in verdict.message


def test_a_name_written_otherwise(see: See, judged: Judged) -> None:
    values = {k: v for k, v in RIGHT.items() if k != "node_1_value"}
    source = SOLUTION.replace("node_1_value", "node1_value")
    verdict = judged(CHECKS[:3], see(values), see(RIGHT), source, SOLUTION)
    assert "node_1_value isn't defined; you wrote node1_value" in verdict.message
    assert verdict.line == 2


def test_names_that_differ_by_their_number_are_two_things(see: See, judged: Judged) -> None:
    source = "node_0_value = 26"
    verdict = judged(CHECKS[:2], see({"node_0_value": 26}), see(RIGHT), source, SOLUTION)
    assert "is that it" not in verdict.message


@pytest.mark.parametrize(
    ("code", "values", "part"),
    [
        ("a - b instead of a + b", {"a": 5, "b": 2}, "- where + belongs"),
        ("b - a instead of a - b", {"a": 5, "b": 2}, "sides of - are swapped"),
        ("x * a instead of 2 * x * a", {"x": array([1, 2]), "a": 3}, "factor 2"),
        ("a instead of a + b", {"a": 5, "b": 2}, "term b"),
        ("w[0] * a instead of w[1] * a", {"w": [3, 4], "a": 5}, "uses w[0] where w[1]"),
        ("a * 3 instead of a * 4", {"a": 5}, "uses 3 where 4 belongs"),
        ("min(0, a) instead of max(0, a)", {"a": 5}, "uses min where max belongs"),
    ],
)
def test_the_part_of_an_expression_that_is_wrong_is_named(
    see: See, judged: Judged, code: str, values: dict[str, Any], part: str
) -> None:
    mine, theirs = code.split(" instead of ")
    given, expected = (see(values | {"y": evaluate(text, values)}) for text in (mine, theirs))
    verdict = judged([{"variable": "y"}], given, expected, f"\ny = {mine}\n", f"y = {theirs}")
    assert part in verdict.message
    assert verdict.line == 2


def test_no_cause_is_named_where_the_fault_is_elsewhere(see: See, judged: Judged) -> None:
    source = "a = int('1')\nw = 7\ny = a * 3 * w"
    solution = "a = 2\nw = 5\ny = a * 4 * w"
    verdict = judged(
        [{"variable": "y"}],
        see({"a": 1, "w": 7, "y": 21}),
        see({"a": 2, "w": 5, "y": 40}),
        source,
        solution,
    )
    assert "belongs" not in verdict.message
    assert "21, expected 40" in verdict.message


def test_the_only_difference_of_the_program_is_the_cause(see: See, judged: Judged) -> None:
    solution = "for i in range(20):\n    w = w - 0.01 * slope(w)\n    hist.append(mse(w))\n"
    source = solution.replace("w - 0.01", "w + 0.01")
    checks = [{"variable": "hist"}]
    verdict = judged(checks, see({"hist": [3.0, 4.0]}), see({"hist": [2.0, 1.0]}), source, solution)
    assert "+ where - belongs" in verdict.message
    assert verdict.line == 2


def test_numbers_copied_from_the_screen_fail_with_other_inputs(see: See, judged: Judged) -> None:
    source = SOLUTION.replace("(input_data * weights['node_0']).sum()", "26")
    first, again = see(RIGHT, "-39"), see(RIGHT | {"node_0_value": 32, "output": 148}, "148")
    verdict = judged(
        [*CHECKS[:3], {"printed": -39}],
        [first, see(RIGHT | {"output": -39}, "-39")],
        [first, again],
        source,
        SOLUTION,
        again=[{"input_data": "np.array([8, 4])"}],
    )
    assert not verdict.passed
    assert "input_data = np.array([8, 4])" in verdict.message
    assert "copied" in verdict.message
    assert verdict.line == 1


def test_with_other_inputs_the_solution_s_own_number_must_be_printed(
    see: See, judged: Judged
) -> None:
    first = see({}, "so: -39\n")
    again = [{"input_data": "1"}]
    check = [{"printed": -39}]
    passed = judged(check, [first, see({}, "so: 148")], [first, see({}, "148")], again=again)
    assert passed.passed
    failed = judged(check, [first, see({}, "so: -39")], [first, see({}, "148")], again=again)
    assert "expected 148" in failed.message


def test_a_run_that_is_missing_never_passes(see: See, judged: Judged) -> None:
    verdict = judged([{"variable": "y"}], [see({"y": 1})], [see({"y": 1})], again=[{"x": "2"}])
    assert not verdict.passed
    assert judged([{"variable": "y"}], [], see({"y": 1})).passed is False


# --- runs that end badly ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "parts"),
    [
        (
            ErrorView("NameError", "name 'wieghts' is not defined", 3, facts={
                "name": "wieghts", "nearest": ["weights"]}),
            ["Line 3", "wieghts isn't defined", "Did you mean weights?"],
        ),
        (
            ErrorView("KeyError", "'node1'", 2, facts={
                "key": "node1", "object": "weights", "keys": ["node_0"], "nearest": ["node_0"]}),
            ["weights has no key 'node1'", "Its keys are 'node_0'", "Did you mean 'node_0'?"],
        ),
        (
            ErrorView("ValueError", "operands could not be broadcast together", 4, facts={
                "shapes": {"a": [3], "b": [2, 2]}}),
            ["don't fit", "a has the shape (3,)", "b has the shape (2, 2)"],
        ),
        (
            ErrorView("TypeError", "'numpy.ndarray' object is not callable", 1),
            ["Parentheses call a function", "array", "*"],
        ),
        (ErrorView("ValueError", "The truth value of an array with more than one …", 2),
         ["a whole array", "like a sum"]),
        (ErrorView("IndentationError", "unexpected indent", 2), ["indented", "spaces away"]),
        (ErrorView("SyntaxError", "'(' was never closed", 1), ["can't read", "never closed"]),
        (ErrorView("IndexError", "list index out of range", 1, facts={"shapes": {"x": [2]}}),
         ["out of range", "x has 2 items"]),
        (ErrorView("TypeError", "Argument(s) not recognized: {'lr': 0.01}", 5),
         ["learning_rate now"]),
        (ErrorView("TypeError", "relu() missing 1 required positional argument: 'x'", 5),
         ["relu needs a value for x."]),
        (ErrorView("AttributeError", "'list' object has no attribute 'predict'", 5, facts={
            "name": "predict", "type": "list", "object": "rows"}), ["rows is a list"]),
        (ErrorView("ImportError", "cannot import name 'Dens' from 'keras.layers' (/x/y.py)", 1,
                   facts={"name": "keras.layers", "nearest": ["Dense"]}),
         ["There is no Dens in keras.layers. Did you mean Dense?"]),
        (ErrorView("IndexError", "index 2 is out of bounds for axis 1 with size 2", 1,
                   facts={"shapes": {"p": [91, 2]}}),
         ["There is no column 2. p has 2 columns, 0 to 1."]),
        (ErrorView("RecursionError", "…", 5, facts={"function": "f"}), ["f calls itself"]),
        (ErrorView("my.OwnError", "it broke.\nmore", 5), ["my.OwnError: it broke."]),
    ],
)  # fmt: skip
def test_errors_are_explained(see: See, judged: Judged, error: ErrorView, parts: list[str]) -> None:
    verdict = judged([{"variable": "y"}], see(ending="error", error=error), see({"y": 1}), "x\ny")
    assert not verdict.passed
    assert verdict.check == "error"
    assert verdict.line == error.line
    for part in parts:
        assert part in verdict.message


@pytest.mark.parametrize(
    ("ending", "parts"),
    [
        ("time", ["stopped after 10 s", "line 7", "What takes so long there?"]),
        ("exit", ["ended the program early", "nothing could be checked"]),
        ("crash", ["crashed", "nothing could be checked"]),
        ("memory", ["memory"]),
        ("output", ["printed more"]),
        ("stopped", ["You stopped it"]),
    ],
)
def test_only_a_complete_record_can_pass(
    see: See, judged: Judged, ending: str, parts: list[str]
) -> None:
    right = see({"y": 1}, ending=ending, seconds=10.02, line=7)
    verdict = judged([{"variable": "y"}], right, see({"y": 1}), "y = 1")
    assert not verdict.passed
    assert verdict.check == ending
    for part in parts:
        assert part in verdict.message


def test_what_is_left_of_the_starter(see: See, judged: Judged) -> None:
    error = ErrorView("TypeError", "unsupported operand type(s): 'ellipsis' and 'int'", 2)
    seen = see(ending="error", error=error)
    verdict = judged([{"variable": "y"}], seen, see({"y": 1}), "x = ...\ny = x + 1")
    assert verdict.check == "gap"
    assert "line 1" in verdict.message


def test_a_gap_is_named_beside_a_model_that_lacks_something(see: See, judged: Judged) -> None:
    source = "model = Sequential()\n...\n"
    verdict = judged([{"model": "model", "layers": [{"units": 2}]}], see(), see(), source)
    assert not verdict.passed
    assert "line 2" in verdict.message


def test_a_gap_is_named_where_its_value_is_looked_at(see: See, judged: Judged) -> None:
    gap = Value("other", "ellipsis", "Ellipsis")
    variable = [{"variable": "y"}]
    verdict = judged(variable, see({"y": gap}), see({"y": 1}), "x = 1\ny = ...\n", "y = 1")
    assert verdict.check == "gap"
    assert verdict.line == 2
    other = judged(variable, see({"y": 2}), see({"y": 1}), "y = 2\nz = ...\n", "y = 1")
    assert other.check == "variable y"
    index = judged(variable, see({"y": 2}), see({"y": 1}), "y = x[..., 0]\n", "y = 1")
    assert index.check == "variable y"
    function = [{"function": "f", "cases": ["f(1)"]}]
    mine, theirs = see({"f": FUNCTION}, results=[None]), see({"f": FUNCTION}, results=[1])
    source = "def f(x):\n    y = x\n    ...\n"
    assert judged(function, mine, theirs, source, "f = abs").line == 3


def test_a_broken_solution_is_not_the_learner_s_fault(see: See, judged: Judged) -> None:
    verdict = judged([{"variable": "y"}], see({"y": 1}), see(ending="crash"))
    assert verdict.check == "lesson"
    assert "not your fault" in verdict.message


def test_the_author_s_sentence_comes_first(see: See, judged: Judged) -> None:
    checks = [{"variable": "y", "message": "Add both."}]
    verdict = judged(checks, see({"y": 1}), see({"y": 2}))
    assert verdict.message.startswith("Add both. y is 1, expected 2.")


# --- the families of checks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "printed", "says"),
    [
        ({"printed": 52}, "52", ""),
        ({"printed": 52}, "the prediction: 52.0.", ""),
        ({"printed": 52}, "[np.float64(52.0)]", ""),
        ({"printed": 5.04}, "5.0400000000000005", ""),
        ({"printed": 49.890625}, "49.89", ""),
        ({"printed": 0.001}, "0.00", "expected 0.001"),
        ({"printed": 52}, "", "Nothing was printed"),
        ({"printed": 52}, "hello", "but no number"),
        ({"printed": 52}, "152", "You printed 152; expected 52"),
        ({"printed": 52}, "node_52 x52", "no number"),
        ({"printed": 52}, "1\n2\n3\n", "1, 2, 3"),
        ({"printed": 52}, "-52", "sign"),
        ({"printed": [7, 5.04]}, "7\n5.04\n", ""),
        ({"printed": [7, 5.04]}, "5.04\n7\n", "too early"),
        ({"printed": True}, "-14 -28 -42", ""),
        ({"printed": True}, "[-14 -28]", "expected -42"),
        ({"printed": "Loss function: mse"}, "Loss  function:\nmse", ""),
        ({"printed": "Loss function: mse"}, "Loss: mse", "expected the text"),
        ({"printed": 5, "tolerance": 0.5}, "5.4", ""),
    ],
)
def test_printed(see: See, judged: Judged, check: dict[str, Any], printed: str, says: str) -> None:
    verdict = judged([check], see({}, printed), see({}, "[-14 -28 -42]"), "print(x)")
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


def test_functions_are_called(see: See, judged: Judged) -> None:
    function = Value("function", "function", "relu(x)")
    checks = [{"function": "relu", "cases": ["relu(3)", "relu(-3)"]}]
    right = see({"relu": function}, results=[3, 0])
    solution = "def relu(input):\n    return max(0, input)\n"
    source = "def relu(x):\n    return min(0, x)\n"
    assert judged(checks, right, right, solution, solution).passed
    wrong = judged(checks, see({"relu": function}, results=[0, -3]), right, source, solution)
    assert "relu(3) is 0, expected 3." in wrong.message
    assert "Line 2 uses min where max belongs" in wrong.message
    abs_ = judged(checks, see({"relu": function}, results=[3, 3]), right, "relu = abs", solution)
    assert "relu(-3) is 3, expected 0." in abs_.message
    number = judged(checks, see({"relu": 3}, results=[3, 0]), right, "relu = 3", solution)
    assert "relu is a number, expected a function" in number.message
    silent = see({"relu": function}, results=[None, None])
    none = judged(checks, silent, right, "def relu(x):\n    max(0, x)\n", solution)
    assert "no return" in none.message
    broken = see({"relu": function}, results=[ErrorView("TypeError", "no", 2), 0])
    failed = judged(checks, broken, right, source, solution)
    assert "relu(3) ends with TypeError" in failed.message
    assert failed.line == 2


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (
            "weights, row",
            "Its parameters stand in another order than in the task: f(row, weights).",
        ),
        ("row", "It has 1 parameter, where the task has f(row, weights)."),
        ("row, weights, more", "It has 3 parameters, where the task has f(row, weights)."),
        ("x, w, more=0", "Indices count from 0."),
        ("*both", "Indices count from 0."),
    ],
)
def test_parameters_that_the_calls_do_not_fit(
    see: See, judged: Judged, first: str, says: str
) -> None:
    checks = [{"function": "f", "cases": ["f(3, 2)"]}]
    source, solution = f"def f({first}):\n    q()", "def f(row, weights):\n    return row * weights"
    error = ErrorView("IndexError", "no", 2)
    mine, theirs = see({"f": FUNCTION}, results=[error]), see({"f": FUNCTION}, results=[6])
    verdict = judged(checks, mine, theirs, source, solution)
    assert verdict.message.endswith(says.replace("Indices count from 0.", "count from 0."))
    assert verdict.line == (1 if "count" not in says else 2)


def test_an_argument_that_is_never_used_is_named(see: See, judged: Judged) -> None:
    checks = [{"function": "predict", "cases": ["predict(3, 2)"]}]
    mine, theirs = see({"predict": FUNCTION}, results=[8]), see({"predict": FUNCTION}, results=[6])
    source = "def predict(row, w):\n    total = row * weights\n    return total\n"
    solution = "def predict(row, weights):\n    return row * weights\n"
    verdict = judged(checks, mine, theirs, source, solution)
    assert "It never uses its argument w." in verdict.message
    used = judged(checks, mine, theirs, source.replace("* weights", "+ w"), solution)
    assert "never uses" not in used.message


@pytest.mark.parametrize(
    ("check", "source", "says"),
    [
        ({"call": "model.fit", "with": {"epochs": 10}}, "model.fit(x, y, epochs=10)", ""),
        ({"call": "model.fit", "with": {"epochs": 10}}, "model.fit(x, y, 32, 10)", ""),
        ({"call": "model.fit", "with": {"epochs": 10}}, "model.fit(x, y)", "without epochs"),
        ({"call": "model.fit", "with": {"epochs": 10}}, "model.fit(x, y, epochs=5)", "epochs=5"),
        ({"call": "model.fit"}, "'model.fit()'", "isn't called"),
        ({"call": "model.fit"}, "# model.fit()", "isn't called"),
        ({"call": "f", "with": {"b": "2"}, "signature": ["a", "b"]}, "f(1, 1 + 1)", ""),
        ({"call": "f", "with": {"b": 2}}, "def f(a, b): pass\nf(1, 2)", ""),
        ({"call": "Dense", "with": {"activation": "relu"}},
         "from keras import layers\nlayers.Dense(3, 'relu')", ""),
        ({"call": "results.append", "inside": "loop"}, "results.append(1)", "inside a loop"),
        ({"call": "results.append", "inside": "loop"}, "for i in x:\n    results.append(1)", ""),
        ({"call": "f", "times": 2}, "f()\nf()", ""),
        ({"call": "f", "times": 2}, "f()", "called once, expected 2"),
        ({"call": "f", "times": 0}, "f()", "go without"),
        ({"uses": "loop"}, "for i in x: pass", ""),
        ({"uses": "loop"}, "[i for i in x]", ""),
        ({"uses": "loop"}, "x", "no loop"),
        ({"uses": "while"}, "for i in x: pass", "no while"),
        ({"uses": "import numpy"}, "import numpy as np", ""),
        ({"uses": "import sklearn.metrics"}, "from sklearn.metrics import r2_score", ""),
        ({"uses": "np.maximum"}, "import numpy\nnp.maximum(1, 2)", ""),
        ({"uses": "+="}, "x += 1", ""),
        ({"uses": "@"}, "a @ b", ""),
        ({"uses": "@"}, "a * b", "no '@'"),
        ({"avoids": "loop"}, "y = 1\nfor i in x: pass", "line 2"),
        ({"avoids": "abs"}, "y = 1", ""),
        ({"avoids": "abs"}, "y = abs(-1)", "'abs' in line 1"),
    ],
)  # fmt: skip
def test_how_the_code_is_built(
    see: See, judged: Judged, check: dict[str, Any], source: str, says: str
) -> None:
    verdict = judged([check], see(), see(), source)
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


MODEL = ModelView(
    (LayerView("Dense", "a", 50, "relu"), LayerView("Dense", "b", 1, "linear")),
    input=9,
    compiled=True,
    optimizer="adam",
    learning_rate=0.0010000000474974513,
    loss="mean_squared_error",
)


@pytest.mark.parametrize(
    ("check", "changes", "says"),
    [
        ({}, {}, ""),
        ({"loss": "mse", "optimizer": "Adam", "learning_rate": 0.001}, {}, ""),
        ({"layers": [{"units": 50, "activation": "relu"}, {"units": 1}]}, {}, ""),
        ({"layers": [{"units": 50}]}, {}, "2 layers"),
        ({"layers": [{"units": 32}, {}]}, {}, "Layer 1 of model has 50 units, expected 32"),
        ({"layers": [{}, {"activation": "softmax"}]}, {}, "no activation, expected softmax"),
        ({"input": 10}, {}, "9 inputs, expected 10"),
        ({"compiled": True}, {"compiled": False}, "isn't compiled yet"),
        ({}, {"loss": "categorical_crossentropy"}, "expected mean_squared_error"),
        ({"metrics": ["accuracy"]}, {}, "doesn't measure accuracy"),
        ({"metrics": ["accuracy"]}, {"metrics": ("acc",)}, "accuracy now"),
        ({}, {"optimizer": "sgd"}, "is sgd, expected adam"),
        ({"learning_rate": 0.01}, {}, "learning rate of model is 0.001, expected 0.01"),
    ],
)
def test_models(
    see: See, judged: Judged, check: dict[str, Any], changes: dict[str, Any], says: str
) -> None:
    mine, theirs = see({"model": replace(MODEL, **changes)}), see({"model": MODEL})
    verdict = judged([{"model": "model"} | check], mine, theirs)
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


def run(losses: list[float], **more: Any) -> TrainingRun:
    logs = tuple({"loss": loss, "val_loss": loss + 1} for loss in losses)
    values = {"rows": 623, "validation_rows": 268, "batches": 20} | more
    return TrainingRun(1, "model", MODEL, asked_epochs=len(losses), logs=logs, **values)


LOSSES = [78.0, 30.0, 27.0, 25.0, 24.0, 23.5, 23.0, 22.7, 22.5, 22.4]


@pytest.mark.parametrize(
    ("check", "runs", "says"),
    [
        ({"epochs": 10, "curves": {"loss": {"falls": True, "between": [18, 24]}}},
         [run(LOSSES)], ""),
        ({"epochs": 10}, [], "wasn't trained"),
        ({"epochs": 10}, [run(LOSSES[:1])], "1 epoch, expected 10. One is what fit does"),
        ({"curves": {"loss": {"falls": True}}}, [run(LOSSES[::-1])], "should fall"),
        ({"curves": {"loss": {"between": [18, 24]}}}, [run(LOSSES[:3])], "between 18 and 24"),
        ({"curves": {"accuracy": {}}}, [run(LOSSES)], "metrics=['accuracy']"),
        ({"curves": {"loss": {"below": 30}}}, [run([1.0, float("nan")])], "exploded"),
        ({"epochs_below": 30}, [run([1.0] * 30)], "should stop before epoch 30"),
        ({"early_stopping": True}, [run(LOSSES)], "callbacks"),
        ({"validation_split": 0.3}, [run(LOSSES)], ""),
        ({"validation_split": 0.2}, [run(LOSSES)], "30% of the rows aside, expected 20%"),
        ({"validation_split": 0.3}, [run(LOSSES, validation_rows=None)], "no validation"),
        ({"rows": 534}, [run(LOSSES)], "623 rows, expected 534"),
        ({"runs": 3}, [run(LOSSES)], "1 training, expected 3"),
        ({"runs": 3, "lowest": 2}, [run([9.0]), run([1.0]), run([float("nan")])], ""),
        ({"lowest": 1}, [run([9.0]), run([1.0])], "Training 2 ends lowest"),
        ({"run": 2, "epochs": 2}, [run([1.0]), run([1.0, 2.0])], ""),
        ({"run": 2, "learning_rate": 0.01}, [run([1.0]), run([1.0])], "expected 0.01"),
        ({"epochs": 3}, [run([1.0], stopped=True)], "was stopped after 1 epoch"),
    ],
)  # fmt: skip
def test_training(
    see: See, judged: Judged, check: dict[str, Any], runs: list[TrainingRun], says: str
) -> None:
    check = {k: tuple(v) if k == "between" else v for k, v in check.items()}
    seen = see(runs=tuple(runs))
    verdict = judged([{"training": True} | check], seen, see(runs=(run(LOSSES),)))
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


@pytest.mark.parametrize(
    ("check", "lines", "says"),
    [
        ({}, [20], ""),
        ({}, None, "No plot was shown"),
        ({"lines": 2}, [20], "1 line, expected 2"),
        ({"lines": 1, "points": 20}, [20], ""),
        ({"points": 20}, [19], "19 points, expected 20"),
    ],
)
def test_plots(
    see: See, judged: Judged, check: dict[str, Any], lines: list[int] | None, says: str
) -> None:
    drawn = tuple(tuple((float(i), 0.0) for i in range(n)) for n in lines or ())
    seen = see(figures=() if lines is None else (FigureView("", drawn),))
    verdict = judged([{"plot": True} | check], seen, seen)
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


WEIGHTS_0 = {"node_0": [2, 1], "node_1": [1, 2], "output": [1, 1]}


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"output": [1, 0]}, 0, ""),
        ({"output": array([-1, 1])}, 0, ""),
        ({"node_1": [1, -4.5]}, 0, ""),
        ({}, 6, "weights_0 and weights_1 are the same"),
        ({"node_0": [0, 1], "output": [1, 0]}, 0, "weights_0 and weights_1 differ in 2 numbers"),
        ({"node_0": [2, -1]}, 6, "error_1 is 6"),
    ],
)
def test_exactly_one_edit(
    see: See, judged: Judged, changed: dict[str, Any], error: int, says: str
) -> None:
    checks = [{"holds": "differences(weights_0, weights_1) == 1"}, {"holds": "error_1 == 0"}]
    values = {"weights_0": WEIGHTS_0, "weights_1": WEIGHTS_0 | changed, "error_1": error}
    verdict = judged(checks, see(values), see(values))
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


def test_a_predicate_counts_again_only_if_it_holds_for_the_solution(
    see: See, judged: Judged
) -> None:
    check, again = [{"holds": "error == 0"}], [{"x": "2"}]
    first, later = see({"error": 0}), see({"error": 5})
    assert judged(check, [first, later], [first, later], again=again).passed
    assert not judged(check, [first, later], [first, first], again=again).passed


def test_jobs_ask_for_what_the_checks_look_at() -> None:
    code = CodeModel.model_validate(
        {
            "task": "t",
            "setup": "x = 3",
            "starter": "y = 1\nz = ...\n",
            "solution": "z = relu(x)",
            "checks": [
                {"variable": "z"},
                {"function": "relu", "cases": ["relu(3)"]},
                {"holds": "y > 0 and relu(2) == 2"},
            ],
            "again": [{"x": "4"}],
            "time_limit": 3,
        }
    )
    plain, again = submission_jobs(code, "q = 1\nz = q * x")
    solution, solution_again = solution_jobs(code)
    assert (plain.code, solution.code) == ("q = 1\nz = q * x", "z = relu(x)")
    assert {"z", "relu", "y", "q", "x"} <= set(plain.names)
    assert plain.calls == solution.calls == ("relu(3)", "relu(2)")
    assert plain.starter_names == frozenset({"y"})
    assert plain.time_limit == 3
    assert (dict(plain.again), dict(solution.again)) == ({}, {})
    assert (dict(again.again), dict(solution_again.again)) == ({"x": "4"}, {"x": "4"})


UPDATES = """\
for i in range(3):
    slope = get_slope(weights)
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(weights))
print(mse_hist)
"""


@pytest.mark.parametrize(
    ("source", "says", "line"),
    [
        (
            "slope = get_slope(weights)\n"
            + UPDATES.replace("    slope = get_slope(weights)\n", ""),
            "Line 1 stands outside of the loop, but belongs inside.",
            1,
        ),
        (
            UPDATES.replace("print(mse_hist)", "    print(mse_hist)"),
            "Line 5 stands inside of the loop, but belongs outside.",
            5,
        ),
        (
            UPDATES.replace("    mse_hist.append(get_mse(weights))\n", "").replace(
                "    slope =", "    mse_hist.append(get_mse(weights))\n    slope ="
            ),
            "Line 2 comes too early.",
            2,
        ),
    ],
)
def test_a_line_in_the_wrong_place_is_named(
    see: See, judged: Judged, source: str, says: str, line: int
) -> None:
    checks = [{"variable": "mse_hist"}]
    mine, theirs = see({"mse_hist": [3, 2, 1]}), see({"mse_hist": [3, 1, 0]})
    verdict = judged(checks, mine, theirs, source, UPDATES)
    assert says in verdict.message
    assert verdict.line == line


@pytest.mark.parametrize(
    ("text", "other", "says"),
    [
        ("first @", "x @", "Lines 2 and 3 use x where first belongs."),
        ("relu(", "(", "In lines 1, 2 and 3 relu(…) is missing."),
        ("w['d']", "w['c']", "Line 3 uses w['c'] where w['d'] belongs."),
        (".sum()", ".sum", "In line 4 the () after .sum is missing."),
        ("(c * 2)", "max(0, c * 2)", "In line 4 max(0, …) is too much."),
        ("round(d, 1)", "d", "In line 4 round(…, 1) is missing."),
    ],
)
def test_the_same_difference_in_several_lines_is_one_cause(
    see: See, judged: Judged, text: str, other: str, says: str
) -> None:
    """And it is told in the names that the learner chose."""
    solution = "hidden = relu(x @ w['a'])\nc = relu(hidden @ w['c'])\nd = relu(hidden @ w['d'])\n"
    solution += "e = ((c * 2).sum(), round(d, 1))\n"
    source = solution.replace("hidden", "first").replace(text, other)
    verdict = judged([{"variable": "d"}], see({"d": 1}), see({"d": 7}), source, solution)
    assert says in verdict.message


def test_a_missing_name_that_goes_by_another_is_found(see: See, judged: Judged) -> None:
    source, solution = "result = 26\n", "node_0_value = 26\n"
    verdict = judged(
        [{"variable": "node_0_value"}],
        see({"result": 26}),
        see({"node_0_value": 26}),
        source,
        solution,
    )
    assert "result has the value it should have" in verdict.message
    assert verdict.line == 1


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        # Names chosen otherwise, but not consistently: not the only difference.
        ("a = 1\nb = 2\ny = f(a)\nz = 1", "x = 1\nx = 2\ny = f(x)\nz = 2"),
        ("y = " + "+".join(["x"] * 4000), "y = " + "+".join(["x"] * 3999)),
        ("y = " + "*".join(["(a+b)"] * 60), "y = " + "*".join(["(b-a)"] * 60)),
        ("y = 1\nw = 2", "y = 2\nw = 1"),
    ],
    ids=["names mixed up", "long sum", "long product", "two differences"],
)
def test_no_cause_is_named_that_isn_t_certain(
    see: See, judged: Judged, mine: str, theirs: str
) -> None:
    verdict = judged([{"variable": "q"}], see({"q": 1}), see({"q": 2}), mine, theirs)
    assert verdict.message == "q is 1, expected 2."


def test_a_turned_sign_is_not_told_where_the_given_inputs_are_right(
    see: See, judged: Judged
) -> None:
    verdict = judged(
        [{"variable": "q"}],
        [see({"q": 14}), see({"q": -26})],
        [see({"q": 14}), see({"q": 26})],
        "y = 1\nw = 2",
        "y = 2\nw = 1",
        again=[{"a": "7"}],
    )
    assert verdict.message.endswith("q is -26, expected 26.")


@pytest.mark.parametrize(
    ("values", "expected", "told"),
    [
        ((-26, -14), (26, 14), "Only the sign is turned."),
        ((52, 28), (26, 14), "That's twice the expected one."),
        ((26, -14), (26, 14), ""),  # the first is right
        ((-26, 15), (26, 14), ""),  # the second is otherwise wrong
        ((-1, -2), (1, 2), "Only the sign is turned."),
        ((-1,), (1,), ""),  # many a wrong number is -1
    ],
)
def test_how_numbers_are_related_is_told_only_where_it_holds_in_every_case(
    see: See, judged: Judged, values: tuple[float, ...], expected: tuple[float, ...], told: str
) -> None:
    cases = [f"f({i})" for i in range(len(values))]
    verdict = judged(
        [{"function": "f", "cases": cases}],
        see({"f": min}, results=list(values)),
        see({"f": min}, results=list(expected)),
        "def f(x):\n    y = g(x)\n    return y",
        "def f(x):\n    return 2 * h(x, 1)",
    )
    assert verdict.message.partition(f"expected {expected[values[0] == expected[0]]}.")[2] == (
        f" {told}" if told else ""
    )


def test_a_cause_names_the_line_of_an_error(see: See, judged: Judged) -> None:
    source = SOLUTION.replace(
        "(input_data * weights['node_1']).sum()", "input_data * weights['node_1']"
    )
    error = ErrorView("ValueError", "The requested array has an inhomogeneous shape", 3)
    verdict = judged(CHECKS[:3], see(ending="error", error=error), see(RIGHT), source, SOLUTION)
    assert verdict.check == "error"
    assert "In line 2 the .sum() is missing." in verdict.message
    assert verdict.line == 2


def test_the_cause_stands_with_what_came_out_of_a_model(see: See, judged: Judged) -> None:
    solution = "model = Sequential()\nmodel.add(Dense(50))\n"
    source = solution.replace("50", "40")
    layers = (LayerView("Dense", "a", 40, "relu"), MODEL.layers[1])
    mine = see({"model": replace(MODEL, layers=layers)})
    verdict = judged([{"model": "model"}], mine, see({"model": MODEL}), source, solution)
    assert "Layer 1 of model has 40 units, expected 50." in verdict.message
    assert "Line 2 uses 40 where 50 belongs." in verdict.message
    assert verdict.line == 2
    right = see({"model": MODEL})
    assert judged([{"model": "model"}], right, right).message == (
        "model is built and compiled as asked."
    )
