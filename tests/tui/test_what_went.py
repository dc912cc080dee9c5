"""A widget that goes is painted over, also when the map of widgets is asked for before that."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets._toast import Toast

from tests.tui.screens import settle, wait_until
from tutor.progress.store import Store
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp


async def test_a_note_that_went_after_scrolling_is_painted_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    app = TutorApp(Shelf(Store(None)))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.notify("A note.")
        await wait_until(pilot, lambda: bool(app.screen.query(Toast)))
        await settle(pilot)
        note, compositor = app.screen.query_one(Toast), app.screen._compositor
        region = note.region
        compositor.reflow_visible(app.screen, app.size)  # as scrolling does
        compositor._dirty_regions.clear()
        assert isinstance(note.parent, Widget)
        note.parent._nodes._remove(note)  # all at once, as between two messages
        assert note not in compositor.full_map
        assert region and region in compositor._dirty_regions
