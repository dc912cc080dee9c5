"""Whether every quantity that a lesson names has a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tutor.lab.bench import MAX_UPDATES, Bench
from tutor.lab.moves import TRAIN, Move, MoveError, moves_of
from tutor.lesson.course import Lesson, data_of, network_of
from tutor.lesson.data_quantities import Tables
from tutor.lesson.errors import Diagnostic
from tutor.lesson.expected import expected_value, wrong_value
from tutor.lesson.kinds import DATA_NAMES
from tutor.lesson.locate import part
from tutor.lesson.models import AnswerModel, Edits, ExerciseModel, LabModel, StepsModel
from tutor.lesson.source import Place
from tutor.lesson.template import (
    TemplateError,
    check_quantity,
    check_template,
    evaluate,
    plain_error,
)
from tutor.network.quantity import QuantityError

#: Keys under which there is code or a name: braces there are not ours.
_NO_TEMPLATE = frozenset(
    ("solution", "setup", "starter", "replace", "cases", "with", "holds", "again", "pictures")
) | {"says", "pattern", "id", "signature"}

#: What can be changed in a lab.
_CHANGEABLE = "weight(a->b), bias(b), an input, target(b) and learning_rate can"

#: The phases of a trace that each pass walks.
_PHASES = {
    "forward": ("forward",),
    "backward": ("loss", "backward"),
    "training": ("forward", "loss", "backward", "update"),
}


def check_quantities(lesson: Lesson, tables: Tables | None) -> Iterator[Diagnostic]:
    """What is wrong with the quantities in the texts, answers, steps and goals of a lesson."""
    for key in ("title", "summary"):
        yield from _Checker(lesson, None, tables).texts((key,), getattr(lesson.model, key))
    for index, exercise in enumerate(lesson.exercises):
        own, data = network_of(exercise), data_of(exercise)
        known = data is None or data in DATA_NAMES
        if known and (own is None or own in lesson.problems):
            yield from _Checker(lesson, exercise, tables).exercise_at(index)


@dataclass(frozen=True, slots=True)
class _Checker:
    """The checks of one exercise, or of the lesson's head."""

    lesson: Lesson
    exercise: ExerciseModel | None
    tables: Tables | None

    def exercise_at(self, index: int) -> Iterator[Diagnostic]:
        place: Place = ("exercises", index)
        exercise = self.lesson.exercises[index]
        data: Any = self.lesson.source.data
        yield from self.texts(place, data["exercises"][index])
        if exercise.answer is not None:
            yield from self.answer((*place, "answer"), exercise.answer)
        if exercise.steps is not None:
            yield from self.steps((*place, "steps"), exercise.steps)
        if exercise.lab is not None:
            yield from self.lab((*place, "lab"), exercise.lab)

    def fault(self, place: Place, error: TemplateError, *, key: bool = False) -> Diagnostic:
        source = self.lesson.source
        text = part(source.data, place)
        if key or not isinstance(text, str):
            return source.diagnostic(place, error.message, error.hint, key=key)
        at = source.inside(place, text, error.position)
        return Diagnostic(str(source.path), *at, error.message, error.hint)

    def texts(self, place: Place, data: Any) -> Iterator[Diagnostic]:
        """Every ``{{ … }}`` in the texts below a place."""
        if isinstance(data, dict):
            for key, value in data.items():
                if key not in _NO_TEMPLATE and not (key == "code" and isinstance(value, str)):
                    yield from self.texts((*place, key), value)
        elif isinstance(data, list):
            for index, value in enumerate(data):
                yield from self.texts((*place, index), value)
        elif isinstance(data, str) and "{{" in data:
            for error in check_template(data, self.lesson, self.exercise, self.tables):
                yield self.fault(place, error)

    def answer(self, place: Place, answer: AnswerModel) -> Iterator[Diagnostic]:
        assert self.exercise is not None
        if self.tables is None and answer.data is not None and isinstance(answer.expect, str):
            try:
                check_quantity(answer.expect, self.lesson, self.exercise)
            except TemplateError as error:
                yield self.fault((*place, "expect"), error)
            return
        try:
            right = expected_value(self.lesson, self.exercise, self.tables)
        except TemplateError as error:
            if "{{" not in str(answer.expect):  # braces are told of with the texts
                yield self.fault((*place, "expect"), error)
            return
        yield from self.wrong_keys(place, answer.wrong, right)

    def wrong_keys(
        self, place: Place, wrong: dict[str | int | float, str], right: Any
    ) -> Iterator[Diagnostic]:
        for key in wrong:
            try:
                wrong_value(key, right, self.lesson, self.exercise, self.tables)
            except TemplateError as error:
                yield self.fault((*place, "wrong", key), error, key=True)

    def steps(self, place: Place, steps: StepsModel) -> Iterator[Diagnostic]:
        trace = self.lesson.trace(steps.network, steps.updates)
        if steps.pass_ != "forward" and not trace.plan.structure.learns:
            return  # that is told of the pass
        walked = _PHASES[steps.pass_]
        for index, text in enumerate(steps.ask):
            at = (*place, "ask", index)
            try:
                phase = trace[trace.find(text)].phase
            except QuantityError as error:
                yield self.fault(at, plain_error(error))
                continue
            if phase not in walked:
                message = f"{text} belongs to the {phase} pass, not to the {steps.pass_} pass"
                yield self.lesson.source.diagnostic(at, message, "change pass:")
        yield from self.wrong_keys(place, steps.wrong, 0.0)

    def lab(self, place: Place, lab: LabModel) -> Iterator[Diagnostic]:
        at = self.lesson.source.diagnostic
        try:
            if not isinstance(evaluate(lab.goal, self.lesson, self.exercise), bool):
                yield at((*place, "goal"), "a goal has to compare", "like prediction == 3")
        except TemplateError as error:
            yield self.fault((*place, "goal"), error)
        edits: list[tuple[Place, Edits]] = [((*place, "solution"), lab.solution)]
        edits += [
            ((*place, "wrong", index, "edits"), wrong.edits)
            for index, wrong in enumerate(lab.wrong)
        ]
        for inner, changes in edits:
            yield from self.edits(inner, lab, changes)

    def edits(self, place: Place, lab: LabModel, edits: Edits) -> Iterator[Diagnostic]:
        """What is to change in a lab has to be there, and to be given, not computed."""
        bench = Bench(self.lesson.problems[lab.network])
        for move in moves_of(edits):
            try:
                # Training takes time and can't be wrong but for its number.
                bench = bench.do(Move(TRAIN, 1) if _is_training(move) else move)
            except MoveError as error:
                at = (*place, move.what)
                hint = "" if "there is no" in str(error) else _CHANGEABLE
                yield self.lesson.source.diagnostic(at, str(error), hint, key=True)


def _is_training(move: Move) -> bool:
    return move.what == TRAIN and move.value in range(1, MAX_UPDATES + 1)
