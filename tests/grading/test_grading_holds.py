"""Predicates, the author's sentences, and what is said where there is nothing to judge yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tutor.grading.verdict import Verdict
from tutor.runner.observation import ErrorView, Observation

See = Callable[..., Observation]
Judged = Callable[..., Verdict]


def test_the_author_s_sentence_stands_for_the_predicate(see: See, judged: Judged) -> None:
    checks = [{"holds": "len(losses) == 3", "message": "losses needs three numbers."}]
    verdict = judged(checks, see({"losses": [1]}), see({"losses": [1, 2, 3]}), "losses = [1]")
    assert verdict.message == "losses needs three numbers. len(losses) is 1."


def test_what_must_differ_is_shown_once(see: See, judged: Judged) -> None:
    checks = [{"holds": "slope != 2 * x", "message": "slope lacks the error."}]
    verdict = judged(checks, see({"slope": 6, "x": 3}), see({"slope": 42, "x": 3}))
    assert verdict.message == "slope lacks the error. slope is 6."


@pytest.mark.parametrize(
    ("other", "says"),
    [([1, 2], "a and b are the same."), ([1, 3], ""), ([0, 3], "a and b differ in 2 numbers.")],
)
def test_differences_are_told_in_words(see: See, judged: Judged, other: Any, says: str) -> None:
    values = {"a": [1, 2], "b": other}
    verdict = judged([{"holds": "differences(a, b) == 1"}], see(values), see({"a": 1, "b": 2}))
    assert verdict.passed is (not says)
    assert verdict.passed or verdict.message.endswith(says)


def test_the_line_is_where_a_value_was_given_last(see: See, judged: Judged) -> None:
    source = (
        "weights = 1\ntarget = 3\nhistory = []\nfor i in range(2):\n    history.append(weights)\n"
    )
    values = {"weights": 1, "target": 3, "history": [1, 1]}
    both = [{"holds": "weights == target"}, {"holds": "len(history) == 3"}]
    first = judged(both[:1], see(values), see(values | {"weights": 3}), source)
    assert first.line == 2
    assert judged(both[1:], see(values), see(values), source).line == 5


def test_names_inside_a_call_count_for_the_line(see: See, judged: Judged) -> None:
    source = "target = 3\nchanged = {}\nprint(f(changed))\n"
    checks = [{"holds": "f(changed) == target"}]
    verdict = judged(
        checks,
        see({"target": 3, "changed": {}}, results=[6]),
        see({"target": 3}, results=[3]),
        source,
    )
    assert verdict.message.endswith("f(changed) is 6, target is 3.")
    assert verdict.line == 2


@pytest.mark.parametrize("check", [{"holds": "y == 2"}, {"variable": "y"}])
def test_of_what_is_not_there_the_author_says_nothing(
    see: See, judged: Judged, check: dict[str, Any]
) -> None:
    verdict = judged([check | {"message": "y is too small."}], see({}), see({"y": 2}))
    assert verdict.message == "y isn't defined."


def test_a_gap_is_named_before_a_predicate_is_blamed(see: See, judged: Judged) -> None:
    checks = [{"holds": "y[0] < 5", "message": "y rises."}]
    source, right = "y = []\ny.append(...)\n", see({"y": [1]})
    verdict = judged(checks, see({"y": ["…"]}), right, source)
    assert verdict.check == "gap"
    assert verdict.line == 2
    assert judged(checks, right, right, source).passed


@pytest.mark.parametrize(
    ("solution", "name", "says"),
    [
        ("from sklearn.metrics import mean_squared_error", "mean_squared_error", "from sklearn"),
        ("import numpy as np", "np", "first: import numpy as np."),
        ("import matplotlib.pyplot as plt", "plt", "from matplotlib import pyplot as plt."),
        ("import copy", "copy", "first: import copy."),
        ("import copy", "other", "Give it a value"),
    ],
)
def test_a_name_that_the_solution_imports(
    see: See, judged: Judged, solution: str, name: str, says: str
) -> None:
    error = ErrorView("NameError", f"name '{name}' is not defined", 2, facts={"name": name})
    seen = see(ending="error", error=error)
    verdict = judged([{"variable": "y"}], seen, see({"y": 1}), f"x = 1\ny = {name}(x)\n", solution)
    assert says in verdict.message


@pytest.mark.parametrize(
    ("source", "says"),
    [("y = 1\nplt.show()\n", "plt.plot"), ("y = 1\n", "plt.show()")],
)
def test_no_plot_says_what_to_do(see: See, judged: Judged, source: str, says: str) -> None:
    verdict = judged([{"plot": True}], see(), see(), source, "plt.plot(y)\nplt.show()\nz = 1")
    assert says in verdict.next


def test_values_are_shown_where_they_can_t_be_compared(see: See, judged: Judged) -> None:
    checks = [{"holds": "y[0] < 5", "message": "y rises."}]
    verdict = judged(checks, see({"y": [[1, 2], 3]}), see({"y": [1, 2]}))
    assert verdict.message == "y rises. y[0] is [1, 2]."
