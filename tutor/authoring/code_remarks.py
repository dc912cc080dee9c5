"""What in the checks and givens of a code exercise has no effect, as far as it can be seen."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from tutor.authoring.python_names import bound_by, names_in
from tutor.grading.checks.build import WORDS
from tutor.lesson.errors import did_you_mean
from tutor.lesson.models import (
    AvoidsCheck,
    CodeModel,
    FunctionCheck,
    ModelCheck,
    UsesCheck,
    VariableCheck,
    check_kind,
)
from tutor.lesson.source import Fault
from tutor.network.spelling import nearest_word
from tutor.runner.given import names_given


def code_remarks(code: CodeModel) -> Iterator[Fault]:
    """All remarks on the code of an exercise: place in it, message, hint."""
    given = _bound(code.setup) | _bound(code.starter) | names_given(code.needs, code.data)
    if "*" not in given:  # import *: any name may be given
        defined = given | _bound(code.solution)
        yield from _givens(code, given)
        known = defined | set(dir(builtins))
        yield from _names(code, known)
        yield from _cases(code, known)
    yield from _words(code)


def _bound(program: str) -> set[str]:
    """The names that a program gives values; none if it is no Python."""
    try:
        return bound_by(ast.parse(program))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _givens(code: CodeModel, given: set[str]) -> Iterator[Fault]:
    """Names in ``again`` that replace nothing."""
    for index, names in enumerate(code.again):
        for name in names:
            if name not in given:
                message = f"again gives '{name}' a value, but nothing of that name is in the setup"
                yield ("code", "again", index, name), message, did_you_mean(name, sorted(given))


def _names(code: CodeModel, known: set[str]) -> Iterator[Fault]:
    """Names that checks are about, which have no value with the solution either."""
    for index, check in enumerate(code.checks):
        name = getattr(check, check_kind(check) or "", None)
        if isinstance(check, VariableCheck | FunctionCheck | ModelCheck) and name not in known:
            message = f"the solution gives '{name}' no value"
            place = ("code", "checks", index, check_kind(check) or "")
            yield place, message, did_you_mean(name, sorted(known - set(dir(builtins))))


def _cases(code: CodeModel, known: set[str]) -> Iterator[Fault]:
    """Cases that can't be run, even with the solution: whatever they would show is not compared."""
    for index, check in enumerate(code.checks):
        for number, case in enumerate(check.cases if isinstance(check, FunctionCheck) else ()):
            for name in sorted(names_in(case.strip()) - known):
                message = f"this case is never compared: the solution has no '{name}'"
                place = ("code", "checks", index, "cases", number)
                yield place, message, did_you_mean(name, sorted(known - set(dir(builtins))))


def _words(code: CodeModel) -> Iterator[Fault]:
    """Words to use or to do without that are nearly those for the parts of Python."""
    for index, check in enumerate(code.checks):
        match check:
            case UsesCheck(uses=word):
                key, purpose = "uses", "to use"
            case AvoidsCheck(avoids=word):
                key, purpose = "avoids", "to do without"
            case _:
                continue
        near = None if word in WORDS else nearest_word(word, WORDS, cutoff=0.8)
        if near is not None:
            message = f"'{word}' is taken for a name {purpose}"
            yield ("code", "checks", index, key), message, f"did you mean {near}?"
