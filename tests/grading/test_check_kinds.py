"""Every kind of check, run for real: what is right passes, what isn't says what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tutor.grading.jobs import solution_jobs, submission_jobs
from tutor.grading.judge import judge_code
from tutor.grading.verdict import Verdict
from tutor.lesson.check_models import CHECK_KINDS, check_kind
from tutor.lesson.models import CodeModel
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINE = "def f(a, b=2): return a * b\n"
PLOT = "import matplotlib.pyplot as plt\n"
#: The check, the solution, another right way, and what is wrong with what the message says of it.
CASES: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"variable": "x"}, "x = 6", "x = 2 * 3", "x = 5", "x is 5, expected 6"),
    ({"variable": "x"}, "x = 6", "x = 6.0", "y = 6", "y has the value it should have"),
    ({"variable": "x", "tolerance": 0.1}, "x = 6", "x = 6.05", "x = 6.2", "expected 6"),
    ({"variable": "x"}, "x = [1, 2]", "x = np.array([1, 2])", "x = [2, 1]", "x is [2, 1]"),
    ({"variable": "x", "equals": 7}, "x = 7", "x = 7.0", "x = 8", "expected 7"),
    ({"function": "f", "cases": ["f(3)", "f(3, b=1)"]}, LINE,
     "f = lambda a, b=2: b * a", "def f(a, b=2): return a + b", "f(3) is 5, expected 6"),
    ({"function": "f", "cases": ["f(3)"]}, LINE,
     "def f(a): return 6", "def f(a): print(2 * a)", "f(3) is None"),
    ({"function": "f", "cases": ["f(3)"]}, LINE, LINE, "f = 6", "f"),
    ({"printed": 6}, "print(6)", "print('it is', 6.0)", "x = 6", "printed"),
    ({"printed": ["one", 2]}, "print('one', 2)", "print('one')\nprint(2)", "print(2, 'one')", "2"),
    ({"printed": True}, "print(1, 2)", "print([1, 2])", "print(1)", "2"),
    ({"call": "f", "with": {"a": 3, "b": 4}}, f"{LINE}f(3, 4)",
     f"{LINE}f(b=4, a=3)", f"{LINE}f(4, 3)", "with a=4, expected a=3"),
    ({"call": "f", "with": {"b": 4}}, f"{LINE}f(3, b=4)", f"{LINE}f(3, 2 * 2)",
     f"{LINE}f(3)", "without b; b=4 belongs there"),
    ({"call": "f", "with": {"b": 4}}, f"{LINE}f(3, 4)", f"{LINE}f(3, 4)",
     f"{LINE}f(*[3, 4])", "write b=4 out"),
    ({"call": "np.sum", "with": {"axis": 0}}, "np.sum(np.eye(2), axis=0)",
     "np.sum(np.eye(2), 0)", "np.sum(np.eye(2), 1)", "axis=1, expected axis=0"),
    ({"call": "print", "times": 2}, "print(1)\nprint(2)", "print(3)\nprint(4)", "print(1)", "once"),
    ({"call": "print", "times": 0}, "x = 1", "x = 2", "print(1)", "should go without"),
    ({"call": "print", "inside": "loop"}, "for i in [1]: print(i)",
     "while True:\n    print(1)\n    break", "print(1)", "not inside a loop"),
    ({"call": "print", "inside": "function"}, "def g(): print(1)",
     "g = lambda: print(1)", "print(1)", "not inside a function"),
    ({"uses": "loop"}, "for i in []: pass", "x = [i for i in [1]]", "x = 1", "needs one"),
    ({"uses": "@"}, "np.eye(2) @ np.eye(2)", "x = np.eye(2)\nx @= x", "x = 1", "'@'"),
    ({"avoids": "loop"}, "x = 1", "x = 2", "for i in [1]: pass", "go without"),
    ({"avoids": "import math"}, "x = 1", "import random", "from math import exp", "import math"),
    ({"plot": True, "lines": 1, "points": 3}, f"{PLOT}plt.plot([1, 2, 3])\nplt.show()",
     f"{PLOT}plt.plot([3, 1, 9])\nplt.show()", f"{PLOT}plt.plot([1, 2, 3])", "plt.show()"),
    ({"plot": True, "lines": 2}, f"{PLOT}plt.plot([1, 2])\nplt.plot([2, 1])\nplt.show()",
     f"{PLOT}plt.plot([1, 2], [1, 2], [3, 4], [5, 6])\nplt.show()",
     f"{PLOT}plt.plot([1, 2])\nplt.show()", "2"),
    ({"holds": "len(x) == 3 and x[0] < x[1]"}, "x = [1, 2, 3]", "x = (4, 5, 6)", "x = [2, 1, 3]",
     "x[0]"),
    ({"holds": "f(x) > 3"}, f"{LINE}x = 3", f"{LINE}x = 2", f"{LINE}x = 1", "f(x)"),
]  # fmt: skip

KERAS = "m = Sequential([Dense({units}, activation='relu'), Dense(1)])\n"
RIGHT = KERAS.format(units=3)
COMPILED = f"{RIGHT}m.compile('adam', 'mse')\n"
FIT = "m.fit(np.ones((8, 2)), np.ones(8), epochs={})\n"
KERAS_CASES: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"model": "m"}, RIGHT,
     "m = Sequential()\nm.add(Dense(3, 'relu'))\nm.add(Dense(1))", KERAS.format(units=4), "4"),
    ({"model": "m", "layers": [{"units": 3, "activation": "relu"}, {"units": 1}]}, RIGHT,
     RIGHT, "m = Sequential([Dense(3), Dense(1)])", "relu"),
    ({"model": "m", "optimizer": "adam", "loss": "mse"}, COMPILED,
     f"{RIGHT}m.compile(loss='mean_squared_error', optimizer='adam')",
     f"{RIGHT}m.compile('sgd', 'mse')", "sgd"),
    ({"training": "m", "epochs": 3}, COMPILED + FIT.format(3),
     COMPILED + "m.fit(np.ones((8, 2)), np.ones(8), None, 3)", COMPILED + FIT.format(2), "3"),
    ({"training": True, "runs": 1, "curves": {"loss": {"below": 100}}}, COMPILED + FIT.format(1),
     COMPILED + FIT.format(4), COMPILED, "fit"),
    ({"call": "m.fit", "with": {"epochs": 3}}, COMPILED + FIT.format(3),
     COMPILED + "m.fit(np.ones((8, 2)), np.ones(8), 4, 3)", COMPILED + FIT.format(2), "epochs=3"),
]  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        yield runner


async def verdict_on(runner: Runner, check: dict[str, Any], solution: str, source: str) -> Verdict:
    needs = "keras" if "Dense(" in solution else "numpy"
    model = {"task": "t", "needs": needs, "solution": solution, "checks": [check]}
    code = CodeModel.model_validate(model)
    seen = [await runner.run(job) for job in submission_jobs(code, source)]
    reference = [await runner.run(job) for job in solution_jobs(code)]
    return judge_code(code, source, seen, reference)


async def check_case(runner: Runner, case: tuple[dict[str, Any], str, str, str, str]) -> None:
    check, solution, right, wrong, says = case
    for source in (solution, right):
        verdict = await verdict_on(runner, check, solution, source)
        assert verdict.passed, (source, verdict.message)
    verdict = await verdict_on(runner, check, solution, wrong)
    assert not verdict.passed
    assert verdict.check is not None and verdict.check.startswith(str(check_kind(check)))
    assert says in f"{verdict.message} {verdict.next}"
    assert verdict.next or verdict.line is not None, f"nothing to do next: {verdict.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}: {case[3]!r}")
async def test_a_check_passes_and_fails(
    runner: Runner, case: tuple[dict[str, Any], str, str, str, str]
) -> None:
    await check_case(runner, case)


@pytest.mark.keras
@pytest.mark.parametrize("case", KERAS_CASES, ids=lambda case: f"{case[0]}")
async def test_a_check_of_keras_passes_and_fails(
    runner: Runner, case: tuple[dict[str, Any], str, str, str, str]
) -> None:
    await check_case(runner, case)


async def test_no_kind_is_left_out() -> None:
    tried = {check_kind(case[0]) for case in (*CASES, *KERAS_CASES)}
    assert tried == set(CHECK_KINDS)
