"""From files to lessons and courses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from tutor.lesson.checks import check_lesson
from tutor.lesson.course import Course, Lesson
from tutor.lesson.data_quantities import Tables
from tutor.lesson.errors import Diagnostic, LessonError, did_you_mean, why
from tutor.lesson.kinds import COURSE_FILE, LESSON_ENDINGS
from tutor.lesson.messages import validated
from tutor.lesson.models import CourseModel, ExerciseModel, LessonModel
from tutor.lesson.networks import problem_of
from tutor.lesson.outline import absolute, lesson_path, outline_lesson
from tutor.lesson.scan import Memory
from tutor.lesson.source import Source, read_source
from tutor.network.model import NetworkError, Problem


def load_lesson(path: Path | str, tables: Tables | None = None) -> Lesson:
    """Read and check a lesson file. Raises LessonError with everything that is wrong in it.

    With ``tables`` expressions over data are computed, too; without, they are only parsed.
    """
    return make_lesson(read_source(path), tables)


def make_lesson(source: Source, tables: Tables | None = None) -> Lesson:
    """The lesson of a source. Raises LessonError.

    Where some exercises have not the right form, the others are checked all the same.
    """
    try:
        model = validated(LessonModel, source)
    except LessonError as error:
        raise LessonError([*error.diagnostics, *_elsewhere(source, tables)]) from None
    return _checked(model, source, tables)


def _elsewhere(source: Source, tables: Tables | None) -> tuple[Diagnostic, ...]:
    """What is wrong with the rest of a lesson some of whose exercises have not the right form."""
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get("exercises"), list):
        return ()
    exercises = [_stand_in(index, item) for index, item in enumerate(data["exercises"])]
    whole = replace(source, data={**data, "exercises": exercises})
    try:
        model = validated(LessonModel, replace(whole, data=_known(whole.data)))
    except LessonError:
        return ()  # networks of no right form: nothing can be said of what uses them
    try:
        _checked(model, whole, tables)
    except LessonError as error:
        return error.diagnostics
    return ()


def _stand_in(index: int, item: Any) -> Any:
    """The exercise, or one of the right form, with nothing in it, where it has not."""
    try:
        ExerciseModel.model_validate(item)
    except ValidationError:
        return {"id": f"broken-{index}", "title": "Broken", "read": "Broken."}
    return item


def _known(data: dict[Any, Any]) -> dict[Any, Any]:
    """Without keys that are none of a lesson's."""
    return {key: value for key, value in data.items() if key in LessonModel.model_fields}


def _checked(model: LessonModel, source: Source, tables: Tables | None) -> Lesson:
    problems: dict[str, Problem] = {}
    diagnostics: list[Diagnostic] = []
    for name, network in model.networks.items():
        try:
            problems[name] = problem_of(network)
        except NetworkError as error:
            place = ("networks", name, *_in_file(error.where))
            about_key = error.named or not error.where
            diagnostics.append(source.diagnostic(place, error.message, key=about_key))
    lesson = Lesson(source.path, model, MappingProxyType(problems), source)
    diagnostics += check_lesson(lesson, tables)
    if diagnostics:
        raise LessonError(diagnostics)
    return lesson


def _in_file(where: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The place in the file for a part of the mathematics: rows are columns of ``inputs``."""
    return ("inputs",) if where[:1] == ("rows",) else where


def load_course(folder: Path | str, memory: Memory | None = None) -> Course:
    """Read ``course.yaml`` and see that its lessons are there. Raises LessonError.

    The lessons themselves are read when they are asked for; only their exercises' ids are looked
    at here, because these must be unique in the course. ``memory`` saves what was looked at before.
    """
    folder = absolute(folder)
    source = read_source(folder / COURSE_FILE)
    model = validated(CourseModel, source)
    diagnostics = [*_missing_lessons(folder, source, model)]
    paths = {lesson: lesson_path(folder, lesson) for lesson in model.lessons}
    diagnostics += _shared_ids(paths, memory)
    if diagnostics:
        raise LessonError(diagnostics)
    return Course(folder, model, MappingProxyType(paths), source)


def _missing_lessons(folder: Path, source: Source, model: CourseModel) -> Iterator[Diagnostic]:
    there = {
        path.stem for path in _files(folder) if path.suffix in LESSON_ENDINGS and path.is_file()
    } - {"course"}
    for index, lesson in enumerate(model.lessons):
        place = ("lessons", index)
        if lesson in model.lessons[:index]:
            yield source.diagnostic(place, f"the lesson '{lesson}' stands here twice")
        elif lesson not in there:
            message = f"there is no lesson file {lesson}.yaml beside {COURSE_FILE}"
            yield source.diagnostic(place, message, did_you_mean(lesson, sorted(there)))


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise LessonError([Diagnostic(str(folder), 1, 1, f"can't be read: {why(error)}")]) from None


def _shared_ids(paths: dict[str, Path], memory: Memory | None) -> Iterator[Diagnostic]:
    """Ids of exercises that two lessons of a course have; a file that can't be read has none."""
    first: dict[str, str] = {}
    for lesson, path in paths.items():
        for exercise in outline_lesson(path, memory).exercises:
            owner = first.setdefault(exercise.id, lesson)
            if owner != lesson:
                message = f"the lesson '{owner}' has an exercise '{exercise.id}', too"
                yield _at_exercise(path, exercise.id, message)


def _at_exercise(path: Path, id_: str, message: str) -> Diagnostic:
    source = read_source(path)
    items = enumerate(source.data["exercises"])
    index = next(i for i, item in items if isinstance(item, dict) and item.get("id") == id_)
    hint = "ids are unique in a course, because progress hangs on them"
    return source.diagnostic(("exercises", index, "id"), message, hint)
