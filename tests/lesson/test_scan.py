"""What is remembered of lesson files between runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tutor.lesson.outline import outline
from tutor.lesson.scan import Memory
from tutor.lesson.where import course_folders, shipped_courses

LONG_AGO = 1_000_000_000


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    write(folder / "course.yaml", "format: 1\ntitle: A course\nsummary: s\nlessons: [one]\n")
    write(folder / "one.yaml", lesson("First"))
    return folder


def lesson(title: str) -> str:
    return (
        f"title: {title}\nsummary: s\nexercises:\n- {{id: a, title: A, read: text}}\n"
        "- {id: b, title: B, review: false, code: {task: t, solution: x = 1}}\n"
    )


def write(path: Path, text: str, time: int = LONG_AGO) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time, time))


def test_remembered_outlines_equal_those_that_are_read() -> None:
    for folder in course_folders((shipped_courses(),)):
        memory = Memory()
        first = outline(folder, memory)
        assert outline(folder, memory) == first == outline(folder)
        assert first.lessons and not any(each.error for each in first.lessons)


def test_files_that_did_not_change_are_not_read_again(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(tmp_path / "cache" / "outlines.json")
    first = outline(course, memory)
    memory.save()
    monkeypatch.setattr("tutor.lesson.source.read_source", None)  # reading would fail
    assert outline(course, Memory(tmp_path / "cache" / "outlines.json")) == first
    exercises = first.lessons[0].exercises
    assert [(e.kind, e.review, bool(e.code_hash)) for e in exercises] == [
        ("read", True, False),
        ("code", False, True),
    ]


@pytest.mark.parametrize("time", [LONG_AGO, LONG_AGO + 1])
def test_a_changed_file_is_read_again(course: Path, tmp_path: Path, time: int) -> None:
    memory = Memory(tmp_path / "outlines.json")
    outline(course, memory)
    memory.save()
    write(course / "one.yaml", lesson("Second, longer"), time)
    assert outline(course, Memory(tmp_path / "outlines.json")).lessons[0].title == "Second, longer"


def test_a_file_just_written_is_not_remembered(course: Path) -> None:
    memory = Memory()
    (course / "one.yaml").write_text(lesson("First"), encoding="utf-8")
    stamp = (course / "one.yaml").stat().st_mtime_ns
    outline(course, memory)
    (course / "one.yaml").write_text(lesson("Other"), encoding="utf-8")
    os.utime(course / "one.yaml", ns=(stamp, stamp))
    assert outline(course, memory).lessons[0].title == "Other"


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"format": [1, "0"], "files": {}}', '{"format": 1, "files": []}'],
)
def test_a_damaged_memory_is_as_none(course: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "outlines.json"
    file.write_text(damage, encoding="utf-8")
    memory = Memory(file)
    assert outline(course, memory) == outline(course)
    memory.save()
    assert json.loads(file.read_text(encoding="utf-8"))["files"]


def test_a_folder_that_cannot_be_written_is_no_trouble(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "outlines.json")
    outline(course, memory)
    memory.save()


def test_a_broken_lesson_is_told_each_time(course: Path) -> None:
    write(course / "one.yaml", "title: [")
    memory = Memory()
    assert outline(course, memory).lessons[0].error
    assert outline(course, memory).lessons[0].error


NETWORKS = """
title: t
summary: s
networks:
  one: {inputs: {a: 1}, layers: [{nodes: {y: [2]}}]}
  two: {inputs: {a: 1}, layers: [{nodes: {y: [3]}}]}
exercises:
- {id: first, title: F, steps: {network: one}}
- {id: second, title: S, answer: {prompt: p, expect: "{{ two.y }}"}}
- {id: third, title: T, read: nothing of them}
"""


def test_an_exercise_changes_with_the_networks_it_speaks_of(course: Path) -> None:
    def hashes(text: str) -> dict[str, str]:
        write(course / "one.yaml", text)
        return {e.id: e.hash for e in outline(course).lessons[0].exercises}

    before, after = hashes(NETWORKS), hashes(NETWORKS.replace("y: [3]", "y: [4]"))
    assert {name for name in before if before[name] != after[name]} == {"second"}
    only = NETWORKS.replace("two.y", "y").replace("  two:", "  # two:")
    assert hashes(only)["second"] != hashes(only.replace("y: [2]", "y: [5]"))["second"]
