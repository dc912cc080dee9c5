"""What was done, counted by course and lesson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tutor.lesson.outline import CourseOutline, ExerciseOutline
from tutor.progress.values import DRILL, Tally, key_of
from tutor.session.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Account:
    """A lesson's, or a course's, exercises: how many there are, and what was done of them.

    ``changed``: of those that are done, how many ask something else now. ``last`` is when the last
    attempt was made. Of what is not here any more ``exercises`` is 0.
    """

    id: str
    title: str
    exercises: int
    done: int
    changed: int
    attempts: int
    hints: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class CourseAccount:
    """A course; ``here``: it is still there to go on with."""

    total: Account
    lessons: tuple[Account, ...] = ()
    here: bool = True


def accounts(shelf: Shelf) -> tuple[CourseAccount, ...]:
    """The courses on the shelf, then what was done elsewhere: the drill, courses that are gone.

    Raises ProgressError.
    """
    tallies, hints = shelf.store.tallies(), shelf.store.all_hints()
    found = [_of_course(shelf, course, tallies, hints) for course in shelf.courses]
    here = {course.id for course in shelf.courses}
    for id_ in sorted({key.partition("/")[0] for key in tallies} - here):
        keys = [key for key in tallies if key.startswith(f"{id_}/")]
        found.append(_of_keys(id_, keys, tallies, hints))
    return tuple(found)


def _of_course(
    shelf: Shelf, course: CourseOutline, tallies: Mapping[str, Tally], hints: Mapping[str, int]
) -> CourseAccount:
    def account(id_: str, title: str, exercises: Iterable[ExerciseOutline]) -> Account:
        exercises = tuple(exercises)
        keys = [key_of(course.id, exercise.id) for exercise in exercises]
        done = sum(shelf.is_done(course.id, exercise.id) for exercise in exercises)
        changed = sum(shelf.has_changed(course.id, exercise) for exercise in exercises)
        return Account(id_, title, len(keys), done, changed, *_counted(keys, tallies, hints))

    lessons = tuple(account(each.id, each.title, each.exercises) for each in course.lessons)
    everything = (exercise for each in course.lessons for exercise in each.exercises)
    return CourseAccount(account(course.id, course.title, everything), lessons)


def _of_keys(
    course: str, keys: list[str], tallies: Mapping[str, Tally], hints: Mapping[str, int]
) -> CourseAccount:
    is_drill = course == DRILL
    title = "Drill" if is_drill else f"{course} (not here)"
    done = sum(tallies[key].passes if is_drill else tallies[key].passes > 0 for key in keys)
    total = Account(course, title, 0, done, 0, *_counted(keys, tallies, hints))
    return CourseAccount(total, here=is_drill)


def _counted(
    keys: Iterable[str], tallies: Mapping[str, Tally], hints: Mapping[str, int]
) -> tuple[int, int, datetime | None]:
    """Attempts, hints, and when the last attempt was made."""
    keys = tuple(keys)
    tried = [tallies[key] for key in keys if key in tallies]
    last = max((tally.last for tally in tried), default=None)
    return sum(tally.tries for tally in tried), sum(hints.get(key, 0) for key in keys), last
