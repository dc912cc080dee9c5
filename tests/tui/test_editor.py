"""Where the cursor stands in the code that a message is about."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tutor.tui.editor import Editor

CODE = "def f(x):\n    y = x\n    return y"


class EditorApp(App[None]):
    """An editor and nothing else."""

    def compose(self) -> ComposeResult:
        """The editor."""
        yield Editor(CODE)


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [((0, 3), 2, (1, 4)), ((1, 9), 2, (1, 9)), ((2, 0), 1, (0, 0)), ((1, 2), 99, (1, 2))],
)
async def test_the_cursor_goes_to_the_line_unless_it_is_there(
    before: tuple[int, int], line: int, after: tuple[int, int]
) -> None:
    app = EditorApp()
    async with app.run_test():
        editor = app.query_one(Editor)
        editor.move_cursor(before)
        editor.mark_line(line)
        assert editor.cursor_location == after
