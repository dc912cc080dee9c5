"""The learner's own data reaches texts, answers and code; the shipped data is used without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tutor.datasets.own import use_own, use_shipped
from tutor.datasets.table import COLUMNS, DataError
from tutor.progress.store import Store
from tutor.session.desk import Desk
from tutor.session.open import find_work
from tutor.session.shelf import Shelf

LESSON = """\
title: Data
summary: About data.
exercises:
  - id: count
    title: Count
    answer:
      prompt: How many of the {{ rows }} are there?
      data: titanic
      expect: rows
  - id: oldest
    title: Oldest
    code:
      task: Find the greatest age.
      data: titanic
      starter: oldest = ...
      solution: oldest = df['age'].max()
      checks: [{variable: oldest}]
  - id: pictures
    title: Pictures
    code:
      task: Count the pictures.
      data: digits
      starter: count = ...
      solution: count = len(X) + y.shape[1]
      checks: [{variable: count}]
"""
HEADER = ",".join(COLUMNS["titanic"])


@pytest.fixture
def lesson(tmp_path: Path) -> str:
    file = tmp_path / "data.yaml"
    file.write_text(LESSON, encoding="utf-8")
    return str(file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


def give(folder: Path, *ages: float) -> None:
    file = folder.parent / "mine.csv"
    rows = [f"1,3,{age},0,0,7,0,0,1,0,0" for age in ages]
    file.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    use_own("titanic", file, folder)


def desk_with(folder: Path | None) -> Desk:
    return Desk(Shelf(Store(None)), folder)


def test_texts_and_answers_are_about_the_data_in_use(lesson: str, folder: Path) -> None:
    desk = desk_with(folder)
    work = find_work(desk.shelf, f"{lesson}#count")
    answer = work.exercise.answer
    assert answer is not None
    assert "891" in desk.render(answer.prompt, work)
    assert desk.check_text(work, "891").passed
    give(folder, 20, 30, 40)
    assert "How many of the 3 are" in desk.render(answer.prompt, work)
    assert desk.check_text(work, "3").passed
    assert not desk.check_text(work, "891").passed
    assert "`3`" in desk.solution(work)
    assert desk.tables("titanic").column("age") == (20, 30, 40)
    use_shipped("titanic", folder)
    assert desk.check_text(work, "891").passed


def test_without_a_folder_the_shipped_data_is_used(lesson: str, folder: Path) -> None:
    give(folder, 20)
    desk = desk_with(None)
    assert desk.check_text(find_work(desk.shelf, f"{lesson}#count"), "891").passed


async def test_code_gets_the_data_in_use_and_so_does_the_solution(
    lesson: str, folder: Path
) -> None:
    desk = desk_with(folder)
    work = find_work(desk.shelf, f"{lesson}#oldest")
    try:
        assert (await desk.check_code(work, "oldest = 80")).passed
        give(folder, 20, 99.5)
        verdict = await desk.check_code(work, "print(len(df))\noldest = df['age'].max()")
        assert (verdict.passed, verdict.output) == (True, "2\n")
        assert (await desk.check_code(work, "oldest = 99.5")).passed
        assert not (await desk.check_code(work, "oldest = 80")).passed
    finally:
        await desk.close()


async def test_code_gets_the_digits_in_use(lesson: str, folder: Path) -> None:
    file = folder.parent / "mine.npz"
    np.savez(file, X=np.zeros((5, 784)), y=np.eye(10)[:5])
    use_own("digits", file, folder)
    for place, count in ((folder, 15), (None, 1807)):
        desk = desk_with(place)
        try:
            work = find_work(desk.shelf, f"{lesson}#pictures")
            assert (await desk.check_code(work, f"count = {count}")).passed
        finally:
            await desk.close()


async def test_a_file_that_was_damaged_is_named(lesson: str, folder: Path) -> None:
    give(folder, 20)
    (folder / "titanic.csv").write_text("survived\n1\n", encoding="utf-8")
    desk = desk_with(folder)
    with pytest.raises(DataError, match="lacks these columns"):
        desk.tables("titanic")
    count = find_work(desk.shelf, f"{lesson}#count")
    oldest = find_work(desk.shelf, f"{lesson}#oldest")
    try:
        for verdict in (
            desk.check_text(count, "891"),
            await desk.check_code(oldest, "oldest = 80"),
        ):
            assert (verdict.passed, verdict.check) == (False, "data")
            assert f"{folder / 'titanic.csv'} lacks these columns" in verdict.message
    finally:
        await desk.close()
    assert str(folder) in desk.render("{{ rows }}", count)
    assert str(folder) in desk.solution(count)
