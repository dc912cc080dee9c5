"""From what was named on the command line to the exercises to verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from tutor.authoring.static import Remark, remarks_on
from tutor.authoring.tables import shipped_table
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.kinds import LESSON_ENDINGS
from tutor.lesson.load import load_course, load_lesson
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.scan import Memory
from tutor.lesson.where import Found, WhereError, course_folders, find
from tutor.session.open import course_alone
from tutor.session.shelf import Shelf
from tutor.session.work import Work


@dataclass(slots=True)
class Gathered:
    """The exercises of the lessons that could be read, and what is wrong with the others.

    ``remarks`` are about lessons that are looked at as a whole.
    """

    works: list[Work] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    errors: list[Diagnostic] = field(default_factory=list)


def gather(shelf: Shelf, whats: Sequence[str]) -> Gathered:
    """All exercises that are named, each once; without names those that are shipped.

    Expressions over data are computed, too, so that a broken one is an error of its lesson.
    Raises WhereError where a name stands for nothing, or for several things.
    """
    gathered = Gathered()
    own = [course.id for course in shelf.courses if shelf.is_shipped(course)]
    for what, found in _found(shelf, whats or own, gathered, paths_first=bool(whats)):
        exercise = what.rpartition("#")[2] if "#" in what else None
        _gather_one(shelf, found, exercise, gathered)
    gathered.works = list({(w.lesson.path, w.exercise.id): w for w in gathered.works}.values())
    gathered.remarks = sorted(set(gathered.remarks), key=lambda remark: remark.diagnostic)
    gathered.errors = sorted(set(gathered.errors))
    shelf.memory.save()
    return gathered


def _found(shelf: Shelf, whats: Iterable[str], gathered: Gathered, *,
           paths_first: bool) -> Iterator[tuple[str, Found]]:  # fmt: skip
    """What each name stands for; for a folder that is no course the courses and files in it."""
    for what in whats:
        try:
            yield what, find(what, shelf.courses, shelf.memory, paths_first=paths_first)
        except WhereError:
            inside = _inside(what) if what else []
            if not inside:
                raise
            for path in inside:
                try:
                    yield str(path), find(str(path), shelf.courses, shelf.memory)
                except WhereError:
                    gathered.errors += _why_no_lesson(path)


def _inside(what: str) -> list[Path]:
    """The courses and lesson files in a folder; nothing if it is none."""
    try:
        folder = Path(what).expanduser()
        paths = [path for path in folder.iterdir() if path.suffix in LESSON_ENDINGS]
        files = [path for path in paths if not path.is_dir()]
    except (OSError, ValueError, RuntimeError):  # no folder, a null byte, no such home
        return []
    return [*course_folders((folder,)), *sorted(files)]


def _why_no_lesson(path: Path) -> tuple[Diagnostic, ...]:
    """Why a file in a folder can't be read: a named pipe, a link to itself."""
    try:
        load_lesson(path)
    except LessonError as error:
        return error.diagnostics
    return ()


def _gather_one(shelf: Shelf, found: Found, only: str | None, gathered: Gathered) -> None:
    course = found.course or course_alone(found.lesson)
    whole_course = found.lesson is None
    if whole_course:
        gathered.errors += _errors_of_course(course, shelf.memory)
    for lesson in (found.lesson,) if found.lesson is not None else course.lessons:
        if whole_course and not lesson.path.is_file():
            continue  # that is said of the course
        _gather_lesson(shelf, course, lesson, only, gathered)


def _errors_of_course(course: CourseOutline, memory: Memory) -> tuple[Diagnostic, ...]:
    try:
        load_course(course.path, memory)
    except LessonError as error:
        return error.diagnostics
    return ()


def _gather_lesson(
    shelf: Shelf,
    course: CourseOutline,
    outlined: LessonOutline,
    only: str | None,
    gathered: Gathered,
) -> None:
    try:
        lesson = load_lesson(outlined.path, shipped_table)
    except LessonError as error:
        gathered.errors += error.diagnostics
        return
    if only is None:
        gathered.remarks += remarks_on(lesson, course)
    shipped = shelf.is_shipped(course)
    before = takewhile(lambda each: each.id != lesson.id, course.lessons)
    first = 1 + sum(len(each.exercises) for each in before)
    for number, exercise in enumerate(lesson.exercises, start=first):
        if only in (None, exercise.id):
            gathered.works.append(Work(course, lesson, exercise, number, shipped))
