"""What an answer has to be, and the wrong answers that a lesson foresees."""

from __future__ import annotations

from typing import Any

from tutor.lesson.course import Lesson
from tutor.lesson.data_quantities import Tables
from tutor.lesson.models import ExerciseModel
from tutor.lesson.template import computed, evaluate, is_computed

#: A right answer: a number, true or false, a word or sentence, or a list of numbers.
Expected = float | bool | str | list[float]


def expected_value(
    lesson: Lesson, exercise: ExerciseModel, tables: Tables | None = None
) -> Expected:
    """What ``expect`` of an answer stands for, as AnswerModel says. Raises TemplateError.

    Raises ValueError if the exercise is of another kind.
    """
    answer = exercise.answer
    if answer is None:
        raise ValueError(f"{exercise.id} does not ask for an answer")
    return _value(answer.expect, answer.data is not None, lesson, exercise, tables)


def accepted_values(
    lesson: Lesson, exercise: ExerciseModel, tables: Tables | None = None
) -> tuple[Expected, ...]:
    """The other right answers, read like ``expect`` (but plain texts stay texts)."""
    accept = exercise.answer.accept if exercise.answer is not None else []
    return tuple(_value(value, False, lesson, exercise, tables) for value in accept)


def _value(
    value: Any, over_data: bool, lesson: Lesson, exercise: ExerciseModel, tables: Tables | None
) -> Expected:
    if isinstance(value, str) and (over_data or is_computed(value)):
        result = evaluate(value, lesson, exercise, tables)
        return list(result) if isinstance(result, tuple) else result
    plain: Expected = computed(value, lesson, exercise, tables)
    return plain


def wrong_value(
    key: str | float,
    right: Expected,
    lesson: Lesson,
    exercise: ExerciseModel | None,
    tables: Tables | None = None,
) -> Expected:
    """What a key of ``wrong`` stands for, where ``right`` is what is expected.

    In braces it is computed. Beside a number or list it is a number, list, quantity or arithmetic
    (``"-39"``, ``sum(node_1)``, ``3*2``); beside a word or sentence it is the text itself.
    Raises TemplateError.
    """
    if not isinstance(key, str):
        return key
    if isinstance(right, bool | str) and not is_computed(key):
        return key
    result = evaluate(key, lesson, exercise, tables)
    return list(result) if isinstance(result, tuple) else result


def wrong_values(
    lesson: Lesson, exercise: ExerciseModel, right: Expected, tables: Tables | None = None
) -> tuple[tuple[Expected, str], ...]:
    """The foreseen wrong answers of an answer or of steps, each with what is said to it."""
    kind = exercise.answer or exercise.steps
    wrong = kind.wrong if kind is not None else {}
    return tuple(
        (wrong_value(key, right, lesson, exercise, tables), says) for key, says in wrong.items()
    )
