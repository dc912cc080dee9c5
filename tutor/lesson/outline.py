"""What a course holds: ids and titles, read fast and without checking the rest.

For the home screen and the list of what there is: nothing here raises because of what stands in
a file, and pydantic is not imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.lesson.errors import LessonError
from tutor.lesson.kinds import COURSE_FILE, DEFAULT_ORDER, LESSON_ENDINGS
from tutor.lesson.scan import Memory, Scan, scan_course, scan_lesson


@dataclass(frozen=True, slots=True)
class ExerciseOutline:
    """An exercise: id, title, kind (one of KINDS), and what tells whether it has changed.

    ``hash`` changes with anything the file says of it, ``code_hash`` with its code ("" without
    any). ``review``: it may come again for review.
    """

    id: str
    title: str
    kind: str
    hash: str = ""
    code_hash: str = ""
    review: bool = True


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """A lesson; ``error`` says why it can't be read, and is empty if it can."""

    id: str
    title: str
    summary: str
    path: Path
    exercises: tuple[ExerciseOutline, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """A course; ``error`` as in a lesson, ``order`` as in ``course.yaml``."""

    id: str
    title: str
    summary: str
    path: Path
    lessons: tuple[LessonOutline, ...] = ()
    error: str = ""
    order: int = DEFAULT_ORDER


def outline(folder: Path | str, memory: Memory | None = None) -> CourseOutline:
    """The outline of the course in a folder; ``memory`` saves reading what has not changed."""
    folder, memory = absolute(folder), memory or Memory()
    name = folder.name
    scan = _scan(folder / COURSE_FILE, memory, scan_course)
    if isinstance(scan, str):
        return CourseOutline(name, name, "", folder, error=scan)
    lessons = tuple(_outlined(path, memory) for path in _lesson_paths(folder, scan["lessons"]))
    title, summary, order = scan["title"] or name, scan["summary"], scan["order"]
    return CourseOutline(name, title, summary, folder, lessons, order=order)


def outline_lesson(path: Path | str, memory: Memory | None = None) -> LessonOutline:
    """The outline of one lesson file."""
    return _outlined(absolute(path), memory or Memory())


def _outlined(path: Path, memory: Memory) -> LessonOutline:
    scan = _scan(path, memory, scan_lesson)
    if isinstance(scan, str):
        return LessonOutline(path.stem, path.stem, "", path, error=scan)
    exercises = tuple(ExerciseOutline(*fields) for fields in scan["exercises"])
    return LessonOutline(path.stem, scan["title"] or path.stem, scan["summary"], path, exercises)


def absolute(path: Path | str) -> Path:
    """The whole path; links stay what they are, as an id is the name that a person sees."""
    path = Path(path).absolute()
    return path.resolve() if ".." in path.parts else path


def lesson_path(folder: Path, lesson: str) -> Path:
    """The file of a lesson of a course; the usual name if there is none."""
    paths = [folder / f"{lesson}{ending}" for ending in LESSON_ENDINGS]
    return next((path for path in paths if path.is_file()), paths[0])


def _lesson_paths(folder: Path, lessons: Iterable[str]) -> Iterator[Path]:
    """The file of each lesson, with one look into the folder, however many there are."""
    try:
        there = {path.name for path in folder.iterdir()}
    except OSError:
        there = set()
    for lesson in lessons:
        names = [f"{lesson}{ending}" for ending in LESSON_ENDINGS]
        yield folder / next((name for name in names if name in there), names[0])


def _scan(path: Path, memory: Memory, read: Callable[[Path], Scan]) -> Scan | str:
    """What stands in a file, or the first line of what is wrong with it."""
    try:
        return memory.scan(path, read)
    except LessonError as error:
        return str(error.diagnostics[0])
