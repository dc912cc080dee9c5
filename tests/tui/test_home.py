"""What is found from the home screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import press, settle
from tutor.progress.store import Store
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.courses import CourseList


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TutorApp:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    return TutorApp(Shelf(Store(tmp_path / "progress.db")))


async def search(pilot: Pilot[None], words: str) -> CourseList:
    await settle(pilot)
    await press(pilot, "slash", *("space" if sign == " " else sign for sign in words))
    return pilot.app.screen.query_one(CourseList)


@pytest.mark.parametrize("words", ["fit the", "relu", "drill", "nothing that is so called"])
async def test_the_cursor_is_on_the_first_that_is_found(words: str, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        courses = app.screen.query_one(CourseList).rows
        await press(pilot, "end")
        shown = await search(pilot, words)
        assert len(shown.rows) < len(courses)
        assert shown.row == next(iter(shown.rows), None)


async def test_a_lesson_that_is_found_opens_among_all_with_its_exercises_in_sight(
    app: TutorApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await search(pilot, "learning in practice")
        await press(pilot, "enter", "enter")
        await settle(pilot)
        assert shown.row and shown.row.lesson and shown.row.exercise is None
        below = shown.rows[shown.cursor + 1 :][: len(shown.row.lesson.exercises)]
        assert [row.exercise for row in below] == [e.id for e in shown.row.lesson.exercises]
        last = shown.scroll_offset.y + shown.size.height
        assert shown.scroll_offset.y <= shown.cursor < shown.cursor + len(below) < last


async def test_leaving_the_search_keeps_what_was_found_in_sight(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await search(pilot, "learning in practice")
        await press(pilot, "escape")
        await settle(pilot)
        assert shown.row and shown.row.title == "Learning in practice"
        assert 0 <= shown.cursor - shown.scroll_offset.y < shown.size.height
