"""A predicate over observed values that must be true."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tutor.grading.checks.variable import missing
from tutor.grading.differ import alike, difference, shown
from tutor.grading.errors import of_call
from tutor.grading.evaluate import EvaluationError, evaluate, parse, to_observe
from tutor.grading.habits import habit
from tutor.grading.operations import truth
from tutor.grading.run import Finding, Run, gap_left, look_at
from tutor.grading.values import Plain
from tutor.lesson.models import HoldsCheck
from tutor.runner.observation import ErrorView

WHAT = "holds"
#: A longer part of a predicate isn't quoted.
LONGEST = 60


def check_holds(check: HoldsCheck, run: Run) -> Finding | None:
    """None if the expression is true of the submission.

    With other givens it counts only if it is true of the solution: 20 entries are 20 whatever
    goes in, but an error of 0 may hold for the first givens only.
    """
    if run.plain is not None and not _holds_for_solution(check, run):
        return None
    finding = _finding(check, run)
    gap = run.source.gap()
    return finding if finding is None or gap is None else gap_left(gap)


def _finding(check: HoldsCheck, run: Run) -> Finding | None:
    names, calls = to_observe(check.holds)
    for name in names:
        if run.value(name).kind == "missing":
            return missing(name, run, WHAT)
    for call in calls:
        result = run.result(call)
        if isinstance(result, ErrorView):
            return Finding(WHAT, *of_call(call, result, run.source), result.line)
    # What got its value last is the most likely to be at fault.
    line = max(_lines(check, run), default=None)
    try:
        if truth(evaluate(check.holds, run.names_for_author(), run.observed())):
            return None
        message = f"This must hold, but doesn't: {check.holds}."
    except EvaluationError as error:
        unlike = _of_another_kind(names, run)
        if unlike is not None or _is_foreseen(check):
            return unlike
        message = f"'{check.holds}' can't be worked out with your values: {error.message}."
    cause = next(filter(None, (habit(run, name) for name in names)), None)
    if cause is not None:
        return Finding(
            WHAT,
            (check.message or message).strip(),
            cause.sentence,
            cause.line,
            look_at(cause.line),
        )
    message = (check.message or message).strip()
    return Finding(WHAT, message, _sides(check, run), line, look_at(line))


def _is_foreseen(check: HoldsCheck) -> bool:
    """Whether it says that something is not a mistake that was foreseen: ``a != …``.

    Where that can't be worked out, it is another mistake, and another check's.
    """
    node = parse(check.holds)
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq)


def _of_another_kind(names: Sequence[str], run: Run) -> Finding | None:
    """The finding about a value that is not of the solution's kind: a text for a number."""
    for name in names:
        given, expected = run.value(name), run.expected(name)
        if expected.kind != "missing" and not alike(given, expected):
            found = difference(name, given, expected)
            if found is not None:
                line = run.source.line_of(name)
                return Finding(WHAT, found.message, found.hint, line, look_at(line))
    return None


def _lines(check: HoldsCheck, run: Run) -> Iterator[int]:
    """Where the names of the predicate get their values."""
    for node in ast.walk(parse(check.holds)):
        line = run.source.line_of(node.id) if isinstance(node, ast.Name) else None
        if line is not None:
            yield line


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
        # What must differ and doesn't is the same on both sides.
        others = [] if isinstance(node.ops[0], ast.NotEq) else node.comparators
        for side in (node.left, *others):
            text = ast.unparse(side)
            if isinstance(side, ast.Constant) or len(text) > LONGEST:
                continue
            try:
                parts[text] = _side(side, evaluate(side, run.names_for_author(), run.observed()))
            except EvaluationError:
                continue
    sentence = ", ".join(parts.values())
    return f"{sentence}." if parts else ""


def _side(side: ast.expr, value: Plain) -> str:
    """``len(a) is 3``; of ``differences(a, b)`` in words."""
    match side:
        case ast.Call(func=ast.Name(id="differences"), args=[left, right]):
            both = f"{ast.unparse(left)} and {ast.unparse(right)}"
            if value == 0:
                return f"{both} are the same"
            return f"{both} differ in {value} {'number' if value == 1 else 'numbers'}"
    return f"{ast.unparse(side)} is {shown(value)}"
