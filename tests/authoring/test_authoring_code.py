"""Authors' errors in exercises of code are found; what is right is let be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tutor.authoring.table import paragraph
from tutor.authoring.verify import Result

pytestmark = pytest.mark.asyncio(loop_scope="module")
Verify = Callable[..., Awaitable[Result]]

GOOD = """\
- id: double
  title: Double it
  code:
    task: Double x.
    setup: x = 3
    starter: |
      y = ...
    solution: |
      y = 2 * x
      print(y)
    checks: [{variable: y}, {printed: true}]
    again: [{x: "4"}]
    accept:
      - code: |
          y = x + x
          print(y)
      - {replace: {"2 * x": "x * 2"}}
    wrong:
      - {replace: {"2 * x": "3 * x"}, says: y}
      - {replace: {"print(y)": ""}, says: print}
      - code: |
          y = 6
          print(y)
        says: copied
"""


def edited(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def only_failure(result: Result) -> str:
    (outcome,) = result.failures
    return paragraph(result, outcome)


async def test_to_an_author_the_setup_is_his_own(verified: Verify) -> None:
    said = only_failure(await verified(edited("setup: x = 3", "setup: x = z")))
    assert "didn't run" in said and "'z'" in said and "not your fault" not in said


async def test_a_good_exercise(verified: Verify) -> None:
    result = await verified(GOOD)
    assert result.failures == ()
    counts = {sort: result.count(sort) for sort in ("solution", "starter", "accept", "wrong")}
    assert counts == {"solution": (1, 1), "starter": (1, 1), "accept": (2, 2), "wrong": (3, 3)}
    assert result.seconds > 0


async def test_a_solution_that_fails(verified: Verify) -> None:
    result = await verified(edited("{variable: y}", "{variable: y, equals: 7}"))
    text = only_failure(result)
    assert "double, solution" in text and "It has to pass. It failed:" in text and "7" in text
    assert len(result.outcomes) == 1, "nothing else can be judged by a broken solution"


async def test_a_solution_that_does_not_run(verified: Verify) -> None:
    result = await verified(edited("y = 2 * x\n", "y = 2 * z\n").replace('"2 * x"', '"2 * z"'))
    assert "z isn't defined" in only_failure(result)


async def test_a_solution_that_copies_the_numbers(verified: Verify) -> None:
    text = edited("y = 2 * x\n", "y = 6\n").replace('"2 * x"', '"6"')
    result = await verified(text)
    assert [outcome.case.sort for outcome in result.failures] == ["accept", "accept", "wrong"]


async def test_a_starter_that_passes(verified: Verify) -> None:
    result = await verified(edited("      y = ...\n", "      y = 2 * x\n      print(y)\n"))
    assert "double, starter: the starter as it is. It has to fail. It passed:" in only_failure(
        result
    )


async def test_an_accept_that_fails(verified: Verify) -> None:
    result = await verified(edited("y = x + x", "y = x ** 2"))
    text = only_failure(result)
    assert "accept 1: the code `y = x ** 2 …`. It has to pass. It failed:" in text


async def test_a_wrong_that_passes(verified: Verify) -> None:
    result = await verified(edited('"3 * x"}, says', '"x * 2"}, says'))
    text = only_failure(result)
    assert "wrong 1: the solution with `x * 2` for `2 * x`. It has to fail" in text
    assert "It passed:" in text


async def test_a_part_left_out(verified: Verify) -> None:
    text = only_failure(await verified(edited("says: print", "says: Print")))
    assert "wrong 2: the solution without `print(y)`. It has" in text


async def test_a_wrong_with_another_message(verified: Verify) -> None:
    text = only_failure(await verified(edited("says: print", "says: Print")))
    assert "It has to fail and say 'Print'. It failed, but said:" in text


async def test_a_wrong_that_says_nothing(verified: Verify) -> None:
    text = only_failure(await verified(edited("says: print", 'says: " "')))
    assert "a sentence of its own" in text


async def test_what_is_said_may_stand_in_the_next_thing_to_do(verified: Verify) -> None:
    result = await verified(edited("{replace: {\"print(y)\": \"\"}, says: print}",
                                   "{code: exit(), says: Take exit}"))  # fmt: skip
    assert result.failures == ()


async def test_replacements_are_made_all_at_once(verified: Verify) -> None:
    swap = '{replace: {"2": "x", "x": "2"}}'
    result = await verified(edited('{replace: {"2 * x": "x * 2"}}', swap))
    assert result.failures == ()
    assert [o.case.submission for o in result.outcomes if o.case.name == "accept 2"] == [
        "y = x * 2\nprint(y)\n"
    ]


async def test_the_place_is_that_of_the_case(verified: Verify) -> None:
    result = await verified(edited("says: print", "says: Print"))
    line, column = result.position(result.failures[0].case.place)
    text = result.work.lesson.path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert text[column - 1 :].startswith('{replace: {"print(y)"')
    assert paragraph(result, result.failures[0]).startswith(f"{result.work.lesson.path}:{line}:")


async def test_static_runs_no_code(verified: Verify) -> None:
    result = await verified(
        edited("y = 2 * x\n", "y = 1 / 0\n").replace('"2 * x"', '"1"'), static=True
    )
    assert result.outcomes == ()


# The first numbers that numpy draws after the seeds 3, 4 and 5 are 0.55, 0.97 and 0.22.
DRAWN = """\
- id: drawn
  title: It depends on the seed
  code:
    needs: keras
    seed: 3
    task: Draw a number.
    starter: n = -1.0
    solution: n = float(np.random.rand())
    checks: [{holds: "0.1 < n < 1"}]
    accept: [{code: "n = np.random.random()"}]
    wrong: [{code: "n = 2.0", says: n}]
"""


async def test_solutions_hold_with_every_seed(verified: Verify) -> None:
    result = await verified(DRAWN, seeds=3)
    assert result.failures == ()
    assert result.count("solution") == (3, 3) and result.count("accept") == (3, 3)
    assert result.count("starter") == (1, 1) and result.count("wrong") == (1, 1)


async def test_a_seed_with_which_the_solution_fails(verified: Verify) -> None:
    result = await verified(DRAWN.replace("0.1", "0.3"), seeds=3)
    assert "solution, seed 5: the solution. It has to pass. It failed:" in only_failure(result)
    assert result.count("solution") == (2, 3)
    assert result.count("accept") == (2, 2), "there is nothing to judge the others by"


async def test_seeds_are_for_what_trains(verified: Verify) -> None:
    result = await verified(DRAWN.replace("needs: keras", "needs: numpy"), seeds=3)
    assert result.count("solution") == (1, 1)
