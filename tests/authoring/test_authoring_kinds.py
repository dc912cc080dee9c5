"""Authors' errors in answers, choices, steps and labs are found; what is right is let be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tutor.authoring.table import paragraph
from tutor.authoring.verify import Result

pytestmark = pytest.mark.asyncio(loop_scope="module")
Verify = Callable[..., Awaitable[Result]]


def failed(result: Result) -> dict[str, str]:
    """The names of the cases that fail, with what is told of them."""
    return {outcome.case.name: paragraph(result, outcome) for outcome in result.failures}


def answer(rest: str, expect: str = '"{{ output }}"') -> str:
    return f"""\
- id: by-hand
  title: By hand
  answer:
    network: bank
    prompt: What comes out?
    expect: {expect}
    {rest}
"""


async def test_a_good_answer(verified: Verify) -> None:
    rest = (
        'wrong: {"-39": Relu is missing., sum(node_1): "That is {{ sum(node_1) }}.", 14: "7 × 2"}'
    )
    result = await verified(answer(rest))
    assert failed(result) == {}
    assert result.count("solution") == (1, 1) and result.count("wrong") == (3, 3)
    assert [o.case.submission for o in result.outcomes] == ["52", "-39", "-13", "14"]


@pytest.mark.parametrize("key", ['"52"', "prediction", '"{{ 2 * node_0 }}"', "52.001", "104/2"])
async def test_a_wrong_key_that_is_right(key: str, verified: Verify) -> None:
    found = failed(await verified(answer(f"wrong: {{{key}: No.}}\n    tolerance: 0.01")))
    (text,) = found.values()
    assert "It has to fail and say 'No.'. It passed: " in text


async def test_a_sentence_that_another_key_takes(verified: Verify) -> None:
    found = failed(await verified(answer('wrong: {"-13": First., sum(node_1): Second.}')))
    assert list(found) == ["wrong 'sum(node_1)'"]
    assert (
        "It has to fail and say 'Second.'. It failed, but said: First."
        in found["wrong 'sum(node_1)'"]
    )


async def test_accepted_answers(verified: Verify) -> None:
    good = await verified(answer("accept: [fifty-two, 52.4]"))
    assert failed(good) == {} and good.count("accept") == (2, 2)


async def test_a_wrong_key_that_is_accepted(verified: Verify) -> None:
    found = failed(await verified(answer("accept: [yep]\n    wrong: {Yep: Say yes.}", "yes")))
    assert list(found) == ["wrong 'Yep'"] and "It passed" in found["wrong 'Yep'"]


async def test_a_tolerance_that_no_number_meets(verified: Verify) -> None:
    third = '"{{ output / 3 }}"'
    assert failed(await verified(answer("tolerance: 0.001", third))) == {}
    found = failed(await verified(answer("tolerance: 0", third)))
    assert "`17.3333`. It has to pass. It failed:" in found["expect"]


async def test_words_and_lists(verified: Verify) -> None:
    words = answer("wrong: {no: It does.}\n    accept: [y]", "yes")
    assert failed(await verified(words)) == {}
    numbers = answer('wrong: {"[26, -13]": Relu is missing.}', '"{{ [node_0, node_1] }}"')
    assert failed(await verified(numbers)) == {}
    truth = answer('wrong: {"no": Look again.}', "true")
    assert failed(await verified(truth)) == {}


async def test_answers_over_data(verified: Verify) -> None:
    exercise = """\
    - id: binary
      title: Binary
      answer:
        prompt: How many?
        data: wages
        expect: binary_columns
        wrong: {columns: "All of the {{ columns }}.", 6: That is it.}
    """
    found = failed(await verified(exercise))
    assert list(found) == ["wrong '6'"]


# --- choices -------------------------------------------------------------------------------------


def choice(*options: str) -> str:
    lines = "".join(f"      - {option}\n" for option in options)
    return f"- id: which\n  title: Which\n  choice:\n    prompt: Which?\n    options:\n{lines}"


RIGHT = "{text: A, right: true, feedback: 'Yes, {{ output }}.'}"


async def test_a_good_choice(verified: Verify) -> None:
    result = await verified(
        choice("{text: B, feedback: Not B.}", RIGHT, "{text: C, feedback: No.}")
    )
    assert failed(result) == {}
    assert [o.case.submission for o in result.outcomes] == ["2", "1", "3"]
    assert result.outcomes[0].said == "Yes, 52."


async def test_several_right_options(verified: Verify) -> None:
    other = "{text: B, right: true, feedback: B too.}"
    result = await verified(choice(RIGHT, "{text: C, feedback: Not C.}", other))
    assert failed(result) == {}
    assert [o.case.submission for o in result.outcomes] == ["1, 3", "2"]


async def test_an_option_without_a_sentence(verified: Verify) -> None:
    found = failed(await verified(choice(RIGHT, "{text: B, feedback: ''}")))
    assert list(found) == ["option 2"] and "a sentence of its own" in found["option 2"]
    found = failed(
        await verified(choice("{text: A, right: true, feedback: ' '}", "{text: B, feedback: No.}"))
    )
    assert list(found) == ["option 1"]


async def test_a_wrong_option_with_the_sentence_of_the_right_one(verified: Verify) -> None:
    found = failed(await verified(choice(RIGHT, "{text: B, feedback: 'Yes, {{ output }}.'}")))
    assert list(found) == ["option 2"]


# --- steps ---------------------------------------------------------------------------------------


def steps(rest: str) -> str:
    return f"- id: walk\n  title: Walk\n  steps:\n    network: bank\n    {rest}\n"


async def test_good_steps(verified: Verify) -> None:
    ask = "ask: [gradient(accounts->node_0), loss]"
    wrong = "wrong: {delta(node_0): 'It is {{ loss }}.', -4: The sign.}"
    result = await verified(steps(f"{ask}\n    {wrong}"))
    assert failed(result) == {}
    assert result.count("solution") == (2, 2) and result.count("wrong") == (2, 2)


async def test_a_key_that_is_right_for_one_quantity_is_wrong_for_another(verified: Verify) -> None:
    result = await verified(steps("ask: [error, loss]\n    wrong: {error: That is the error.}"))
    assert failed(result) == {}
    assert result.outcomes[-1].case.quantity == "loss"


async def test_a_key_that_is_right_for_all(verified: Verify) -> None:
    found = failed(await verified(steps("ask: [loss]\n    wrong: {error * error: Why?}")))
    assert (
        "`4` for loss. It has to fail and say 'Why?'. It passed" in found["wrong 'error * error'"]
    )


async def test_steps_of_a_later_update_are_worked_out_there(verified: Verify) -> None:
    rest = "updates: 2\n    ask: [loss]\n    wrong: {error: That is the error.}"
    result = await verified(steps(rest))
    assert failed(result) == {}
    typed = [float(outcome.case.submission) for outcome in result.outcomes]
    assert typed[0] == pytest.approx(typed[1] ** 2, rel=0.01) and typed[0] != 4


async def test_steps_that_ask_nothing_have_no_cases(verified: Verify) -> None:
    assert (await verified(steps("pass: forward"))).outcomes == ()


# --- labs ----------------------------------------------------------------------------------------


def lab(rest: str, goal: str = "prediction == 59") -> str:
    return f"""\
- id: play
  title: Play
  lab:
    prompt: Change a weight.
    network: bank
    goal: {goal}
    {rest}
"""


SOLUTION = "solution: {weight(accounts->node_1): 9}"


async def test_a_good_lab(verified: Verify) -> None:
    solution = "solution: {weight(node_0->output): 2.25}"
    wrong = "wrong: [{edits: {weight(node_0->output): 3}, says: Too much.}]"
    result = await verified(lab(f"{solution}\n    {wrong}", "prediction == 58.5"))
    assert failed(result) == {}
    assert [o.case.sort for o in result.outcomes] == ["solution", "starter", "wrong"]


async def test_a_solution_that_misses_the_goal(verified: Verify) -> None:
    found = failed(await verified(lab(SOLUTION)))
    assert "weight(accounts->node_1) = 9. It has to pass. It failed: Not yet:" in found["solution"]


async def test_a_lab_without_a_solution(verified: Verify) -> None:
    assert "no edits" in failed(await verified(lab("max_edits: 1")))["solution"]


async def test_a_goal_that_holds_from_the_start(verified: Verify) -> None:
    found = failed(await verified(lab(SOLUTION, "prediction > 50")))
    assert "the network as it is. It has to fail. It passed" in found["start"]


async def test_a_wrong_edit_that_reaches_the_goal(verified: Verify) -> None:
    rest = f"{SOLUTION}\n    wrong: [{{edits: {{weight(node_0->output): 3}}}}]"
    found = failed(await verified(lab(rest, "prediction > 60")))
    assert list(found) == ["wrong 1"]


async def test_a_wrong_edit_that_cannot_be_made(verified: Verify) -> None:
    wrong = "wrong: [{edits: {weight(node_0->output): 9, accounts: 4}, says: Not so.}]"
    found = failed(await verified(lab(f"{SOLUTION}\n    {wrong}", "prediction > 60")))
    assert "accounts must stay as it is" in found["wrong 1"]


async def test_reading_has_nothing_to_submit(verified: Verify) -> None:
    result = await verified("- {id: page, title: A page, read: 'It is {{ output }}.'}\n")
    assert result.outcomes == () and result.failures == ()


@pytest.mark.parametrize(("steps_allowed", "fine"), [(20, True), (19, False)])
async def test_a_solution_has_to_keep_to_the_limit_of_training_steps(
    verified: Verify, steps_allowed: int, fine: bool
) -> None:
    train = f"solution: {{learning_rate: 0.0001, train: 20}}\n    max_updates: {steps_allowed}\n"
    result = await verified(lab(f"{train}    change: [weights, learning_rate]", "loss < 3"))
    assert result.fine is fine, failed(result)
