"""Verdicts on labs: what may be changed, how often, in which order, and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.grading.labs import check_lab, check_lab_text, lab_of, most_updates, standing, start
from tutor.lab.moves import Move, read_moves
from tutor.lesson.course import Lesson
from tutor.lesson.errors import LessonError
from tutor.lesson.load import load_lesson, make_lesson
from tutor.lesson.source import parse_source

TEXT = """\
title: Labs
networks:
  net:
    inputs: {a: [3, 1], b: [2, -1]}
    layers:
      - activation: relu
        nodes: {h0: [2, 1], h1: {weights: [1, -2], bias: 0}}
      - nodes: {output: [2, 3]}
    target: {output: [5, 1]}
    loss: squared_error
    optimizer: {sgd: {learning_rate: 0.001}}
exercises:
  - id: any
    title: t
    lab:
      {prompt: p, network: net, goal: loss < 2, change: [weights, biases, activation, optimizer]}
  - id: rate
    title: t
    hints: [Larger.]
    lab:
      prompt: p
      network: net
      goal: loss < 2
      change: [learning_rate]
      max_updates: 10
      solution: {learning_rate: 0.005, train: 10}
      wrong: [{edits: {learning_rate: 1, train: 10}, says: It ran away.}]
  - id: word
    title: t
    lab:
      prompt: p
      network: net
      goal: h1[0] < 0
      change: [activation, targets]
      max_edits: 1
      solution: {activation(h1): tanh}
      wrong: [{edits: {activation(h1): sigmoid}, says: A sigmoid is never below 0.}]
  - id: build
    title: t
    lab:
      prompt: p
      network: net
      goal: loss != 110.5
      change: [shape]
      max_edits: 2
      solution: {add_node: 1}
"""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return make_lesson(parse_source(TEXT, Path("labs.yaml")))


@pytest.mark.parametrize(
    ("exercise", "text", "check", "says"),
    [
        ("rate", "learning_rate=0.005, train=10", None, "loss < 2 holds"),
        ("rate", "learning_rate=0.005; train=4, train=6", None, "holds"),
        ("rate", "train=10, learning_rate=0.005", "goal", "Not yet: loss is"),  # too late
        (
            "rate",
            "learning_rate=0.005, train=11",
            "updates",
            "That makes 11 training steps; only 10",
        ),
        ("rate", "learning_rate = 1, train = 10", "goal", "It ran away."),
        ("rate", "weight(a->h0)=0", "edits", "weight(a->h0) must stay as it is"),
        ("rate", "", "goal", "Nothing is changed yet"),
        ("rate", "learning_rate=0", "format", "above 0"),
        ("rate", "learning_rate", "format", "I can't read that"),
        ("any", "train=1, learning_rate=0.001", "edits", "learning_rate must stay"),
        ("any", "train=1", "goal", "Not yet"),
        ("any", "optimizer=adam, activation(h0)=tanh, bias(h1)=1", "goal", "Not yet"),
        ("any", "bias(h0)=1", "format", "h0 has no bias"),
        ("any", "a=1", "edits", "a must stay as it is: only weights, biases, activation"),
        ("any", "add_bias=h0", "goal", "Not yet"),
        ("any", "loss=half_squared_error", "edits", "loss must stay"),
        ("any", "optimizer=sgd", "goal", "Nothing is changed"),
        ("word", "activation(h1)=tanh", None, "holds"),
        ("word", "activation(h0)=tanh", None, "holds"),  # of the same layer
        ("word", "activation(h0)=sigmoid", "goal", "A sigmoid is never below 0."),
        ("word", "activation(h0)=tanh, target[0]=4", "edits", "You changed 2 things; only 1"),
        ("word", "activation(h0)=relu, activation(h1)=tanh", None, "holds"),
        ("word", "train=1", "updates", "No training steps here"),
        ("build", "add_node=1", None, "holds"),
        ("build", "add_node=0, add_node=1, remove_node=h0", "edits", "You changed 3 things"),
        ("build", "add_row=0", "edits", "add_row must stay"),
    ],
)
def test_a_lab(lesson: Lesson, exercise: str, text: str, check: str | None, says: str) -> None:
    verdict = check_lab_text(text, lesson.exercise(exercise), lesson)
    assert (verdict.passed, verdict.check) == (check is None, check), verdict.message
    assert says in verdict.message


def test_moves_and_mappings_are_graded_alike(lesson: Lesson) -> None:
    exercise = lesson.exercise("rate")
    mapped = check_lab({"learning_rate": 0.005, "train": 10}, exercise, lesson)
    assert mapped == check_lab(
        [Move("learning_rate", 0.005), Move("train", 10.0)], exercise, lesson
    )
    assert mapped.passed


def test_where_training_is_open(lesson: Lesson) -> None:
    found = {e.id: most_updates(lab_of(e)) for e in lesson.exercises}
    assert found == {"any": None, "rate": 10, "word": 0, "build": 0}


def test_how_a_lab_stands(lesson: Lesson) -> None:
    exercise = lesson.exercise("rate")
    bench = start(exercise, lesson)
    now = standing(bench, lab_of(exercise))
    assert not now.holds
    assert (now.edits, now.max_edits, now.updates, now.max_updates) == (0, None, 0, 10)
    later = standing(bench.do_all(read_moves("learning_rate=0.005, train=10")), lab_of(exercise))
    assert later.holds
    assert (later.edits, later.updates) == (1, 10)


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ("{activation(h1): rellu}", "none of the activations"),
        ("{train: 0}", "train takes a number of steps"),
        ("{train: 20000}", "train takes a number of steps"),
        ("{remove_node: h9}", "there is no node 'h9'"),
        ("{weight(a->h0): relu}", "has to be a number"),
        ("{add_node: 1, weight(a->h3): 1}", "there is no node 'h3'"),
    ],
)
def test_authors_are_told_of_edits_that_can_t_be_made(
    tmp_path: Path, edits: str, says: str
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(TEXT.replace("{add_node: 1}", edits), encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(file)
    assert says in str(caught.value)


def test_later_edits_may_use_what_earlier_ones_made(tmp_path: Path) -> None:
    file = tmp_path / "grown.yaml"
    file.write_text(TEXT.replace("{add_node: 1}", "{add_node: 1, weight(a->h2): 7}"))
    exercise = load_lesson(file).exercise("build")
    assert check_lab(lab_of(exercise).solution, exercise, load_lesson(file)).check == "edits"
