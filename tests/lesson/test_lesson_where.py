"""Outlines, and the names of things."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tutor.lesson.outline import outline, outline_lesson
from tutor.lesson.where import WhereError, courses_in, find, shipped_courses

FIXTURES = Path(__file__).parent / "fixtures"
COURSE = FIXTURES / "course"


def make_course(folder: Path, lessons: dict[str, str], listed: list[str] | None = None) -> Path:
    folder.mkdir()
    names = list(lessons) if listed is None else listed
    head = f"format: 1\ntitle: {folder.name}\nlicence: L\nauthors: [A]\nlessons: {names}\n"
    (folder / "course.yaml").write_text(head)
    for name, text in lessons.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


LESSON = "title: {}\nexercises: [{{id: {}, title: A, read: r}}]\n"


@pytest.fixture
def courses(tmp_path):
    make_course(
        tmp_path / "one", {"intro": LESSON.format("I", "x"), "more": LESSON.format("M", "y")}
    )
    make_course(
        tmp_path / "two", {"intro": LESSON.format("I", "z"), "two": LESSON.format("T", "w")}
    )
    (tmp_path / "no-course").mkdir()
    return courses_in([tmp_path, tmp_path / "missing"])


def test_the_outline_has_ids_titles_and_kinds():
    course = outline(COURSE)
    assert (course.id, course.title, course.error) == ("course", "A small course", "")
    assert [lesson.id for lesson in course.lessons] == ["sample", "kinds", "code"]
    exercises = course.lessons[0].exercises
    assert [(e.id, e.kind) for e in exercises] == [
        ("forward-by-hand", "answer"),
        ("one-round", "steps"),
        ("which-is-more", "choice"),
        ("forward-by-code", "code"),
    ]
    assert exercises[1].title == "One round back"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: [", "lesson.yaml:"),
        ("", "this is not a lesson"),
        ("- 3", "this is not a lesson"),
    ],
)
def test_a_broken_lesson_has_an_error_in_its_outline(tmp_path, text, says):
    course = outline(make_course(tmp_path / "c", {"lesson": text, "good": LESSON.format("G", "g")}))
    assert says in course.lessons[0].error
    assert course.lessons[0].title == "lesson"
    assert course.lessons[1].error == ""


def test_strange_parts_are_left_out_of_an_outline(tmp_path):
    path = tmp_path / "l.yaml"
    path.write_text(
        "title: 3\nsummary: []\n"
        "exercises: [3, {id: 4, read: r}, {id: a}, {id: b, read: r, title: {}}]"
    )
    lesson = outline_lesson(path)
    assert (lesson.title, lesson.summary) == ("l", "")
    assert [(e.id, e.title) for e in lesson.exercises] == [("b", "b")]


@pytest.mark.parametrize("text", ["", "3", "lessons: 3", "lessons: [", "lessons: [{}, 3, a/b]"])
def test_a_broken_course_has_an_outline(tmp_path, text):
    folder = make_course(tmp_path / "c", {})
    (folder / "course.yaml").write_text(text)
    course = outline(folder)
    assert course.id == "c"
    assert course.lessons == ()
    assert course.error or "a/b" in text


def test_a_lesson_that_is_missing(tmp_path):
    course = outline(make_course(tmp_path / "c", {}, ["gone"]))
    assert "can't be read" in course.lessons[0].error


def test_outlines_need_no_pydantic():
    code = (
        "import sys; from tutor.lesson.outline import outline; import tutor.lesson.where\n"
        f"assert outline({str(COURSE)!r}).lessons[2].exercises\n"
        "heavy = {'pydantic', 'tutor.lesson.models', 'textual', 'numpy'} & sys.modules.keys()\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("what", "means"),
    [
        ("one", "one"),
        ("one/intro", "one/intro"),
        ("more", "one/more"),
        ("more#y", "one/more#y"),
        ("one/more#y", "one/more#y"),
        ("intro#z", "two/intro#z"),
        ("two/two", "two/two"),
        ("two#w", "two/two#w"),
    ],
)
def test_short_names(courses, what, means):
    assert find(what, courses).what == means


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("", "say which"),
        ("intro", "'intro' can be several things: one/intro, two/intro"),
        ("two", "'two' can be several things: two/, two/two"),
        ("mroe", "there is no course, lesson or file 'mroe' (did you mean more?)"),
        ("one/mor", "the course 'one' has no lesson 'mor' (did you mean more?)"),
        ("more#why", "the lesson 'more' has no exercise 'why'"),
        ("one#nothing", "say in which lesson the exercise is (one/LESSON#nothing)"),
        ("one#y", "say in which lesson the exercise is (one/more#y)"),
        ("w", "there is no course, lesson or file 'w' (did you mean two/two#w?)"),
        ("1", "lesson or file '1' (did you mean one/intro#x or two/intro#z?)"),
        ("0", "there is no course, lesson or file '0'"),
        ("a\0b", "there is no course"),
        ("x" * 5000, "there is no course"),
        ("~nobody-here/x", "there is no course"),
        ("#x", "there is no course"),
    ],
)
def test_names_that_mean_nothing_or_too_much(courses, what, says):
    with pytest.raises(WhereError) as caught:
        find(what, courses)
    assert says in str(caught.value)


def test_paths(courses, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lone = tmp_path / "lone.yaml"
    lone.write_text(LESSON.format("L", "e"))
    assert find("one/course.yaml", ()).what == "one"
    assert find(str(tmp_path / "one"), ()).what == "one"
    assert find("two/../one/more.yaml#y", ()).what == "one/more#y"
    assert find("lone.yaml", courses).what == str(lone)
    assert find("./lone.yaml#e", courses).exercise.id == "e"
    assert find("lone.yaml", courses).course is None
    (tmp_path / "text.txt").write_text("x")
    with pytest.raises(WhereError, match="not a lesson file"):
        find("text.txt", courses)
    (tmp_path / "bad.yaml").write_text("title: [")
    with pytest.raises(WhereError, match=r"bad\.yaml:"):
        find("bad.yaml#x", courses)


def test_a_folder_of_courses_where_the_first_of_a_name_counts(tmp_path):
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        make_course(tmp_path / place / "same", {"l": LESSON.format(place, "x")})
    (course,) = courses_in([tmp_path / "a", tmp_path / "b"])
    assert course.lessons[0].title == "a"


def test_courses_stand_in_their_order_and_else_by_name(tmp_path):
    for name in ("a", "b", "c", "d"):
        make_course(tmp_path / name, {f"lesson-{name}": LESSON.format(name, "x")})
    for name, order in (("b", "7"), ("c", "101"), ("d", "'first'")):
        file = tmp_path / name / "course.yaml"
        file.write_text(file.read_text() + f"order: {order}\n")
    assert [course.id for course in courses_in([tmp_path])] == ["b", "a", "d", "c"]


def test_the_shipped_courses_are_in_the_repository_or_the_package():
    assert shipped_courses().name in ("lessons", "_lessons")


def test_authors_mean_the_folder_that_lies_here(courses, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    own = make_course(here / "one", {"intro": LESSON.format("Mine", "x")})
    (here / "more").mkdir()  # no course: the lesson of that name is meant
    monkeypatch.chdir(here)
    assert find("one", courses).course.path == tmp_path / "one"
    assert find("one", courses, paths_first=True).course.path == own
    assert find("more", courses, paths_first=True).what == "one/more"
