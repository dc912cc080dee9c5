"""The screen shows the data in use: the learner's own, or the shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.datasets.own import use_own
from tutor.datasets.table import COLUMNS
from tutor.progress.store import Store
from tutor.progress.where import data_folder
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.data import DataScreen
from tutor.tui.show import TableHead

LESSON = """\
title: Data
summary: About data.
exercises:
  - id: count
    title: Count
    show: [{data: titanic}]
    answer: {prompt: How many rows?, data: titanic, expect: rows}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))


def app_at(tmp_path: Path) -> TutorApp:
    lesson = tmp_path / "data.yaml"
    lesson.write_text(LESSON, encoding="utf-8")
    shelf = Shelf(Store(None))
    return TutorApp(shelf, find_work(shelf, f"{lesson}#count"))


@pytest.mark.parametrize(("own", "rows"), [(False, 891), (True, 2)])
async def test_tables_on_the_screen_are_those_in_use(tmp_path: Path, own: bool, rows: int) -> None:
    if own:
        file = tmp_path / "mine.csv"
        cells = "1,3,22.5,0,0,7,0,0,1,0,0\n"
        file.write_text(",".join(COLUMNS["titanic"]) + "\n" + cells * 2, encoding="utf-8")
        use_own("titanic", file, data_folder())
    app = app_at(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(app.screen.query_one(TableHead).data.rows) == rows
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(app.screen, DataScreen)
        assert len(app.screen.table.rows) == rows


async def test_a_damaged_file_is_said_where_the_table_would_be(tmp_path: Path) -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "titanic.csv").write_text("survived\n1\n", encoding="utf-8")
    app = app_at(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.screen.query(TableHead)
        shown = app.export_screenshot().replace("&#160;", " ")
        assert "lacks these columns of titanic" in shown
        await pilot.press("9", "enter")
        await pilot.pause()
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert not isinstance(app.screen, DataScreen)
