"""What is verified where a course, a lesson, an exercise or a folder is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.authoring.gather import gather
from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

Write = Callable[..., Path]

COURSE = """\
format: 1
title: Made up
licence: MIT
authors: [Someone]
lessons: [{lessons}]
"""


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(Store(None))


def page(id_: str) -> str:
    return f"- {{id: {id_}, title: A page, read: Read this.}}\n"


@pytest.fixture
def course(write: Write) -> Path:
    first = write(page("a"), page("b"), name="course/first.yaml")
    write(page("c"), name="course/second.yaml")
    first.with_name("course.yaml").write_text(COURSE.format(lessons="second, first"))
    return first.parent


def ids(shelf: Shelf, *whats: object) -> list[str]:
    gathered = gather(shelf, [str(what) for what in whats])
    assert gathered.errors == []
    return [work.exercise.id for work in gathered.works]


def test_exercises_are_numbered_through_the_course(shelf: Shelf, course: Path) -> None:
    for what in (course, course / "first.yaml", f"{course / 'first.yaml'}#b"):
        found = {work.exercise.id: work.number for work in gather(shelf, [str(what)]).works}
        assert found.items() <= {"c": 1, "a": 2, "b": 3}.items()
        assert found["b"] == 3


def test_without_a_name_all_that_is_shipped(shelf: Shelf) -> None:
    gathered = gather(shelf, [])
    assert {work.course.id for work in gathered.works} == {course.id for course in shelf.courses}
    assert all(work.shipped for work in gathered.works)


def test_by_name(shelf: Shelf) -> None:
    assert set(ids(shelf, "forward-propagation")) < {
        work.exercise.id for work in gather(shelf, ["deep-learning"]).works
    }
    assert ids(shelf, "forward-propagation#forward-by-code") == ["forward-by-code"]


def test_by_path(shelf: Shelf, course: Path) -> None:
    assert ids(shelf, course) == ["c", "a", "b"]
    assert ids(shelf, course / "course.yaml") == ["c", "a", "b"]
    assert ids(shelf, course / "first.yaml") == ["a", "b"]
    assert ids(shelf, f"{course / 'first.yaml'}#b") == ["b"]


def test_a_folder_of_courses_and_lessons(shelf: Shelf, course: Path, write: Write) -> None:
    write(page("lone"))
    assert ids(shelf, course.parent) == ["c", "a", "b", "lone"]


def test_what_is_named_twice_is_verified_once(shelf: Shelf, course: Path) -> None:
    assert ids(shelf, course / "first.yaml", course, f"{course / 'first.yaml'}#b") == [
        "a", "b", "c",
    ]  # fmt: skip


def test_a_broken_lesson_does_not_hide_the_others(shelf: Shelf, course: Path) -> None:
    (course / "second.yaml").write_text("title: Broken\nexercises: [{id: c, titel: x}]\n")
    gathered = gather(shelf, [str(course)])
    assert [work.exercise.id for work in gathered.works] == ["a", "b"]
    assert gathered.errors and all(e.file.endswith("second.yaml") for e in gathered.errors)
    assert all((error.line, error.column) > (1, 1) for error in gathered.errors)


def test_a_lesson_that_is_not_there_is_said_once(shelf: Shelf, course: Path) -> None:
    (course / "second.yaml").unlink()
    (error,) = gather(shelf, [str(course)]).errors
    assert "course.yaml:5:11: there is no lesson file second.yaml" in str(error)


def test_ids_that_two_lessons_share(shelf: Shelf, course: Path, write: Write) -> None:
    write(page("a"), name="course/second.yaml")
    (error,) = gather(shelf, [str(course)]).errors
    assert "has an exercise 'a', too" in error.message
    assert ids(shelf, course / "second.yaml") == ["a"], "alone it is right"


def test_expressions_over_data_are_computed(shelf: Shelf, write: Write) -> None:
    path = write("- {id: d, title: D, answer: {prompt: How?, data: wages, expect: max(heigth)}}\n")
    (error,) = gather(shelf, [str(path)]).errors
    assert "heigth" in error.message and (error.line, error.file) == (12, str(path))


@pytest.mark.parametrize("what", ["nowhere", "forward-propagation#nothing", "\0", "x" * 5000, ""])
def test_what_stands_for_nothing(what: str, shelf: Shelf) -> None:
    with pytest.raises(WhereError):
        gather(shelf, [what])


def test_a_folder_with_nothing_in_it(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(WhereError):
        gather(shelf, [str(tmp_path)])


def test_files_that_are_none_do_not_hide_the_others(shelf: Shelf, course: Path) -> None:
    folder = course.parent
    os.mkfifo(folder / "pipe.yaml")
    (folder / "itself.yaml").symlink_to("itself.yaml")
    for name in ("here.yaml", "there.yaml"):  # each way round would double the number of ways
        (folder / name).symlink_to(folder, target_is_directory=True)
    gathered = gather(shelf, [str(folder)])
    assert sorted(work.exercise.id for work in gathered.works) == ["a", "b", "c"]
    assert [Path(error.file).name for error in gathered.errors] == ["itself.yaml", "pipe.yaml"]
