"""What a course holds: ids and titles, read fast and without checking the rest.

For the home screen and the list of what there is: nothing here raises because of what stands in
a file, and pydantic is not imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.lesson.errors import LessonError
from tutor.lesson.kinds import COURSE_FILE, KINDS, LESSON_ENDINGS
from tutor.lesson.source import read_source


@dataclass(frozen=True, slots=True)
class ExerciseOutline:
    """An exercise: id, title, kind (one of KINDS), and all that the file says of it."""

    id: str
    title: str
    kind: str
    content: Mapping[Any, Any] = field(default_factory=dict, repr=False, compare=False)


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
    """A course; ``error`` as in a lesson."""

    id: str
    title: str
    summary: str
    path: Path
    lessons: tuple[LessonOutline, ...] = ()
    error: str = ""


def outline(folder: Path | str) -> CourseOutline:
    """The outline of the course in a folder."""
    folder = absolute(folder)
    name = folder.name
    try:
        source = read_source(folder / COURSE_FILE)
        data = _mapping(source.data)
        if not isinstance(data.get("lessons"), list):
            raise source.error(("lessons",), f"{COURSE_FILE} has no list of lessons")
    except LessonError as error:
        return CourseOutline(name, name, "", folder, error=_first_line(error))
    ids = dict.fromkeys(item for item in data["lessons"] if _is_id(item))
    lessons = tuple(outline_lesson(lesson_path(folder, lesson)) for lesson in ids)
    return CourseOutline(name, _text(data, "title", name), _text(data, "summary"), folder, lessons)


def outline_lesson(path: Path | str) -> LessonOutline:
    """The outline of one lesson file."""
    path = absolute(path)
    try:
        source = read_source(path)
        data = _mapping(source.data)
        if not data:
            raise source.error((), "this is not a lesson")
    except LessonError as error:
        return LessonOutline(path.stem, path.stem, "", path, error=_first_line(error))
    items = data.get("exercises")
    exercises = tuple(_exercises(items if isinstance(items, list) else []))
    title, summary = _text(data, "title", path.stem), _text(data, "summary")
    return LessonOutline(path.stem, title, summary, path, exercises)


def absolute(path: Path | str) -> Path:
    """The whole path; links stay what they are, as an id is the name that a person sees."""
    path = Path(path).absolute()
    return path.resolve() if ".." in path.parts else path


def lesson_path(folder: Path, lesson: str) -> Path:
    """The file of a lesson of a course; the usual name if there is none."""
    paths = [folder / f"{lesson}{ending}" for ending in LESSON_ENDINGS]
    return next((path for path in paths if path.is_file()), paths[0])


def _exercises(items: Iterable[Any]) -> Iterable[ExerciseOutline]:
    for item in items:
        data = _mapping(item)
        kind = next((kind for kind in KINDS if kind in data), None)
        if kind is not None and _is_id(data.get("id")):
            yield ExerciseOutline(data["id"], _text(data, "title", data["id"]), kind, data)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and not {"/", "\0"} & set(value)


def _mapping(data: Any) -> dict[Any, Any]:
    return data if isinstance(data, dict) else {}


def _text(data: dict[Any, Any], key: str, default: str = "") -> str:
    value = data.get(key)
    return value if isinstance(value, str) and value else default


def _first_line(error: LessonError) -> str:
    return str(error.diagnostics[0])
