"""The attempts at an exercise, to be looked back at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutor.network.numbers import counted
from tutor.progress.values import Attempt
from tutor.session.desk import Desk
from tutor.session.sitting import Sitting
from tutor.session.work import Work

#: Said before attempts are opened that would show what a review asks.
SPOILER = "Your earlier attempts show the solution. The same again opens them all the same."
NOTHING_SUBMITTED = "Nothing was submitted then: the solution was shown."


def spoils(work: Work, sitting: Sitting) -> bool:
    """Whether the attempts show what is asked: those before a review that isn't passed."""
    return work.round is not None and not sitting.passed


@dataclass(frozen=True, slots=True)
class Summary:
    """An attempt in short: when (here), how it went, the hints seen, its first line."""

    when: datetime
    result: str
    hints: str
    begins: str


def latest_first(desk: Desk, work: Work) -> list[Attempt]:
    """Every attempt at an exercise, the latest first."""
    return sorted(desk.attempts(work), key=lambda attempt: attempt.at, reverse=True)


def summary(attempt: Attempt) -> Summary:
    """An attempt as a list of them has it."""
    return Summary(
        when=attempt.at.astimezone(),
        result="passed" if attempt.passed else "shown" if attempt.shown else "not passed",
        hints=counted(attempt.hints, "hint") if attempt.hints else "",
        begins=next(filter(str.strip, attempt.submission.splitlines()), ""),
    )
