"""What can be seen of a lesson without running anything, beyond what keeps it from being loaded."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from tutor.authoring.code_remarks import code_remarks
from tutor.authoring.links import link_faults
from tutor.authoring.tables import shipped_table
from tutor.authoring.targets import target_faults
from tutor.datasets.table import DataError
from tutor.grading.source import nearest
from tutor.lesson.course import Lesson, network_of
from tutor.lesson.errors import Diagnostic
from tutor.lesson.expected import wrong_value
from tutor.lesson.models import ExerciseModel
from tutor.lesson.outline import CourseOutline
from tutor.lesson.source import Fault, Place, is_number
from tutor.lesson.template import TemplateError, evaluate
from tutor.lesson.traps import traps
from tutor.network.quantity import QuantityError, parse

#: Columns for code in a text, which is indented by four, and in the editor, which has line numbers.
CODE_COLUMNS = 74
#: Kinds that ask for something and can be got wrong.
_ASKING = ("answer", "steps", "lab", "code")
#: Keys of an exercise under which there is text for the learner.
_TEXTS = ("read", "text", "explain", "hints", "prompt", "task", "options", "feedback", "says")
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a lesson. A ``fault`` is wrong; the rest is advice."""

    diagnostic: Diagnostic
    fault: bool = False


def remarks_on(lesson: Lesson, course: CourseOutline) -> tuple[Remark, ...]:
    """All remarks on a lesson, in the order of its file."""
    return tuple(sorted(_remarks(lesson, course), key=lambda each: each.diagnostic))


def _remarks(lesson: Lesson, course: CourseOutline) -> Iterator[Remark]:
    at = lesson.source.diagnostic
    yield from map(Remark, traps(lesson.source))
    for name in _unused(lesson):
        yield Remark(at(("networks", name), f"no exercise uses the network '{name}'", key=True))
    for name, problem in lesson.problems.items():
        for message, hint in target_faults(problem):
            yield Remark(at(("networks", name, "target"), message, hint))
    for index, exercise in enumerate(lesson.exercises):
        data: Any = lesson.source.data
        look = _Look(lesson, exercise, data["exercises"][index])
        for place, text in look.texts:
            for message, hint in link_faults(text, lesson, course):
                yield Remark(at(("exercises", index, *place), message, hint), fault=True)
        for inner, message, hint in look.shared_mistakes():
            yield Remark(at(("exercises", index, *inner), message, hint), fault=True)
        for check in _ADVICE:
            for inner, message, hint in check(look):
                yield Remark(at(("exercises", index, *inner), message, hint))


def _unused(lesson: Lesson) -> list[str]:
    """The networks that no exercise names, nor a node of them in braces.

    A lesson without exercises is there to be drawn.
    """
    if not lesson.exercises:
        return []
    used = {show.network for exercise in lesson.exercises for show in exercise.shows}
    used |= {network_of(exercise) for exercise in lesson.exercises}
    words = {
        word
        for _, text in _strings(lesson.source.data.get("exercises"), ())
        if "{{" in text
        for word in _WORD.findall(text)
    }
    return [
        name
        for name, problem in lesson.problems.items()
        if name not in used | words and not words & {*chain(*problem.network.columns)}
    ]


def _strings(part: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """All texts in plain data, with their places."""
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _strings(value, (*place, key))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _strings(value, (*place, index))


@dataclass
class _Look:
    """One exercise, as it was read and as plain data."""

    lesson: Lesson
    exercise: ExerciseModel
    data: Any

    @cached_property
    def texts(self) -> tuple[tuple[Place, str], ...]:
        """What the learner reads: texts of these keys, or below them."""
        return tuple(
            (place, text)
            for place, text in _strings(self.data, ())
            if any(step in _TEXTS for step in place)
        )

    def shared_mistakes(self) -> Iterator[Fault]:
        """Keys of ``wrong`` that stand for the same number: the second is never said."""
        kind = self.exercise.answer or self.exercise.steps
        known: dict[str, object] = {}
        for key in kind.wrong if kind is not None else ():
            try:
                value = wrong_value(key, 0.0, self.lesson, self.exercise, shipped_table)
            except (TemplateError, QuantityError, DataError):
                continue  # a word, or a quantity of the walk that is told of elsewhere
            same = repr(float(value)) if isinstance(value, int | float) else repr(value)
            first = known.setdefault(same, key)
            if first != key:
                message = f"'{key}' stands for the same as '{first}': {value}"
                hint = "only one of the two sentences is said"
                yield (self.exercise.kind, "wrong", key), message, hint


def _hints(look: _Look) -> Iterator[Fault]:
    if look.exercise.kind in _ASKING and not look.exercise.hints:
        yield (), f"'{look.exercise.id}' has no hints", "a ladder: a nudge, a step, nearly all"
    for index, hint in enumerate(look.exercise.hints):
        if not hint.strip() or hint in look.exercise.hints[:index]:
            yield ("hints", index), "this hint says nothing new", ""


def _explanation(look: _Look) -> Iterator[Fault]:
    if look.exercise.kind in _ASKING and not look.exercise.explain.strip():
        message = f"'{look.exercise.id}' has no explain"
        yield (), message, "what is there to take along, once it is right?"


def _bare_quantities(look: _Look) -> Iterator[Fault]:
    """A word to type that is also a quantity of the exercise's network."""
    answer = look.exercise.answer
    if answer is None or answer.network is None or not isinstance(answer.expect, str):
        return
    if "{{" in answer.expect:
        return
    quantity = answer.expect.strip("{ }")
    with suppress(TemplateError):
        evaluate(quantity, look.lesson, look.exercise)
        message = f"the learner has to type the word '{answer.expect}'"
        hint = f'to have it computed, write "{{{{ {quantity} }}}}"'
        yield ("answer", "expect"), message, hint


def _bare_numbers(look: _Look) -> Iterator[Fault]:
    """A word to type that looks as if it were to be computed, or were a number."""
    answer = look.exercise.answer
    if answer is None or answer.data is not None or not isinstance(answer.expect, str):
        return
    text = answer.expect.strip()
    number = text.rstrip(" %").replace(",", ".")
    if not re.fullmatch(r"[\d\s.,%()+*/^-]+", text) or _DATE.fullmatch(text):
        return
    message = f"the learner has to type '{text}', as a text"
    if number != text and is_number(number):
        yield ("answer", "expect"), message, f"for a number, write {number}"
        return
    if answer.network is not None:
        return  # then it is a quantity
    with suppress(QuantityError):
        parse(text).evaluate()
        yield ("answer", "expect"), message, f'to have it computed, write "{{{{ {text} }}}}"'


_DATE = re.compile(r"\d+([-./])\d+\1\d+")


def _widths(look: _Look) -> Iterator[Fault]:
    """Code that is wider than the screen; other texts are wrapped."""
    for place, text in look.texts:
        for line in _code_lines(text):
            if len(line) > CODE_COLUMNS:
                yield place, f"a line of code has {len(line)} columns: {_brief(line)}", _ROOM
    code = look.exercise.code
    for line in code.starter.splitlines() if code is not None else ():
        if len(line) > CODE_COLUMNS:
            message = f"a line of the starter has {len(line)} columns: {_brief(line)}"
            yield ("code", "starter"), message, _ROOM


_ROOM = f"{CODE_COLUMNS} fit on a screen of 80"


def _code_lines(text: str) -> Iterator[str]:
    """The lines of code blocks: indented by four after an empty line, or between fences."""
    fenced, open_ = False, True
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            yield line
        elif line.startswith("    ") and open_:
            yield line[4:]
        else:
            open_ = not line.strip()


def _brief(line: str) -> str:
    return f"{line.strip()[:30]} …"


def _names(look: _Look) -> Iterator[Fault]:
    """Names in a text that are nearly one of the code's."""
    code = look.exercise.code
    if code is None:
        return

    programs = "\n".join([code.setup, code.starter, code.solution, *map(repr, code.again)])
    own = sorted(set(_WORD.findall(programs)))
    said = {*own, *dir(builtins)}
    spans = ((place, span) for place, text in look.texts for span in _SPAN.findall(text))
    new = ((place, span) for place, span in spans if not said.issuperset(_WORD.findall(span)))
    for place, name in ((place, name) for place, span in new for name in _names_in(span)):
        near = None if name in said else nearest(name, own)
        said.add(name)
        if near is not None and near not in name and name not in near:
            yield place, f"the code has no `{name}`", f"did you mean {near}?"


def _names_in(span: str) -> list[str]:
    """The names in a piece of Python, but not those of parameters and attributes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "3 is" and the like, which is no Python of ours
            tree = ast.parse(span.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _code(look: _Look) -> Iterator[Fault]:
    code = look.exercise.code
    return iter(()) if code is None else code_remarks(code)


_ADVICE: tuple[Callable[[_Look], Iterator[Fault]], ...] = (
    *(_hints, _explanation, _bare_quantities, _bare_numbers, _widths, _names, _code),
)
