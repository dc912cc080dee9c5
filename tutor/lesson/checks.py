"""Whether the parts of a lesson fit together, without running any code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.lesson.check_code import check_code
from tutor.lesson.check_quantities import check_quantities
from tutor.lesson.course import Lesson
from tutor.lesson.data_quantities import Tables
from tutor.lesson.errors import Diagnostic, did_you_mean
from tutor.lesson.kinds import DATA_NAMES
from tutor.lesson.models import ExerciseModel
from tutor.lesson.source import Fault, Place


def check_lesson(lesson: Lesson, tables: Tables | None = None) -> Iterator[Diagnostic]:
    """Everything that is wrong with a lesson whose file has the right form."""
    yield from _check_whole(lesson)
    for index, exercise in enumerate(lesson.exercises):
        place: Place = ("exercises", index)
        for check in _CHECKS:
            for inner, message, hint in check(lesson, exercise):
                yield lesson.source.diagnostic((*place, *inner), message, hint)
        yield from check_code(lesson, index)
    # With a broken network every quantity would be wrong, too: that would hide what is.
    if lesson.problems.keys() == lesson.model.networks.keys():
        yield from check_quantities(lesson, tables)


def _check_whole(lesson: Lesson) -> Iterator[Diagnostic]:
    at = lesson.source.diagnostic
    if not lesson.exercises and not lesson.model.networks:
        yield at((), "this is not a lesson: it has neither exercises nor networks")
    if lesson.exercises and not lesson.model.title:
        yield at((), "the lesson needs the key 'title'")
    first: dict[str, int] = {}
    for index, exercise in enumerate(lesson.exercises):
        place: Place = ("exercises", index, "id")
        if exercise.id in first:
            line = at(("exercises", first[exercise.id], "id"), "").line
            yield at(place, f"two exercises have the id '{exercise.id}'", f"first in line {line}")
        first.setdefault(exercise.id, index)


def _networks(lesson: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    """Names of networks that the lesson does not have."""
    named: dict[Place, str | None] = {
        (exercise.kind, "network"): getattr(getattr(exercise, exercise.kind), "network", None)
    }
    for index, item in enumerate(exercise.show):
        place: Place = ("show", index) if isinstance(item, str) else ("show", index, "network")
        named[place] = exercise.shows[index].network
    for place, name in named.items():
        if name is not None and name not in lesson.model.networks:
            yield place, f"unknown network '{name}'", did_you_mean(name, lesson.model.networks)


def _data(_: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    """Names of data sets that do not exist."""
    named: dict[Place, str | None] = {
        (exercise.kind, "data"): getattr(getattr(exercise, exercise.kind), "data", None)
    }
    named |= {("show", i, "data"): show.data for i, show in enumerate(exercise.shows)}
    for place, name in named.items():
        if name is not None and name not in DATA_NAMES:
            yield place, f"unknown data set '{name}'", did_you_mean(name, DATA_NAMES)


def _choice(_: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    if exercise.choice is None:
        return
    options = exercise.choice.options
    if not any(option.right for option in options):
        yield ("choice", "options"), "no option is right", "write right: true in one of them"
    texts = [option.text for option in options]
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield ("choice", "options", index, "text"), f"the option '{text}' stands twice", ""


def _answer(_: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    answer = exercise.answer
    if answer is None or answer.pattern is None:
        return
    try:
        re.compile(answer.pattern)
    except (re.error, RecursionError, OverflowError) as error:
        yield ("answer", "pattern"), f"this is no regular expression: {error}", ""


def _steps(lesson: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    """A way back needs something to come back from."""
    steps = exercise.steps
    if steps is None or steps.network not in lesson.problems:
        return
    problem = lesson.problems[steps.network]
    missing = [
        what
        for what, there in (
            ("target", problem.rows[0].target is not None),
            ("loss", problem.network.loss is not None),
        )
        if not there
    ]
    if steps.pass_ != "forward" and missing:
        needed = " and a ".join(missing)
        message = f"a {steps.pass_} pass needs a {needed} in the network '{steps.network}'"
        yield ("steps", "pass"), message, "or write pass: forward"


_CHECKS: tuple[Callable[[Lesson, ExerciseModel], Iterator[Fault]], ...] = (
    _networks,
    _data,
    _choice,
    _answer,
    _steps,
)
