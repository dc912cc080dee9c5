"""Attempts at one exercise, gathered into encounters, and how each of them went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tutor.progress.values import Attempt

#: Attempts belong to different encounters where so much time lies between them.
PAUSE = timedelta(hours=6)

Outcome = Literal["clean", "helped", "wrong"]


@dataclass(frozen=True, slots=True)
class Encounter:
    """Attempts at one exercise with no long pause between them, in the order they were made."""

    attempts: tuple[Attempt, ...]

    @property
    def counted(self) -> tuple[Attempt, ...]:
        """Those up to the first that passed; whoever tries things out after that loses nothing."""
        passes = [place for place, attempt in enumerate(self.attempts) if attempt.passed]
        return self.attempts[: passes[0] + 1] if passes else self.attempts

    @property
    def ended(self) -> datetime:
        """When the last of those was made."""
        return self.counted[-1].at

    @property
    def outcome(self) -> Outcome:
        """Right at once; with hints or the solution; or with something wrong first."""
        if any(not attempt.passed and not attempt.shown for attempt in self.counted):
            return "wrong"
        helped = any(attempt.shown or attempt.hints for attempt in self.counted)
        return "helped" if helped else "clean"


def encounters(attempts: Iterable[Attempt]) -> tuple[Encounter, ...]:
    """The encounters of the attempts at one exercise, which may come in any order."""
    groups: list[list[Attempt]] = []
    for attempt in sorted(attempts, key=lambda attempt: attempt.at):
        if groups and attempt.at - groups[-1][-1].at < PAUSE:
            groups[-1].append(attempt)
        else:
            groups.append([attempt])
    return tuple(Encounter(tuple(group)) for group in groups)
