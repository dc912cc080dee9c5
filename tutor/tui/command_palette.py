"""Textual's palette, made safe for keys that arrive faster than it lists what it finds."""

from __future__ import annotations

from contextlib import suppress

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """A second enter must not close what lies below it, and a key that moves about must not look
    into a list that is being made anew.
    """

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Close the palette, once."""
        return super().dismiss(None) if self.is_current else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)
