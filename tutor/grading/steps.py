"""Grades the quantities that are asked while a trace is walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.grading.near import Asked, grade, with_hint
from tutor.grading.reading import UnreadableError, read_number, split
from tutor.grading.values import is_number
from tutor.grading.verdict import Verdict
from tutor.lesson.course import Lesson
from tutor.lesson.models import ExerciseModel
from tutor.network.quantity import QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.network.trace import Trace

NOTHING: Mapping[str | int | float, str] = {}


def check_quantity(
    trace: Trace,
    quantity: str,
    text: str,
    tolerance: float | None = None,
    wrong: Mapping[str | int | float, str] = NOTHING,
) -> Verdict:
    """The verdict on one quantity of a trace.

    Keys of ``wrong`` are numbers or quantities. Its check is "format" where the text can't be
    read. Raises QuantityError for a quantity that the trace doesn't have.
    """
    body = _bare(quantity)
    expression = parse(body)
    expected = expression.evaluate(lookup_in(trace))
    if not is_number(expected):
        raise QuantityError(f"'{body}' is not one number")
    try:
        typed = read_number(text)
    except UnreadableError as error:
        return Verdict(False, str(error), "format")
    known = tuple(_wrong_numbers(trace, wrong))
    asked = Asked(float(str(expected)), tolerance, known, trace, expression.single, body)
    return grade(asked, typed, body)


def check_steps(text: str, exercise: ExerciseModel, lesson: Lesson) -> Verdict:
    """The verdict on all asked quantities, separated by commas, in the order of ``ask``."""
    steps = exercise.steps
    if steps is None:
        raise ValueError(f"exercise {exercise.id} has no steps")
    if not steps.ask:
        message = "Nothing is asked here: walking through the steps is all there is to do."
        return Verdict(False, message, "format")
    values = split(text) if len(steps.ask) > 1 else [text]
    if len(values) != len(steps.ask):
        wanted = ", ".join(map(_bare, steps.ask))
        message = f"{len(steps.ask)} values are asked for, separated by commas: {wanted}."
        return Verdict(False, message, "format")
    trace = lesson.trace(steps.network, steps.updates)
    verdicts = [
        check_quantity(trace, quantity, value, steps.tolerance, steps.wrong)
        for quantity, value in zip(steps.ask, values, strict=True)
    ]
    failed = next((verdict for verdict in verdicts if not verdict.passed), None)
    if failed is not None:
        return with_hint(failed, exercise.hints)
    return Verdict(True, " ".join(verdict.message for verdict in verdicts))


def _bare(quantity: str) -> str:
    """A quantity without braces and without a format."""
    text = quantity.strip().removeprefix("{{").removesuffix("}}")
    return text.partition(":")[0].strip()


def _wrong_numbers(
    trace: Trace, wrong: Mapping[str | int | float, str]
) -> Iterator[tuple[float, str]]:
    """The keys that are numbers; one that has no value in this trace is about another quantity."""
    for key, sentence in wrong.items():
        try:
            value = parse(_bare(str(key))).evaluate(lookup_in(trace))
        except QuantityError:
            continue
        if is_number(value):
            yield float(str(value)), sentence
