"""What beginners write, run for real: the line that is wrong, and a sentence that helps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.grading.jobs import solution_jobs, submission_jobs
from tutor.grading.judge import judge_code
from tutor.lesson.models import CodeModel
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODE = CodeModel.model_validate(
    {
        "task": "Compute x.",
        "needs": "pandas",
        "setup": """
input_data = np.array([3, 5])
weights = {'node_0': np.array([2, 4]), 'node_1': np.array([4, -5])}
targets = [1.5, 2.5, 3.5]
df = pd.DataFrame({'age': [20, 30, 40], 'wage': [5.0, 6.0, 7.0], 'job': ['a', 'b', 'c']})
""",
        "solution": "x = 42",
        "checks": [{"variable": "x"}],
    }
)

#: Code, the line that the message is about, and what the message says.
SNIPPETS = [
    ("x = input_data * np.array([1, 2, 3])", 1, "(2,) and (3,)"),
    (
        "w = np.ones(3)\nx = input_data * w",
        2,
        "input_data has the shape (2,), w has the shape (3,)",
    ),
    ("x = input_data @ np.ones((3, 2))", 1, "inner sizes must be equal, here 2 and 3"),
    ("x = np.dot(input_data, np.ones(3))", 1, "(2,) and (3,)"),
    ("x = np.ones((2, 3)).reshape(4, 2)", 1, "6 numbers don't fill the shape (4, 2)"),
    ("x = np.vstack([np.ones((2, 3)), np.ones((4, 5))])", 1, "here 3 and 5"),
    ("x = weights['node_2']", 1, "Its keys are 'node_0', 'node_1'"),
    ("x = weights[node_0]", 1, "in quotes: weights['node_0']"),
    ("x = weights.node_0", 1, "weights['node_0']"),
    ("x = input_dat.sum()", 1, "Did you mean input_data?"),
    ("x == 5", 1, "= gives a value"),
    ("x = math.exp(2)", 1, "import math"),
    ("for i in range(3):\nprint(i)", 2, "must be indented"),
    ("  x = 3", 1, "Take the spaces away"),
    ("if True:\n    x = 1\n  y = 2", 3, "fits none of the lines above"),
    ("if input_data[0] > 2\n    x = 1", 1, "expected ':'"),
    ("x = (3 * 2\ny = 4", 1, "'(' was never closed"),
    ("x = 2 y", 1, "missing between 2 and y"),
    ("x = input_data(0)", 1, "this is an array"),
    ("x = weights('node_0')", 1, "this is a dict"),
    ("def relu(x):\n    return max(0, x)\nx = relu(input_data)", 2, "yes or no of a whole array"),
    ("x = np.arrray([1, 2])", 1, "Did you mean array?"),
    ("x = input_data.sums()", 1, "Did you mean .sum?"),
    ("x = targets.mean()", 1, "np.mean(…)"),
    ("x = input_data.append(3)", 1, "can't grow"),
    ("x = targets * 0.5", 1, "np.array(…) makes an array of it"),
    ("x = targets - 1", 1, "np.array(…) makes an array of it"),
    ("x = targets + 1", 1, "np.array(…) makes an array of it"),
    ("x = '3' + 4", 1, "A text and a number don't go together"),
    ("x = 3 + '4'", 1, "A text and a number don't go together"),
    ("x = int('3.5')", 1, "float(…) reads them"),
    ("x = float('abc')", 1, "The text 'abc' is no number"),
    ("x = targets[3]", 1, "targets has 3 items. Indices count from 0."),
    ("x = input_data[0, 1]", 1, "has 1 axis"),
    ("x = targets['0']", 1, "whole numbers or slices"),
    ("x = input_data * weights", 1, "Take a value of it"),
    ("x = np.exp(weights)", 1, "np.exp computes with numbers"),
    ("x = np.array(1, 2, 3)", 1, "np.array([…])"),
    ("x = np.zeros(2, 3)", 1, "np.zeros((rows, columns))"),
    ("x = np.concatenate(input_data, input_data)", 1, "np.concatenate([first, second])"),
    ("x, y = targets", 1, "more values on the right"),
    ("x = len(5)", 1, "no length"),
    ("for i in 5:\n    pass", 1, "Count with range(n)"),
    ("x = input_data.sum\ny = x + 1", 2, "write () after its name"),
    ("def f(a, b):\n    return a\nx = f(1)", 3, "f needs a value for b"),
    ("def f(a, b):\n    return a\nx = f(1, 2, 3)", 3, "f takes 2 values, but is given 3"),
    ("def f(a):\n    a * 2\nx = f(3) + 1", 3, "ends without a return"),
    ("class A:\n    def f(x): return x\nx = A().f(3)", 3, "is self missing"),
    ("def f():\n    n += 1\nn = 0\nf()", 2, "not the one outside"),
    ("def f(n):\n    return f(n)\nx = f(1)", 2, "f calls itself without end"),
    ("x = 1 / 0", 1, "divides by zero"),
    ("import nunpy", 1, "There is no module nunpy"),
    ("from numpy import rand", 1, "Did you mean random?"),
    ("x = input()", 1, "nobody to type"),
    ("x = open('data.csv')", 1, "There is no file data.csv"),
    ("x = df['ages']", 1, "Its columns are 'age', 'wage', 'job'. Did you mean 'age'?"),
    ("x = df.ages", 1, "Did you mean 'age'?"),
    ("x = df.drop('age')", 1, "df.drop(columns='age')"),
    ("x = df['age', 'wage']", 1, "two pairs of brackets"),
    ("x = df.loc[5]", 1, "df has no row 5"),
    ("x = df['job'].mean()", 1, "holds texts"),
    ("x = df[df['age'] > 20 and df['wage'] > 5]", 1, "stand & and |"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        yield runner


@pytest.mark.parametrize(("source", "line", "says"), SNIPPETS)
async def test_a_beginners_error_is_explained_in_its_line(
    runner: Runner, source: str, line: int, says: str
) -> None:
    seen = [await runner.run(submission_jobs(CODE, source)[0])]
    reference = [await runner.run(solution_jobs(CODE)[0])]
    verdict = judge_code(CODE, source, seen, reference)
    assert (verdict.passed, verdict.check, verdict.line) == (False, "error", line)
    assert says in verdict.message
    assert not re.search(r"\w(Error|Warning)\b", verdict.message)
    assert "<your code>" in verdict.trace and "site-packages" not in verdict.trace
