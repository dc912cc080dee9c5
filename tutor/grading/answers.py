"""Grades an answer that was typed: a number, a list, a word or a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tutor.grading.differ import number
from tutor.grading.near import Asked, grade, with_hint
from tutor.grading.reading import (
    LONGEST,
    Typed,
    UnreadableError,
    normal,
    read_number,
    read_numbers,
    read_truth,
)
from tutor.grading.values import is_number
from tutor.grading.verdict import NO_FAULT, Verdict
from tutor.lesson.course import Lesson, network_of
from tutor.lesson.data_quantities import Tables
from tutor.lesson.expected import accepted_values, expected_value, wrong_values
from tutor.lesson.models import AnswerModel, ExerciseModel
from tutor.lesson.template import TemplateError, is_computed
from tutor.network import numbers
from tutor.network.numbers import counted
from tutor.network.quantity import Quantity, QuantityError, parse_template_expression
from tutor.network.trace import Trace

ANSWER = "answer"
FORMAT = "format"


def check_answer(
    text: str, exercise: ExerciseModel, lesson: Lesson, tables: Tables | None = None
) -> Verdict:
    """The verdict on what was typed; its check is "format" where it couldn't be read."""
    if exercise.answer is None:
        raise ValueError(f"exercise {exercise.id} asks for no answer")
    try:
        verdict = _Answer(exercise, lesson, tables).grade(text)
    except UnreadableError as error:
        verdict = Verdict(False, str(error), FORMAT)
    except TemplateError as error:
        message = f"This exercise can't be checked: {error}. {NO_FAULT}"
        verdict = Verdict(False, message, "lesson")
    return with_hint(verdict, exercise.hints)


class _Answer:
    """The answer of an exercise, its computed parts worked out."""

    def __init__(self, exercise: ExerciseModel, lesson: Lesson, tables: Tables | None) -> None:
        assert exercise.answer is not None
        self.model = exercise.answer
        self.exercise = exercise
        self.lesson = lesson
        self.expected = expected_value(lesson, exercise, tables)
        self.accepted = accepted_values(lesson, exercise, tables)
        self.wrong = wrong_values(lesson, exercise, self.expected, tables)

    def grade(self, text: str) -> Verdict:
        if any(_matches(text, other, self.model) for other in self.accepted):
            return Verdict(True, f"{text.strip()} is right.")
        if isinstance(self.expected, bool):
            return self._truth(text, self.expected)
        if isinstance(self.expected, int | float):
            return self._number(text, self.expected)
        if isinstance(self.expected, list):
            return self._list(text, self.expected)
        return self._words(text, self.expected)

    def _number(self, text: str, expected: float) -> Verdict:
        typed = read_number(text)
        wrong = tuple((float(v), said) for v, said in self.wrong if isinstance(v, int | float))
        trace, quantity = self._place()
        return grade(Asked(expected, self.model.tolerance, wrong, trace, quantity), typed)

    def _list(self, text: str, expected: Sequence[float]) -> Verdict:
        typed = read_numbers(text)
        for value, sentence in self.wrong:
            if _is_list(typed, value, self.model.tolerance):
                return Verdict(False, sentence, ANSWER, (sentence,))
        return grade_list(typed, expected, self.model.tolerance)

    def _truth(self, text: str, expected: bool) -> Verdict:
        given = read_truth(text)
        if given is expected:
            return Verdict(True, f"{text.strip()} is right.")
        return self._wrong_words(text.strip(), text.strip())

    def _words(self, text: str, expected: str) -> Verdict:
        words = " ".join(text.split())
        if not words:
            return Verdict(False, "Nothing was typed.", FORMAT)
        if len(words) > LONGEST:
            return Verdict(False, "That is too long; say it in a sentence.", FORMAT)
        if _is_word(words, expected) or _fits(self.model.pattern, words):
            return Verdict(True, f"'{words}' is right.")
        return self._wrong_words(words, f"'{words}'")

    def _wrong_words(self, words: str, shown: str) -> Verdict:
        said = next((said for value, said in self.wrong if _is_word(words, str(value))), None)
        if said is not None:
            return Verdict(False, said, ANSWER, (said,))
        return Verdict(False, f"{shown} is not it.", ANSWER)

    def _place(self) -> tuple[Trace | None, Quantity | None]:
        """Where the expected number comes from, if it is a single quantity of a network."""
        expect = self.model.expect
        if not isinstance(expect, str) or not is_computed(expect):
            return None, None
        try:
            quantity = parse_template_expression(expect.strip().strip("{}").strip())[0].single
        except QuantityError:
            return None, None
        if quantity is None:
            return None, None
        name = quantity.network or network_of(self.exercise)
        if name is None and len(self.lesson.problems) == 1:
            name = next(iter(self.lesson.problems))
        if name is None or name not in self.lesson.problems:
            return None, None
        return self.lesson.trace(name), replace(quantity, network=None)


def grade_list(typed: Sequence[Typed], expected: Sequence[Any], tolerance: float | None) -> Verdict:
    """The verdict on a list of numbers: how many there are, and the first that is wrong."""
    if _is_list(typed, expected, tolerance):
        return Verdict(True, f"[{', '.join(number(one.value) for one in typed)}] is right.")
    if len(typed) != len(expected):
        count = counted(len(typed), "number")
        return Verdict(False, f"You gave {count}; {len(expected)} are asked for.", ANSWER)
    if _is_list(typed[::-1], expected, tolerance):
        return Verdict(False, "The numbers are right, but in reverse order.", ANSWER)
    places = enumerate(zip(typed, expected, strict=True), start=1)
    place = next(i for i, (one, right) in places if not _is_list([one], [right], tolerance))
    found = grade(Asked(float(expected[place - 1]), tolerance), typed[place - 1])
    return Verdict(False, f"Number {place}: {found.message}", ANSWER)


def _matches(text: str, right: Any, model: AnswerModel) -> bool:
    """Whether a text is one of the other right answers."""
    try:
        if isinstance(right, list):
            return _is_list(read_numbers(text), right, model.tolerance)
        if is_number(right):
            typed = read_number(text)
            return numbers.close(typed.value, float(right), typed.text, model.tolerance)
    except UnreadableError:
        return False
    return _is_word(text, str(right))


def _is_list(typed: Sequence[Typed], right: Any, tolerance: float | None) -> bool:
    return (
        isinstance(right, Sequence)
        and not isinstance(right, str)
        and len(typed) == len(right)
        and all(
            numbers.close(one.value, float(other), one.text, tolerance)
            for one, other in zip(typed, right, strict=True)
        )
    )


def _is_word(text: str, right: str) -> bool:
    if "".join(text.split()).casefold() == "".join(right.split()).casefold():
        return True
    wanted = _letters(right)
    return bool(wanted) and _letters(text) == wanted


def _letters(text: str) -> str:
    """Words without spaces, and without an article before them."""
    return re.sub(r"^(?:an?|the) (?=\w)", "", normal(text)).replace(" ", "")


def _fits(pattern: str | None, words: str) -> bool:
    return pattern is not None and re.fullmatch(pattern, words, re.IGNORECASE) is not None
