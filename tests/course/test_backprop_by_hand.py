"""The course *Backprop by hand*: numbers that tell mistakes apart, labs with several ways out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from tutor.grading.answers import check_answer
from tutor.grading.labs import check_lab
from tutor.grading.steps import check_quantity
from tutor.lesson.course import Lesson
from tutor.lesson.kinds import KINDS
from tutor.lesson.load import load_course
from tutor.lesson.where import shipped_courses
from tutor.network.mistakes import Mistake, mistakes
from tutor.network.model import LOSSES, Problem, Row
from tutor.network.parameters import with_weights
from tutor.network.trace import Trace, trace

COURSE = load_course(shipped_courses() / "backprop-by-hand")
EXERCISES = {e.id: (e, lesson) for lesson in COURSE.lessons() for e in lesson.exercises}
#: Two numbers that are typed with two decimals can be told apart from here on.
APART = 0.01
#: Losses whose targets are yes or no.
OF_CLASSES = {loss for loss in LOSSES if loss.endswith("crossentropy")}

Asked = tuple[Lesson, str, int, str]


def asked() -> Iterator[Asked]:
    """Every quantity of a network that is asked for: where, after how many updates, and what."""
    for exercise, lesson in EXERCISES.values():
        if exercise.steps is not None:
            for quantity in exercise.steps.ask:
                yield lesson, exercise.steps.network, exercise.steps.updates, quantity
        if exercise.answer is not None and exercise.answer.network is not None:
            yield lesson, exercise.answer.network, 1, str(exercise.answer.expect).strip("{} ")


def nearby(problem: Problem) -> Problem:
    """The same network with every number a little different."""
    lot = Random(5)

    def moved(value: float) -> float:
        return value * lot.uniform(0.97, 1.03)

    network = problem.network
    numbers = {
        f"{source}->{node.name}": moved(value)
        for before, layer in zip(network.columns, network.layers, strict=False)
        for node in layer.nodes
        for source, value in (
            *zip(before, node.weights, strict=True),
            *((("bias", node.bias),) if node.bias is not None else ()),
        )
    }
    optimizer = replace(
        network.optimizer,
        learning_rate=moved(network.optimizer.learning_rate),
        momentum=moved(network.optimizer.momentum),
    )

    def row(row: Row) -> Row:
        target = row.target
        if target is not None and network.loss not in OF_CLASSES:
            target = tuple(map(moved, target))
        return Row(tuple(map(moved, row.inputs)), target)

    changed = replace(with_weights(network, numbers.get), optimizer=optimizer)
    return Problem(changed, tuple(map(row, problem.rows)))


def likely(of: Trace, quantity: str) -> tuple[Mistake, ...]:
    """The mistakes that are not rare."""
    return tuple(m for m in mistakes(of, of.find(quantity)) if not m.rare)


def clashes(found: tuple[Mistake, ...], apart: float) -> set[tuple[str, str]]:
    """The names of two mistakes that give the same number."""
    return {
        (one.name, other.name)
        for one, other in combinations(found, 2)
        if one.name != other.name and abs(one.value - other.value) <= apart
    }


@pytest.mark.parametrize("asked", [pytest.param(a, id=f"{a[0].id}-{a[1]}-{a[3]}") for a in asked()])
def test_likely_mistakes_can_be_told_apart(asked: Asked) -> None:
    """But for those that are the same mistake, whatever the numbers are.

    A mistake that is made with other numbers, but not with these, gives the right one here.
    """
    lesson, name, updates, quantity = asked
    other = nearby(lesson.problems[name])
    elsewhere = likely(trace(other.network, other.rows, updates), quantity)
    here = likely(lesson.trace(name, updates), quantity)
    assert len(here) > 1
    assert clashes(here, APART) <= clashes(elsewhere, 1e-9)
    assert Counter(m.name for m in elsewhere) <= Counter(m.name for m in here)


@pytest.mark.parametrize("id_", EXERCISES)
def test_every_exercise_helps_and_gives_insight(id_: str) -> None:
    exercise, _ = EXERCISES[id_]
    if exercise.kind != "read":
        assert 2 <= len(exercise.hints) <= 3
        assert exercise.explain


def test_there_is_something_of_every_kind_to_do() -> None:
    kinds = Counter(exercise.kind for exercise, _ in EXERCISES.values())
    assert kinds.keys() == set(KINDS)
    assert kinds["read"] <= 2
    assert kinds["code"] >= 4


@pytest.mark.parametrize(
    ("id_", "edits"),
    [
        ("too-long-a-step", {"learning_rate": 0.126}),
        ("too-long-a-step", {"learning_rate": 5}),
        ("fit-three-points", {"weight(x->y)": 1.9, "bias(y)": 1.2}),
        ("fit-three-points", {"weight(x->y)": 2.1, "bias(y)": 0.6}),
        ("another-curve", {"activation(s4)": "relu"}),
        ("another-curve", {"activation(s4)": "identity"}),
        ("another-curve", {"activation(s1)": "leaky_relu", "activation(s4)": "leaky_relu"}),
        ("another-curve", {"activation(s1)": "identity", "activation(s4)": "tanh"}),
        ("dead-relu", {"bias(h0)": 0.001}),
        ("dead-relu", {"bias(h0)": 40}),
    ],
)
def test_labs_have_several_ways_out(id_: str, edits: Mapping[str, float | str]) -> None:
    verdict = check_lab(edits, *EXERCISES[id_])
    assert verdict.passed, verdict.message


@pytest.mark.parametrize(
    ("id_", "edits", "says"),
    [
        ("too-long-a-step", {"learning_rate": 0.124}, "new_weight(x->y) is"),
        ("too-long-a-step", {"weight(x->y)": 5}, "only learning rate may change"),
        ("fit-three-points", {"weight(x->y)": 2, "bias(y)": 2}, "loss is"),
        ("fit-three-points", {"target(y)": 8}, "must stay as it is"),
        ("another-curve", {"activation(s3)": "tanh"}, "delta(s1) is"),
        ("another-curve", {f"activation(s{i})": "identity" for i in (1, 2, 3, 4)}, "only 2"),
        ("dead-relu", {"bias(h0)": 2, "bias(h1)": 2}, "only 1 change is"),
        ("dead-relu", {"weight(a->h0)": 2}, "must stay as it is"),
        ("dead-relu", {"bias(h0)": -0.01}, "gradient(a->h0) is 0"),
    ],
)
def test_labs_say_how_it_stands(id_: str, edits: Mapping[str, float | str], says: str) -> None:
    verdict = check_lab(edits, *EXERCISES[id_])
    assert not verdict.passed
    assert says in verdict.message


@pytest.mark.parametrize(
    ("id_", "quantity", "typed", "says"),
    [
        ("one-product", "", "25", "forgets the half"),
        ("one-product", "", "-5", "error"),
        ("one-sigmoid", "", "1/(1+exp(-3))", "bias"),
        ("one-sigmoid", "", "sigmoid(-2)", "minus"),
        ("first-training-step", "gradient(x->y)", "20", "sign"),
        ("first-training-step", "new_weight(x->y)", "0.5", "adds"),
        ("first-training-step", "new_weight(x->y)", "21.5", "learning rate"),
        ("once-forward", "h1", "-1", "sigmoid"),
        ("once-back", "delta(h0)", "-2*-5.6862", "slope of the activation"),
        ("once-back", "gradient(a->h1)", "-4.47", "delta(h1)"),
        ("yes-or-no", "delta(out)", "0.7189", "sign"),
        ("three-scores", "dog", "1/(1+exp(0))", "divides by the sum"),
        ("batch-of-three", "gradient(x->y)", "21", "Divide by"),
        ("batch-of-three", "gradient(x->y)", "10.5", "there are 3 rows"),
        ("a-step-with-memory", "velocity(x->y)", "1.08", "velocity"),
        ("adams-second-step", "first_moment(x->y)", "-110", "gradient"),
    ],
)
def test_wrong_numbers_are_explained(id_: str, quantity: str, typed: str, says: str) -> None:
    exercise, lesson = EXERCISES[id_]
    if exercise.steps is None:
        verdict = check_answer(typed, exercise, lesson)
    else:
        walked = lesson.trace(exercise.steps.network, exercise.steps.updates)
        verdict = check_quantity(walked, quantity, typed)
    assert not verdict.passed
    assert says in verdict.message
