"""What in the checks and givens of a code exercise has no effect, as far as it can be seen."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from tutor.authoring.python_names import bound_by, names_in
from tutor.grading.checks.build import WORDS
from tutor.lesson.errors import did_you_mean
from tutor.lesson.models import AvoidsCheck, CodeModel, FunctionCheck
from tutor.lesson.source import Fault
from tutor.network.spelling import nearest_word


def code_remarks(code: CodeModel) -> Iterator[Fault]:
    """All remarks on the code of an exercise: place in it, message, hint."""
    given = _bound(code.setup) | _bound(code.starter)
    if "*" not in given:  # import *: any name may be given
        yield from _givens(code, given)
        yield from _cases(code, given | _bound(code.solution) | set(dir(builtins)))
    yield from _avoided(code)


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


def _cases(code: CodeModel, known: set[str]) -> Iterator[Fault]:
    """Cases that can't be run, even with the solution: whatever they would show is not compared."""
    for index, check in enumerate(code.checks):
        for number, case in enumerate(check.cases if isinstance(check, FunctionCheck) else ()):
            for name in sorted(names_in(case.strip()) - known):
                message = f"this case is never compared: the solution has no '{name}'"
                place = ("code", "checks", index, "cases", number)
                yield place, message, did_you_mean(name, sorted(known - set(dir(builtins))))


def _avoided(code: CodeModel) -> Iterator[Fault]:
    """Words to do without that are nearly those for the parts of Python."""
    for index, check in enumerate(code.checks):
        if isinstance(check, AvoidsCheck) and check.avoids not in WORDS:
            near = nearest_word(check.avoids, WORDS, cutoff=0.8)
            if near is not None:
                message = f"'{check.avoids}' is taken for a name to do without"
                yield ("code", "checks", index, "avoids"), message, f"did you mean {near}?"
