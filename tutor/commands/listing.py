"""``tutor list``: courses, lessons, exercises, and what is done."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from tutor import terminal
from tutor.commands.output import folded, open_store, room, write_json, write_lines
from tutor.lesson.outline import CourseOutline, ExerciseOutline, LessonOutline
from tutor.lesson.where import WhereError
from tutor.session.open import narrowed
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf


def run(options: argparse.Namespace) -> int:
    """List everything, or one course or lesson."""
    with open_store() as store:
        shelf = Shelf(store)
        try:
            courses = narrowed(shelf, (options.what or "").strip())
        except WhereError as problem:
            return refuse(problem)
        if options.json:
            write_json({"courses": [_course_json(shelf, course) for course in courses]})
        else:
            for course in courses:
                write_lines(_lines(shelf, course))
            write_lines(_how_to_open(shelf, courses))
    return 0


def _course_json(shelf: Shelf, course: CourseOutline) -> dict[str, Any]:
    lessons = [
        {
            "id": lesson.id,
            "title": lesson.title,
            "exercises": [
                {
                    "id": exercise.id,
                    "kind": exercise.kind,
                    "title": exercise.title,
                    "what": shelf.what(course, lesson, exercise.id),
                    "done": shelf.is_done(course.id, exercise.id),
                    "changed": shelf.has_changed(course.id, exercise),
                }
                for exercise in lesson.exercises
            ],
        }
        | ({"error": lesson.error} if lesson.error else {})
        for lesson in course.lessons
    ]
    entry: dict[str, Any] = {"id": course.id, "title": course.title, "lessons": lessons}
    return entry | ({"error": course.error} if course.error else {})


def _lines(shelf: Shelf, course: CourseOutline) -> Iterator[str]:
    """A line for each exercise; two for those of a course where one has no room."""
    yield from folded(f"{course.title}  ({course.id})", 2)
    if course.error:
        yield from folded(f"  can't be read: {course.error}", 4)
    exercises = [exercise for lesson in course.lessons for exercise in lesson.exercises]
    widest = max((len(exercise.title) for exercise in exercises), default=0)
    rows = {e.id: (_title(shelf, course, e), _rest(shelf, course, e)) for e in exercises}
    width = room()
    fits = width is None or all(6 + widest + 2 + len(rest) <= width for _, rest in rows.values())
    for lesson in course.lessons:
        yield ""
        yield from folded(f"  {lesson.title}  {_count(shelf, course, lesson)}", 4)
        if lesson.error:
            yield from folded(f"    can't be read: {lesson.error}", 6)
        for title, rest in (rows[exercise.id] for exercise in lesson.exercises):
            if fits:
                yield f"{title:<{6 + widest}}  {rest}"
            else:
                yield from (*folded(title, 6), f"        {rest}")
    yield ""


def _title(shelf: Shelf, course: CourseOutline, exercise: ExerciseOutline) -> str:
    done = "x" if terminal.ascii_only() else "✓"
    return f"    {done if shelf.is_done(course.id, exercise.id) else ' '} {exercise.title}"


def _rest(shelf: Shelf, course: CourseOutline, exercise: ExerciseOutline) -> str:
    """Its kind, its name in the lesson, and whether it has changed since it was done."""
    changed = "  changed since" if shelf.has_changed(course.id, exercise) else ""
    return f"{exercise.kind:<6}  #{exercise.id}{changed}"


def _count(shelf: Shelf, course: CourseOutline, lesson: LessonOutline) -> str:
    """How much of a lesson is done, and what the commands take for it."""
    done = sum(shelf.is_done(course.id, exercise.id) for exercise in lesson.exercises)
    count = f"{done}/{len(lesson.exercises)}"
    if not lesson.exercises:
        return count
    return f"{count}  ({shelf.what(course, lesson, lesson.exercises[0].id).partition('#')[0]})"


def _how_to_open(shelf: Shelf, courses: Sequence[CourseOutline]) -> Iterator[str]:
    """How to open an exercise, with the first that isn't done."""
    places = [(c, x, e) for c in courses for x in c.lessons for e in x.exercises]
    left = [(c, x, e) for c, x, e in places if not shelf.is_done(c.id, e.id)]
    for course, lesson, exercise in (left or places)[:1]:
        yield f"tutor open {shelf.what(course, lesson, exercise.id)}"
