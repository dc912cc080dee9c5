"""What is found from the home screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import press, settle
from tutor.progress.store import Store
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.courses import CourseList


@pytest.mark.parametrize("words", ["fit the", "relu", "drill", "nothing that is so called"])
async def test_the_cursor_is_on_the_first_that_is_found(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    app = TutorApp(Shelf(Store(tmp_path / "progress.db")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = app.screen.query_one(CourseList)
        courses = shown.rows
        await press(pilot, "end", "slash", *("space" if sign == " " else sign for sign in words))
        assert len(shown.rows) < len(courses)
        assert shown.row == next(iter(shown.rows), None)
