"""What a quiz asks for, and where numbers come from; no screen."""

from __future__ import annotations

import pytest

from tutor.diagram.sources import source, sources
from tutor.network.build import random_network
from tutor.network.known import EDGE_VALUES, NODE_VALUES
from tutor.network.model import Activation, Loss, Network, Optimizer, Row
from tutor.network.numbers import plain
from tutor.network.trace import Size, Trace, trace
from tutor.session.quiz import Quiz
from tutor.session.walk import SIZES, Walk


def traced(rows: int, activation: Activation, loss: Loss, optimizer: str) -> Trace:
    problem = random_network([2, 3, 2], [activation, "identity"], rows, True)
    network = Network(
        problem.network.inputs, problem.network.layers, loss, Optimizer(optimizer, 0.1)
    )
    return trace(network, [Row((1.0 + i, -2.0), (1.0, 0.5 * i)) for i in range(rows)])


def right(quiz: Quiz) -> None:
    """Answer rightly."""
    assert quiz.asked is not None
    assert quiz.check(repr(quiz.walk.trace.value(quiz.asked.step))).passed


TRACES = [
    traced(1, "relu", "squared_error", "sgd"),
    traced(2, "sigmoid", "mean_squared_error", "momentum"),
    traced(1, "tanh", "half_squared_error", "adam"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("each", TRACES)
def test_a_quiz_asks_for_what_is_not_yet_known_up_to_the_end(each: Trace, size: Size) -> None:
    walk = Walk(each, size=size)
    quiz, count = Quiz(walk), 0
    while quiz.asked is not None:
        asked = quiz.asked
        assert walk.k <= asked.step < asked.stop
        assert each.find(asked.quantity) == asked.step
        count += 1
        right(quiz)
        assert walk.k == asked.stop
    assert (quiz.right, quiz.wrong) == (count, 0)
    assert walk.k == len(each)
    if size == "operation":
        named = {
            each.find(f"{each.name(i)}[{row}]" if row is not None and len(each.rows) > 1 else
                      each.name(i))
            for i in range(len(each)) for row in [each[i].row]
            if each.plan.steps[i].reads and each[i].gives != "sum_of_products"
        }  # fmt: skip
        assert count == len(named)


def test_a_number_counts_once() -> None:
    quiz = Quiz(Walk(TRACES[0]))
    quiz.check("4711")
    quiz.check("4712")
    quiz.check("not a number")
    right(quiz)
    assert quiz.score == "0 right, 1 wrong"
    right(quiz)
    quiz.check("not a number")
    shown = f" = {plain(quiz.walk.trace.value(quiz.asked.step))}`" if quiz.asked else ""
    assert quiz.reveal().message.endswith(shown)
    assert quiz.score == "1 right, 2 wrong"


def test_a_quiz_stops_at_questions_of_the_walk() -> None:
    each = TRACES[0]
    asked = each.find("delta(y0)")
    walk = Walk(each, asked={asked: "delta(y0)"}, size="pass")
    quiz = Quiz(walk)
    while quiz.asked is not None:
        assert quiz.asked.step < asked
        right(quiz)
    assert walk.k == asked


@pytest.mark.parametrize("each", TRACES)
def test_every_number_leads_down_to_what_is_given(each: Trace) -> None:
    given: set[str] = set()
    for step in range(len(each)):
        cells = sources(each, step)
        assert len(set(cells)) == len(cells)
        for cell in cells:
            found = source(each, cell)
            assert found.value == each.cells[cell]
            assert found.step is None or found.step < step
            if found.step is None:
                given.add(found.says)
    wanted = {"an input", "the target", "a weight", "a bias", "the learning rate"}
    if each.network.optimizer.name != "sgd":
        wanted.add("what the optimizer remembers")
    if each.network.optimizer.name == "adam":
        wanted.add("the number of this update")
    assert {says.removeprefix("given: ") for says in given} == wanted


def test_what_is_asked_is_unknown_wherever_it_could_be_looked_up() -> None:
    each = TRACES[1]
    quiz = Quiz(Walk(each, size="node"))
    while quiz.asked is not None:
        step, known = each[quiz.asked.step], each.known(quiz.walk.k, each[quiz.asked.step].row)
        place = each.plan.steps[quiz.asked.step].place
        kind = place.kind
        if "->" in step.at and kind in EDGE_VALUES:
            assert known.edge(*step.at.split("->"), kind) is None
        elif kind in NODE_VALUES:
            assert known.node(step.at, kind) is None
        right(quiz)
