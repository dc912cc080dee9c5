"""Which exercises of the courses are due, and going through them one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tutor.lesson.outline import CourseOutline, ExerciseOutline
from tutor.progress.values import Attempt, key_of
from tutor.review.schedule import due_times


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise that comes back, and when (UTC)."""

    course: str
    lesson: str
    exercise: str
    title: str
    due: datetime

    @property
    def key(self) -> str:
        """What its progress hangs on."""
        return key_of(self.course, self.exercise)


@dataclass(frozen=True, slots=True)
class Round:
    """Exercises to go through for review, and the place (from 0) of the one at hand."""

    items: tuple[Item, ...]
    place: int = 0

    @property
    def item(self) -> Item:
        """The one at hand."""
        return self.items[self.place]


def upcoming(courses: Iterable[CourseOutline], attempts: Iterable[Attempt]) -> tuple[Item, ...]:
    """All that comes back of these courses, what is due first at the beginning."""
    times = due_times(attempts)
    found = [
        Item(course.id, lesson.id, exercise.id, exercise.title, times[key])
        for course in courses
        for lesson in course.lessons
        for exercise in lesson.exercises
        if (key := key_of(course.id, exercise.id)) in times and _may_come(exercise)
    ]
    return tuple(sorted(found, key=lambda item: item.due))


def _may_come(exercise: ExerciseOutline) -> bool:
    """Whether there is something to ask again."""
    return exercise.review and exercise.kind != "read"
