"""``tutor new``: what it writes holds, and nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.authoring.desks import Desks
from tutor.authoring.gather import gather
from tutor.authoring.pool import verify_at
from tutor.authoring.verify import Plan
from tutor.cli import main
from tutor.lesson.kinds import KINDS
from tutor.lesson.load import load_course, load_lesson


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_course_holds_with_a_second_lesson(here: Path) -> None:
    assert main(["new", "course", "first-steps"]) == 0
    assert main(["new", "lesson", "first-steps/second"]) == 0
    file = here / "first-steps" / "course.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  - first-lesson\n", "  - first-lesson\n  - second\n"), "utf-8")
    course = load_course(here / "first-steps")
    assert course.title == "First steps" and course.lesson_ids == ("first-lesson", "second")
    assert [lesson.title for lesson in course.lessons()] == ["First lesson", "Second"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_lesson_has_every_kind_and_passes_with_mutants(here: Path, desks: Desks) -> None:
    assert main(["new", "lesson", "all.yaml"]) == 0
    gathered = gather(desks.shelf, [str(here / "all.yaml")])
    assert gathered.errors == []
    assert [work.exercise.kind for work in gathered.works] == list(KINDS)
    results = await verify_at(desks, gathered.works, Plan(mutants=20))
    assert [result.work.exercise.id for result in results if not result.fine] == []
    assert results[-1].trial.killed >= 10, "the checks of the code notice its mutants"


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind(kind: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", kind, kind]) == 0
    (exercise,) = load_lesson(here / f"{kind}.yaml").exercises
    assert exercise.kind == kind
    capsys.readouterr()
    assert main(["new", kind]) == 0
    printed = capsys.readouterr().out
    text = (here / f"{kind}.yaml").read_text(encoding="utf-8")
    head = text.partition("exercises:\n")[0]
    (here / "pasted.yaml").write_text(f"{head}exercises:\n{printed}", encoding="utf-8")
    assert load_lesson(here / "pasted.yaml").exercises[0].kind == kind


@pytest.mark.parametrize("name", ["on", "1", "1e-6", "null", "x" * 80])
def test_names_that_yaml_would_read_otherwise(name: str, here: Path) -> None:
    assert main(["new", "lesson", name]) == 0
    assert load_lesson(here / f"{name}.yaml").title == name.replace("-", " ").capitalize()


def test_nothing_is_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "lesson.yaml").write_text("mine", encoding="utf-8")
    (here / "course").mkdir()
    (here / "course" / "first-lesson.yaml").write_text("mine", encoding="utf-8")
    (here / "dangling.yaml").symlink_to(here / "nowhere")
    before = sorted(here.rglob("*"))
    for arguments in (["lesson", "lesson"], ["course", "course"], ["read", "dangling.yaml"]):
        assert main(["new", *arguments]) == 2
    assert sorted(here.rglob("*")) == before
    assert (here / "course" / "first-lesson.yaml").read_text(encoding="utf-8") == "mine"
    assert capsys.readouterr().err.count("is there already") == 3
    assert main(["new", "lesson", "course"]) == 2
    assert "course is a folder; name the lesson's file in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lesson"], "say where"),
        (["course", " "], "say where"),
        (["lesson", "My Lesson"], "my-lesson.yaml"),
        (["course", "Über"], "uber"),
        (["lesson", "..."], "first-steps"),
        (["lesson", "course.yaml"], "course's own file"),
        (["lesson", "nowhere/lesson"], "no such file or directory"),
        (["lesson", "~nobody-at-all/lesson"], "home"),
        (["code", "x", "--from", "n.ipynb"], "only a lesson"),
        (["lesson", "x", "--from", "n.ipynb"], "no such file or directory"),
        (["lesson", "nu\0ll"], "not 'nu"),
    ],
)
def test_wrong_use(
    arguments: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and said in err
    assert list(here.iterdir()) == []


def test_from_a_notebook(here: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": "# Sums"},
        {"cell_type": "code", "source": "1 + 1"},
    ]
    (here / "n.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    assert main(["new", "lesson", "sums", "--from", "n.ipynb"]) == 0
    lesson = load_lesson(here / "sums.yaml")
    assert lesson.title == "Sums" and [e.kind for e in lesson.exercises] == ["code"]
