"""Which loop doesn't end, and why."""

from __future__ import annotations

import pytest

from tutor.grading.loops import endless
from tutor.grading.source import Source

STOPPED_IN_FUNCTION = """\
def double(x):
    return 2 * x
i = 0
while i < len(rows):
    results.append(double(rows[i]))
"""


def test_the_loop_that_calls_the_function_where_it_was_stopped() -> None:
    says = "Nothing in the loop of line 4 changes i or rows."
    assert endless(Source(STOPPED_IN_FUNCTION), 2) == (4, says)


@pytest.mark.parametrize(
    "change",
    [
        *("i = 0", "i -= 1", "i, j = j, i", "i.append(1)", "turn(i)", "i[0] = 2", "del i[0]"),
        *("for i in x: pass", "print(i := 0)", "np.copyto(i, 2)", "i.a.b = 3"),
    ],
)
def test_what_may_change_is_not_said_to_stay(change: str) -> None:
    assert endless(Source(f"while i < 9:\n    {change}\n"), 1) == (
        1,
        "Does the loop of line 1 never end?",
    )


def test_what_a_function_changes_counts() -> None:
    code = "def step():\n    global i\n    i += 1\nwhile i > 0:\n    step()\n"
    assert endless(Source(code), 5) == (4, "Does the loop of line 4 never end?")


def test_the_innermost_loop_and_none_where_it_could_be_any() -> None:
    code = "while True:\n    while True:\n        pass\nx = 1\n"
    assert endless(Source(code), 3) == (2, "Does the loop of line 2 never end?")
    assert endless(Source(code), 4) is None
    assert endless(Source("for x in forever():\n    pass\n"), 2) is None
