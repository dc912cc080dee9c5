"""Lines to type in: a field of its own and the lab's line take the same keys in the same way."""

from __future__ import annotations

from random import Random

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from tests.tui.screens import press, settle, text_of
from tutor.progress.store import Store
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.answer_line import AnswerInput
from tutor.tui.app import TutorApp
from tutor.tui.feedback import Feedback
from tutor.tui.typed import Typed

KEYS = [*"abc", "left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k"]


class OneLine(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.line = AnswerInput()
        self.taken: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_input_submitted(self, message: Input.Submitted) -> None:
        self.taken.append(message.value)


@pytest.mark.parametrize("seed", range(4))
async def test_keys_do_what_they_do_in_a_field(seed: int) -> None:
    lot = Random(seed)
    typed = Typed("what was wrong")
    async with OneLine().run_test() as pilot:
        line = pilot.app.query_one(AnswerInput)
        line.put(typed)
        assert line.typed == typed
        for key in lot.choices(KEYS, k=40):
            await pilot.press(key)
            typed = typed.after(key) or typed.with_typed(key)
            assert line.typed == typed, key


async def test_what_was_handed_in_is_typed_over_also_in_a_burst() -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        await pilot.press(*"12", "enter", *"34", "enter", "right", *"5", "enter")
    assert app.taken == ["12", "34", "345"]


async def test_text_and_what_is_said_scroll_while_one_types() -> None:
    shelf = Shelf(Store(None))
    app = TutorApp(shelf, find_work(shelf, "one-weight#one-product"))
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        text, said = app.screen.query_one("#text"), app.screen.query_one(Feedback)
        assert "pgdn more" in text_of(app)
        await press(pilot, "pagedown")
        assert text.scroll_offset.y > 0
        said.show("\n\n".join("abcdef"))
        await settle(pilot)
        before = text.scroll_offset
        await press(pilot, "pagedown")  # first to the end of what was said last
        assert said.scroll_offset.y == said.max_scroll_y > 0
        assert text.scroll_offset == before
        await press(pilot, "pageup", "pageup", *"12")
        assert (said.scroll_offset.y, text.scroll_offset.y) == (0, 0)
        assert app.screen.query_one(AnswerInput).value == "12"
