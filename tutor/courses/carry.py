"""Exercises that have another id in a new version of a course, and what was done of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tutor.lesson.content import exercise_hash
from tutor.lesson.errors import LessonError
from tutor.lesson.outline import CourseOutline, ExerciseOutline
from tutor.lesson.source import read_source
from tutor.progress.store import Contents, Store
from tutor.progress.values import key_of

#: An exercise as it was, and as it is called now.
Renamed = tuple[ExerciseOutline, ExerciseOutline]


def senses(course: CourseOutline) -> Mapping[str, str]:
    """A hash of all that each exercise is but its id, by the id."""
    found: dict[str, str] = {}
    for lesson in course.lessons:
        try:
            data = read_source(lesson.path).data
        except LessonError:
            continue
        ids = {exercise.id for exercise in lesson.exercises}
        if isinstance(data, Mapping):
            found |= {
                item["id"]: exercise_hash(_nameless(item), data.get("networks"))
                for item in data.get("exercises") or ()
                if isinstance(item, Mapping) and item.get("id") in ids
            }
    return found


def _nameless(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "id"}


def renamed(gone: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Which of the ids that are gone are which new ones, by their senses; what is alike is none."""
    pairs = {
        old: [id_ for id_, other in new.items() if other == sense] for old, sense in gone.items()
    }
    once = {old: ids[0] for old, ids in pairs.items() if len(ids) == 1}
    return {old: id_ for old, id_ in once.items() if list(once.values()).count(id_) == 1}


def carry_over(store: Store, course: str, exercises: tuple[Renamed, ...]) -> None:
    """Add what was done under the old ids under the new ones, too; twice is the same as once.

    Raises ProgressError.
    """
    if not exercises:
        return
    keys = {key_of(course, old.id): key_of(course, new.id) for old, new in exercises}
    hashes = {old.hash: new.hash for old, new in exercises}
    kept = store.contents()
    store.merge(
        Contents(
            attempts=tuple(
                replace(attempt, key=keys[attempt.key], hash=hashes.get(attempt.hash, attempt.hash))
                for attempt in kept.attempts
                if attempt.key in keys
            ),
            drafts=tuple(replace(d, key=keys[d.key]) for d in kept.drafts if d.key in keys),
            hints={keys[key]: used for key, used in kept.hints.items() if key in keys},
        )
    )
