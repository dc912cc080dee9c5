"""``tutor list``: courses, lessons, exercises, and what is done."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from tutor import terminal
from tutor.commands.output import refuse, write_json
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.session.open import narrowed
from tutor.session.shelf import Shelf


def run(options: argparse.Namespace) -> int:
    """List everything, or one course or lesson."""
    store, warning = Store.open_or_memory()
    with store:
        shelf = Shelf(store, warning)
        try:
            courses = narrowed(shelf, (options.what or "").strip())
        except WhereError as problem:
            return refuse(problem)
        if warning:
            sys.stderr.write(f"{warning}\n")
        if options.json:
            write_json({"courses": [_course_json(shelf, course) for course in courses]})
        else:
            for course in courses:
                _write(shelf, course)
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


def _write(shelf: Shelf, course: CourseOutline) -> None:
    done_sign = "x" if terminal.ascii_only() else "✓"
    out = sys.stdout.write
    out(f"{course.title}  ({course.id})\n")
    if course.error:
        out(f"  can't be read: {course.error}\n")
    for lesson in course.lessons:
        out(f"\n  {lesson.title}  {_count(shelf, course, lesson)}\n")
        if lesson.error:
            out(f"    can't be read: {lesson.error}\n")
        for exercise in lesson.exercises:
            sign = done_sign if shelf.is_done(course.id, exercise.id) else " "
            what = shelf.what(course, lesson, exercise.id)
            changed = "  (changed since)" if shelf.has_changed(course.id, exercise) else ""
            out(f"    {sign} {exercise.title:<40} {exercise.kind:<7} {what}{changed}\n")
    out("\n")


def _count(shelf: Shelf, course: CourseOutline, lesson: LessonOutline) -> str:
    done = sum(shelf.is_done(course.id, exercise.id) for exercise in lesson.exercises)
    return f"{done}/{len(lesson.exercises)}"
