"""The palette: everything that a key does at this moment, what the bottom line names first.

It is Textual's, made safe for keys that arrive faster than it lists what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hits
from textual.dom import DOMNode
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.worker import Worker

from tutor.network.phrases import capitalised
from tutor.tui.closing import ClosesOnce
from tutor.tui.keyline import key_name
from tutor.tui.marks import Marks


class Palette(ClosesOnce, CommandPalette):
    """A key that moves about must not look into a list that is being made anew, nor a search."""

    def __init__(self) -> None:
        super().__init__(providers=[Commands], placeholder="find a command")

    def compose(self) -> ComposeResult:
        """Textual's widgets, with a list that bears to be clicked on at any time."""
        for widget in super().compose():
            yield Found() if isinstance(widget, CommandList) else widget

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, and look no further."""
        self._cancel_gather_commands()
        return super().dismiss(result)

    def _gather_commands(self, search_value: str) -> Worker[None] | None:  # type: ignore[override]
        """Search, unless it was closed before what was typed last came here."""
        return super()._gather_commands(search_value) if self.is_current else None

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


class Found(CommandList):
    """What was found; a click on something that isn't listed any more does nothing."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        if event.style.meta.get("option", 0) < self.option_count:
            await super()._on_click(event)


class Commands(SystemCommandsProvider):
    """The app's commands, in its own order as long as nothing is searched for."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)


def commands(app: App[None], screen: Screen[object], marks: Marks) -> Iterator[SystemCommand]:
    """A command for each thing that the keys in force do, with its keys."""
    found: dict[tuple[str, str], tuple[DOMNode, list[str]]] = {}
    in_force = screen.active_bindings.items()
    for key, active in sorted(in_force, key=lambda item: not item[1].binding.show):
        binding = active.binding
        if active.enabled and binding.description and binding.action in _own_actions(active.node):
            _, keys = found.setdefault((binding.action, binding.description), (active.node, []))
            keys.append(key_name(key, marks))
    for (action, description), (node, keys) in found.items():
        yield SystemCommand(
            capitalised(description), ", ".join(keys), partial(app.run_action, action, node)
        )


def _own_actions(node: DOMNode) -> set[str]:
    """What the keys of a widget do that are this program's own, and none of Textual's."""
    own = (cls for cls in type(node).__mro__ if cls.__module__.startswith("tutor."))
    declared = (vars(cls).get("BINDINGS", ()) for cls in own)
    return {each.action for one in declared for each in Binding.make_bindings(one)}
