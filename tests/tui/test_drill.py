"""The drill on the screen: questions, answers, hints, and going on where it was left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import SIZES, check_snapshot, colours_of, press, settle, text_of
from tutor.drill.make import likely
from tutor.network.numbers import exact, plain
from tutor.progress.store import Store
from tutor.session.practice import Practice
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.courses import DRILL, CourseList
from tutor.tui.drill import DrillScreen
from tutor.tui.feedback import Feedback
from tutor.tui.free import TraceScreen
from tutor.tui.home import HomeScreen

TutorPilot = Pilot[None]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    return Store(tmp_path / "progress.db")


@asynccontextmanager
async def opened(  # noqa: PLR0917
    store: Store, topic: str | None = None, level: int | None = None, seed: int | None = None,
    size: tuple[int, int] = (80, 24), ascii_only: bool = False,
) -> AsyncIterator[TutorPilot]:  # fmt: skip
    practice = Practice(Shelf(store), topic, level, seed)
    app = TutorApp(Shelf(store), practice, ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def screen(pilot: TutorPilot) -> DrillScreen:
    assert isinstance(pilot.app.screen, DrillScreen)
    return pilot.app.screen


def said(pilot: TutorPilot) -> str:
    return screen(pilot).query_one(Feedback).text


async def enter(pilot: TutorPilot, text: str) -> None:
    screen(pilot).line.value = text
    await press(pilot, "enter")


async def enter_right(pilot: TutorPilot) -> None:
    await enter(pilot, exact(screen(pilot).practice.question.right))


async def test_a_wrong_answer_says_why_and_a_right_one_goes_on(store: Store) -> None:
    async with opened(store, "gradients", 3, 3) as pilot:
        question = screen(pilot).practice.question
        mistake = likely(question)[0]
        await enter(pilot, plain(mistake.value))
        assert mistake.explanation in said(pilot)
        assert screen(pilot).focused is screen(pilot).line
        await enter_right(pilot)
        assert question.quantity.replace("->", "→") in said(pilot)
        assert "enter next" in text_of(pilot.app)
        await press(pilot, "enter")
        assert screen(pilot).practice.question.seed == 4
        assert screen(pilot).line.value == ""
    assert [attempt.passed for attempt in store.attempts("drill/gradients")] == [False, True]


async def test_three_in_a_row_lead_up(store: Store) -> None:
    async with opened(store, seed=5) as pilot:
        for _ in range(3):
            await enter_right(pilot)
            await press(pilot, "enter")
        assert "Up to level 2" in said(pilot)
        assert "level 2 of 5" in text_of(pilot.app)
        assert "3 in a row" in text_of(pilot.app)


async def test_hints_lead_on_and_show_me_asks_first(store: Store) -> None:
    async with opened(store, "gradients", 4, 1) as pilot:
        await press(pilot, "ctrl+n")
        assert said(pilot).startswith("**Hint 1 of")
        await press(pilot, "ctrl+n")
        assert said(pilot).startswith("**Hint 2 of")
        await press(pilot, "ctrl+o")
        assert "haven't tried" in said(pilot)
        await press(pilot, "ctrl+o")
        assert plain(screen(pilot).practice.question.right) in said(pilot)
        assert screen(pilot).focused is None
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, TraceScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DrillScreen)
    assert [attempt.passed for attempt in store.attempts()] == [False]


async def test_it_goes_on_where_it_was_left(store: Store) -> None:
    async with opened(store, "batches", 4, 2) as pilot:
        await enter(pilot, "12345")
        await press(pilot, "7", "left", "6", "escape", "escape")  # instead of what was wrong
        assert isinstance(pilot.app.screen, HomeScreen)
    async with opened(store, "batches") as pilot:
        assert screen(pilot).practice.question.seed == 2
        assert screen(pilot).line.value == "67"
        assert "12345" in said(pilot)


async def test_what_was_typed_lasts_without_a_good_bye(store: Store) -> None:
    async with opened(store, "forward", 2, 2) as pilot:
        await press(pilot, "4", "2")
        await pilot.pause(0.7)
        assert Practice(Shelf(Store(store.path)), "forward").text == "42"


async def test_it_comes_back_to_a_mistake(store: Store) -> None:
    async with opened(store, "updates", 3, 1) as pilot:
        mistake = likely(screen(pilot).practice.question)[0]
        await enter(pilot, plain(mistake.value))
        for _ in range(3):
            await enter_right(pilot)
            await press(pilot, "enter")
        assert f"you {mistake.name} once" in text_of(pilot.app)


async def test_the_home_screen_says_the_level_and_opens_it(store: Store) -> None:
    practice = Practice(Shelf(store), level=4, seed=1)
    practice.check(exact(practice.question.right))
    app = TutorApp(Shelf(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end")
        assert "level 4 of 5" in text_of(app)
        row = app.screen.query_one(CourseList).row
        assert row is not None
        assert row.course is DRILL
        await press(pilot, "enter")
        assert isinstance(app.screen, DrillScreen)
        await press(pilot, "escape", "escape", "d")
        assert isinstance(app.screen, DrillScreen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("topic", "level"), [("forward", 1), ("gradients", 5), ("batches", 5)])
async def test_screens(store: Store, topic: str, level: int, size: tuple[int, int]) -> None:
    async with opened(store, topic, level, 11, size) as pilot:
        check_snapshot(pilot.app, f"drill-{topic}-{size[0]}")
        assert ">" in text_of(pilot.app)
        await enter_right(pilot)
        check_snapshot(pilot.app, f"drill-{topic}-{size[0]}-right")


async def test_on_a_small_screen_all_that_is_given_can_be_reached(store: Store) -> None:
    async with opened(store, "batches", 5, 11, size=(40, 12)) as pilot:
        assert "learning_rate" not in text_of(pilot.app)
        assert "look" in text_of(pilot.app)
        await press(pilot, *["down"] * 9)
        assert "learning_rate" in text_of(pilot.app)
        await press(pilot, "7", "up")
        assert screen(pilot).line.value == "7"


async def test_in_ascii(store: Store) -> None:
    async with opened(store, "updates", 5, 3, ascii_only=True) as pilot:
        assert text_of(pilot.app).isascii()
        await press(pilot, "ctrl+n", "ctrl+t")
        await enter_right(pilot)
        assert text_of(pilot.app).isascii()


async def test_without_colours(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(store, "updates", 5, 3) as pilot:
        assert not colours_of(pilot.app)
        assert "›" in text_of(pilot.app)
