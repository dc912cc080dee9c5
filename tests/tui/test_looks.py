"""How the screens look: at three sizes, in ASCII, and without colour."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.screens import (
    SIZES,
    check_snapshot,
    colours_of,
    press,
    settle,
    text_of,
    wait_until,
)
from tutor.lesson.outline import outline
from tutor.progress.store import Attempt, Store
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.code import CodeScreen
from tutor.tui.frame import Rule

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
COURSE = """
format: 1
title: A small course
summary: To try things out.
licence: CC0-1.0
lessons: [sums, slopes]
"""
LESSON = """
title: Sums
summary: Adding up.
networks:
  bank:
    inputs: {accounts: 3, children: 5}
    layers:
      - activation: relu
        nodes: {node_0: [2, 4], node_1: [4, -5]}
      - nodes: {output: [2, 7]}
    target: {output: 50}
    loss: squared_error
exercises:
  - id: node
    title: What a node does
    read: |
      A **node** takes numbers in, multiplies each by the *weight* of its wire, and adds them up:
      with two accounts and three children that is `2 * 2 + 3 * 4 = 16`.

      - A positive weight says: more of this, more of that.
      - A negative one says the opposite.
    show:
      - {network: bank}
  - id: sum
    title: One node by hand
    text: What does `node_0` hold with 3 accounts and 5 children?
    show:
      - {network: bank, labels: false}
    answer: {prompt: The value of node_0?, expect: 26}
    hints: [Two products and a sum.]
    explain: Both products are positive, so is their sum.
  - id: which
    title: Which is more?
    text: Both nodes get the same inputs. A weight below zero takes away.
    choice:
      prompt: Which node holds more?
      options:
        - {text: "`node_0`", right: true, feedback: "26 is more than -13."}
        - {text: "`node_1`", feedback: "5 times -5 weighs more than 3 times 4."}
        - {text: "Both hold the same, since the inputs are the same for the one as for the other",
           feedback: The weights differ.}
  - id: print
    title: One node in Python
    text: The same, computed.
    code:
      task: Compute `node_0` of the inputs and the weights, and print it.
      setup: |
        inputs = [3, 5]
        weights = [2, 4]
      starter: |
        # products of inputs and weights, added up
        node_0 = ...
        print(node_0)
      solution: |
        node_0 = inputs[0] * weights[0] + inputs[1] * weights[1]
        print(node_0)
      checks:
        - {variable: node_0}
"""
SECOND = """
title: Slopes
summary: What a weight does to the loss.
exercises:
  - {id: less, title: Up or down, text: A slope says which way is up., answer:
     {prompt: 3 - 1?, expect: 2}}
"""
WRONG = "node_0 = inputs[0] * weights[0]\nprint(node_0)\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A shelf with one course, of which some was done, and a clock that stands still."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in (("course", COURSE), ("sums", LESSON), ("slopes", SECOND)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    shelf = Shelf(Store(tmp_path / "progress.db"), clock=lambda: NOW)
    shelf.__dict__["courses"] = (outline(folder),)
    for days in (9, 8):
        at = NOW - timedelta(days=days)
        shelf.store.record(Attempt("small/sum", "h", "26", days == 8, "Right.", at=at))
    yield shelf
    monkeypatch.undo()
    time.tzset()


@asynccontextmanager
async def opened(
    shelf: Shelf, what: str = "", size: tuple[int, int] = (80, 24), ascii_only: bool = False
) -> AsyncIterator[Pilot[None]]:
    app = TutorApp(shelf, find_work(shelf, f"small/{what}") if what else None, ascii_only)
    async with app.run_test(size=size) as pilot:
        if what:
            app.desk.trust(find_work(shelf, f"small/{what}"))
        await settle(pilot)
        yield pilot


async def run_wrong(pilot: Pilot[None]) -> None:
    """A run that is judged; how long it took is not the same twice."""
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    screen.restore({"text": WRONG})
    await press(pilot, "ctrl+r")
    await wait_until(pilot, lambda: screen.run_count == 1)
    rule = screen.query_one("#output-rule", Rule)
    rule.show(re.sub(r"[\d.]+ s$", "0.01 s", rule.label))
    await settle(pilot)


#: What to open, and the keys that lead to what is looked at.
LOOKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("", ()),
    "read": ("sums#node", ()),
    "answer": ("sums#sum", ()),
    "answer-hint": ("sums#sum", ("ctrl+n",)),
    "choice": ("sums#which", ()),
    "choice-wrong": ("sums#which", ("2", "enter")),
    "code-text": ("sums#print", ()),
    "code-wrong": ("sums#print", ("run",)),
    "review": ("", ("r",)),
    "glossary": ("", ("g",)),
    "help": ("", ("?",)),
}


async def lead(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    if keys == ("run",):
        await run_wrong(pilot)
    else:
        await press(pilot, *keys)
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True], ids=["unicode", "ascii"])
@pytest.mark.parametrize("look", LOOKS)
async def test_as_it_looks(
    shelf: Shelf, look: str, size: tuple[int, int], ascii_only: bool
) -> None:
    what, keys = LOOKS[look]
    async with opened(shelf, what, size, ascii_only) as pilot:
        await lead(pilot, keys)
        if ascii_only:
            assert text_of(pilot.app).isascii()
        alphabet = "ascii" if ascii_only else "unicode"
        check_snapshot(pilot.app, f"{look}-{size[0]}x{size[1]}-{alphabet}", styles=not ascii_only)


@pytest.mark.parametrize("look", LOOKS)
async def test_without_colour_all_is_said(
    shelf: Shelf, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    what, keys = LOOKS[look]
    texts = []
    for colourless in ("", "1"):
        monkeypatch.setenv("NO_COLOR", colourless)
        async with opened(shelf, what) as pilot:
            await lead(pilot, keys)
            texts.append(text_of(pilot.app))
            if colourless:
                assert not colours_of(pilot.app)
    assert texts[0] == texts[1]
