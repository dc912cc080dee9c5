"""A trace on the screen: the picture, one step at a time both ways, and why."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from tutor.diagram import (
    Direction,
    Line,
    Picture,
    Show,
    arithmetic,
    draw,
    ledger,
    move_focus,
    row_of,
)
from tutor.network.known import Known
from tutor.network.symbols import row_name
from tutor.network.trace import Size, Step
from tutor.session.walk import Walk
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.notes import note_lines
from tutor.tui.pace import Pace
from tutor.tui.stage import KEYS, Stage
from tutor.tui.why import WhyList

#: The rows of a table that are drawn at once.
_PAGE = 500
_SHOWS: tuple[Show, ...] = ("both", "weight", "gradient")
#: On fewer rows the picture needs those that only explain it.
LOW = 16


class WalkView(Widget):
    """Walks a trace: the picture, its arithmetic, and where its numbers come from."""

    DEFAULT_CSS = """
    WalkView { height: 1fr; }
    WalkView #notes { height: auto; overflow: hidden hidden; }
    """
    BINDINGS = KEYS

    class Changed(Message):
        """Something else is shown now; ``moved``: the learner stands elsewhere."""

        def __init__(self, moved: bool) -> None:
            super().__init__()
            self.moved = moved

    def __init__(self, walk: Walk, marks: Marks) -> None:
        super().__init__()
        self.walk = walk
        self.marks = marks
        self.stage = Stage()
        self.notes = Lines(id="notes")
        self.notes.can_focus = False  # it would take the arrows
        self.why = WhyList(marks, self._explained)
        self.pace = Pace(self, self._run_on)
        self.table = False
        self.shows = 0
        self.focused_node: str | None = None
        self.picture: Picture | None = None

    def compose(self) -> ComposeResult:
        """Picture, notes, operands."""
        yield self.stage
        yield self.notes
        yield self.why

    @property
    def status(self) -> str:
        """Where the learner stands, for the head."""
        walk, note = self.walk, f" {self.marks.note} "
        by = "" if walk.size == "operation" else f" by {walk.size}"
        parts = [f"{walk.known.phase}{by}", f"step {walk.k} of {walk.end}"]
        if walk.past:
            parts.insert(0, f"update {len(walk.past) + 1}")
        if len(walk.trace.rows) > 1:
            parts.insert(-1, row_name(walk.row, len(walk.trace.rows)))
        if self.pace.running:
            parts.insert(0, f"running, speed {self.pace.speed}")
        return note.join(parts)

    @property
    def step(self) -> Step | None:
        """The step that is explained, else the last that was taken."""
        explained = self.why.step
        return self.walk.step if explained is None else self.walk.trace[explained]

    @property
    def marked(self) -> tuple[str | None, tuple[str, ...]]:
        """The place that the picture marks, and those that it was computed from."""
        step = self.step
        return (step.at, step.reads) if step else (None, ())

    def arithmetic(self, width: int) -> Line:
        """The arithmetic of that step; nothing before the first."""
        step = self.step
        return arithmetic(step, width=width, alphabet=self.marks.alphabet) if step else ()

    # --- drawing ------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Picture and notes, for the position at hand."""
        size = self.stage.size
        if not size.width:
            return
        self.picture = self._drawn(size.width, size.height)
        self.stage.show(self.picture.lines)
        self._follow(self.picture.lines, size.height)
        shown = note_lines(
            self.walk,
            self.arithmetic(size.width - 2),
            self.picture.legend,
            size.width,
            self.marks.alphabet,
        )
        self.notes.show(shown if self.screen.size.height >= LOW else shown[-1:])

    def _drawn(self, width: int, height: int) -> Picture:
        """The picture; the table where it is asked for, and where nothing else fits."""
        network, known = self.walk.trace.network, self.walk.known
        current, uses = self.marked
        phase = "backward" if known.phase == "loss" else known.phase
        if not self.table:
            picture = draw(
                network, known, width=width, height=height, phase=phase,
                alphabet=self.marks.alphabet, show=_SHOWS[self.shows], current=current, uses=uses,
                focus=self.focused_node, ranking=self._ranking,
            )  # fmt: skip
            if picture.fits:
                return picture
        page = row_of(network, current or "") // _PAGE * _PAGE
        return ledger(
            network, known, phase=phase, alphabet=self.marks.alphabet, start=page, limit=_PAGE,
            current=current or "", uses=uses,
        )  # fmt: skip

    @property
    def _ranking(self) -> Known:
        """All numbers of the first training step: so the same nodes matter in each picture."""
        first = (*self.walk.past, self.walk.trace)[0]
        return first.known(len(first))

    def _follow(self, lines: tuple[Line, ...], height: int) -> None:
        """Scroll what is longer than there is room to the row of the current step."""
        if len(lines) <= height:
            self.stage.scroll_to(y=0, animate=False)
            return
        for row, line in enumerate(lines):
            if any(span.style == "current" for span in line):
                self.stage.scroll_to_region(Region(0, row, 1, 1), animate=False)
                return

    def on_stage_resized(self) -> None:
        """Draw for the size at hand."""
        self.redraw()

    def changed(self, moved: bool = False) -> None:
        """Say so: the screen draws it anew with what it says of it itself, in one repaint."""
        self.refresh_bindings()
        self.post_message(self.Changed(moved))

    # --- walking ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The picture's keys work in the picture, and where they lead somewhere."""
        if self.screen.focused is not self.stage:
            return False
        walk, running = self.walk, self.pace.running
        rules: dict[str, Callable[[], bool]] = {
            "forward": lambda: walk.k < walk.limit and not running,
            "back": lambda: walk.k > walk.first and not running,
            "run": lambda: walk.k < walk.limit and not running,
            "stop": lambda: running,
            "speed": lambda: running or walk.k < walk.limit,
            "why": lambda: walk.k > walk.first and not running,
            "row": lambda: len(walk.trace.rows) > 1,
            "update": lambda: bool(walk.past) if parameters == (-1,) else walk.can_train,
            "look": lambda: self.table or bool(self.picture and self.picture.elided),
        }
        return rules[action]() if action in rules else True

    def action_forward(self, size: Size | None = None) -> None:
        """One step on."""
        self.arrive(self.walk.forward(size))

    def action_back(self, size: Size | None = None) -> None:
        """One step back."""
        self.arrive(self.walk.back(size))

    def action_update(self, by: int) -> None:
        """The next training step, from the updated weights, or the one before."""
        if by > 0:
            self.walk.next_update()
        else:
            self.walk.last_update()
        self.arrive(True)

    def action_go_first(self) -> None:
        """To the beginning."""
        self.arrive(self.walk.go(self.walk.first))

    def action_go_last(self) -> None:
        """To the end, or to the next question."""
        self.arrive(self.walk.go(self.walk.end))

    def arrive(self, moved: bool) -> None:
        """Show where the walk is now."""
        if moved:
            self.focused_node = None
            self.changed(moved)

    def action_coarser(self, by: int) -> None:
        """Another size of steps."""
        self.walk.coarser(by)
        self.changed()

    # --- running ------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Go on by itself."""
        self.pace.start()
        self.changed()

    def action_stop(self) -> None:
        """Stay where it is."""
        self.pace.stop()
        self.changed()

    def action_speed(self, speed: int) -> None:
        """Another speed; what stands still begins to run."""
        self.pace.set_speed(speed)
        if not self.pace.running:
            self.pace.start()
        self.changed()

    def _run_on(self) -> bool:
        self.arrive(self.walk.forward())
        going = self.pace.running and self.walk.k < self.walk.limit
        if not going:
            self.action_stop()
        return going

    def on_key(self, event: Key) -> None:
        """Any key but those of running itself stops it, and does what it does."""
        if self.pace.running and event.key != "space" and not event.key.isdigit():
            self.action_stop()

    # --- looking ------------------------------------------------------------------------------

    def action_table(self) -> None:
        """The table in place of the picture, and back."""
        self.table = not self.table
        self.changed()

    def action_swap(self) -> None:
        """Other numbers on the edges."""
        self.shows = (self.shows + 1) % len(_SHOWS)
        self.changed()

    def action_row(self) -> None:
        """Look at the next row of the batch, or at the averages."""
        self.walk.look_at_next_row()
        self.changed()

    def action_look(self, direction: Direction, by: int = 1) -> None:
        """Look at another node of a picture that can't show all of them; scroll a table."""
        if self.table:
            rows = {"up": -by, "down": by}.get(direction, 0)
            self.stage.scroll_relative(y=rows, animate=False)
            return
        place = self.focused_node or self.marked[0]
        self.focused_node = move_focus(self.walk.trace.network, place, direction, by)
        self.changed()

    def action_why(self) -> None:
        """Say where the last number comes from."""
        self.why.explain(self.walk.trace, self.walk.k - 1)
        self.why.focus()

    def _explained(self) -> None:
        """Mark in the picture what is explained."""
        if self.why.step is None:
            self.stage.focus()
        self.changed()
