"""The results of verifying as text and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tutor.authoring.cases import SORTS
from tutor.authoring.verify import Outcome, Result
from tutor.lesson.errors import Diagnostic

_HEAD = ("", "exercise", "kind", *SORTS, "seconds")


def table(results: Sequence[Result], right: str, wrong: str) -> str:
    """One table with a row for each exercise; ``right`` and ``wrong`` are the signs in front."""
    rows = [_HEAD, *(_row(result, wrong if result.failures else right) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _row(result: Result, sign: str) -> tuple[str, ...]:
    counts = ("/".join(map(str, result.count(sort))) for sort in SORTS)
    shown = ("-" if count == "0/0" else count for count in counts)
    exercise = result.work.exercise
    return (sign, exercise.id, exercise.kind, *shown, f"{result.seconds:.2f}")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Texts to the left, numbers to the right."""
    texts = [cell.ljust(width) for cell, width in zip(row[:3], widths[:3], strict=True)]
    figures = [cell.rjust(width) for cell, width in zip(row[3:], widths[3:], strict=True)]
    return "  ".join([*texts, *figures]).rstrip() + "\n"


def summary(results: Sequence[Result], broken: int = 0) -> str:
    """How much was verified and how much of it failed; ``broken`` files could not be read."""
    checks = sum(len(result.outcomes) for result in results)
    failed = sum(len(result.failures) for result in results)
    seconds = sum(result.seconds for result in results)
    what = f"{_counted(len(results), 'exercise')}, {_counted(checks, 'check')}"
    fine = "all as they have to be" if checks or not broken else "nothing could be checked"
    end = f"{failed} failed" if failed else fine
    unread = f" {_counted(broken, 'file')} can't be used, see above." if broken else ""
    return f"{what} in {seconds:.1f} s: {end}.{unread}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def paragraph(result: Result, outcome: Outcome) -> str:
    """One failure: where it stands, what was submitted, what has to come of it and what came."""
    line, column = result.position(outcome.case.place)
    where = f"{result.work.lesson.path}:{line}:{column}: "
    case = outcome.case
    submitted = f"{case.name}: {case.shown}"
    return f"{where}{result.work.exercise.id}, {submitted}. {expected(outcome)} {got(outcome)}"


def expected(outcome: Outcome) -> str:
    """What has to come of a case."""
    case = outcome.case
    verb = "pass" if case.passes else "fail"
    if case.says is None:
        return f"It has to {verb}."
    if not case.says.strip():
        return f"It has to {verb} with a sentence of its own, but the lesson has none for it."
    return f"It has to {verb} and say '{case.says.strip()}'."


def got(outcome: Outcome) -> str:
    """What came of a case."""
    verdict = outcome.verdict
    verb = "passed" if verdict.passed else "failed"
    but = ", but said" if verdict.passed is outcome.case.passes and not outcome.is_said else ""
    return f"It {verb}{but}: {outcome.said}"


def to_json(results: Sequence[Result], errors: Sequence[Diagnostic]) -> dict[str, Any]:
    """All results as plain data."""
    return {
        "passed": not errors and not any(result.failures for result in results),
        "exercises": [_result(result) for result in results],
        "errors": [asdict(error) for error in errors],
    }


def _result(result: Result) -> dict[str, Any]:
    work = result.work
    line, column = result.position()
    counts = {sort: result.count(sort) for sort in SORTS}
    return {
        "course": work.course.id,
        "lesson": work.lesson.id,
        "id": work.exercise.id,
        "kind": work.exercise.kind,
        "file": str(work.lesson.path),
        "line": line,
        "column": column,
        "passed": not result.failures,
        "checks": {sort: {"passed": held, "run": run} for sort, (held, run) in counts.items()},
        "seconds": round(result.seconds, 4),
        "failures": [_failure(result, outcome) for outcome in result.failures],
    }


def _failure(result: Result, outcome: Outcome) -> dict[str, Any]:
    line, column = result.position(outcome.case.place)
    return {
        "sort": outcome.case.sort,
        "name": outcome.case.name,
        "line": line,
        "column": column,
        "submitted": outcome.case.shown,
        "expected": expected(outcome),
        "passed": outcome.verdict.passed,
        "check": outcome.verdict.check,
        "said": outcome.said,
    }
