"""From what a person types to a course, lesson or exercise.

WHAT is ``course``, ``course/lesson``, ``lesson``, ``lesson#exercise``, ``course/lesson#exercise``,
or the path of a lesson file or a course's folder, with ``#exercise`` behind a file's.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import tutor
from tutor.lesson.errors import did_you_mean, why
from tutor.lesson.kinds import COURSE_FILE, LESSON_ENDINGS
from tutor.lesson.outline import (
    CourseOutline,
    ExerciseOutline,
    LessonOutline,
    absolute,
    outline,
    outline_lesson,
)
from tutor.lesson.scan import Memory


class WhereError(LookupError):
    """Nothing, or more than one thing, is called so; the message is one sentence."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Found:
    """A course, lesson or exercise; ``course`` is None for a lesson file that is in none."""

    course: CourseOutline | None
    lesson: LessonOutline | None = None
    exercise: ExerciseOutline | None = None

    @property
    def what(self) -> str:
        """What commands take for it: ``course/lesson#exercise``, or the path of a lone file."""
        if self.lesson is None:
            return self.course.id if self.course is not None else ""
        owner = f"{self.course.id}/{self.lesson.id}" if self.course else str(self.lesson.path)
        return f"{owner}#{self.exercise.id}" if self.exercise else owner


def shipped_courses() -> Path:
    """The folder of the courses that come with the program."""
    package = Path(tutor.__file__).parent
    packed = package / "_lessons"
    return packed if packed.is_dir() else package.parent / "lessons"


def course_folders(places: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of courses in some places; of two with the same name the first counts."""
    found: dict[str, Path] = {}
    for place in places:
        for folder in _folders(place):
            found.setdefault(folder.name, folder)
    return tuple(found.values())


def _folders(place: Path) -> list[Path]:
    """The folders of courses in one place; none if it can't be read."""
    try:
        return [path for path in sorted(place.iterdir()) if (path / COURSE_FILE).is_file()]
    except OSError:
        return []


def courses_in(places: Iterable[Path], memory: Memory | None = None) -> tuple[CourseOutline, ...]:
    """The outlines of the courses in some places (the shipped, the installed), in their order."""
    found = (outline(folder, memory) for folder in course_folders(places))
    return tuple(sorted(found, key=lambda course: course.order))


def find(what: str, courses: Sequence[CourseOutline], memory: Memory | None = None, *,
         paths_first: bool = False) -> Found:  # fmt: skip
    """What a person means. Raises WhereError if it is nothing, or not only one thing.

    ``memory`` saves reading files again. Learners mean the course on the home screen by its name;
    with ``paths_first``, for authors, the folder of that name that lies here goes before it.
    """
    if not what.strip():
        raise WhereError("say which course, lesson or exercise")
    name, _, exercise = what.rpartition("#") if "#" in what else (what, "", "")
    found = _lying_here(name, memory) if paths_first and name else None
    found = found or _unique(what, list(_named(name, courses)))
    found = found or (_at_path(name, memory) if name else None)
    if found is None:
        raise _unknown(name, courses)
    return _with_exercise(found, exercise) if "#" in what else found


def _named(name: str, courses: Sequence[CourseOutline]) -> Iterator[Found]:
    course_id, slash, lesson_id = name.partition("/")
    for course in courses:
        if not slash and course.id == name:
            yield Found(course)
        for lesson in course.lessons:
            if (
                (lesson.id == name)
                if not slash
                else (course.id, lesson.id) == (course_id, lesson_id)
            ):
                yield Found(course, lesson)


def _unique(what: str, matches: list[Found]) -> Found | None:
    if "#" in what:
        matches = [found for found in matches if found.lesson is not None] or matches
        wanted = what.rpartition("#")[2]
        having = [found for found in matches if wanted in _exercises(found)]
        matches = having or matches
    if len(matches) > 1:
        ways = ", ".join(found.what + ("/" if found.lesson is None else "") for found in matches)
        raise WhereError(f"'{what}' can be several things: {ways}", "say which")
    return matches[0] if matches else None


def _exercises(found: Found) -> dict[str, ExerciseOutline]:
    return {e.id: e for e in found.lesson.exercises} if found.lesson else {}


def _lying_here(name: str, memory: Memory | None) -> Found | None:
    with suppress(WhereError):
        return _at_path(name, memory)
    return None


def _at_path(name: str, memory: Memory | None) -> Found | None:
    try:
        path = absolute(Path(name).expanduser())
        if path.is_dir() and (path / COURSE_FILE).is_file():
            return Found(outline(path, memory))
        if not path.is_file():
            _check_usable(name, path)
            return None
    except (OSError, ValueError, RuntimeError):  # too long, a null byte, no such home
        return None
    if path.name == COURSE_FILE:
        return Found(outline(path.parent, memory))
    if path.suffix not in LESSON_ENDINGS:
        raise WhereError(f"{name} is not a lesson file", "its name has to end in .yaml")
    if (path.parent / COURSE_FILE).is_file():
        course = outline(path.parent, memory)
        for lesson in course.lessons:
            if lesson.path == path:
                return Found(course, lesson)
    return Found(None, outline_lesson(path, memory))


def _check_usable(name: str, path: Path) -> None:
    """Raises WhereError where something is at a path, but no file that could be a lesson."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.is_symlink():
            raise WhereError(f"{name} can't be read: {why(error)}") from None
        return
    if stat.S_ISDIR(mode):
        raise WhereError(f"{name} is a folder without {COURSE_FILE}")
    raise WhereError(f"{name} can't be read: it is no ordinary file")


def _with_exercise(found: Found, id_: str) -> Found:
    lesson = found.lesson
    if lesson is None:
        places = _having(id_, [found.course] if found.course is not None else [])
        where = places[0] if places else f"{found.what}/LESSON#{id_}"
        raise WhereError("say in which lesson the exercise is", where)
    if lesson.error:
        raise WhereError(lesson.error)
    exercises = _exercises(found)
    if id_ not in exercises:
        hint = did_you_mean(id_, exercises)
        raise WhereError(f"the lesson '{lesson.id}' has no exercise '{id_}'", hint)
    return Found(found.course, lesson, exercises[id_])


def _having(id_: str, courses: Iterable[CourseOutline]) -> list[str]:
    """The exercises of this id, as commands take them."""
    found = (each for course in courses for each in _all_of(course))
    return [each.what for each in found if each.exercise and each.exercise.id == id_]


def _numbered(number: str, courses: Iterable[CourseOutline]) -> list[str]:
    """The exercises that have this number on the home screen, as commands take them."""
    wanted = slice(int(number) - 1, int(number)) if number.isdecimal() and int(number) else slice(0)
    return [each.what for course in courses for each in _all_of(course)[wanted]]


def _all_of(course: CourseOutline) -> list[Found]:
    """A course's exercises, in their order."""
    return [
        Found(course, lesson, exercise)
        for lesson in course.lessons
        for exercise in lesson.exercises
    ]


def _unknown(name: str, courses: Sequence[CourseOutline]) -> WhereError:
    course_id, slash, lesson_id = name.partition("/")
    course = next((course for course in courses if course.id == course_id), None)
    if slash and course is not None:
        lessons = [lesson.id for lesson in course.lessons]
        message = f"the course '{course_id}' has no lesson '{lesson_id}'"
        return WhereError(message, did_you_mean(lesson_id, lessons))
    names = [c.id for c in courses] + [lesson.id for c in courses for lesson in c.lessons]
    if slash:
        names += [f"{c.id}/{lesson.id}" for c in courses for lesson in c.lessons]
    message = f"there is no course, lesson or file '{name}'"
    exercises = _numbered(name, courses) or _having(name, courses)
    if exercises:
        return WhereError(message, f"did you mean {' or '.join(exercises)}?")
    return WhereError(message, did_you_mean(name, names))
