"""What the exercise gives and the submission changed, so that everything after it is off."""

from __future__ import annotations

from dataclasses import replace

from tutor.grading.evaluate import EvaluationError, evaluate
from tutor.grading.run import Finding, Run, look_at
from tutor.grading.source import Source
from tutor.grading.values import plain, same


def with_changed_given(finding: Finding, setup: Source, run: Run) -> Finding:
    """The finding, with the given name that isn't what it was, unless it explains itself."""
    if finding.detail:
        return finding
    for name in dict.fromkeys(a.name for a in setup.assignments):
        if _is_changed(name, setup, run):
            line = next(iter(run.source.changes(name)), None)
            who = f"line {line}" if line is not None else "your code"
            detail = f"{name} is given and has to stay as it is; {who} changes it."
            line = line or finding.line
            return replace(finding, detail=detail, line=line, next=look_at(line))
    return finding


def _is_changed(name: str, setup: Source, run: Run) -> bool:
    """Whether a name has another value than it was given, where the solution leaves it alone."""
    given = setup.last(name)
    if given is None or given.value is None or run.value(name).kind == "missing":
        return False
    try:
        value = evaluate(run.again.get(name, given.value), {})
    except EvaluationError:
        return False
    return same(plain(run.expected(name)), value) and not same(plain(run.value(name)), value)
