"""A function gives what the solution's gives."""

from __future__ import annotations

import ast

from tutor.grading.checks.variable import missing
from tutor.grading.differ import KINDS, Difference, difference
from tutor.grading.errors import of_call
from tutor.grading.explain import explain_function
from tutor.grading.relation import Pairs, pairs
from tutor.grading.run import Finding, Run, gap_left, look_at
from tutor.lesson.models import FunctionCheck
from tutor.network.numbers import counted
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
        found = _of_case(case, run.result(case), expected, run, check)
        if found is not None:
            gap = run.source.gap_of(name)
            return found if gap is None else gap_left(gap)
    return None


def _of_case(
    case: str, given: Value | ErrorView, expected: Value, run: Run, check: FunctionCheck
) -> Finding | None:
    what = f"function {check.function}"
    if isinstance(given, ErrorView):
        return _failed(what, case, given, run, check.function)
    found = difference(case, given, expected, check.tolerance, _elsewhere(case, run, check))
    return None if found is None else _explained(what, run, check.function, given, found)


def _elsewhere(case: str, run: Run, check: FunctionCheck) -> Pairs:
    """What came of the other cases, and of all of them with the givens as they are."""
    calls = [(run, other) for other in check.cases if other != case]
    if run.plain is not None:
        calls += [(run.plain, other) for other in check.cases]
    return [pair for at, call in calls for pair in pairs(at.result(call), at.expected_result(call))]


def _failed(what: str, case: str, error: ErrorView, run: Run, name: str) -> Finding:
    message, help_ = of_call(case, error, run.source)
    detail = _other_parameters(name, run)
    line = error.line if not detail else run.source.line_of(name)
    return Finding(what, message, detail or help_, line, look_at(line))


def _other_parameters(name: str, run: Run) -> str:
    """How the parameters differ from the solution's, where the calls can't fit both."""
    mine, theirs = run.source.function(name), run.solution.function(name)
    if mine is None or theirs is None or mine.args.vararg or mine.args.kwarg:
        return ""
    own, others = _parameters(mine), _parameters(theirs)
    asked = f"{name}({', '.join(others)})"
    if own != others and sorted(own) == sorted(others):
        return f"Its parameters stand in another order than in the task: {asked}."
    if not len(own) - len(mine.args.defaults) <= len(others) <= len(own):
        return f"It has {counted(len(own), 'parameter')}, where the task has {asked}."
    return ""


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]


def _explained(what: str, run: Run, name: str, given: Value, found: Difference) -> Finding:
    line, detail = run.source.line_of(name), found.hint
    function, cause = run.source.function(name), explain_function(name, run)
    if given.kind == "none" and function is not None and not _returns(function):
        line, detail = _nothing_returned(function)
    elif other := _other_parameters(name, run):
        detail = other
    elif cause is not None:
        line, detail = cause.line, cause.sentence
    elif function is not None and (unused := _unused(function)):
        detail = f"It never uses its argument {unused[0]}."
    return Finding(what, found.message, detail, line, look_at(line))


def _unused(function: ast.FunctionDef) -> list[str]:
    """The parameters that the function does nothing with."""
    read = {n.id for line in function.body for n in ast.walk(line) if isinstance(n, ast.Name)}
    return [arg.arg for arg in function.args.args if arg.arg not in read]


def _nothing_returned(function: ast.FunctionDef) -> tuple[int, str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return):
            return node.lineno, "Its return has no value behind it, so nobody gets one."
    return function.lineno, "It has no return: the value is computed, but nobody gets it."


def _returns(function: ast.FunctionDef) -> bool:
    return any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(function))
