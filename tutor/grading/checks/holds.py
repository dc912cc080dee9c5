"""A predicate over observed values that must be true."""

from __future__ import annotations

import ast

from tutor.grading.checks.variable import missing
from tutor.grading.differ import shown
from tutor.grading.evaluate import EvaluationError, evaluate, parse, to_observe
from tutor.grading.operations import truth
from tutor.grading.run import Finding, Run
from tutor.lesson.models import HoldsCheck
from tutor.runner.observation import ErrorView

WHAT = "holds"


def check_holds(check: HoldsCheck, run: Run) -> Finding | None:
    """None if the expression is true of the submission.

    With other givens it counts only if it is true of the solution: 20 entries are 20 whatever
    goes in, but an error of 0 may hold for the first givens only.
    """
    if run.plain is not None and not _holds_for_solution(check, run):
        return None
    names, calls = to_observe(check.holds)
    for name in names:
        if run.value(name).kind == "missing":
            return missing(name, run, WHAT)
    for call in calls:
        result = run.result(call)
        if isinstance(result, ErrorView):
            message = f"{call} ends with {result.type}: {result.message}".rstrip(".") + "."
            return Finding(WHAT, message, "", result.line)
    try:
        if truth(evaluate(check.holds, run.names(), run.observed())):
            return None
    except EvaluationError as error:
        message = f"'{check.holds}' can't be worked out with your values: {error.message}."
        return Finding(WHAT, message)
    line = next((found for name in names if (found := run.source.line_of(name))), None)
    look = f"Look at line {line}." if line is not None else ""
    return Finding(
        WHAT, f"This must hold, but doesn't: {check.holds}.", _sides(check, run), line, look
    )


def _holds_for_solution(check: HoldsCheck, run: Run) -> bool:
    try:
        value = evaluate(check.holds, run.expected_names(), run.expected_observed())
        return truth(value)
    except EvaluationError:
        return False


def _sides(check: HoldsCheck, run: Run) -> str:
    """What the parts that are compared are, where they are no plain numbers."""
    tree = parse(check.holds)
    compared = [n for n in ast.walk(tree) if isinstance(n, ast.Compare)][:3]
    if not compared or any(isinstance(n, ast.comprehension) for n in ast.walk(tree)):
        return ""
    parts: dict[str, str] = {}
    for node in compared:
        for side in (node.left, *node.comparators):
            text = ast.unparse(side)
            if isinstance(side, ast.Constant) or len(text) > 60:
                continue
            try:
                parts[text] = shown(evaluate(side, run.names(), run.observed()))
            except EvaluationError:
                continue
    sentence = ", ".join(f"{text} is {value}" for text, value in parts.items())
    return f"{sentence}." if parts else ""
