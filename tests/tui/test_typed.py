"""Lines to type in: a field of its own and the lab's line take the same keys in the same way."""

from __future__ import annotations

from random import Random

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from tutor.tui.answer_line import AnswerInput
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
