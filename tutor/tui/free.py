"""Any trace, to walk through at leisure: nothing is asked unless one wants it."""

from __future__ import annotations

from textual.app import ComposeResult

from tutor.session.opened import OpenWalk
from tutor.session.shelf import Entry
from tutor.tui.closing import ClosesOnce
from tutor.tui.doors import doors_of
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import BACK, EVERYWHERE
from tutor.tui.marks import Marks
from tutor.tui.saving import SavingScreen
from tutor.tui.stage import FIRST_KEYS
from tutor.tui.tracing import TraceView


class TraceScreen(ClosesOnce, SavingScreen):
    """Walks a trace, over whatever is open; ``esc`` goes back there."""

    FIRST_KEYS = FIRST_KEYS
    BINDINGS = [
        BACK,
        *EVERYWHERE,
    ]
    AUTO_FOCUS = "Stage"

    def __init__(self, walk: OpenWalk, marks: Marks) -> None:
        super().__init__()
        self.heading = walk.title
        self.marks = marks
        self.about = walk.about
        self.view = TraceView(walk.walk, marks)

    def compose(self) -> ComposeResult:
        """Head, picture and all that goes with it, what is said, keys."""
        yield Head(self.heading, self.marks, self.view.status)
        yield self.view
        yield Feedback(self.marks, self.about)
        yield KeyLine(self.marks)

    def on_walk_view_changed(self, message: TraceView.Changed) -> None:
        """Say where it is, and at the beginning what it is about."""
        self.view.redraw()
        walk = self.view.walk
        if self.about and message.moved and walk.k == walk.first and not walk.past:
            self.view.say(self.about)
        self.query_one(Head).show(self.heading, self.view.status)
        self.touch()

    def opened(self) -> Entry:
        """The walk, and how far it has come."""
        return OpenWalk(self.heading, self.view.walk, self.about).entry()

    def keep(self) -> str | None:
        """Keep it with what else is open."""
        return doors_of(self).keep_open()

    def action_leave(self) -> None:
        """Leave what is open; where nothing is, back to where one came from."""
        if not self.view.leave():
            self.dismiss()
