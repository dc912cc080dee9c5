"""The courses at hand and what the learner has done of them; light enough for the first paint."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tutor.lesson.outline import CourseOutline, ExerciseOutline, LessonOutline
from tutor.lesson.scan import Memory
from tutor.lesson.where import courses_in, shipped_courses
from tutor.progress.store import Done, Place, ProgressError, Store
from tutor.progress.values import key_of, now
from tutor.progress.where import cache_folder, courses_folder


def shared_courses() -> tuple[Path, ...]:
    """The folders of courses for all who use this machine: ``$TUTOR_COURSES``, as ``$PATH`` is."""
    named = os.environ.get("TUTOR_COURSES", "").split(os.pathsep)
    return tuple(Path(name).expanduser().absolute() for name in named if name)


#: Where the state of the place says what is open: entries of JSON, those that lie over others last.
OPEN = "open"
Entry = dict[str, Any]


class Shelf:
    """Courses in the order they are shown, and the learner's progress in them.

    ``clock`` gives the time, in UTC.
    """

    def __init__(
        self, store: Store, warning: str | None = None, clock: Callable[[], datetime] = now
    ) -> None:
        self.store = store
        self.warning = warning
        self.clock = clock
        self._done: dict[str, Mapping[str, Done]] = {}

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders in which courses are looked for; of two with one id the first counts."""
        return (shipped_courses(), *shared_courses(), courses_folder())

    @cached_property
    def memory(self) -> Memory:
        """What was read of files before, so that those that have not changed are not read again."""
        return Memory(cache_folder() / "outlines.json")

    @cached_property
    def courses(self) -> tuple[CourseOutline, ...]:
        """The shipped, the shared and the installed courses."""
        found = courses_in(self.places, self.memory)
        self.memory.save()
        return found

    def has(self, course: CourseOutline) -> bool:
        """Whether it is one of the courses here, and not only a path that was named."""
        return any(course.path == known.path for known in self.courses)

    def is_shipped(self, course: CourseOutline) -> bool:
        """Whether it came with the program or is shared on this machine, so that its code may run
        without being asked about.
        """
        given = (shipped_courses(), *shared_courses())
        return course.path.parent in given and self.has(course)

    def forget(self, course: str) -> None:
        """What is done in a course is to be read anew."""
        self._done.pop(course, None)

    def is_done(self, course: str, exercise: str) -> bool:
        """Whether the exercise was ever passed."""
        return key_of(course, exercise) in self._done_in(course)

    def _done_in(self, course: str) -> Mapping[str, Done]:
        if course not in self._done:
            try:
                self._done[course] = self.store.done(course)
            except ProgressError as problem:
                self.warning = str(problem)
                return {}
        return self._done[course]

    def has_changed(self, course: str, exercise: ExerciseOutline) -> bool:
        """Whether an exercise that is done asks something else now than it did then."""
        entry = self._done_in(course).get(key_of(course, exercise.id))
        return entry is not None and entry.changed(exercise.hash)

    def what(self, course: CourseOutline, lesson: LessonOutline, exercise: str) -> str:
        """What the commands take for an exercise: short where that is clear."""
        alike = sum(other.id == lesson.id for c in self.courses for other in c.lessons)
        if course.path == lesson.path:
            return f"{lesson.path}#{exercise}"
        if not self.has(course):
            return f"{course.path}/{lesson.path.name}#{exercise}"
        return f"{lesson.id}#{exercise}" if alike == 1 else f"{course.id}/{lesson.id}#{exercise}"

    def place(self) -> Place | None:
        """Where the learner is; None before the first exercise."""
        place = self._place()
        return place if place and place.course else None

    def _place(self) -> Place | None:
        try:
            return self.store.place()
        except ProgressError as problem:
            self.warning = str(problem)
            return None

    def left_open(self) -> list[Entry]:
        """What was open when the line dropped; nothing where the learner left it."""
        place = self._place()
        entries = place.state.get(OPEN) if place else None
        return entries if isinstance(entries, list) else []

    def go_on(self) -> tuple[str, str, str] | None:
        """The exercise to go on with: where the learner is, or the first that isn't done."""
        place = self.place()
        if place and place.exercise and self._exists(place.course, place.lesson, place.exercise):
            return place.course, place.lesson, place.exercise
        for course in self.courses:
            for lesson in course.lessons:
                for exercise in lesson.exercises:
                    if not self.is_done(course.id, exercise.id):
                        return course.id, lesson.id, exercise.id
        return None

    def _exists(self, course: str, lesson: str, exercise: str) -> bool:
        return (course, lesson, exercise) in {
            (c.id, x.id, e.id) for c in self.courses for x in c.lessons for e in x.exercises
        }
