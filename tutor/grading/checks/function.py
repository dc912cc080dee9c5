"""A function gives what the solution's gives."""

from __future__ import annotations

import ast

from tutor.grading.checks.variable import missing
from tutor.grading.differ import KINDS, Difference, difference
from tutor.grading.explain import explain_function
from tutor.grading.run import Finding, Run, look_at
from tutor.lesson.models import FunctionCheck
from tutor.runner.observation import ErrorView, Value


def check_function(check: FunctionCheck, run: Run) -> Finding | None:
    """None if every case gives what it must."""
    name = check.function
    what = f"function {name}"
    value = run.value(name)
    if value.kind == "missing":
        return missing(name, run, what)
    line = run.source.line_of(name)
    if value.kind not in ("function", "class", "other"):
        kind = KINDS.get(value.kind, f"of type {value.type}")
        return Finding(what, f"{name} is {kind}, expected a function.", "", line, look_at(line))
    for case in check.cases:
        expected = run.expected_result(case)
        if isinstance(expected, ErrorView) or expected.kind == "missing":
            continue
        given = run.result(case)
        if isinstance(given, ErrorView):
            return _failed(what, case, given)
        found = difference(case, given, expected, check.tolerance)
        if found is not None:
            return _explained(what, run, name, given, found)
    return None


def _failed(what: str, case: str, error: ErrorView) -> Finding:
    message = f"{case} ends with {error.type}: {error.message}"
    message = message.rstrip(".") + "."
    if error.line is None:
        return Finding(what, message)
    return Finding(what, message, "", error.line, f"Look at line {error.line}.")


def _explained(what: str, run: Run, name: str, given: Value, found: Difference) -> Finding:
    line, detail = run.source.line_of(name), found.hint
    function, cause = run.source.function(name), explain_function(name, run)
    if given.kind == "none" and function is not None and not _returns(function):
        detail = "It has no return: the value is computed, but nobody gets it."
    elif cause is not None:
        line, detail = cause.line, cause.sentence
    return Finding(what, found.message, detail, line, look_at(line))


def _returns(function: ast.FunctionDef) -> bool:
    return any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(function))
