"""The results of verifying as text and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tutor.authoring.cases import SORTS
from tutor.authoring.mutants import Mutant
from tutor.authoring.static import Remark
from tutor.authoring.verify import Outcome, Result
from tutor.lesson.errors import Diagnostic
from tutor.lesson.source import Position
from tutor.network.numbers import counted

_HEAD = ("", "exercise", "kind", *SORTS, "mutants", "seconds")


def table(results: Sequence[Result], right: str, wrong: str) -> str:
    """One table with a row for each exercise; ``right`` and ``wrong`` are the signs in front."""
    rows = [_HEAD, *(_row(result, right if result.fine else wrong) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _row(result: Result, sign: str) -> tuple[str, ...]:
    trial = result.trial
    counts = [*map(result.count, SORTS), (trial.killed, trial.counted)]
    shown = ("-" if run == 0 else f"{held}/{run}" for held, run in counts)
    exercise = result.work.exercise
    seconds = f"{result.seconds:.2f}" if result.known is None else "known"
    return (sign, exercise.id, exercise.kind, *shown, seconds)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Texts to the left, numbers to the right."""
    texts = [cell.ljust(width) for cell, width in zip(row[:3], widths[:3], strict=True)]
    figures = [cell.rjust(width) for cell, width in zip(row[3:], widths[3:], strict=True)]
    return "  ".join([*texts, *figures]).rstrip() + "\n"


def summary(results: Sequence[Result], seconds: float, broken: int = 0, faults: int = 0) -> str:
    """How much was verified in so many seconds and how much of it failed.

    ``broken`` files could not be read, and ``faults`` were seen without running anything.
    """
    checks = sum(result.count(sort)[1] for result in results for sort in SORTS)
    failed = sum(len(result.failures) for result in results) + faults
    what = f"{counted(len(results), 'exercise')}, {counted(checks, 'check')}"
    unnoticed = sum(len(result.trial.survivors) for result in results)
    fine = "all as they have to be" if checks or not broken else "nothing could be checked"
    if unnoticed:
        fine += f", but for {counted(unnoticed, 'change')} that no check notices"
    end = f"{failed} failed" if failed else fine
    unread = f" {counted(broken, 'file')} can't be used, see above." if broken else ""
    return f"{what} in {seconds:.1f} s: {end}.{_noticed(results)}{unread}"


def _noticed(results: Sequence[Result]) -> str:
    """How many mutants the checks noticed, as a sentence."""
    counted = sum(result.trial.counted for result in results)
    if not counted:
        return ""
    killed = sum(result.trial.killed for result in results)
    equal = sum(result.trial.equal for result in results)
    alike = f" ({equal} more do what the solution does)" if equal else ""
    return f" The checks notice {killed} of {counted} mutants, {killed / counted:.0%}{alike}."


def paragraph(result: Result, outcome: Outcome) -> str:
    """One failure: where it stands, what was submitted, what has to come of it and what came."""
    line, column = result.position(outcome.case.place)
    where = f"{result.work.lesson.path}:{line}:{column}: "
    case = outcome.case
    submitted = f"{case.name}: {case.shown}"
    return f"{where}{result.work.exercise.id}, {submitted}. {expected(outcome)} {got(outcome)}"


def survivor(result: Result, mutant: Mutant) -> str:
    """A mutant that no check noticed: where it stands, and what is other in it."""
    line, column = _changed_at(result, mutant)
    where = f"{result.work.lesson.path}:{line}:{column}: {result.work.exercise.id}"
    diff = "".join(f"\n    {each}" for each in mutant.diff)
    return f"{where}, line {mutant.line} of the solution. No check notices this change:{diff}"


#: What to do about mutants that no check noticed.
REMEDY = (
    "Where such a change is a mistake, add what tells it: a check, a case, or givens in again. "
    "Where it makes no difference, list it under equal."
)


def _changed_at(result: Result, mutant: Mutant) -> Position:
    """The line and column in the file of the line of the solution that was changed."""
    code = result.work.exercise.code
    text = code.solution if code is not None else ""
    before = sum(map(len, text.splitlines(keepends=True)[: mutant.line - 1]))
    begin = before + len(text[before:]) - len(text[before:].lstrip())
    return result.position_inside(("code", "solution"), text, begin)


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


def to_json(
    results: Sequence[Result], errors: Sequence[Diagnostic], remarks: Sequence[Remark] = ()
) -> dict[str, Any]:
    """All results as plain data."""
    faults = [remark.diagnostic for remark in remarks if remark.fault]
    advice = [remark.diagnostic for remark in remarks if not remark.fault]
    return {
        "passed": not errors and not faults and all(result.fine for result in results),
        "exercises": [_result(result) for result in results],
        "faults": [asdict(fault) for fault in faults],
        "advice": [asdict(remark) for remark in advice],
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
        "passed": result.fine,
        "known": result.known is not None,
        "checks": {sort: {"passed": held, "run": run} for sort, (held, run) in counts.items()},
        "seconds": round(result.seconds, 4),
        "failures": [_failure(result, outcome) for outcome in result.failures],
        "mutants": {
            "killed": result.trial.killed,
            "equal": result.trial.equal,
            "survivors": [
                {
                    "line": _changed_at(result, mutant)[0],
                    "diff": list(mutant.diff),
                    "code": mutant.code,
                }
                for mutant in result.trial.survivors
            ],
        },
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
