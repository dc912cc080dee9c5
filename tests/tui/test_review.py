"""Reviews, attempts and statistics on the screen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.screens import SIZES, check_snapshot, colours_of, press, settle, text_of, wait_until
from tutor.lesson.outline import CourseOutline, outline
from tutor.progress.store import Attempt, Store
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.answer import AnswerScreen
from tutor.tui.app import TutorApp
from tutor.tui.attempts import AttemptsScreen
from tutor.tui.choice import ChoiceScreen
from tutor.tui.code import CodeScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.frame import Head
from tutor.tui.home import HomeScreen
from tutor.tui.lab_exercise import LabExerciseScreen
from tutor.tui.page import Question

TutorPilot = Pilot[None]
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)

COURSE = """
format: 1
title: A small course
summary: To try things out.
licence: CC0-1.0
lessons: [sums]
"""
LESSON = """
title: Sums
summary: Adding up.
networks:
  one: {inputs: {a: 1}, layers: [{nodes: {out: [2]}}], target: {out: 3}, loss: squared_error}
exercises:
  - {id: two, title: One and one, answer: {prompt: 1 + 1?, expect: 2}, hints: [Count.]}
  - id: which
    title: Which is more?
    choice:
      prompt: Which?
      options: [{text: One, feedback: Less.}, {text: Two, right: true, feedback: More.}]
  - {id: print, title: Print it, code: {task: Print 2., starter: "# here", solution: print(2),
     checks: [{printed: "2"}]}}
  - {id: play, title: Change it, lab: {network: one, prompt: Make it 3., goal: out == 3}}
"""  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A shelf with one course, a record of its own, and a clock that stands still."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "sums.yaml").write_text(LESSON, encoding="utf-8")
    shelf = Shelf(Store(tmp_path / "progress.db"), clock=lambda: NOW)
    courses: tuple[CourseOutline, ...] = (outline(folder),)
    shelf.__dict__["courses"] = courses
    yield shelf
    monkeypatch.undo()
    time.tzset()


def tried(  # noqa: PLR0917
    shelf: Shelf, exercise: str, submission: str, passed: bool, days: float,
    mistakes: tuple[str, ...] = (),
) -> None:  # fmt: skip
    message = "Right." if passed else "That is not it."
    at = NOW - days * DAY
    shelf.store.record(
        Attempt(f"small/{exercise}", "h", submission, passed, message, mistakes, at=at)
    )


@asynccontextmanager
async def opened(
    shelf: Shelf, what: str = "", size: tuple[int, int] = (80, 24), ascii_only: bool = False
) -> AsyncIterator[TutorPilot]:
    place = find_work(shelf, f"small/sums#{what}") if what else None
    app = TutorApp(shelf, place, ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def screen(pilot: TutorPilot) -> ExerciseScreen:
    assert isinstance(pilot.app.screen, ExerciseScreen)
    return pilot.app.screen


async def count_is(pilot: TutorPilot, said: str) -> None:
    await wait_until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, HomeScreen)
            and pilot.app.screen.query_one(Head).right == said
        ),
    )


async def enter(pilot: TutorPilot, text: str) -> None:
    screen(pilot).query_one(Input).value = text
    await press(pilot, "enter")


# --- going through what is due ----------------------------------------------------------------


async def test_a_review_begins_anew_and_loses_nothing(shelf: Shelf) -> None:
    tried(shelf, "two", "3", False, 9)
    tried(shelf, "two", "2", True, 8.99)
    tried(shelf, "which", "1", False, 8)
    shelf.store.save_draft("small/two", {"text": "1 + 1"})
    shelf.store.save_hints("small/two", 1)
    async with opened(shelf) as pilot:
        await count_is(pilot, "2 due for review")
        await press(pilot, "r")
        review = screen(pilot)
        assert isinstance(review, AnswerScreen)
        assert (review.line.value, review.passed, review.sitting.hints) == ("", False, 0)
        assert "Review 1 of 2" in text_of(pilot.app)
        await enter(pilot, "2")
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, ChoiceScreen)
        await press(pilot, "2", "enter", "n")
        await count_is(pilot, "")
    last = shelf.store.attempts("small/two")[-1]
    assert (last.submission, last.passed, last.hints, last.at) == ("2", True, 0, NOW)
    draft = shelf.store.draft("small/two")
    assert draft is not None
    assert draft.state == {"text": "1 + 1"}
    assert shelf.store.hints("small/two") == 1
    assert shelf.place() is None


async def test_a_review_goes_on_where_it_was_left_and_a_later_one_begins_anew(shelf: Shelf) -> None:
    tried(shelf, "two", "3", False, 9)
    for typed in ("", "1 +"):
        async with opened(shelf) as pilot:
            await press(pilot, "r")
            line = screen(pilot).query_one(Input)
            assert line.value == typed
            line.value = "1 +"
            await press(pilot, "escape", "escape")
    async with opened(shelf) as pilot:
        await press(pilot, "r")
        await enter(pilot, "5")
        await press(pilot, "escape", "escape")
    shelf.clock = lambda: NOW + 30 * DAY
    async with opened(shelf) as pilot:
        await press(pilot, "r")
        assert screen(pilot).query_one(Input).value == ""


async def test_it_says_when_the_next_is_due(shelf: Shelf) -> None:
    tried(shelf, "two", "3", False, 0.5)
    async with opened(shelf) as pilot:
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, HomeScreen)
        (note,) = pilot.app._notifications
        assert "One and one" in note.message


# --- attempts ---------------------------------------------------------------------------------


async def test_an_attempt_is_looked_at_and_taken_back(shelf: Shelf) -> None:
    tried(shelf, "print", "print(1)", False, 2)
    tried(shelf, "print", "print(2)", True, 1)
    async with opened(shelf, "print") as pilot:
        code = screen(pilot)
        assert isinstance(code, CodeScreen)
        await press(pilot, "y")
        assert "2026-03-09 12:00  passed" in text_of(pilot.app)
        await press(pilot, "down")
        assert "That is not it." in text_of(pilot.app)
        await press(pilot, "enter")
        assert code.editor.text == "print(1)"

        await press(pilot, "x", "ctrl+b", "enter")
        assert isinstance(pilot.app.screen, Question), "what was never submitted is kept"
        await press(pilot, "n")
        assert code.editor.text == "xprint(1)"
        await press(pilot, "ctrl+b", "enter", "y")
        assert code.editor.text == "print(2)"


@pytest.mark.parametrize(
    ("exercise", "submission"), [("two", "1 + 2"), ("which", "1"), ("play", "weight(a->out) = 4")]
)
async def test_it_is_taken_back_in_every_kind(shelf: Shelf, exercise: str, submission: str) -> None:
    tried(shelf, exercise, submission, False, 2)
    async with opened(shelf, exercise) as pilot:
        taking = screen(pilot)
        await press(pilot, "ctrl+b", "enter")
        assert screen(pilot) is taking
        assert taking.unsubmitted() == submission
        if isinstance(taking, LabExerciseScreen):
            assert taking.view.bench.loss == 1


async def test_in_a_review_they_are_shown_as_the_solution_is(shelf: Shelf) -> None:
    tried(shelf, "two", "3", False, 9)
    async with opened(shelf) as pilot:
        await press(pilot, "r", "ctrl+b")
        assert isinstance(pilot.app.screen, AnswerScreen)
        await press(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, AttemptsScreen)
    assert shelf.store.attempts()[-1].shown


async def test_without_attempts_there_is_no_key(shelf: Shelf) -> None:
    async with opened(shelf, "two") as pilot:
        await press(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, AnswerScreen)


# --- how it looks -----------------------------------------------------------------------------


def much(shelf: Shelf) -> None:
    tried(shelf, "two", "3", False, 3, ("added one too many",))
    tried(shelf, "two", "2", True, 2.999)
    tried(shelf, "which", "2", True, 1)
    for hour in range(5):
        tried(shelf, "print", "for i in range(3):\n\tprint(“i”)", False, hour / 24)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_statistics_and_attempts_as_they_look(
    shelf: Shelf, size: tuple[int, int], ascii_only: bool
) -> None:
    much(shelf)
    name = f"{size[0]}x{size[1]}-{'ascii' if ascii_only else 'unicode'}"
    async with opened(shelf, "", size, ascii_only) as pilot:
        await press(pilot, "s")
        check_snapshot(pilot.app, f"statistics-{name}")
        await press(pilot, "end")
        check_snapshot(pilot.app, f"statistics-end-{name}")
        if ascii_only:
            assert text_of(pilot.app).isascii()
    async with opened(shelf, "print", size, ascii_only) as pilot:
        await press(pilot, "ctrl+b", "down")
        check_snapshot(pilot.app, f"attempts-{name}", styles=True)
        if ascii_only:
            assert text_of(pilot.app).isascii()


async def test_nothing_tried_yet_is_said(shelf: Shelf) -> None:
    async with opened(shelf) as pilot:
        await press(pilot, "s")
        assert "Nothing was tried yet." in text_of(pilot.app)


async def test_without_colour_nothing_is_coloured(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    much(shelf)
    async with opened(shelf) as pilot:
        await press(pilot, "s")
        assert not colours_of(pilot.app)
