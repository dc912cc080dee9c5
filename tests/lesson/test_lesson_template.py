"""Numbers in texts, expected answers, and expressions over tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.data_quantities import DataExpressionError, evaluate_data
from tutor.lesson.expected import accepted_values, expected_value, wrong_values
from tutor.lesson.load import load_lesson, make_lesson
from tutor.lesson.source import parse_source
from tutor.lesson.template import TemplateError, computed, evaluate, is_computed, render

KINDS = Path(__file__).parent / "fixtures" / "course" / "kinds.yaml"
ONE = "networks: {n: {inputs: {a: 1, b: 2}, layers: [{nodes: {h: [0.5, -20], i: [0, 1]}}]}}"


class People:
    columns = ("age", "male", "name", "paid")
    rows = ((20, 1, "Al", 1.5), (30, 0, "Bo", 2.5), (None, 1, "Cy", 5.0), (40, 0, "Al", 0.0))


def tables(name: str) -> People:
    return People()


@pytest.fixture(scope="module")
def lesson():
    return load_lesson(KINDS)


@pytest.fixture(scope="module")
def single():
    return make_lesson(parse_source(ONE, Path("f")))


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("nothing", "nothing"),
        ("{{ h }} and {{i}}", "-39.5 and 2"),
        ("{{ h:.2f }}", "-39.50"),
        ("{{ h : .0f }}", "-40"),
        ("{{ n.h + 1 }}", "-38.5"),
        ("{{ prediction }}", "[-39.5, 2]"),
        ("{{ prediction:.1f }}", "[-39.5, 2.0]"),
        ("{{ prediction[1] }}", "2"),
        ("{{ weight(b->h) }} {{ weight(a->h) }}", "-20 0.5"),
        ("{{ sum(h) > 0 }}", "false"),
        ("{{ 2*3 }} {braces} { {a} }", "6 {braces} { {a} }"),
    ],
)
def test_texts_with_numbers(single, text, rendered):
    assert render(text, single) == rendered


def test_a_bare_quantity_is_of_the_exercise_own_network(lesson):
    assert render("{{ prediction }}", lesson, lesson.exercise("a-list")) == "52"
    assert render("{{ prediction }}", lesson, lesson.exercise("backward-by-hand")) == "20"
    assert render("{{ sum(node_1) }}", lesson, lesson.exercise("reading")) == "-13"
    assert render("{{ back.result }}", lesson, lesson.exercise("a-list")) == "20"


def test_without_one_it_is_of_the_only_network_that_has_it(lesson):
    assert render("{{ output }} {{ result }}", lesson) == "52 20"


def test_what_several_networks_have_is_not_guessed(lesson):
    with pytest.raises(TemplateError) as caught:
        render("{{ learning_rate }}", lesson)
    assert caught.value.message == "several networks have 'learning_rate'"
    assert "bank.learning_rate or " in caught.value.hint


@pytest.mark.parametrize(
    "text", ["{{ x }}", "{{ h.x }}", "{{ 1/0 }}", "{{ }}", "{{ h:d }}", "{{ )"]
)
def test_texts_without_a_value_raise_only_template_errors(single, text):
    from tutor.lesson.template import check_template

    assert [type(error) for error in check_template(text, single, None)] == [TemplateError]


def test_evaluate_takes_braces_or_none(single):
    assert evaluate("h", single) == evaluate("{{ h }}", single) == -39.5
    assert evaluate("h < 0 and i == 2", single) is True
    assert evaluate("prediction", single) == (-39.5, 2.0)


def test_computed_leaves_plain_values_alone(single):
    assert computed(3, single) == 3
    assert computed(True, single) is True
    assert computed("a word", single) == "a word"
    assert computed("{{ i }}", single) == 2.0
    assert computed("{{ i:.2f }}", single) == "2.00"
    assert computed("i is {{ i }}", single) == "i is 2"
    assert computed(["{{ prediction }}", 1], single) == [[-39.5, 2.0], 1]


def test_is_computed():
    assert is_computed(" {{ a }} ")
    assert not is_computed("{{ a }} {{ b }}")
    assert not is_computed("a {{ b }}")


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("yes-or-no", "yes"),
        ("right-or-wrong", True),
        ("a-list", [26.0, 0.0]),
        ("backward-by-hand", 0.5),
        ("binary", 1.0),
    ],
)
def test_what_is_expected(lesson, id_, value):
    found = expected_value(lesson, lesson.exercise(id_), tables)
    assert found == value
    assert type(found) is type(value)


def test_wrong_answers_are_numbers_beside_a_number_and_texts_beside_a_text(lesson):
    def keys(id_):
        exercise = lesson.exercise(id_)
        right = expected_value(lesson, exercise, tables)
        return [value for value, _ in wrong_values(lesson, exercise, right, tables)]

    assert keys("yes-or-no") == ["no", "never"]
    assert keys("a-list") == [[26.0, -13.0]]
    assert keys("backward-by-hand") == [-0.5, 20.0, -7.5, 3]
    assert keys("binary") == [3.0]
    assert accepted_values(lesson, lesson.exercise("yes-or-no")) == ("y", "sure")


def test_expected_is_of_answers_only(lesson):
    with pytest.raises(ValueError, match="does not ask"):
        expected_value(lesson, lesson.exercise("play"))


def test_data_is_needed_for_data(lesson):
    with pytest.raises(TemplateError, match="needs the data of wages"):
        expected_value(lesson, lesson.exercise("binary"))
    assert render("{{ rows }} {{ max(age) }}", lesson, lesson.exercise("binary"), tables) == "4 40"
    text = "{{ bank.output }} {{ rows }}"
    assert render(text, lesson, lesson.exercise("binary"), tables) == "52 4"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rows", 4),
        ("columns", 4),
        ("binary_columns", 1),
        ("columns - 1", 3),
        ("max(age)", 40),
        ("min(age)", 20),
        ("mean(age)", 30),
        ("median(paid)", 2),
        ("sum(paid)", 9),
        ("std(age)", 10),
        ("count(age)", 3),
        ("unique(name)", 3),
        ("count(male == 1)", 2),
        ("count(name == 'Al')", 2),
        ("count(age > 20 and male == 0)", 2),
        ("count(age > 20 or male == 1)", 4),
        ("count(not male)", 2),
        ("count(20 < age <= 40)", 2),
        ("mean(age, male == 0)", 35),
        ("max(paid * 2) / 4", 2.5),
        ("max(age + 1)", 41),
        ("-min(age)", -20),
        ("100 * mean(male)", 50),
    ],
)
def test_expressions_over_data(text, value):
    assert evaluate_data(text, People()) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not an expression"),
        ("max(", "not an expression"),
        ("agee", "did you mean age?"),
        ("age", "whole column"),
        ("maxi(age)", "did you mean max?"),
        ("max(age, 1)", "comparison"),
        ("max(3)", "takes a column"),
        ("max()", "takes a column"),
        ("mean(name)", "no value"),
        ("min(age, age > 99)", "no value"),
        ("age > 'x'", "don't go together"),
        ("max(name + 1)", "don't go together"),
        ("'a' * 99999999999", "don't go together"),
        ("1 / 0", "zero"),
        ("9 ** 9 ** 9", "can't be used"),
        ("age.real", "can't be used"),
        ("__import__('os')", "unknown function"),
        ("(lambda: 1)()", "unknown function"),
        ("[x for x in age]", "can't be used"),
        ("age is male", "can't be used"),
        ("True", "can't be used"),
        ("'text'", "is a text"),
        ("-" * 250 + "x" * 51, "at most"),
        ("(" * 200, "not an expression"),
        ("1e308 * 10 * 10", ""),
    ],
)
def test_what_is_no_expression_over_data(text, says):
    if not says:
        assert evaluate_data(text, People()) == float("inf")
        return
    with pytest.raises(DataExpressionError, match=says.replace("?", r"\?")):
        evaluate_data(text, People())
