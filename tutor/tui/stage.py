"""The picture of the stepper, and the keys that walk through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding
from textual.message import Message

from tutor.network.trace import Size
from tutor.tui.lines import Lines

Ask = Literal[
    "forward", "back", "first", "last", "finer", "coarser", "table", "swap", "why", "redraw"
]


class Stage(Lines, can_focus=True):
    """The picture, and the keys that walk. Its screen does what they ask for."""

    DEFAULT_CSS = "Stage { height: 1fr; }"
    BINDINGS = [
        Binding("right,l,space", "ask('forward')", "on", id="step.on"),
        Binding("left", "ask('back')", "back", id="step.back"),
        Binding("right_square_bracket", "ask('forward', 'layer')", "layer", id="step.layer"),
        Binding(
            "left_square_bracket", "ask('back', 'layer')", "layer", show=False, id="step.layer_back"
        ),
        Binding("right_curly_bracket", "ask('forward', 'pass')", "pass", show=False),
        Binding("left_curly_bracket", "ask('back', 'pass')", "pass", show=False),
        Binding("home", "ask('first')", "first", show=False),
        Binding("end", "ask('last')", "last", show=False),
        Binding("equals_sign,plus", "ask('coarser')", "coarser", show=False),
        Binding("minus", "ask('finer')", "finer", show=False),
        Binding("t", "ask('table')", "table", id="step.table"),
        Binding("v", "ask('swap')", "swap", show=False, id="step.swap"),
        Binding("w", "ask('why')", "why", id="step.why"),
    ]

    @dataclass
    class Asked(Message):
        """What a key asks for; ``size`` is how far to go, if not by the size in force."""

        what: Ask
        size: Size | None = None

    def action_ask(self, what: Ask, size: Size | None = None) -> None:
        """Hand on what a key asks for."""
        self.post_message(self.Asked(what, size))

    def on_resize(self) -> None:
        """Ask for a picture of the new size."""
        self.post_message(self.Asked("redraw"))
