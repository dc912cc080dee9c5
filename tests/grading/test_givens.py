"""A given name that the submission changed is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tutor.grading.verdict import Verdict
from tutor.runner.observation import Observation

See = Callable[..., Observation]
Judged = Callable[..., Verdict]

SETUP = "x = np.array([3, 5])\nw = {'a': 1}\nseen = []\n"
SOLUTION = "y = (x * 2).sum()\n"
SAYS = "is given and has to stay as it is"


@pytest.mark.parametrize(
    ("code", "changed", "says"),
    [
        ("x = np.array([5, 3])\ny = f(x)", {"x": [5, 3]}, f"x {SAYS}; line 1 changes it."),
        ("y = 0\nw['a'] = 2", {"w": {"a": 2}}, f"w {SAYS}; line 2 changes it."),
        ("def f():\n    w['a'] += 1\ny = f()", {"w": {"a": 2}}, f"w {SAYS}; line 2 changes it."),
        ("z = w.pop('a')\ny = z - 5", {"w": {}}, f"w {SAYS}; your code changes it."),
        ("x = list(x)\ny = 0", {"x": (3.0, 5.0)}, None),
        ("x = 7\ny = 0", {}, None),
    ],
    ids=["assigned", "an entry", "in a function", "by a method", "written otherwise", "not seen"],
)
def test_what_was_given_and_is_something_else_now(
    see: See, judged: Judged, code: str, changed: dict[str, object], says: str | None
) -> None:
    given = {"x": [3, 5], "w": {"a": 1}, "seen": [1, 2]}
    mine = {**given, "seen": [], **changed, "y": 11} if changed else {"y": 11}
    verdict = judged([{"variable": "y"}], see(mine), see({**given, "y": 16}), code, SOLUTION,
                     setup=SETUP)  # fmt: skip
    assert not verdict.passed
    assert (says in verdict.message) if says else (SAYS not in verdict.message)


def test_with_other_inputs_those_are_what_was_given(see: See, judged: Judged) -> None:
    first, again = {"x": [3, 5], "y": 16}, {"x": [8, 4], "y": 24}
    verdict = judged(
        [{"variable": "y"}],
        [see(first), see({"x": [3, 5], "y": 17})],
        [see(first), see(again)],
        "x = [3, 5]\ny = 17",
        SOLUTION,
        setup=SETUP,
        again=[{"x": "np.array([8, 4])"}],
    )
    assert f"x {SAYS}; line 1 changes it." in verdict.message
