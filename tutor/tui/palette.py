"""What the palette offers: everything that a key does at this moment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from tutor.tui.keyline import key_name
from tutor.tui.marks import Marks


def commands(app: App[None], screen: Screen[object], marks: Marks) -> Iterator[SystemCommand]:
    """A command for each thing that the keys in force do, with its keys."""
    found: dict[tuple[str, str], tuple[DOMNode, list[str]]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if active.enabled and binding.description and binding.action != "command_palette":
            _, keys = found.setdefault((binding.action, binding.description), (active.node, []))
            keys.append(key_name(key, marks))
    for (action, description), (node, keys) in found.items():
        title = f"{description[0].upper()}{description[1:]}"
        yield SystemCommand(title, ", ".join(keys), partial(app.run_action, action, node))
