"""The attempts at an exercise, to be looked back at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

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
    """An attempt in short: when (here), how it went, the hints seen, the line that tells it."""

    when: datetime
    result: str
    hints: str
    tells: str


def latest_first(desk: Desk, work: Work) -> list[Attempt]:
    """Every attempt at an exercise, the latest first."""
    return sorted(desk.attempts(work), key=lambda attempt: attempt.at, reverse=True)


def summaries(attempts: Sequence[Attempt]) -> list[Summary]:
    """Attempts, the latest first, as a list has them."""
    return [_summary(it, before) for it, before in zip_longest(attempts, attempts[1:])]


def _summary(attempt: Attempt, before: Attempt | None) -> Summary:
    """An attempt in short, told by the first line that the one ``before`` did not have."""
    known = set(before.submission.splitlines()) if before else set()
    lines = [line for line in attempt.submission.splitlines() if line.strip()]
    new = [line for line in lines if line not in known]
    own = [line for line in new or lines if not line.lstrip().startswith("#")]
    return Summary(
        when=attempt.at.astimezone(),
        result="passed" if attempt.passed else "shown" if attempt.shown else "not passed",
        hints=counted(attempt.hints, "hint") if attempt.hints else "",
        tells=next(iter(own or lines), ""),
    )
