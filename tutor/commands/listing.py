"""``tutor list``: courses, lessons, exercises, and what is done."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from tutor import terminal
from tutor.commands.output import open_store, refuse, write_json, write_lines
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.where import WhereError
from tutor.session.open import narrowed
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
    done_sign = "x" if terminal.ascii_only() else "✓"
    yield f"{course.title}  ({course.id})"
    if course.error:
        yield f"  can't be read: {course.error}"
    for lesson in course.lessons:
        yield ""
        yield f"  {lesson.title}  {_count(shelf, course, lesson)}"
        if lesson.error:
            yield f"    can't be read: {lesson.error}"
        for exercise in lesson.exercises:
            sign = done_sign if shelf.is_done(course.id, exercise.id) else " "
            what = shelf.what(course, lesson, exercise.id)
            changed = "  (changed since)" if shelf.has_changed(course.id, exercise) else ""
            yield f"    {sign} {exercise.title:<40} {exercise.kind:<7} {what}{changed}"
    yield ""


def _count(shelf: Shelf, course: CourseOutline, lesson: LessonOutline) -> str:
    done = sum(shelf.is_done(course.id, exercise.id) for exercise in lesson.exercises)
    return f"{done}/{len(lesson.exercises)}"
