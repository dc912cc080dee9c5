"""The lab on the screen: to play with, and as exercises to their goal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import SIZES, check_snapshot, colours_of, press, settle, text_of
from tutor.lab.bench import Bench
from tutor.lab.moves import Move
from tutor.lab.problems import problem_to_play
from tutor.lesson.load import load_lesson
from tutor.network.trace import trace
from tutor.progress.store import Store
from tutor.session.open import find_work
from tutor.session.opened import new_lab
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.free import TraceScreen
from tutor.tui.home import HomeScreen
from tutor.tui.lab import LabScreen
from tutor.tui.lab_exercise import LabExerciseScreen
from tutor.tui.lab_view import LabView
from tutor.tui.page import Question

LESSON = """\
title: Labs
networks:
  errors:
    inputs: {a: 3, b: 2}
    layers:
      - activation: relu
        nodes: {node_0: [2, 1], node_1: [1, -2]}
      - nodes: {output: [2, 3]}
    target: {output: 5}
    loss: squared_error
    optimizer: {sgd: {learning_rate: 0.002}}
exercises:
  - id: one-weight
    title: One weight
    text: A prediction of 16 is too much.
    lab:
      prompt: Change **one** weight, so that the network predicts 13.
      network: errors
      goal: prediction == 13
      max_edits: 1
      solution: {weight(a->node_0): 1.5}
      wrong: [{edits: {weight(node_1->output): 0}, says: Nothing comes over that wire.}]
    hints: [Which weights have a say?]
    explain: That was one of several.
  - id: a-rate
    title: A rate
    lab:
      prompt: Find a rate with which four steps bring the loss below 0.1.
      network: errors
      goal: loss < 0.1
      change: [learning_rate]
      max_updates: 4
      solution: {learning_rate: 0.005, train: 3}
  - id: which
    title: Which
    choice:
      network: errors
      prompt: Which?
      options: [{text: One, feedback: f}, {text: Two, right: true, feedback: f}]
"""

LabPilot = Pilot[None]


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "labs.yaml"
    file.write_text(LESSON, encoding="utf-8")
    return file


@asynccontextmanager
async def playing(
    size: tuple[int, int] = (80, 24), ascii_only: bool = False, bench: Bench | None = None
) -> AsyncIterator[tuple[LabPilot, LabView]]:
    lab = bench or Bench(problem_to_play())
    app = TutorApp(Shelf(Store(None)), new_lab(lab, "Lab"), ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, LabScreen)
        yield pilot, app.screen.view


@asynccontextmanager
async def doing(
    what: str, store: Store, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[LabPilot]:
    shelf = Shelf(store)
    app = TutorApp(shelf, find_work(shelf, what))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def view_of(pilot: LabPilot) -> LabView:
    assert isinstance(pilot.app.screen, LabExerciseScreen)
    return pilot.app.screen.view


# --- playing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_what_it_looks_like(lesson: Path, size: tuple[int, int], ascii_only: bool) -> None:
    name = f"{size[0]}x{size[1]}-{'ascii' if ascii_only else 'unicode'}"
    async with playing(size, ascii_only) as (pilot, _):
        check_snapshot(pilot.app, f"lab-start-{name}")
        await press(pilot, "plus", "plus", "T", "right", "right")
        check_snapshot(pilot.app, f"lab-trained-{name}")
        assert not ascii_only or text_of(pilot.app).isascii()


async def test_without_colour(lesson: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing() as (pilot, _):
        await press(pilot, "plus")
        assert all("grey" in name or "black" in name or "white" in name or name.startswith("#")
                   for name in colours_of(pilot.app))  # fmt: skip
        check_snapshot(pilot.app, "lab-no-colour", styles=True)


async def test_numbers_are_nudged_typed_and_computed(lesson: Path) -> None:
    async with playing() as (pilot, view):
        await press(pilot, "plus", "plus", "minus", "right_square_bracket", "plus")
        assert view.bench.moves[-1] == Move("weight(x0->h0)", -2.4)
        await press(pilot, *"4", "full_stop", *"25", "enter")
        assert view.bench.moves[-1].value == 4.25
        await press(pilot, "e", "minus", *"1", "slash", *"4", "enter")
        assert view.bench.moves[-1].value == -0.25
        await pilot.press("e")
        for character in "2 * delta(h0)[0]":
            await pilot.press("space" if character == " " else character)
        before = view.bench.trace
        await press(pilot, "enter")
        assert view.bench.moves[-1].value == 2 * before.value(before.find("delta(h0)", 0))
        await press(pilot, "7", "escape")
        count = len(view.bench.moves)
        await press(pilot, "e", *"huh", "enter")
        assert "I can't read" in text_of(pilot.app)
        await press(pilot, "left", *"0", "delete", "delete", "delete", *".5", "enter")  # mended
        assert view.bench.moves[-1].value == 0.5
        count = len(view.bench.moves)
        await press(pilot, "right", "plus", "1")
        assert "is computed" in text_of(pilot.app)
        assert len(view.bench.moves) == count


async def test_a_burst_of_keys_arrives_in_order(lesson: Path) -> None:
    async with playing() as (pilot, view):
        keys = (*"1", "full_stop", *"75", "enter", "right", "right", *"8", "enter", "space")
        await pilot.press(*keys)
        await settle(pilot)
        assert [str(move) for move in view.bench.moves] == [
            "weight(x0->h0) = 1.75",
            "weight(h0->y0) = 8",
            "train = 1",
        ]


async def test_training_undoing_and_rewinding(lesson: Path) -> None:
    start = problem_to_play()
    async with playing() as (pilot, view):
        await press(pilot, "o", "space", "space", "enter", "T", "f")
        assert view.bench.problem.network.optimizer.name == "momentum"
        momentum = Bench(start).do(Move("optimizer", "momentum")).problem
        at_once = trace(momentum.network, momentum.rows, updates=113)
        assert view.bench.problem.network == at_once.after()
        await press(pilot, "u", "u", "U", "r")
        assert view.bench.problem == start
        await press(pilot, "u")
        assert view.bench.updates == 13
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, TraceScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LabScreen)


async def test_the_network_is_rebuilt(lesson: Path) -> None:
    async with playing() as (pilot, view):
        await press(pilot, "n", "m", "b", "a", "l")
        network = view.bench.problem.network
        assert [len(column) for column in network.columns] == [2, 2, 4, 1]
        assert network.loss == "binary_crossentropy"
        assert network.layers[-1].activation == "sigmoid"
        await press(pilot, "M", "N", "u", "i", "less_than_sign", "x")
        assert len(view.bench.problem.rows) == 4
        assert view.row == 3
        while view.cursor != "y0":
            await pilot.press("tab")
        for key, says in (
            ("N", "y0 is the only node of its layer."),
            ("M", "there is no hidden layer"),
        ):
            await press(pilot, key)
            assert says in text_of(pilot.app)
        while view.cursor != "learning_rate":
            await pilot.press("tab")
        await press(pilot, "N")
        assert "Go to a node" in text_of(pilot.app)


async def test_a_large_network_trains_bit_by_bit_and_any_key_stops_it(lesson: Path) -> None:
    bench = Bench(problem_to_play((40, 60, 10)))
    async with playing(bench=bench) as (pilot, view):
        view.action_train(100)
        await asyncio.sleep(0.3)
        assert view.training
        assert "Any key stops" in text_of(pilot.app)
        await pilot.press("right")
        while view.training:
            await asyncio.sleep(0.05)
        await settle(pilot)
        assert "Any key stops" not in text_of(pilot.app)
        assert 0 < view.bench.updates < 100
        assert len(view.history.benches) == 2


async def test_what_is_written_opens_again_and_nothing_is_overwritten_unasked(lesson: Path) -> None:
    async with playing() as (pilot, view):
        await press(pilot, "plus", "T", "w", "enter")
        assert "Written" in text_of(pilot.app)
        assert load_lesson("lab.yaml").problems["lab"] == view.bench.problem
        await press(pilot, "T", "w", "enter")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "n")
        assert load_lesson("lab.yaml").problems["lab"] != view.bench.problem
        await press(pilot, "w", "enter", "y")
        assert load_lesson("lab.yaml").problems["lab"] == view.bench.problem
        await press(pilot, "w", "ctrl+u", *"no", "slash", *"where", "enter")
        assert "can't be written" in text_of(pilot.app)


async def test_from_the_home_screen_and_back(lesson: Path) -> None:
    app = TutorApp(Shelf(Store(None)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l")
        assert isinstance(app.screen, LabScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


# --- exercises ------------------------------------------------------------------------------------


async def test_a_lab_is_played_to_its_goal(lesson: Path) -> None:
    store = Store(None)
    async with doing(f"{lesson}#one-weight", store) as pilot:
        check_snapshot(pilot.app, "lab-exercise")
        await press(pilot, "space")  # no training here
        assert view_of(pilot).bench.moves == ()
        await press(pilot, "enter")
        assert "Nothing is changed yet" in text_of(pilot.app)
        await press(pilot, "ctrl+n")
        assert "Which weights have a say?" in text_of(pilot.app)
        await press(pilot, "tab", "plus")
        assert "changes 1 of 1" in text_of(pilot.app)
        await press(pilot, "shift+tab", "minus", "enter")
        assert "You changed 2 numbers" in text_of(pilot.app)
        await press(pilot, "u", "u", "minus", "minus", "minus", "minus")
        assert "it holds" not in text_of(pilot.app)
        await press(pilot, "minus")
        assert "That was one of several." in text_of(pilot.app)
        check_snapshot(pilot.app, "lab-exercise-passed")
        assert store.done("labs")["labs/one-weight"]
        await press(pilot, "enter")
        assert "A rate" in text_of(pilot.app)
    async with doing(f"{lesson}#one-weight", store) as pilot:
        assert view_of(pilot).bench.moves[-1] == Move("weight(a->node_0)", 1.5)


async def test_the_text_can_be_read_where_there_is_little_room(lesson: Path) -> None:
    async with doing(f"{lesson}#one-weight", Store(None), (40, 12)) as pilot:
        await press(pilot, "plus", "ctrl+t")
        assert "predicts 13." in text_of(pilot.app)
        await press(pilot, "enter", "plus")
        assert view_of(pilot).bench.moves[-1] == Move("weight(a->node_0)", 2.2)
        assert "goal: prediction == 13" in text_of(pilot.app)


async def test_a_wrong_edit_is_told_why(lesson: Path) -> None:
    store = Store(None)
    async with doing(f"{lesson}#one-weight", store) as pilot:
        for _ in range(20):
            if view_of(pilot).cursor == "weight(node_1->output)":
                break
            await press(pilot, "tab")
        await press(pilot, "0", "enter", "enter")
        assert "Nothing comes over that wire." in text_of(pilot.app)
        assert not store.done("labs")


async def test_training_to_the_goal_with_a_draft_in_between(lesson: Path) -> None:
    store = Store(None)
    async with doing(f"{lesson}#a-rate", store) as pilot:
        for _ in range(20):
            if view_of(pilot).cursor == "learning_rate":
                break
            await press(pilot, "right")
        await press(pilot, "plus", "space", "space")
        assert "training 2 of 4" in text_of(pilot.app)
        pilot.app.screen.save()  # type: ignore[attr-defined]
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    async with doing(f"{lesson}#a-rate", store, (40, 12)) as pilot:
        assert view_of(pilot).bench.updates == 2
        await press(pilot, "T")
        assert "only 4" in text_of(pilot.app)
        await press(pilot, "space")
        assert store.done("labs")["labs/a-rate"]


async def test_any_exercise_with_a_network_opens_it_in_the_lab(lesson: Path) -> None:
    store = Store(None)
    async with doing(f"{lesson}#which", store) as pilot:
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, LabScreen)
        await press(pilot, "plus", "escape")
        assert not isinstance(pilot.app.screen, LabScreen)
        assert not store.done("labs")
