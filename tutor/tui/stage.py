"""The picture of a trace, which takes the keys that walk through it."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.tui.lines import Lines

#: The keys of the picture; what they do is said by the ``TraceView`` around it.
KEYS: list[BindingType] = [
    Binding("right", "forward", "step", id="step.on"),
    Binding("left", "back", "step back", id="step.back"),
    Binding("right_square_bracket", "forward('layer')", "layer", id="step.layer"),
    Binding("left_square_bracket", "back('layer')", "layer", show=False, id="step.layer_back"),
    Binding("right_curly_bracket", "forward('pass')", "pass", show=False, id="step.pass"),
    Binding("left_curly_bracket", "back('pass')", "pass", show=False, id="step.pass_back"),
    Binding("home", "go_first", "first", show=False, id="step.first"),
    Binding("end", "go_last", "last", show=False, id="step.last"),
    Binding("j", "jump", "go to step", id="step.jump"),
    Binding("space", "run", "run", id="step.run"),
    Binding("space", "stop", "stop", id="step.stop"),
    Binding("equals_sign,plus", "coarser(1)", "coarser", show=False, id="step.coarser"),
    Binding("minus", "coarser(-1)", "finer", show=False, id="step.finer"),
    Binding("w", "why", "why", id="step.why"),
    Binding("a", "quiz", "quiz", id="step.quiz"),
    Binding("a", "end_quiz", "end quiz", id="step.end_quiz"),
    Binding("o,ctrl+o", "reveal", "show me", id="step.reveal"),
    Binding("d", "row", "row", id="step.row"),
    Binding("u", "update(1)", "update", id="step.update"),
    Binding("U", "update(-1)", "update before", show=False, id="step.update_back"),
    Binding("t", "table", "table", id="step.table"),
    Binding("v", "swap", "numbers", id="step.swap"),
    Binding("1", "speed(1)", "slowest", id="step.slowest"),
    *(Binding(digit, f"speed({digit})", "speed", show=False) for digit in "2345678"),
    Binding("9", "speed(9)", "fastest", id="step.fastest"),
    Binding("up", "look('up')", "look up", show=False, id="step.look_up"),
    Binding("down", "look('down')", "look about", id="step.look_down"),
    Binding("pageup", "look('up', 10)", "look up", show=False),
    Binding("pagedown", "look('down', 10)", "look down", show=False),
    Binding("shift+left,less_than_sign", "look('left')", "look left", show=False),
    Binding("shift+right,greater_than_sign", "look('right')", "look right", show=False),
]

#: What the bottom line shows first, where there is not room for all.
FIRST_KEYS = (
    "next", "submit", "down", "move(1)", "up", "close", "forward", "back", "scroll_text(10)",
    "run", "stop", "why", "quiz", "end_quiz", "reveal", "hint", "show_me", "leave", "row",
    "forward('layer')", "jump", "task",
)  # fmt: skip


class Stage(Lines, can_focus=True, inherit_bindings=False):
    """The picture. Its arrows walk; a table scrolls with the keys that look about."""

    DEFAULT_CSS = "Stage { height: 1fr; }"

    class Resized(Message):
        """There is another number of cells for the picture."""

    def on_resize(self) -> None:
        """Ask for a picture of the new size."""
        self.post_message(self.Resized())
