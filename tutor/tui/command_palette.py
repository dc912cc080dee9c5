"""Textual's palette, made safe for keys that arrive faster than it lists what it finds."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette

from tutor.tui.closing import ClosesOnce


class Palette(ClosesOnce, CommandPalette):
    """A key that moves about must not look into a list that is being made anew, nor a search."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, and look no further."""
        self._cancel_gather_commands()
        return super().dismiss(result)

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)
