"""What has to hold of an exercise: submissions, and what must be said to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tutor.authoring.variants import brief, shown, variant_code
from tutor.grading.steps import bare
from tutor.lab.moves import Value, moves_of, write_moves
from tutor.lesson.course import Lesson
from tutor.lesson.data_quantities import Tables
from tutor.lesson.expected import accepted_values, expected_value, wrong_value
from tutor.lesson.models import (
    AnswerModel,
    ChoiceModel,
    CodeModel,
    ExerciseModel,
    LabModel,
    StepsModel,
)
from tutor.lesson.source import Place
from tutor.lesson.template import render
from tutor.lesson.typed import is_literal, typed
from tutor.network import numbers
from tutor.network.quantity import QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.network.trace import Trace

Sort = Literal["solution", "starter", "accept", "wrong"]
SORTS: tuple[Sort, ...] = ("solution", "starter", "accept", "wrong")


@dataclass(frozen=True, slots=True)
class Case:
    """One submission to an exercise.

    ``place`` is where it stands in the exercise; ``shown`` says what is submitted. ``submission``
    is code, or what a learner types for ``quantity`` (one of those asked in steps) or for the
    whole exercise; of a lab it is ``edits``. ``says`` is what must be said to it: None where
    anything may be, empty where the author gave it no sentence of its own. ``seed`` is added to
    the seed of the exercise.
    """

    sort: Sort
    name: str
    place: Place
    shown: str
    submission: str = ""
    edits: Mapping[str, Value] = field(default_factory=dict)
    quantity: str | None = None
    says: str | None = None
    seed: int = 0

    @property
    def passes(self) -> bool:
        """Whether it has to pass."""
        return self.sort in ("solution", "accept")


def cases_of(
    exercise: ExerciseModel, lesson: Lesson, tables: Tables | None = None
) -> tuple[Case, ...]:
    """All cases of an exercise, the solution first; none where there is nothing to submit.

    Raises TemplateError or QuantityError where something in the exercise has no value.
    """
    match exercise:
        case ExerciseModel(code=CodeModel() as code):
            return tuple(_of_code(code))
        case ExerciseModel(answer=AnswerModel() as answer):
            return tuple(_of_answer(answer, exercise, lesson, tables))
        case ExerciseModel(choice=ChoiceModel() as choice):
            return tuple(_of_choice(choice, exercise, lesson, tables))
        case ExerciseModel(steps=StepsModel() as steps):
            return tuple(_of_steps(steps, exercise, lesson))
        case ExerciseModel(lab=LabModel() as lab):
            return tuple(_of_lab(lab, exercise, lesson))
    return ()


# --- code ----------------------------------------------------------------------------------------


def _of_code(code: CodeModel) -> Iterator[Case]:
    yield Case("solution", "solution", ("code", "solution"), "the solution", code.solution)
    yield Case("starter", "starter", ("code", "starter"), "the starter as it is", code.starter)
    for index, accepted in enumerate(code.accept):
        place: Place = ("code", "accept", index)
        program = variant_code(accepted, code.solution)
        yield Case("accept", f"accept {index + 1}", place, shown(accepted), program)
    for index, equal in enumerate(code.equal):
        place = ("code", "equal", index)
        program = variant_code(equal, code.solution)
        yield Case("accept", f"equal {index + 1}", place, shown(equal), program)
    for index, wrong in enumerate(code.wrong):
        place = ("code", "wrong", index)
        program = variant_code(wrong, code.solution)
        yield Case("wrong", f"wrong {index + 1}", place, shown(wrong), program, says=wrong.says)


# --- answers and choices -------------------------------------------------------------------------


def _of_answer(
    answer: AnswerModel, exercise: ExerciseModel, lesson: Lesson, tables: Tables | None
) -> Iterator[Case]:
    right = expected_value(lesson, exercise, tables)
    text = typed(right, answer.tolerance)
    yield Case("solution", "expect", ("answer", "expect"), f"`{text}`", text)
    for index, value in enumerate(accepted_values(lesson, exercise, tables)):
        text = typed(value, answer.tolerance)
        place: Place = ("answer", "accept", index)
        yield Case("accept", f"accept {index + 1}", place, f"`{text}`", text)
    for key, sentence in answer.wrong.items():
        value = wrong_value(key, right, lesson, exercise, tables)
        text = str(key) if is_literal(key, right) else typed(value, answer.tolerance)
        says = render(sentence, lesson, exercise, tables)
        yield Case(
            "wrong", f"wrong '{key}'", ("answer", "wrong", key), f"`{text}`", text, says=says
        )


def _of_choice(
    choice: ChoiceModel, exercise: ExerciseModel, lesson: Lesson, tables: Tables | None
) -> Iterator[Case]:
    options = dict(enumerate(choice.options, start=1))
    right = {number: option for number, option in options.items() if option.right}
    feedback = [option.feedback for option in right.values()]
    text = ", ".join(map(str, right))
    name = f"option {text}" if len(right) == 1 else f"options {text}"
    # To several options the sentences are said with their numbers in between.
    says = render(feedback[0], lesson, exercise, tables) if len(right) == 1 else None
    texts = "; ".join(brief(option.text) for option in right.values())
    yield Case("solution", name, ("choice", "options"), texts, text, says=says)
    for number, option in options.items():
        if not option.right:
            # What is said to a right option can't be meant for a wrong one.
            own = "" if option.feedback in feedback else option.feedback
            says = render(own, lesson, exercise, tables)
            place: Place = ("choice", "options", number - 1)
            own_text = brief(option.text)
            yield Case("wrong", f"option {number}", place, own_text, str(number), says=says)


# --- steps and labs ------------------------------------------------------------------------------


def _of_steps(steps: StepsModel, exercise: ExerciseModel, lesson: Lesson) -> Iterator[Case]:
    trace = lesson.trace(steps.network, steps.updates)
    right = {quantity: _value(quantity, trace, lesson, exercise) for quantity in steps.ask}
    for index, (quantity, value) in enumerate(right.items()):
        text = typed(value, steps.tolerance)
        place: Place = ("steps", "ask", index)
        typed_for = f"`{text}` for {quantity}"
        yield Case("solution", quantity, place, typed_for, text, quantity=quantity)
    for key, sentence in steps.wrong.items() if right else ():
        value = _value(key, trace, lesson, exercise)
        text = str(key) if is_literal(key, 0.0) else typed(value, steps.tolerance)
        quantity = _missed(value, text, right, steps.tolerance)
        yield Case(
            "wrong", f"wrong '{key}'", ("steps", "wrong", key), f"`{text}` for {quantity}", text,
            quantity=quantity, says=render(sentence, lesson, exercise),
        )  # fmt: skip


def _value(key: str | float, trace: Trace, lesson: Lesson, exercise: ExerciseModel) -> float:
    """The value of a quantity in the trace that is walked, else in the lesson."""
    try:
        value: object = parse(bare(str(key))).evaluate(lookup_in(trace))
    except QuantityError:
        value = wrong_value(key, 0.0, lesson, exercise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise QuantityError(f"'{key}' is not one number")
    return value


def _missed(value: float, text: str, right: Mapping[str, float], tolerance: float | None) -> str:
    """The first quantity for which a number is wrong; the first of all if it is for none."""
    names = list(right)
    wrong = (n for n in names if not numbers.close(value, right[n], text, tolerance))
    return next(wrong, names[0])


def _of_lab(lab: LabModel, exercise: ExerciseModel, lesson: Lesson) -> Iterator[Case]:
    yield Case(
        "solution", "solution", ("lab", "solution"), _edits(lab.solution), edits=lab.solution
    )
    yield Case("starter", "start", ("lab", "goal"), "the network as it is")
    for index, wrong in enumerate(lab.wrong):
        place: Place = ("lab", "wrong", index)
        says = render(wrong.says, lesson, exercise) if wrong.says else None
        name = f"wrong {index + 1}"
        yield Case("wrong", name, place, _edits(wrong.edits), edits=wrong.edits, says=says)


def _edits(edits: Mapping[str, Value]) -> str:
    return write_moves(moves_of(edits)) or "no edits"
