"""From what was typed or chosen to an exercise on the desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tutor.lesson.course import Lesson
from tutor.lesson.errors import LessonError, did_you_mean
from tutor.lesson.load import load_lesson
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.where import WhereError, find
from tutor.review.rounds import Round
from tutor.session.review import comes_back, due_now
from tutor.session.shelf import Shelf
from tutor.session.work import Work


def find_work(shelf: Shelf, what: str) -> Work:
    """The exercise that WHAT names; of a lesson or course the first that isn't done.

    Raises WhereError where there is none or several, LessonError where the lesson is broken.
    """
    found = find(what, shelf.courses)
    course = found.course or course_alone(found.lesson)
    lessons = (found.lesson,) if found.lesson else course.lessons
    if found.exercise is not None and found.lesson is not None:
        return _work(shelf, course, found.lesson, found.exercise.id)
    places = [(lesson, e.id) for lesson in lessons for e in lesson.exercises]
    if not places:
        broken = [course.error, *(lesson.error for lesson in lessons)]
        if found.lesson is not None:
            load_lesson(found.lesson.path)  # says everything that is wrong with it
        first = next(filter(None, broken), f"there are no exercises in {what}")
        raise WhereError(first)
    left = [(lesson, id_) for lesson, id_ in places if not shelf.is_done(course.id, id_)]
    return _work(shelf, course, *(left or places)[0])


def open_work(shelf: Shelf, course: str, lesson: str, exercise: str) -> Work:
    """An exercise of a course on the shelf. Raises WhereError, LessonError."""
    return find_work(shelf, f"{course}/{lesson}#{exercise}")


def find_lesson(shelf: Shelf, what: str) -> Lesson:
    """A lesson file by its path, or a lesson on the shelf. Raises WhereError, LessonError."""
    if Path(what).suffix in (".yaml", ".yml") or Path(what).is_file():
        return load_lesson(Path(what))
    found = find(what, shelf.courses)
    if found.lesson is None:
        raise WhereError(f"'{what}' is a course", "name one of its lessons")
    return load_lesson(found.lesson.path)


def find_network(shelf: Shelf, what: str) -> tuple[Lesson, str]:
    """A network of a lesson: ``FILE#NETWORK``, ``lesson#network``; a single one needs no name.

    Raises WhereError, LessonError.
    """
    place, _, name = what.strip().partition("#")
    lesson = find_lesson(shelf, place)
    names = list(lesson.problems)
    if not names:
        raise WhereError(f"{place}: this lesson has no networks")
    if not name and len(names) > 1:
        raise WhereError(f"{place} has several networks; say which: {', '.join(names)}")
    name = name or names[0]
    if name not in names:
        raise WhereError(f"{place} has no network called {name}", did_you_mean(name, names))
    return lesson, name


def find_place(shelf: Shelf, what: str) -> Work | tuple[Lesson, str]:
    """An exercise, as ``find_work``; a network where WHAT names one and no exercise.

    Raises WhereError, LessonError.
    """
    try:
        return find_work(shelf, what)
    except WhereError as problem:
        try:
            return find_network(shelf, what)
        except (WhereError, LessonError) as other:
            raise (problem if "#" in what else other) from None


def neighbour(shelf: Shelf, work: Work, by: int) -> Work | None:
    """The exercise before or after in the same course, lone file or review; None at the ends.

    Raises WhereError, LessonError where its lesson is broken.
    """
    if work.round is not None:
        return open_round(shelf, work.round, by)
    places = [(lesson, e.id) for lesson in work.course.lessons for e in lesson.exercises]
    here = [(lesson.path, id_) for lesson, id_ in places].index(
        (work.lesson.path, work.exercise.id)
    )
    if not 0 <= here + by < len(places):
        return None
    return _work(shelf, work.course, *places[here + by])


def begin_review(shelf: Shelf) -> Work | None:
    """The first exercise of a round through all that is due; None if nothing is.

    Raises WhereError, LessonError where none of it can be opened.
    """
    items = due_now(comes_back(shelf), shelf.clock())
    return open_round(shelf, Round(items)) if items else None


def open_round(shelf: Shelf, round_: Round, by: int = 0) -> Work | None:
    """The exercise of a round so many places on; None past its ends.

    One that can't be opened is passed over, unless no other is left; then it raises what is wrong
    with it: WhereError, LessonError.
    """
    step = -1 if by < 0 else 1
    place, problem = round_.place + by, None
    while 0 <= place < len(round_.items):
        item = round_.items[place]
        try:
            work = open_work(shelf, item.course, item.lesson, item.exercise)
            return replace(work, round=replace(round_, place=place))
        except (WhereError, LessonError) as error:
            place, problem = place + step, error
    if problem is not None:
        raise problem
    return None


def narrowed(shelf: Shelf, what: str) -> tuple[CourseOutline, ...]:
    """The courses to list: all, or only what WHAT names. Raises WhereError."""
    if not what:
        return shelf.courses
    found = find(what, shelf.courses)
    course = found.course or course_alone(found.lesson)
    lessons = (found.lesson,) if found.lesson else course.lessons
    return (
        CourseOutline(course.id, course.title, course.summary, course.path, lessons, course.error),
    )


def course_alone(lesson: LessonOutline | None) -> CourseOutline:
    """A lesson file that is in no course, as a course of one lesson."""
    assert lesson is not None
    return CourseOutline(lesson.id, lesson.title, lesson.summary, lesson.path, (lesson,))


def _work(shelf: Shelf, course: CourseOutline, outlined: LessonOutline, exercise: str) -> Work:
    lesson = load_lesson(outlined.path)
    if exercise not in (known.id for known in lesson.exercises):
        path = outlined.path
        raise WhereError(f"{path} was changed meanwhile: it has no exercise '{exercise}' any more")
    ids = [e.id for each in course.lessons for e in each.exercises]
    number = ids.index(exercise) + 1
    return Work(course, lesson, lesson.exercise(exercise), number, shelf.is_shipped(course))
