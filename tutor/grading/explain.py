"""Why a value is wrong: the one place where the learner's code differs from the solution's.

A sentence is given only where it is certain: the learner's expression with that one place
changed gives the expected value, or the place is the only difference of the whole program (or
the same difference in several lines), or the code has what can't be meant (``habits``).
"""

from __future__ import annotations

import ast
import copy

from tutor.grading.differ import number
from tutor.grading.edits import Comparison, Edit
from tutor.grading.evaluate import EvaluationError, evaluate
from tutor.grading.habits import habit
from tutor.grading.moves import moved_line
from tutor.grading.run import Cause, Run
from tutor.grading.source import Assignment, Source
from tutor.grading.values import Plain, is_number, plain, same
from tutor.runner.observation import Value

LONGEST = 48


def explain(name: str, run: Run, expected: Value, tolerance: float | None = None) -> Cause | None:
    """Why a variable of the submission doesn't have the expected value, where that is certain."""
    cause = _by_expression(name, run, plain(expected), tolerance)
    return cause or explain_program(run) or habit(run, name)


def explain_function(name: str, run: Run) -> Cause | None:
    """Why a function doesn't give what the solution's gives, where that is certain."""
    return _by_body(name, run) or habit(run, name)


def _by_body(name: str, run: Run) -> Cause | None:
    mine, theirs = run.source.function(name), run.solution.function(name)
    if mine is None or theirs is None or len(mine.body) != len(theirs.body):
        return None
    comparison = Comparison()
    edits = comparison.edits(mine.args, theirs.args)
    for ours, other in zip(mine.body, theirs.body, strict=True):
        edits += comparison.edits(ours, other)
    return _only(edits)


def _by_expression(name: str, run: Run, expected: Plain, tolerance: float | None) -> Cause | None:
    """The edit that makes the learner's own expression give the expected value."""
    mine, theirs = run.source.last(name), run.solution.last(name)
    if mine is None or theirs is None or mine.value is None or theirs.value is None:
        return None
    if not mine.top or _changed_later(mine, run):
        return None
    ours, others = run.names(), run.expected_names()

    def alike(own: str, other: str) -> bool:
        return own in ours and other in others and same(ours[own], others[other])

    def stands_for(own: ast.expr, other: ast.expr) -> bool:
        if not (_is_own(own, run.source) or _is_own(other, run.solution)):
            return False
        try:
            return same(evaluate(own, ours), evaluate(other, others))
        except EvaluationError:
            return False

    edits = Comparison(alike, stands_for).edits(mine.value, theirs.value)
    if len(edits) != 1 or not _is_small(edits[0]):
        return None
    edit = edits[0]
    given = plain(run.value(name))
    try:
        changed = evaluate(patched(mine.value, edit), ours)
    except EvaluationError:
        return None
    if not same(changed, expected, tolerance) or not _gives(mine.value, edit, ours, given):
        return None
    return Cause(_proven(edit, given), edit.line)


def _is_own(expression: ast.expr, source: Source) -> bool:
    """Whether it is a name that the source itself gives a value to."""
    return isinstance(expression, ast.Name) and source.last(expression.id) is not None


def _gives(expression: ast.expr, edit: Edit, names: dict[str, Plain], given: Plain) -> bool:
    """Whether an expression gives a value; a call that is too much need not be known here."""
    try:
        return same(evaluate(expression, names), given)
    except EvaluationError:
        return edit.kind == "extra"


def _changed_later(mine: Assignment, run: Run) -> bool:
    """Whether the name gets its value in several ways, so that one expression doesn't tell."""
    return sum(a.name == mine.name for a in run.source.assignments) != 1


def explain_program(run: Run) -> Cause | None:
    """The only difference between the whole submission and the whole solution."""
    cause = _only(Comparison().edits(run.source.tree, run.solution.tree))
    if cause is None:
        moved = moved_line(run.source.tree, run.solution.tree)
        return None if moved is None else Cause(moved.sentence, moved.line)
    return cause


def _only(edits: list[Edit]) -> Cause | None:
    """The only edit, or the same one in several lines."""
    if len({(e.kind, e.mine_text, e.theirs_text) for e in edits}) != 1:
        return None
    if not all(map(_is_small, edits)):
        return None
    lines = sorted({edit.line for edit in edits if edit.line is not None})
    return Cause(_sentence(edits[0], lines), lines[0])


def patched(expression: ast.expr, edit: Edit) -> ast.expr:
    """The learner's expression with the solution's part in the place of the edit."""
    memo: dict[int, object] = {id(edit.mine): copy.deepcopy(edit.theirs)}
    result: ast.expr = copy.deepcopy(expression, memo)
    return result


def _is_small(edit: Edit) -> bool:
    if edit.line is None or max(len(edit.mine_text), len(edit.theirs_text)) > LONGEST:
        return False
    parts = (edit.mine, edit.theirs) if edit.kind == "replaced" else ()
    return all(isinstance(part, ast.expr) and _size(part) <= 6 for part in parts) and not any(
        isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "print"
        for part in parts
    )


def _size(node: ast.AST) -> int:
    """How many names, constants and operations an expression has."""
    return sum(isinstance(n, ast.expr) for n in ast.walk(node))


def _proven(edit: Edit, given: Plain) -> str:
    assert edit.line is not None
    sentence = _sentence(edit, [edit.line])
    shown = number(given) if is_number(given) else ""
    if edit.kind == "replaced" and shown and shown != edit.mine_text:
        return f"{shown} is what {edit.mine_text} gives: {sentence[0].lower()}{sentence[1:]}"
    return sentence


def _sentence(edit: Edit, lines: list[int]) -> str:
    several = len(lines) > 1
    *before, last = map(str, lines)
    where = f"lines {', '.join(before)} and {last}" if several else f"line {last}"
    match edit.kind:
        case "missing":
            return f"In {where} {_around(edit.theirs_text)} is missing."
        case "extra":
            return f"In {where} {_around(edit.mine_text)} is too much."
        case "operator":
            verb = "have" if several else "has"
            return f"L{where[1:]} {verb} {edit.mine_text} where {edit.theirs_text} belongs."
        case "grouping":
            return (
                f"In {where} parentheses are missing or misplaced: it should be {edit.theirs_text}."
            )
        case "swapped":
            return f"In {where} the two sides of {edit.mine_text} are swapped."
    verb = "use" if several else "uses"
    return f"L{where[1:]} {verb} {edit.mine_text} where {edit.theirs_text} belongs."


def _around(text: str) -> str:
    return f"the {text}" if text.startswith((".", "-", "() ", "factor ", "term ")) else text
