"""Rows of the tables, and the values they stand for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from tutor.progress.values import Attempt, Draft, Place

Row = tuple[Any, ...]

ATTEMPT_FIELDS = tuple(field.name for field in fields(Attempt))
ATTEMPT_COLUMNS = ", ".join(ATTEMPT_FIELDS)


class RowError(sqlite3.DatabaseError):
    """A row that this program can't have written: the file is damaged."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def insert_attempts(connection: sqlite3.Connection, attempts: Iterable[Attempt]) -> None:
    """Add attempts, in this order."""
    marks = ", ".join("?" for _ in ATTEMPT_FIELDS)
    connection.executemany(
        f"INSERT INTO attempts ({ATTEMPT_COLUMNS}) VALUES ({marks})",
        [
            (
                attempt.key,
                attempt.hash,
                storable(attempt.submission),
                attempt.passed,
                storable(attempt.message),
                json.dumps(attempt.mistakes),
                attempt.hints,
                attempt.seconds,
                time_text(attempt.at),
            )
            for attempt in attempts
        ],
    )


def attempt_of(row: Row) -> Attempt:
    """The attempt of a row of ``ATTEMPT_COLUMNS``."""
    key, content, submission, passed, message, mistakes, hints, seconds, at = row
    return Attempt(
        key=key,
        hash=content,
        submission=submission,
        passed=bool(passed),
        message=message,
        mistakes=tuple(loads(mistakes)),
        hints=hints,
        seconds=seconds,
        at=time_of(at),
    )


def replace_draft(connection: sqlite3.Connection, draft: Draft) -> None:
    """Put a draft in the place of the one with its key."""
    connection.execute(
        "INSERT OR REPLACE INTO drafts (key, state, at) VALUES (?, ?, ?)",
        (draft.key, dumps(draft.state), time_text(draft.at)),
    )


def draft_of(row: Row) -> Draft:
    """The draft of a row of key, state, at."""
    key, state, at = row
    return Draft(key, loads(state), time_of(at))


def replace_place(connection: sqlite3.Connection, place: Place) -> None:
    """Put the place in the place of the one that was."""
    connection.execute(
        "INSERT OR REPLACE INTO place (id, course, lesson, exercise, state) VALUES (1, ?, ?, ?, ?)",
        (place.course, place.lesson, place.exercise, dumps(place.state)),
    )


def place_of(row: Row) -> Place:
    """The place of a row of course, lesson, exercise, state."""
    course, lesson, exercise, state = row
    return Place(course, lesson, exercise, loads(state))


def dumps(state: Mapping[str, Any]) -> str:
    """JSON in ASCII, which holds any text there can be."""
    return json.dumps(dict(state))


def loads(text: str) -> Any:
    """The value of a JSON text. Raises RowError."""
    try:
        return json.loads(text)
    except (TypeError, ValueError) as error:
        raise RowError(f"not JSON: {text!r}") from error


def time_text(at: datetime) -> str:
    """A time in UTC as ISO 8601, to the microsecond; texts sort as the times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """The time of an ISO 8601 text. Raises RowError."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise RowError(f"not a time: {text!r}") from error


def storable(text: str) -> str:
    """The text, with lone surrogates, which UTF-8 can't hold, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
