"""What was done so far, in numbers and in the words for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tutor.lesson.outline import CourseOutline
from tutor.progress.values import ProgressError, key_of
from tutor.review.statistics import AT_WORK, Share, Statistics, statistics
from tutor.session.shelf import Shelf

NOTHING = "Nothing was tried yet. What you do in exercises and in the drill is counted here."
NO_MISTAKES = "none with a name so far"
PAUSES = f"pauses of {AT_WORK.seconds // 60} minutes don't count"
#: Mistakes that are named; the first are those worth working on.
MOST_MISTAKES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """How many exercises are done of a lesson, or of a course (``lesson`` is False)."""

    title: str
    done: int
    whole: int
    lesson: bool = True


def numbers_of(shelf: Shelf) -> tuple[Statistics, str | None]:
    """The numbers of the record; and a sentence where it can't be read."""
    warning = None
    try:
        attempts = shelf.store.attempts()
    except ProgressError as problem:
        attempts, warning = [], str(problem)
    kinds = {
        key_of(course.id, exercise.id): exercise.kind
        for course in shelf.courses
        for lesson in course.lessons
        for exercise in lesson.exercises
    }
    return statistics(attempts, kinds, shelf.clock().astimezone().date()), warning


def done_of(shelf: Shelf, course: CourseOutline) -> Iterator[Part]:
    """A course, then each of its lessons."""
    lessons = [
        Part(
            lesson.title,
            sum(shelf.is_done(course.id, exercise.id) for exercise in lesson.exercises),
            len(lesson.exercises),
        )
        for lesson in course.lessons
    ]
    done, whole = sum(each.done for each in lessons), sum(each.whole for each in lessons)
    yield Part(course.title, done, whole, lesson=False)
    yield from lessons


def share(of: Share) -> str:
    """So many of so many: ``3 of 4, 75%``."""
    if not of.whole:
        return "none tried yet"
    return f"{of.part} of {of.whole}, {of.part / of.whole:.0%}"


def duration(time: timedelta) -> str:
    """Hours and minutes."""
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
