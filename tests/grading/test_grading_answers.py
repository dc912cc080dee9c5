"""Verdicts on what is typed: answers, options, asked quantities, and edits of a lab."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.grading.answers import check_answer
from tutor.grading.choices import check_choice
from tutor.grading.labs import check_lab
from tutor.grading.reading import UnreadableError, read_number, read_numbers
from tutor.grading.steps import check_quantity, check_steps
from tutor.lesson.course import Lesson
from tutor.lesson.load import load_lesson

LESSON = """
title: T
networks:
  nine:
    inputs: {x: 3, y: 2}
    layers:
      - {activation: relu, nodes: {node_0: [2, 1], node_1: [1, -2]}}
      - nodes: {output: [2, 3]}
    target: {output: 5}
    loss: squared_error
  eighteen:
    inputs: {a: 2, b: 1}
    layers:
      - {activation: relu, nodes: {h0: [4, -1], h1: [-1, 3]}}
      - nodes: {output: [3, -1]}
    target: {output: 19.5}
    loss: squared_error
exercises:
  - id: error
    title: t
    hints: [Start with the prediction.]
    answer:
      prompt: p
      network: nine
      expect: "{{ error }}"
      wrong: {"12": You added one., "{{ loss }}": That is the loss., "2*9": Two nines.}
  - id: binary
    title: t
    answer: {prompt: p, data: wages, expect: binary_columns, wrong: {"9": All nine?}}
  - id: decimals
    title: t
    answer: {prompt: p, expect: 5.0416}
  - id: tolerant
    title: t
    answer: {prompt: p, expect: 10, tolerance: 0.5, accept: [20, ten]}
  - id: list
    title: t
    answer: {prompt: p, expect: [1, 2.5], wrong: {"[1, 2]": Half is missing.}}
  - id: word
    title: t
    answer:
      prompt: p
      expect: gradient descent
      accept: [sgd]
      pattern: "stochastic .*"
      wrong: {backprop: That finds the slopes.}
  - id: truth
    title: t
    answer: {prompt: p, expect: true, wrong: {"false": It is so.}}
  - id: one
    title: t
    choice:
      prompt: p
      options:
        - {text: First, feedback: Fewer nodes.}
        - {text: Second, feedback: More nodes., right: true}
  - id: several
    title: t
    choice:
      prompt: p
      options:
        - {text: A, feedback: Yes A., right: true}
        - {text: B, feedback: Not B.}
        - {text: C, feedback: Yes C., right: true}
  - id: round
    title: t
    hints: [Look at what enters.]
    steps:
      network: eighteen
      pass: backward
      ask: [gradient(a->h0)]
      wrong: {"99": Out of the blue., "sum(output)": The prediction.}
  - id: two
    title: t
    steps: {network: eighteen, pass: backward, ask: [delta(h0), gradient(a->h0)]}
  - id: walk
    title: t
    steps: {network: eighteen, pass: backward}
  - id: lab
    title: t
    lab:
      prompt: p
      network: eighteen
      goal: prediction == 13
      max_edits: 1
      wrong: [{edits: {weight(h0->output): 1}, says: Too little.}]
"""


class Table:
    columns = ("age", "union", "female")
    rows = ((30, 1, 0), (40, 0, 1))


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    path: Path = tmp_path_factory.mktemp("lessons") / "t.yaml"
    path.write_text(LESSON, encoding="utf-8")
    return load_lesson(path)


@pytest.mark.parametrize(
    ("exercise", "text", "says"),
    [
        ("error", "11", ""),
        ("error", " 11.00 ", ""),
        ("error", "5*2 + 1", ""),
        ("error", "22/2", ""),
        ("error", "16 − 5", ""),
        ("error", "error = 11", ""),
        ("error", "16 - 5 = 11", ""),
        ("error", "11 = error", ""),
        ("error", "= 11", ""),
        ("error", "error: 11", ""),
        ("error", "≈ 11", ""),
        ("error", "2^3 + 3", ""),
        ("error", "2³ + 3", ""),
        ("error", "16 – 5", ""),
        ("error", "5 x 2 + 1", ""),
        ("error", "10.9999", "10.9999 is close"),
        ("error", "-11", "sign"),
        ("error", "8", "relu"),
        ("error", "16", "prediction"),
        ("error", "12", "You added one."),
        ("error", "121", "That is the loss."),
        ("error", "18", "Two nines."),
        ("error", "110", "10 times"),
        ("error", "10.9", "close, but not close enough"),
        ("error", "40", "40 is not it"),
        ("binary", "2", ""),
        ("binary", "9", "All nine?"),
        ("binary", "3", "3 is not it"),
        ("decimals", "5.04", ""),
        ("decimals", "5.0416", ""),
        ("decimals", "5.042", ""),
        ("decimals", "5.041", "close"),
        ("decimals", "5.0", "right to 1 decimal; give two"),
        ("decimals", "5", "right to a whole number; give two"),
        ("tolerant", "10.5", ""),
        ("tolerant", "10.6", "is not it"),
        ("tolerant", "20", ""),
        ("tolerant", "TEN", ""),
        ("list", "[1, 2.5]", ""),
        ("list", "1 2.5", ""),
        ("list", "(1, 5/2)", ""),
        ("list", "1;2.5", ""),
        ("list", "a = 1, b = 2.5", ""),
        ("list", "{1, 2.5}", ""),
        ("list", "array([1, 2.5])", ""),
        ("list", "1 and 2.5", ""),
        ("list", "1, 2", "Half is missing."),
        ("list", "2.5, 1", "reverse order"),
        ("list", "1", "1 number; 2 are asked"),
        ("list", "1, 7", "Number 2: 7 is not it"),
        ("word", "Gradient-descent.", ""),
        ("word", "  gradient   DESCENT", ""),
        ("word", "gradientdescent", ""),
        ("word", "the gradient descent", ""),
        ("word", "SGD", ""),
        ("word", "Stochastic descent", ""),
        ("word", "backprop", "That finds the slopes."),
        ("word", "gradient", "'gradient' is not it"),
        ("truth", "Yes", ""),
        ("truth", "false", "It is so."),
        ("truth", "no", "is not it"),
    ],
)
def test_answers(lesson: Lesson, exercise: str, text: str, says: str) -> None:
    verdict = check_answer(text, lesson.exercise(exercise), lesson, lambda name: Table())
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message
    assert verdict.check == (None if verdict.passed else "answer")


@pytest.mark.parametrize(
    ("exercise", "text", "says"),
    [
        ("error", "ten", "I can't read 'ten' as a number"),
        ("error", "", "Nothing was typed"),
        ("error", "5,04", "decimals have a point, as in 5.04"),
        ("error", "1,234,567", "write 1234567"),
        ("error", "1,200", "write 1200, without commas, or 1.200 with a point"),
        ("error", "1,000.5", "write 1000.5, without commas."),
        ("error", "11%", "leave the % away; 11% as a share is 0.11"),
        ("error", "11 units", "write the number alone, without 'units'"),
        ("error", "€11", "without '€'"),
        ("error", "1e308*10", "too large"),
        ("error", "1" * 400, "111…' as a number"),
        ("list", "1,5; 2,5", "Decimals have a point"),
        ("list", "1,,2.5", "missing between two commas"),
        ("error", "True", "isn't a number"),
        ("error", "3 == 3", "isn't a number"),
        ("error", "output", "I can't read 'output' as a number"),
        ("error", "1/0", "divides by zero"),
        ("error", "9**9**9", "I can't read"),
        ("error", "__import__('os')", "I can't read"),
        ("error", "1" * 600, "too long"),
        ("list", "one two", "I can't read"),
        ("word", "  ", "Nothing was typed"),
        ("truth", "maybe", "answer true or false"),
    ],
)
def test_what_can_t_be_read_is_no_attempt(
    lesson: Lesson, exercise: str, text: str, says: str
) -> None:
    verdict = check_answer(text, lesson.exercise(exercise), lesson)
    assert not verdict.passed
    assert verdict.check == "format"
    assert says in verdict.message


def test_a_wrong_number_points_to_the_hint(lesson: Lesson) -> None:
    exercise = lesson.exercise("error")
    assert "hint" in check_answer("40", exercise, lesson).next
    assert check_answer("11", exercise, lesson).next == ""


def test_mistakes_are_named(lesson: Lesson) -> None:
    verdict = check_answer("8", lesson.exercise("error"), lesson)
    assert any("relu" in name for name in verdict.mistakes)


@given(st.text(max_size=30))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_number, read_numbers):
        try:
            read(text)
        except UnreadableError as error:
            assert str(error)


@given(st.floats(-1e6, 1e6).map(lambda x: round(x, 4)))
@settings(max_examples=60)
def test_a_number_reads_as_itself(value: float) -> None:
    assert read_number(repr(value)).value == value


@pytest.mark.parametrize(
    ("exercise", "chosen", "says", "check"),
    [
        ("one", "2", "More nodes.", None),
        ("one", [2], "More nodes.", None),
        ("one", "1", "Fewer nodes.", "choice"),
        ("one", "1, 2", "only one option", "format"),
        ("one", "3", "no option 3", "format"),
        ("one", "0", "no option 0", "format"),
        ("one", "-1", "no option -1", "format"),
        ("one", "b", "can't read 'b'", "format"),
        ("one", "", "Nothing was chosen", "format"),
        ("several", "1,3", "Yes C.", None),
        ("several", "3 1", "Yes A.", None),
        ("several", "1 and 3", "Yes A.", None),
        ("several", "1", "one more is, too", "choice"),
        ("several", "1 2 3", "Not B.", "choice"),
        ("several", "2", "Not B.", "choice"),
    ],
)
def test_choices(
    lesson: Lesson, exercise: str, chosen: str | list[int], says: str, check: str | None
) -> None:
    verdict = check_choice(chosen, lesson.exercise(exercise))
    assert verdict.passed is (check is None)
    assert verdict.check == check
    assert says in verdict.message


@pytest.mark.parametrize(
    ("exercise", "text", "says"),
    [
        ("round", "6", ""),
        ("round", "2 × 3", ""),
        ("round", "21", "h0's own value"),
        ("round", "12", "weight"),
        ("round", "-6", "sign"),
        ("round", "99", "Out of the blue."),
        ("round", "20", "The prediction."),
        ("two", "3, 6", ""),
        ("two", "3, 2*3", ""),
        ("two", "3, 21", "gradient(a->h0): 21 = 7 × 3: that takes h0's own value"),
        ("two", "4, 6", "delta(h0): 4"),
    ],
)
def test_steps(lesson: Lesson, exercise: str, text: str, says: str) -> None:
    verdict = check_steps(text, lesson.exercise(exercise), lesson)
    assert verdict.passed is (not says), verdict.message
    assert says in verdict.message


def test_all_mistakes_that_give_the_number_are_named(lesson: Lesson) -> None:
    verdict = check_steps("3", lesson.exercise("round"), lesson)
    assert len(verdict.mistakes) == 2
    assert "the 2" in verdict.message
    assert "delta(h0)" in verdict.message


@pytest.mark.parametrize(
    ("exercise", "text", "says"),
    [
        ("two", "3", "2 values are asked for, separated by commas: delta(h0), gradient(a->h0)"),
        ("two", "3, 6, 9", "2 values"),
        ("round", "6,5", "decimals have a point"),
        ("round", "x", "I can't read"),
        ("walk", "1", "Nothing is asked"),
    ],
)
def test_values_that_can_t_be_read(lesson: Lesson, exercise: str, text: str, says: str) -> None:
    verdict = check_steps(text, lesson.exercise(exercise), lesson)
    assert (verdict.passed, verdict.check) == (False, "format")
    assert says in verdict.message


def test_a_quantity_names_itself_when_it_is_right(lesson: Lesson) -> None:
    trace = lesson.trace("eighteen")
    verdict = check_quantity(trace, "{{ delta(h0) }}", "3")
    assert verdict.passed
    assert "delta(h0)" in verdict.message
    assert check_quantity(trace, "prediction", "20.4", 0.5).passed


def test_a_number_that_follows_from_an_own_wrong_one_is_credited(lesson: Lesson) -> None:
    trace = lesson.trace("eighteen")
    verdict = check_quantity(trace, "gradient(a->h0)", "8", earlier={"delta(h0)": 4})
    assert (verdict.passed, verdict.check) == (True, "follows")
    assert verdict.message == (
        "8 follows from your own 4 for delta(h0): the step itself is right. "
        "But delta(h0) is 3, so gradient(a→h0) is 6."
    )
    assert not check_quantity(trace, "gradient(a->h0)", "9", earlier={"delta(h0)": 4}).passed
    assert not check_quantity(trace, "gradient(a->h0)", "8", earlier={"h1": 4, "a": 5}).passed
    right = check_quantity(trace, "gradient(a->h0)", "6", earlier={"delta(h0)": 4})
    assert (right.passed, right.check) == (True, None)
    twice = check_quantity(trace, "2 * delta(h0)", "8", earlier={"delta(h0)": 4})
    assert (twice.passed, twice.check) == (True, "follows")


def test_of_several_values_only_the_first_wrong_one_is_blamed(lesson: Lesson) -> None:
    verdict = check_steps("4, 8", lesson.exercise("two"), lesson)
    assert (verdict.passed, verdict.check) == (False, "delta(h0)")
    assert "8 follows from your own 4 for delta(h0)" in verdict.message
    mixed = check_steps("4, 28", lesson.exercise("two"), lesson)
    assert "follows" not in mixed.message


@pytest.mark.parametrize(
    ("edits", "says", "check"),
    [
        ({"weight(h0->output)": 2}, "holds", None),
        ({"weight(h0->output)": 2, "weight(a->h0)": 4}, "holds", None),
        ({}, "Nothing is changed yet", "goal"),
        ({"weight(h0->output)": 1}, "Too little.", "goal"),
        ({"weight(h0->output)": 2.5}, "prediction is 16.5", "goal"),
        ({"weight(h0->output)": 2, "weight(a->h0)": 3}, "2 numbers", "edits"),
        ({"a": 1}, "only weights may change", "edits"),
        ({"weight(a->zz)": 1}, "can't be changed", "format"),
        ({"delta(h0)": 1}, "can't be changed", "format"),
    ],
)
def test_labs(lesson: Lesson, edits: dict[str, float], says: str, check: str | None) -> None:
    verdict = check_lab(edits, lesson.exercise("lab"), lesson)
    assert verdict.passed is (check is None), verdict.message
    assert verdict.check == check
    assert says in verdict.message
