"""Commented starts of courses, lessons and exercises; no file is ever written over."""

from __future__ import annotations

import textwrap
from importlib.resources import files
from pathlib import Path

from tutor.authoring.names import slug, title_of
from tutor.authoring.notebook import NotebookError
from tutor.authoring.notebook_lesson import lesson_of
from tutor.lesson.kinds import COURSE_FILE, KINDS, LESSON_ENDINGS
from tutor.lesson.outline import absolute
from tutor.lesson.write import save_lesson

#: Of a lesson's name in the ids of its exercises, which may have 80 characters.
_NAME_IN_IDS = 60
_FIRST_LESSON = "first-lesson"


class NewError(Exception):
    """A start that can't be made; the message is one sentence."""


def exercise_text(kind: str) -> str:
    """The start of one exercise of a kind, to put into a lesson."""
    return textwrap.dedent(_start(kind).replace("LESSON", "my"))


def create(start: str, path: Path, notebook: Path | None = None) -> tuple[Path, ...]:
    """Write a course, a lesson of all kinds of exercises or of one; gives the files written.

    With ``notebook`` the lesson is made of a Jupyter notebook. Raises NewError, and then nothing
    was written over.
    """
    if start == "course":
        texts = _course(absolute(path))
    else:
        path = _lesson_file(absolute(path))
        kinds = KINDS if start == "lesson" else (start,)
        texts = {path: _of_notebook(notebook) if notebook else _lesson(path, kinds)}
    for file in texts:
        if file.exists() or file.is_symlink():
            raise NewError(f"{file} is there already; nothing is written over")
    for file, text in texts.items():
        _write(file, text)
    return tuple(texts)


def _course(folder: Path) -> dict[Path, str]:
    """The files of a course, its lesson before the file that names it."""
    _check_name(folder.name, "a course's folder", folder.name)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _cannot(folder, error) from None
    lesson = folder / f"{_FIRST_LESSON}.yaml"
    course = _start("course").replace("COURSE-TITLE", f'"{title_of(folder.name)}"')
    return {lesson: _lesson(lesson, KINDS), folder / COURSE_FILE: course}


def _lesson(path: Path, kinds: tuple[str, ...]) -> str:
    head = _start("head").replace("LESSON-TITLE", f'"{title_of(path.stem)}"')
    name = path.stem[:_NAME_IN_IDS].rstrip("-")
    return head + "\n".join(_start(kind).replace("LESSON", name) for kind in kinds)


def _of_notebook(notebook: Path) -> str:
    try:
        return lesson_of(notebook)
    except NotebookError as error:
        raise NewError(str(error)) from None


def _start(name: str) -> str:
    return (files("tutor.authoring") / "starts" / f"{name}.yaml").read_text(encoding="utf-8")


# --- names ---------------------------------------------------------------------------------------


def _lesson_file(path: Path) -> Path:
    """The path with the ending of a lesson."""
    if path.is_dir():
        raise NewError(f"{path} is a folder; name the lesson's file in it, such as one.yaml")
    if path.suffix not in LESSON_ENDINGS:
        path = path.with_name(f"{path.name}.yaml")
    if path.name == COURSE_FILE:
        raise NewError(
            f"{COURSE_FILE} is the name of a course's own file; call the lesson otherwise"
        )
    _check_name(path.stem, "a lesson", path.name)
    return path


def _check_name(name: str, of_what: str, given: str) -> None:
    """Names are typed, and progress hangs on them. Raises NewError with a name that is fine."""
    fine = slug(name)
    if name != fine:
        hint = given.replace(name, fine) if fine else "first-steps"
        raise NewError(
            f"the name of {of_what} has lower-case letters, digits and hyphens only: "
            f"not '{given}', but {hint}"
        )


# --- writing -------------------------------------------------------------------------------------


def _write(path: Path, text: str) -> None:
    try:
        save_lesson(path, text)
    except FileExistsError:
        raise NewError(f"{path} is there already; nothing is written over") from None
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from None


def _cannot(path: Path, error: Exception) -> NewError:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return NewError(f"{path} can't be written: {reason}")
