"""What stands in code and can't be meant is told where a value is wrong; else nothing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tutor.grading.arrays import Array
from tutor.grading.habits import habit
from tutor.grading.run import Run
from tutor.grading.source import Source
from tutor.grading.verdict import Verdict
from tutor.runner.observation import Observation


def told(code: str, name: str = "", solution: str = "pass") -> str:
    seen = Observation("complete")
    cause = habit(Run(Source(code), Source(solution), seen, seen), name)
    return "" if cause is None else f"{cause.line}: {cause.sentence}"


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("x = 3\nx - 1", "x", "2: Line 2 computes x - 1, but gives it no name"),
        ("w = 2\nw == 3", "w", "2: Line 2 asks whether two are equal"),
        ("y = 3 ^ 2", "y", "1: In line 1 ^ is no power"),
        ("for i in r:\n    y = i * 2", "y", "2: Each round gives y a new value"),
        ("def f(n):\n    for i in n:\n        y = i\n        return y", "f", "4: The return of"),
        ("def f(x, s=[]):\n    s.append(x)\n    return sum(s)", "f", "1: The [] in line 1"),
        ("def f(x, s={}):\n    s[0] = x\n    return s[0]", "f", "1: The {} in line 1"),
        ("def f():\n    return 1\nf", "y", "3: Line 3 names f and doesn't call it"),
    ],
)
def test_what_cannot_be_meant(code: str, name: str, says: str) -> None:
    assert told(code, name).startswith(says)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("'''What it does.'''\nx = 3\nprint(x)\nxs.append(x)", "x"),
        ("for i in r:\n    y = y + i", "y"),
        ("for i in r:\n    y += i", "y"),
        ("def f(n):\n    for i in n:\n        if i:\n            return i", "f"),
        ("def f(x, s=()):\n    return sum(s) + x", "f"),
        ("def f(x, s=[]):\n    return sum(s) + x", "f"),
        ("table.shape", "x"),
    ],
)
def test_what_may_well_be_meant(code: str, name: str) -> None:
    assert told(code, name) == ""


def test_what_the_solution_has_as_well_is_no_fault() -> None:
    loop = "for i in r:\n    model = make()\n    plt.show()"
    assert told(loop, "model", loop) == ""
    assert told("plt.show", "x", "plt.show()").startswith("1: Line 1 names plt.show")


def test_a_list_stands_for_the_array_of_an_authors_predicate(
    see: Callable[..., Observation], judged: Callable[..., Verdict]
) -> None:
    """``w - 0.1 * slope`` is no mistake of one whose slope is a list."""
    uphill = {"holds": "new != w + 0.1 * slope", "message": "That is uphill."}
    solution = see({"w": Array((2,), (1, 1)), "slope": Array((2,), (2, 4)), "new": [0.8, 0.6]})
    downhill = see({"w": Array((2,), (1, 1)), "slope": [2, 4], "new": [0.8, 0.6]})
    wrong = see({"w": [1, 1], "slope": (2, 4), "new": [1.2, 1.4]})
    assert judged([uphill], downhill, solution).passed
    assert judged([uphill], wrong, solution).message.startswith("That is uphill.")


def test_a_foreseen_mistake_is_not_told_of_what_can_not_be_compared(
    see: Callable[..., Observation], judged: Callable[..., Verdict]
) -> None:
    checks = [{"holds": "y != 2 * x", "message": "That is twice x."}, {"variable": "y"}]
    solution = see({"x": Array((2,), (1, 2)), "y": 3})
    text = judged(checks, see({"x": "1, 2", "y": 4}), solution)
    assert text.message.startswith("y is 4, expected 3.")
    axes = judged(checks, see({"x": Array((2, 2), (1, 2, 3, 4)), "y": [1, 2, 3]}), solution)
    assert axes.message.startswith("y is a list, [1, 2, 3]; expected the number 3.")
