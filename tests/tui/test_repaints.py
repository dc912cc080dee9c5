"""However fast events come, the screen is painted when its clock says so, and then once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import press, settle, text_of, wait_until
from tests.tui.test_training import begin
from tutor.authoring.new import create
from tutor.progress.store import Store
from tutor.runner.observation import BatchEnded, EpochEnded, Event, Printed, TrainingStarted
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui import code
from tutor.tui.app import TutorApp
from tutor.tui.code import REPAINT, CodeScreen
from tutor.tui.frame import Rule
from tutor.tui.lines import Lines


def events(run: int) -> list[Event]:
    """A training whose batches and epochs take no time, and that prints besides."""
    found: list[Event] = [TrainingStarted(begin(run))]
    for epoch in range(1, 11):
        found += [BatchEnded(run, epoch, batch, {"loss": 2.0}) for batch in range(1, 29)]
        found += [EpochEnded(run, epoch, {"loss": 3.0 / epoch}, 0.0), Printed(f"after {epoch}\n")]
    return found


async def test_events_are_painted_together_and_nothing_is_painted_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    file = create("lesson", tmp_path / "mine.yaml")[0]
    shelf = Shelf(Store(None))
    work = find_work(shelf, f"{file}#mine-code")
    shown: list[int] = []
    show = Lines.show
    app = TutorApp(shelf, work)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CodeScreen)
        assert screen._painter is not None and screen._painter._interval == REPAINT >= 0.1
        screen.running = True
        screen._listen(events(1)[0])
        screen._repaint()  # the first one takes all the room
        await settle(pilot)
        monkeypatch.setattr(
            Lines, "show", lambda self, lines: (shown.append(len(lines)), show(self, lines))
        )
        for count in (1, 2, 3):
            for event in events(1 + count):
                screen._listen(event)
            await settle(pilot)
            assert len(shown) == count - 1
            screen._repaint()
            await settle(pilot)
            screen._repaint()  # nothing came since
            await settle(pilot)
            assert len(shown) == count
        assert "epoch" in text_of(app)
        screen.running = False


@pytest.mark.parametrize("clock", [0.01, 1000.0])
async def test_a_run_is_told_of_only_when_the_clock_says_so(
    monkeypatch: pytest.MonkeyPatch, clock: float
) -> None:
    monkeypatch.setattr(code, "REPAINT", clock)
    shelf = Shelf(Store(None))
    app = TutorApp(shelf, find_work(shelf, "forward-propagation#forward-by-code"))
    labels: list[str] = []
    show = Rule.show
    monkeypatch.setattr(
        Rule, "show", lambda self, label, *rest: (labels.append(label), show(self, label, *rest))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, CodeScreen)
        await wait_until(pilot, lambda: screen.desk.is_ready(screen.work))
        screen.field.text = "import time\ntime.sleep(0.5)\nprint(1)"
        labels.clear()
        await press(pilot, "ctrl+r")
        await wait_until(pilot, lambda: screen.run_count == 1)
        told = [label for label in labels if label.startswith("running")]
        assert len(told) == (clock < 1)
        assert labels[-1].startswith("output of run 1")
