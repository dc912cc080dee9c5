"""Any trace, to walk through at leisure: nothing is asked unless one wants it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tutor.network.model import Row
from tutor.network.trace import Trace
from tutor.session.walk import Walk
from tutor.tui.closing import ClosesOnce
from tutor.tui.feedback import Feedback
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.marks import Marks
from tutor.tui.stage import FIRST_KEYS
from tutor.tui.tracing import TraceView


class TraceScreen(ClosesOnce, Screen[None]):
    """Walks a trace. To be pushed onto whatever is open; ``esc`` goes back there.

    ``about`` is said at the beginning of the way. ``batches`` are the rows of the training steps in
    turn, where not all take the same.
    """

    FIRST_KEYS = FIRST_KEYS
    BINDINGS = [
        Binding("escape", "leave", "back", id="free.leave"),
        Binding("g,ctrl+g", "app.glossary", "glossary", id="free.glossary"),
        Binding("question_mark", "app.help", "help", id="free.help"),
        Binding("q", "app.quit", "quit", show=False),
    ]
    AUTO_FOCUS = "Stage"

    def __init__(
        self,
        trace: Trace,
        title: str,
        marks: Marks,
        about: str = "",
        batches: Sequence[tuple[Row, ...]] = (),
    ) -> None:
        super().__init__()
        self.heading = title
        self.marks = marks
        self.about = about
        self.view = TraceView(Walk(trace, batches=batches), marks)

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

    def action_leave(self) -> None:
        """Leave what is open; where nothing is, back to where one came from."""
        if not self.view.leave():
            self.dismiss()
