"""The lab: a network to play with, and the exercises of this kind."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from tutor.network.numbers import counted
from tutor.session.opened import OpenLab
from tutor.session.shelf import Entry
from tutor.tui.closing import ClosesOnce
from tutor.tui.doors import doors_of
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import BACK, EVERYWHERE
from tutor.tui.lab_view import LabView
from tutor.tui.marks import Marks
from tutor.tui.saving import SavingScreen
from tutor.tui.sizes import USUAL


class LabScreen(ClosesOnce, SavingScreen):
    """A network to play with, for its own sake. ``esc`` goes back to what was open."""

    FIRST_KEYS = ("nudge(1)", "nudge(-1)", "type_value", "train(1)", "undo", "keys", "steps",
                  "leave", "rewind", "word('activation')")  # fmt: skip
    BINDINGS = [
        Binding("enter", "train", "train", show=False, id="lab.enter"),
        BACK,
        *EVERYWHERE,
    ]
    AUTO_FOCUS = "LabView"

    def __init__(self, lab: OpenLab, marks: Marks) -> None:
        super().__init__()
        self.heading = lab.title
        self.marks = marks
        self.view = LabView(lab.history.bench, marks)
        self.view.go_on(lab.history, lab.view)

    def compose(self) -> ComposeResult:
        """Head, the lab, what is said, keys."""
        yield Head(self.heading, self.marks)
        yield self.view
        yield Rule(self.marks)
        yield Feedback(self.marks)
        yield KeyLine(self.marks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed the keys belong to the line."""
        return self.view.entry is None

    def on_mount(self) -> None:
        """Say how to begin, where there is room for it."""
        self._show_status()
        if self.size.height < USUAL or self.view.bench.moves:
            return
        self.query_one(Feedback).show(
            "Arrows move, `+` `-` change a number, digits type it, `space` trains, `?` all keys."
        )

    def on_lab_picture_changed(self) -> None:
        """Say how much was done, and keep it."""
        self._show_status()
        self.touch()

    def _show_status(self) -> None:
        count = len(self.view.bench.moves)
        done = counted(count, "change") if count else ""
        self.query_one(Head).show(self.heading, done)

    def on_lab_typing_said(self, message: LabView.Said) -> None:
        """Say it below the picture."""
        self.query_one(Feedback).show(message.text)

    def opened(self) -> Entry:
        """The network with all that was done to it."""
        return OpenLab(self.heading, self.view.history, self.view.looks).entry()

    def keep(self) -> str | None:
        """Keep it with what else is open."""
        return doors_of(self).keep_open()

    def action_train(self) -> None:
        """One training step."""
        self.view.action_train(1)

    def action_leave(self) -> None:
        """Back to what was open."""
        self.dismiss()
