"""What is kept of the learner's work.

A key is ``course/exercise``; it stays when an exercise moves to another lesson. Times are in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

#: The setting that says which code may run. It is never taken from elsewhere.
TRUSTED = "trusted"


#: What keys begin with in the place of a course: the drill's, and drafts made in a review.
DRILL, REVIEW = "drill", "review"
#: The message of an attempt that was none: the solution was shown.
SHOWN = "the solution was shown"


def key_of(course: str, exercise: str) -> str:
    """What the progress of an exercise hangs on, by the ids of both."""
    return f"{course}/{exercise}"


class ProgressError(Exception):
    """Progress that can't be read or saved; the message is a sentence for the learner."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission and what was said to it. Attempts are only ever added.

    ``hash`` is the content hash of the exercise as it was then, ``hints`` how many had been seen,
    ``seconds`` how long the code ran.
    """

    key: str
    hash: str
    submission: str
    passed: bool
    message: str = ""
    mistakes: tuple[str, ...] = ()
    hints: int = 0
    seconds: float = 0.0
    at: datetime = field(default_factory=now)

    @property
    def shown(self) -> bool:
        """Whether nothing was submitted, and the solution shown."""
        return not self.passed and not self.submission and self.message == SHOWN


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise that was passed: when it last was, and the content hash it had then."""

    passed_at: datetime
    hash: str

    def changed(self, hash_now: str) -> bool:
        """Whether the exercise has changed since."""
        return self.hash != hash_now


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written and not yet submitted: ``state`` is JSON of the screen that wrote it."""

    key: str
    state: Mapping[str, Any]
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the learner is; ``exercise`` is "" on the lesson itself, ``state`` the screen's."""

    course: str
    lesson: str = ""
    exercise: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an exercise was tried, how often with success, and when it last was."""

    tries: int
    passes: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home screen shows, read at one moment. ``done`` goes by key."""

    done: Mapping[str, Done]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is kept. ``hints`` (how many are open) and ``drafts`` have one entry a key."""

    attempts: tuple[Attempt, ...] = ()
    drafts: tuple[Draft, ...] = ()
    place: Place | None = None
    hints: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
