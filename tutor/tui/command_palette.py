"""Textual's palette, made safe for keys that arrive faster than it lists what it finds."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette

from tutor.tui.closing import ClosesOnce


class Palette(ClosesOnce, CommandPalette):
    """A key that moves about must not look into a list that is being made anew."""

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)
