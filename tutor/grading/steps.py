"""Grades the quantities that are asked while a trace is walked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from tutor.grading.near import FOLLOWS, Asked, grade, with_hint
from tutor.grading.reading import UnreadableError, read_number, split
from tutor.grading.values import is_number
from tutor.grading.verdict import Verdict
from tutor.lesson.course import Lesson
from tutor.lesson.models import ExerciseModel
from tutor.network.follow import Own, as_if, drawn_on
from tutor.network.quantity import Expression, QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.network.trace import Trace

NOTHING: Mapping[str | int | float, str] = {}
NO_NUMBERS: Mapping[str, float] = {}


def check_quantity(  # noqa: PLR0913
    trace: Trace,
    quantity: str,
    text: str,
    tolerance: float | None = None,
    *,
    wrong: Mapping[str | int | float, str] = NOTHING,
    earlier: Mapping[str, float] = NO_NUMBERS,
    kept: Collection[int] = (),
) -> Verdict:
    """The verdict on one quantity of a trace.

    Keys of ``wrong`` are numbers or quantities. ``earlier`` has the learner's own numbers for
    other quantities: what is right after wrong ones passes, with the check "follows", and the
    message gives the right number. ``kept`` are cells of the trace whose numbers the learner was
    given: no mistake is looked for in them. The check is "format" where the text can't be read.
    Raises QuantityError for a quantity that the trace doesn't have.
    """
    body = bare(quantity)
    expression = parse(body)
    expected = _number(expression, trace)
    try:
        typed = read_number(text)
    except UnreadableError as error:
        return Verdict(False, str(error), "format")
    own = _drawn_on(trace, expression, earlier)
    asked = Asked(
        expected,
        tolerance,
        tuple(_wrong_numbers(trace, wrong)),
        trace,
        expression.single,
        body,
        own,
        _number(expression, as_if(trace, own)) if own else None,
        kept,
    )
    return grade(asked, typed, body)


def check_steps(text: str, exercise: ExerciseModel, lesson: Lesson) -> Verdict:
    """The verdict on all asked quantities, separated by commas, in the order of ``ask``.

    One that follows from a wrong one before it is not wrong: the message says so.
    """
    steps = exercise.steps
    if steps is None:
        raise ValueError(f"exercise {exercise.id} has no steps")
    if not steps.ask:
        message = "Nothing is asked here: walking through the steps is all there is to do."
        return Verdict(False, message, "format")
    values = split(text) if len(steps.ask) > 1 else [text]
    if len(values) != len(steps.ask):
        wanted = ", ".join(map(bare, steps.ask))
        message = f"{len(steps.ask)} values are asked for, separated by commas: {wanted}."
        return Verdict(False, message, "format")
    trace = lesson.trace(steps.network, steps.updates)
    earlier = _readable(steps.ask, values)
    verdicts = [
        check_quantity(trace, quantity, value, steps.tolerance, wrong=steps.wrong, earlier=earlier)
        for quantity, value in zip(steps.ask, values, strict=True)
    ]
    pairs = zip(steps.ask, verdicts, strict=True)
    quantity, failed = next((pair for pair in pairs if not pair[1].passed), ("", None))
    if failed is not None:
        following = [verdict.message for verdict in verdicts if verdict.check == FOLLOWS]
        which = f"{bare(quantity)}: " if len(verdicts) > 1 else ""
        message = " ".join([f"{which}{failed.message}", *following])
        failed = replace(failed, message=message)
        return with_hint(failed, exercise.hints)
    return Verdict(True, " ".join(verdict.message for verdict in verdicts))


def _number(expression: Expression, trace: Trace) -> float:
    value = expression.evaluate(lookup_in(trace))
    if not is_number(value):
        raise QuantityError(f"'{expression.text}' is not one number")
    return float(str(value))


def _readable(quantities: Iterable[str], texts: Iterable[str]) -> dict[str, float]:
    """The numbers that were typed, by quantity."""
    numbers = {}
    for quantity, text in zip(quantities, texts, strict=True):
        with suppress(UnreadableError):
            numbers[quantity] = read_number(text).value
    return numbers


def _drawn_on(trace: Trace, expression: Expression, earlier: Mapping[str, float]) -> Own:
    """The learner's own wrong numbers, by step, that the expression is computed from."""
    own: dict[int, float] = {}
    for quantity, number in earlier.items():
        with suppress(QuantityError):  # what no step computes changes nothing
            own[trace.find(bare(quantity))] = number
    found: dict[int, float] = {}
    for asked in expression.quantities:
        with suppress(QuantityError):
            index = trace.find(asked)
            itself = index in own and expression.single is None
            found |= {index: own[index]} if itself else drawn_on(trace, index, own)
    return found


def bare(quantity: str) -> str:
    """A quantity without braces and without a format."""
    text = quantity.strip().removeprefix("{{").removesuffix("}}")
    return text.partition(":")[0].strip()


def _wrong_numbers(
    trace: Trace, wrong: Mapping[str | int | float, str]
) -> Iterator[tuple[float, str]]:
    """The keys that are numbers; one that has no value in this trace is about another quantity."""
    for key, sentence in wrong.items():
        try:
            value = parse(bare(str(key))).evaluate(lookup_in(trace))
        except QuantityError:
            continue
        if is_number(value):
            yield float(str(value)), sentence
