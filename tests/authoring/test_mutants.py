"""Small changes of solutions: what they are, and which of them the checks of a lesson notice."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Awaitable, Callable

import pytest

from tutor.authoring.behaviour import made_up_givens, names_asked, varied
from tutor.authoring.changes import changes
from tutor.authoring.mutants import mutants_of
from tutor.authoring.table import survivor
from tutor.authoring.verify import Result
from tutor.lesson.models import CodeModel

Verify = Callable[..., Awaitable[Result]]
on_the_desk = pytest.mark.asyncio(loop_scope="module")


def codes(source: str, setup: str = "", given: str = "") -> set[str]:
    return {change.code for change in changes(textwrap.dedent(source), setup, given)}


@pytest.mark.parametrize(
    ("source", "among"),
    [
        ("y = a - b", {"y = a + b", "y = b - a", "y = a", "y = b"}),
        ("y = a @ b", {"y = a * b", "y = b @ a"}),
        ("y = a < b", {"y = a <= b", "y = a > b"}),
        ("y = a and b", {"y = a or b", "y = a", "y = b"}),
        ("y = -a", {"y = a"}),
        ("y = 3", {"y = 4", "y = 2"}),
        ("y = 0.5", {"y = 1.0", "y = 0.05"}),
        ("y = a[0]", {"y = a[1]"}),
        ("y = a[1:n]", {"y = a", "y = a[:n]", "y = a[1:]"}),
        ("y = a.T", {"y = a"}),
        ("y = a.sum()", {"y = a", "y = a.mean()"}),
        ("y = f(a, b, c=1)", {"y = f(a, b)", "y = f(a, c=1)", "y = f(b, a, c=1)"}),
        ("y = relu(a)", {"y = a", "y = sigmoid(a)"}),
        ("y = max(0, a)", {"y = min(0, a)", "y = max(1, a)"}),
        ("y += 1", {"y -= 1", "y = 1"}),
        ("y = Dense(3, activation='relu')", {"y = Dense(3, activation='tanh')"}),
        (
            "y = f'{a + b:.2f} or {c[0]}'",
            {"y = f'{a - b:.2f} or {c[0]}'", "y = f'{a + b:.2f} or {c[1]}'"},
        ),
        ("y = 1 if a else 2", {"y = 2 if a else 1", "y = 1", "y = 2"}),
    ],
)
def test_changes_of_one_line(source: str, among: set[str]) -> None:
    assert among <= codes(source)


def test_changes_of_statements() -> None:
    loop = "x = 1\nfor a in b:\n    x += a\nif a:\n    x = 2\n"
    found = codes(loop)
    assert "x = 1\nif a:\n    x = 2" in found, "the loop is left out"
    assert any("break" in code for code in found), "it ends after one round"
    assert any("if True:" in code for code in found)
    assert any("for a in b:\n    pass" in code for code in found)


def test_names_and_keys_at_hand() -> None:
    setup = "w = {'left': 1, 'right': 2}\ninputs = [1]\n"
    source = "first = w['left']\nsecond = first + 1\n"
    found = codes(source, setup)
    assert "first = w['right']\nsecond = first + 1" in found
    assert any("second = inputs + 1" in code or "second = w + 1" in code for code in found)
    assert not any("second = second" in code for code in found), "it has no value yet"


@pytest.mark.parametrize("source", ["y = a - b\nz = y ** 2", "def f(x):\n    return x[1] + 2\n"])
def test_each_change_is_a_program_that_differs(source: str) -> None:
    original = ast.dump(ast.parse(source))
    found = list(changes(source))
    assert found and all(ast.dump(ast.parse(change.code)) != original for change in found)
    assert {change.line for change in found} <= set(range(1, source.count("\n") + 2))


def test_what_the_starter_gives_stays() -> None:
    found = codes("x = 3\ny = x + 1", given="x = 3\ny = ...")
    assert found and all("x = 3" in code for code in found)
    assert any("x = 4" in code for code in codes("x = 3\ny = x + 1", given="x = ...\ny = ..."))


def code_model(**keys: object) -> CodeModel:
    fields = {"task": "Do it.", "solution": "y = 2 * x + 1", "checks": [{"variable": "y"}]}
    return CodeModel.model_validate(fields | keys)


def test_mutants_are_bounded_and_always_the_same() -> None:
    code = code_model(solution="\n".join(f"y{n} = {n} * x + {n}" for n in range(9)))
    few = mutants_of(code, 9)
    assert few == mutants_of(code, 9) and {mutant.line for mutant in few} == set(range(1, 10))
    every = mutants_of(code, 10_000)
    assert set(few) < set(every) and len({mutant.code for mutant in every}) == len(every)


def test_what_is_called_right_or_equal_is_no_mutant() -> None:
    plain = {mutant.code for mutant in mutants_of(code_model(), 1000)}
    assert {"y = 2 * x", "y = 2 * x - 1"} <= plain
    named = code_model(
        accept=[{"replace": {" + 1": ""}}],
        equal=[{"code": "y=2*x-1  # spaces do not matter", "because": "a test"}],
    )
    assert {mutant.code for mutant in mutants_of(named, 1000)} == plain - {
        "y = 2 * x", "y = 2 * x - 1",
    }  # fmt: skip


def test_made_up_givens_have_the_shape_of_the_lessons() -> None:
    code = code_model(setup="x = [1, 2.5]\nname = 'a'", starter="rate = 0.1\ny = ...")
    for givens in made_up_givens(code):
        assert givens.keys() == {"x", "rate"}
        assert len(ast.literal_eval(givens["x"])) == 2
    assert list(made_up_givens(code)) == list(made_up_givens(code))
    assert varied("f(3)", 0) != varied("f(3)", 1)


def test_names_that_are_asked_for() -> None:
    code = code_model(solution="helper = 1\nz = helper\ny = z", task="Set `z` first.")
    assert names_asked(code) == ("y", "z")


# --- put to the checks ---------------------------------------------------------------------------

WEAK = """\
- id: positive
  title: Positive part
  code:
    task: Write `relu`, and print `y`.
    setup: x = 3
    starter: |
      def relu(z):
          ...
    solution: |
      def relu(z):
          return max(0, z)
      y = relu(x)
      print(y)
    checks: [{function: relu, cases: ["relu(3)"]}, {printed: true}]
    again: [{x: "4"}]
    EQUAL
"""
STRONG = WEAK.replace('cases: ["relu(3)"]', 'cases: ["relu(3)", "relu(-3)"]')


def shown(result: Result) -> list[str]:
    return [survivor(result, mutant) for mutant in result.trial.survivors]


@on_the_desk
async def test_a_change_that_no_check_notices(verified: Verify) -> None:
    result = await verified(WEAK.replace("EQUAL", ""), mutants=100)
    assert not result.failures and not result.fine
    assert any("+    return z" in text for text in shown(result))
    assert all("positive, line 2 of the solution" in text for text in shown(result))


@on_the_desk
async def test_with_the_check_that_was_missing(verified: Verify) -> None:
    result = await verified(STRONG.replace("EQUAL", ""), mutants=100)
    assert shown(result) == [] and result.fine
    assert result.trial.killed > 8
    assert result.trial.equal >= 1, "max(z, 0) is max(0, z)"


@on_the_desk
async def test_a_change_that_is_named_as_equal(verified: Verify) -> None:
    before = await verified(WEAK.replace("EQUAL", ""), mutants=100)
    named = 'equal: [{replace: {"max(0, z)": "z"}, because: Only numbers above 0 come.}]'
    result = await verified(WEAK.replace("EQUAL", named), mutants=100)
    assert not result.failures, "it has to pass, and it does"
    assert len(shown(result)) == len(shown(before)) - 1
    assert not any("+    return z\n" in f"{text}\n" for text in shown(result))


@on_the_desk
async def test_what_is_named_as_equal_has_to_pass(verified: Verify) -> None:
    named = 'equal: [{replace: {"max(0, z)": "5"}, because: I think so.}]'
    result = await verified(WEAK.replace("EQUAL", named))
    assert [outcome.case.name for outcome in result.failures] == ["equal 1"]


@on_the_desk
async def test_helpers_are_the_solution_s_own_business(verified: Verify) -> None:
    helper = STRONG.replace("y = relu(x)", "unused = x + 1\n      y = relu(x)")
    result = await verified(helper.replace("EQUAL", ""), mutants=100)
    assert result.fine and result.trial.equal >= 3


@on_the_desk
async def test_a_mutant_that_never_ends_is_noticed(verified: Verify) -> None:
    loop = """\
- id: count
  title: Count
  code:
    task: Count to x in `n`.
    setup: x = 3
    solution: |
      n = 0
      while n < x:
          n += 1
    checks: [{variable: n}]
    again: [{x: "0"}]
"""
    result = await verified(loop, mutants=30)
    assert shown(result) == [] and result.trial.killed > 5
