from __future__ import annotations

from typing import Any

import pytest

from tutor.grading.arrays import array
from tutor.grading.evaluate import EvaluationError, evaluate, to_observe
from tutor.grading.values import Opaque, same
from tutor.runner.observation import Value

NAMES: dict[str, Any] = {
    "error_1": 0.0,
    "n": 20,
    "mse_hist": [25.0, 24.0, 23.5],
    "weights_0": {"node_0": array([2, 1]), "output": array([1, 1])},
    "weights_1": {"node_0": array([2, 1]), "output": array([1, 0])},
    "matrix": array([[1, 2, 3], [4, 5, 6]]),
    "text": "abc",
    "relu": Opaque(Value("function")),
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("error_1 == 0", True),
        ("differences(weights_0, weights_1) == 1", True),
        ("len(mse_hist) == 3 and mse_hist[0] > mse_hist[-1]", True),
        ("all(b < a for a, b in zip(mse_hist, mse_hist[1:]))", True),
        ("[x * 2 for x in mse_hist if x > 24]", [50.0]),
        ("0.1 + 0.2 == 0.3", True),
        ("1 < 2 < 3 < 3", False),
        ("weights_0['node_0'] - weights_1['node_0']", [0, 0]),
        ("(weights_0['node_0'] * [3, 5]).sum()", 11),
        ("matrix.sum(axis=0)", [5, 7, 9]),
        ("matrix.T[0]", [1, 4]),
        ("matrix[1, 2]", 6),
        ("matrix[:, 1]", [2, 5]),
        ("matrix @ [1, 0, 1]", [4, 10]),
        ("np.maximum(0, [-1, 2])", [0, 2]),
        ("matrix.shape == (2, 3)", True),
        ("max(abs(x) for x in [-3, 2])", 3),
        ("sorted([3, 1, 2])[0] if n > 1 else 0", 1),
        ("3 in [1, 2, 3] and 4 not in [1, 2, 3]", True),
        ("sum([row.sum() for row in matrix])", 21),
        ("not []", True),
        ("mse_hist == [25, 24, 23.5]", True),
        ("-n % 7", 1),
        ("matrix + [1, 2, 3]", [[2, 4, 6], [5, 7, 9]]),
    ],
)
def test_expressions_over_values(expression: str, value: Any) -> None:
    assert same(evaluate(expression, NAMES), value)


@pytest.mark.parametrize(
    "expression",
    [
        "().__class__",
        "text.__class__.__mro__",
        "text.format(n)",
        "'{0.__class__}'.format(1)",
        "f'{n}'",
        "'%s' % n",
        "open('/etc/passwd')",
        "__import__('os').system('true')",
        "eval('1')",
        "getattr(n, 'real')",
        "(lambda: 1)()",
        "[x for x in range(10**9)]",
        "[0] * 10**9",
        "'a' * 10**9",
        "9**9**9",
        "2**100000",
        "n << 10**9",
        "~n",
        "np.load('x')",
        "np.__dict__",
        "relu(3)",
        "relu",
        "print(1)",
        "(n := 5)",
        "sum(sum(1 for b in range(90000)) for a in range(90000))",
        "1 / 0",
        "mse_hist[10]",
        "weights_0['nope']",
        "[].append(1)",
        "1 +",
        "n; n",
        "import os",
        "await n",
        "(yield)",
        "*n",
        "b'x'",
        "...",
        "matrix > 3 and True",
        "mse_hist[99999999999999999999]",
        "range(5).__iter__",
        "(" * 3000 + ")" * 3000,
        "-" * 2000 + "1",
        "x" * 6000,
    ],
)
def test_hostile_or_broken_expressions_are_refused(expression: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(expression, NAMES)


def test_numbers_can_t_be_grown_step_by_step() -> None:
    with pytest.raises(EvaluationError):
        evaluate(" * ".join(["(10**600)"] * 20), {})


def test_a_missing_name_is_told() -> None:
    with pytest.raises(EvaluationError) as caught:
        evaluate("error_2 == 0", NAMES)
    assert caught.value.missing == "error_2"


def test_what_has_to_be_observed() -> None:
    names, calls = to_observe("all(x > 0 for x in hist) and relu(-3) == 0 and n > 1")
    assert names == ("hist", "n")
    assert calls == ("relu(-3)",)
    assert to_observe("run.history['loss'][0] > 1")[1] == ("run.history",)


def test_observed_parts_are_used() -> None:
    observed = {"relu(-3)": 0, "run.history": {"loss": [3, 2]}}
    assert evaluate("relu(-3) == 0 and run.history['loss'][1] < 3", {}, observed) is True
