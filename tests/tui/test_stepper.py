"""The stepper on the screen: as an exercise, and free."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.screens import SIZES, check_snapshot, colours_of, press, settle, text_of, wait_until
from tutor.progress.store import Store
from tutor.session.open import find_place
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.feedback import Feedback
from tutor.tui.free import TraceScreen
from tutor.tui.networks import NetworksScreen
from tutor.tui.stage import Stage
from tutor.tui.stepper import StepsScreen

LESSON = """\
title: Slopes
summary: About slopes.
networks:
  small:
    inputs: {a: 2, b: 1}
    layers:
      - activation: relu
        nodes: {h0: [4, -1], h1: [-1, 3]}
      - nodes: {output: [3, -1]}
    target: {output: 19.5}
    loss: squared_error
    optimizer: {momentum: {learning_rate: 0.1}}
  batch:
    inputs: {a: [1, 2], b: [3, -1]}
    layers:
      - nodes: {output: {weights: [2, 1], bias: 1}}
    target: {output: [4, 5]}
    loss: mean_squared_error
  wide: {shape: [40, 30, 3], activations: [relu, softmax], seed: 1}
exercises:
  - id: walk
    title: A walk
    text: Walk back.
    steps: {network: small, pass: training, ask: [h0, output], prompt: Go on.}
  - id: say
    title: The loss
    answer: {network: small, prompt: The loss?, expect: "{{ loss }}"}
"""

TutorPilot = Pilot[None]


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    file = tmp_path / "slopes.yaml"
    file.write_text(LESSON, encoding="utf-8")
    return file


@asynccontextmanager
async def opened(
    what: str, size: tuple[int, int] = (80, 24), ascii_only: bool = False,
    store: Store | None = None,
) -> AsyncIterator[TutorPilot]:  # fmt: skip
    shelf = Shelf(store or Store(None))
    app = TutorApp(shelf, find_place(shelf, what), ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def view(app: App[None]) -> object:
    assert isinstance(app.screen, StepsScreen | TraceScreen)
    return app.screen.view


# --- what it looks like ---------------------------------------------------------------------------

#: The keys of the free stepper for each picture.
FREE = {
    "start": (),
    "backward": ("}", "}", "]"),
    "why": ("w", "enter"),
    "quiz": ("escape", "escape", "a", "5", "enter"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_pictures_of_the_free_stepper(
    lesson: Path, size: tuple[int, int], ascii_only: bool
) -> None:
    alphabet = "ascii" if ascii_only else "unicode"
    async with opened(f"{lesson}#small", size, ascii_only) as pilot:
        for name, keys in FREE.items():
            await press(pilot, *keys)
            file = f"stepper-{name}-{size[0]}x{size[1]}-{alphabet}"
            check_snapshot(pilot.app, file, styles=not ascii_only)
            assert not ascii_only or text_of(pilot.app).isascii()


@pytest.mark.parametrize("size", SIZES)
async def test_pictures_of_the_exercise(lesson: Path, size: tuple[int, int]) -> None:
    async with opened(f"{lesson}#walk", size) as pilot:
        for name, keys in (
            ("text", ()),
            ("asking", ("}", "8")),
            ("wrong", ("enter",)),
            ("right", ("backspace", "7", "enter")),
        ):
            await press(pilot, *keys)
            check_snapshot(pilot.app, f"steps-{name}-{size[0]}x{size[1]}")


async def test_without_colour_the_same_is_shown(
    lesson: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ("}", "}", "]")
    async with opened(f"{lesson}#small") as pilot:
        await press(pilot, *keys)
        coloured = text_of(pilot.app)
        assert len(colours_of(pilot.app)) > 1
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(f"{lesson}#small") as pilot:
        await press(pilot, *keys)
        assert text_of(pilot.app) == coloured
        assert "›" in coloured and "(" in coloured


# --- walking --------------------------------------------------------------------------------------


async def test_going_to_a_step(lesson: Path) -> None:
    async with opened(f"{lesson}#small") as pilot:
        walk = view(pilot.app).walk
        await press(pilot, "j", "1", "2", "enter")
        assert walk.k == 12
        assert isinstance(pilot.app.focused, Stage)
        await press(pilot, "j", "x", "enter")
        assert "Type a number" in text_of(pilot.app)
        await press(pilot, "escape")
        assert walk.k == 12 and isinstance(pilot.app.focused, Stage)


async def test_running_stops_at_a_key_and_at_the_end(lesson: Path) -> None:
    async with opened(f"{lesson}#small") as pilot:
        stepper = view(pilot.app)
        await press(pilot, "9", "space", "9")
        await wait_until(pilot, lambda: stepper.walk.k >= 3)
        assert stepper.pace.running
        await press(pilot, "t")
        assert not stepper.pace.running and stepper.table
        stopped = stepper.walk.k
        await pilot.pause(0.3)
        assert stepper.walk.k == stopped
        await press(pilot, "end", "left", "space")
        await wait_until(pilot, lambda: not stepper.pace.running)
        assert stepper.walk.k == stepper.walk.end


async def test_running_stops_at_a_question(lesson: Path) -> None:
    async with opened(f"{lesson}#walk") as pilot:
        stepper = view(pilot.app)
        await press(pilot, "space", "9")
        await wait_until(pilot, lambda: stepper.walk.asking is not None)
        await settle(pilot)
        assert not stepper.pace.running
        assert pilot.app.focused is stepper.line


async def test_rows_and_training_steps(lesson: Path) -> None:
    async with opened(f"{lesson}#batch") as pilot:
        walk = view(pilot.app).walk
        await press(pilot, "end")
        assert "averages" in text_of(pilot.app)
        await press(pilot, "d")
        assert "row 0 of 0 to 1" in text_of(pilot.app)
        await press(pilot, "u")
        assert "update 2" in text_of(pilot.app) and walk.k == 0
        await press(pilot, "U")
        assert "update" not in text_of(pilot.app).splitlines()[0]


async def test_looking_elsewhere_in_a_picture_that_leaves_nodes_out(lesson: Path) -> None:
    async with opened(f"{lesson}#wide") as pilot:
        seen = [text_of(pilot.app)]
        for key in ("down", "<", "pagedown", ">", "up"):
            await press(pilot, key)
            seen.append(text_of(pilot.app))
        assert len(set(seen)) >= 4
        await press(pilot, "right")
        assert view(pilot.app).focused_node is None


# --- why ------------------------------------------------------------------------------------------


async def test_a_table_follows_the_walk(lesson: Path) -> None:
    async with opened(f"{lesson}#wide") as pilot:
        await press(pilot, "t")
        for key in ("}", "[", "home", "right"):  # the last output stands under 1,300 edges
            await press(pilot, key)
            step = view(pilot.app).walk.step
            assert step is None or f"›{step.at.partition('->')[0]} " in text_of(pilot.app)


async def test_all_of_a_long_text_can_be_read(tmp_path: Path, lesson: Path) -> None:
    text = "".join(f"\n\n      line {number}." for number in range(40))
    long = LESSON.replace("text: Walk back.", f"text: |{text}")
    lesson.write_text(long, encoding="utf-8")
    async with opened(f"{lesson}#walk") as pilot:
        seen = text_of(pilot.app)
        assert "line 0." in seen and "[a 2.00]" in seen
        for _ in range(12):
            await press(pilot, "pagedown")
            seen += text_of(pilot.app)
        assert all(f"line {number}." in seen for number in range(40))
        await press(pilot, "ctrl+t")
        assert "[a 2.00]" not in text_of(pilot.app)
        await press(pilot, "ctrl+t")
        assert "line" not in text_of(pilot.app)
        assert "[a 2.00]" in text_of(pilot.app)


async def test_what_was_said_of_a_step_goes_with_it(lesson: Path) -> None:
    async with opened(f"{lesson}#walk") as pilot:
        await press(pilot, "end", "7", "enter")
        assert pilot.app.screen.query_one(Feedback).text.endswith("h0 is 7.")
        await press(pilot, "right")
        assert pilot.app.screen.query_one(Feedback).text == ""


async def test_why_goes_down_to_the_inputs_and_up_again(lesson: Path) -> None:
    async with opened(f"{lesson}#small") as pilot:
        await press(pilot, "end", "w")
        why, path = view(pilot.app).why, []
        while "given: an input" not in text_of(pilot.app):
            before = why.step
            path.append(before)
            for _ in range(6):  # the first operand that was computed
                await press(pilot, "enter")
                if why.step != before:
                    break
                await press(pilot, "down")
            assert why.step is not None and why.step < before
        assert len(path) > 3
        for step in reversed(path):
            await press(pilot, "backspace")
            assert why.step == step
        await press(pilot, "escape")
        assert why.step is None and isinstance(pilot.app.focused, Stage)


# --- being asked ----------------------------------------------------------------------------------


async def test_a_number_that_follows_from_a_wrong_one_is_credited(lesson: Path) -> None:
    async with opened(f"{lesson}#walk") as pilot:
        app = pilot.app
        await press(pilot, "}", "5", "enter", "backspace", "7", "enter", "}")
        assert view(app).walk.asking == "output"
        await press(pilot, "1", "4", "enter")  # 3 × 5 − 1 × 1, where 3 × 7 − 1 × 1 is right
        said = app.screen.query_one(Feedback).text
        assert "follows from" in said and "20" in said
        assert view(app).walk.all_answered


async def test_a_quiz_shows_on_demand_and_says_how_it_went(lesson: Path) -> None:
    async with opened(f"{lesson}#batch") as pilot:
        app = pilot.app
        await press(pilot, "a", "2", "enter", "9", "enter", "ctrl+o")
        stepper = view(app)
        assert (stepper.quiz.right, stepper.quiz.wrong) == (1, 1)
        await press(pilot, "escape", "a")
        assert stepper.quiz is None
        assert "1 right, 1 wrong" in app.screen.query_one(Feedback).text


async def test_a_quiz_to_the_end_says_so(lesson: Path) -> None:
    async with opened(f"{lesson}#batch") as pilot:
        stepper = view(pilot.app)
        await press(pilot, "a")
        for _ in range(len(stepper.walk.trace)):
            if stepper.quiz is None:
                break
            value = stepper.walk.trace.value(stepper.asked.step)
            stepper.line.value = repr(value)
            await press(pilot, "enter")
        assert stepper.walk.k == len(stepper.walk.trace)
        assert "0 wrong" in pilot.app.screen.query_one(Feedback).text
        await press(pilot, "a")
        assert "no number left" in pilot.app.screen.query_one(Feedback).text


# --- drafts, and opening --------------------------------------------------------------------------


async def test_a_draft_brings_position_and_text_back_but_no_quiz(
    lesson: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "progress.sqlite")
    async with opened(f"{lesson}#walk", store=store) as pilot:
        await press(pilot, "}", "5", "enter", "backspace", "4", "escape", "j", "9", "escape")
        pilot.app.screen.save()
    async with opened(f"{lesson}#walk", store=store) as pilot:
        stepper = view(pilot.app)
        assert stepper.walk.asking == "h0"
        assert stepper.line.value == "4"
        assert stepper.walk.own == {"h0": 5.0}
        assert stepper.quiz is None and stepper.why.step is None


async def test_networks_open_from_an_exercise(lesson: Path) -> None:
    async with opened(f"{lesson}#say") as pilot:
        app = pilot.app
        await press(pilot, "escape", "s")
        assert isinstance(app.screen, NetworksScreen)
        await press(pilot, "enter")  # its own network, which shows what is asked
        assert "The same again" in app.screen.query_one(Feedback).text
        await press(pilot, "s", "enter")
        assert isinstance(app.screen, TraceScreen)
        await press(pilot, "escape", "s", "down", "enter")
        assert "batch" in text_of(app)


async def test_a_walk_is_skipped(lesson: Path) -> None:
    async with opened(f"{lesson}#walk") as pilot:
        await press(pilot, "right", "n")
        assert "The loss?" in text_of(pilot.app)
        await press(pilot, "escape", "p")
        assert isinstance(pilot.app.screen, StepsScreen)


async def test_in_a_field_its_letter_is_typed(lesson: Path) -> None:
    async with opened(f"{lesson}#say") as pilot:
        await press(pilot, "s")
        assert pilot.app.screen.field.value == "s"
