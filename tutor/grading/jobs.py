"""What has to be run to judge code: the submission and the solution, with the same givens."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from tutor.grading.evaluate import EvaluationError, to_observe
from tutor.grading.pictures import picture_calls
from tutor.grading.source import Source
from tutor.lesson.models import (
    CallCheck,
    CheckModel,
    CodeModel,
    FunctionCheck,
    HoldsCheck,
    ModelCheck,
    VariableCheck,
)
from tutor.runner.observation import Job

#: Seconds that a run may take, unless the exercise says otherwise.
TIME_LIMITS = {"numpy": 10.0, "pandas": 20.0, "keras": 120.0}
#: Names of the code's own that are looked at beside those that are checked.
MAX_NAMES = 50


def submission_jobs(code: CodeModel, source: str) -> tuple[Job, ...]:
    """The runs of the submission; in the first the pictures to look at are asked for, too."""
    first, *others = _jobs(code, source)
    return (replace(first, calls=(*first.calls, *picture_calls(code))), *others)


def solution_jobs(code: CodeModel) -> tuple[Job, ...]:
    """The runs of the solution. They don't depend on the submission."""
    return _jobs(code, code.solution)


def _jobs(code: CodeModel, source: str) -> tuple[Job, ...]:
    explaining = dict.fromkeys(_explaining(code, source))
    names = dict.fromkeys(names_checked(code)) | explaining
    as_given = Job(
        code=source,
        setup=code.setup,
        needs=code.needs,
        data=code.data,
        starter_names=starter_names(code),
        names=tuple(names),
        calls=calls_checked(code),
        seed=code.seed,
        time_limit=float(code.time_limit or TIME_LIMITS[code.needs]),
    )
    return (as_given, *(replace(as_given, again=dict(givens)) for givens in code.again))


def starter_names(code: CodeModel) -> frozenset[str]:
    """The names that the starter gives a value to; ``name = ...`` is for the learner to fill in."""
    given = Source(code.starter).assignments
    return frozenset(a.name for a in given if a.top and not _is_gap(a.value))


def _is_gap(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is ...


def names_checked(code: CodeModel) -> tuple[str, ...]:
    """The names whose values the checks look at."""
    return tuple(dict.fromkeys(name for check in code.checks for name in names_of(check)))


def names_of(check: CheckModel) -> tuple[str, ...]:
    """The names whose values a check looks at."""
    match check:
        case VariableCheck():
            return (check.variable,)
        case FunctionCheck():
            return (check.function,)
        case ModelCheck():
            return (check.model,)
        case HoldsCheck():
            return _observed(check.holds)[0]
    return ()


def calls_checked(code: CodeModel) -> tuple[str, ...]:
    """The expressions that are evaluated after a run: cases of functions, parts of predicates."""
    calls: dict[str, None] = {}
    for check in code.checks:
        if isinstance(check, FunctionCheck):
            calls.update(dict.fromkeys(check.cases))
        elif isinstance(check, HoldsCheck):
            calls.update(dict.fromkeys(_observed(check.holds)[1]))
    return tuple(calls)


def _observed(expression: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        return to_observe(expression)
    except EvaluationError:
        return (), ()


def _explaining(code: CodeModel, source: str) -> Iterable[str]:
    """The names that the code defines or is given, and those that the checked expressions read.

    With their values it can be told which part of an expression is at fault, whether a missing
    name goes by another one, and whether what was given has been changed.
    """
    mine, theirs = Source(source), Source(code.solution)
    yield from mine.defined[:MAX_NAMES]
    yield from (a.name for a in Source(code.setup).assignments)
    for check in code.checks:
        nodes: list[ast.AST] = []
        if isinstance(check, VariableCheck):
            found = [s.last(check.variable) for s in (mine, theirs)]
            nodes = [a.value for a in found if a is not None and a.value is not None]
        elif isinstance(check, CallCheck):
            nodes = [*mine.calls(check.call)]
        for node in nodes:
            yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
