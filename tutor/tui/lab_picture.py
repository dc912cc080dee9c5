"""The lab on the screen: the picture with its cursor, what is said of it, and two plots."""

from __future__ import annotations

from textual.message import Message

from tutor.diagram import Line, Span, draw, ledger
from tutor.diagram.picture import line_text, side_by_side
from tutor.lab import nudge, places
from tutor.lab.bench import Bench, History
from tutor.lab.moves import MoveError
from tutor.lab.places import Direction
from tutor.lab.sweep import Sweep, sweep
from tutor.network.quantity import QuantityError
from tutor.tui import lab_notes, lab_plots
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks

#: Rows of the plots, at least and at most, and of the picture above them.
_PLOT_ROWS, _MOST_PLOT_ROWS, _PICTURE_ROWS = 6, 12, 7
#: So many rows hold no formulas below the picture.
_LOW = 10


class LabPicture(Lines):
    """A bench as lines: all of it is drawn anew at every change, and only what differs is sent."""

    DEFAULT_CSS = "LabPicture { height: 1fr; padding: 0 1; overflow: hidden hidden; }"

    class Changed(Message):
        """Something was done, undone, or is looked at otherwise."""

    def __init__(self, bench: Bench, marks: Marks) -> None:
        super().__init__()
        self.history = History((bench,))
        self.marks = marks
        self.cursor = places.first_place(bench.problem)
        self.row_at = 0
        self.nudge_by = nudge.USUAL_STEP
        self.backward = False
        self.as_table = False

    @property
    def bench(self) -> Bench:
        """What is on the table."""
        return self.history.bench

    @property
    def row(self) -> int:
        """The row of the batch that is shown."""
        return min(self.row_at, len(self.bench.problem.rows) - 1)

    @property
    def place(self) -> str:
        """The number under the cursor, as a quantity; of a batch that of the row shown."""
        return places.in_row(self.bench.problem, self.cursor, self.row)

    @property
    def may_change(self) -> bool:
        """Whether the number under the cursor is one to change."""
        return places.is_given(self.bench.problem, self.place)

    @property
    def entry_line(self) -> Line | None:
        """The line to type in, while one types."""
        return None

    # --- drawing ------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the cells at hand."""
        self.redraw()

    def redraw(self) -> None:
        """Picture, notes and plots, for the bench and the cursor at hand."""
        width, height = self.size
        if not width or not height:
            return
        self.cursor = places.still_there(self.bench.problem, self.cursor)
        bench, notes = self.bench, self._notes(width, height)
        spare = height - len(notes) - _PICTURE_ROWS
        # Its rows are kept free where there is nothing to plot, so that the picture stays put.
        kept = min(spare, _MOST_PLOT_ROWS) if spare >= _PLOT_ROWS and bench.loss is not None else 0
        plots = self._plots(width, kept) if kept else ()
        rows = height - len(notes) - kept
        picture = self._table(rows) if self.as_table else self._picture(width, rows)
        gap: tuple[Line, ...] = ((),) * (rows - len(picture))
        self.show((*picture, *gap, *notes, *plots))

    def _picture(self, width: int, height: int) -> tuple[Line, ...]:
        bench = self.bench
        known = bench.trace.known(len(bench.trace), self.row)
        here = places.drawn_at(bench.problem, self.cursor)
        first = self.history.benches[0].trace  # its numbers rank the nodes, so that they stay
        picture = draw(
            bench.problem.network, known, width=width, height=height, alphabet=self.marks.alphabet,
            phase="backward" if self.backward else "forward", current=here, focus=here,
            ranking=first.known(len(first)),
        )  # fmt: skip
        return picture.lines[:height] if picture.fits else self._table(height)

    def _table(self, height: int) -> tuple[Line, ...]:
        """The table, scrolled to the cursor's row, which is marked."""
        bench = self.bench
        known = bench.trace.known(len(bench.trace), self.row)
        phase = "backward" if self.backward else "forward"
        table = ledger(
            bench.problem.network, known, phase=phase, alphabet=self.marks.alphabet, limit=5000
        )
        lines = list(table.lines)
        at = self._table_row(lines)
        if at is not None:
            lines[at] = (Span(line_text(lines[at]), "current"), Span(f" {self.marks.here}"))
        top = max(min((at or 0) - height // 2, len(lines) - height), 0)
        return tuple(lines[top : top + height])

    def _table_row(self, lines: list[Line]) -> int | None:
        node, source = places.node_at(self.cursor), places.source_at(self.cursor)
        if self.cursor.startswith("bias("):
            source = "bias"
        wanted = [self.marks.alphabet.plain(name) for name in (source, node) if name is not None]
        first = 1 if source is not None else lines.index(()) + 1
        for number, line in enumerate(lines[first:], first):
            if line_text(line).split()[: len(wanted)] == wanted:
                return number
        return None

    def _notes(self, width: int, height: int) -> tuple[Line, ...]:
        """What stands below the picture, less where there is little room."""
        bench, alphabet = self.bench, self.marks.alphabet
        kind = lab_notes.kind_at(bench, self.place, self.nudge_by, self.may_change)
        cursor = lab_notes.cursor_line(bench, self.place, self.row, kind, alphabet)
        formulas = tuple(lab_notes.formula_lines(bench, self.cursor, self.row, width, alphabet))
        state = lab_notes.state_line(bench, self.row, width, alphabet)
        entry = self.entry_line
        if height <= _LOW:
            return (cursor if entry is None else entry, *formulas[:1], state)
        blank: tuple[Line, ...] = ((),) * (3 - len(formulas))
        entries = () if entry is None else (entry,)
        last = blank[len(entries) :] if entries else blank
        return (cursor, *entries, *formulas[: 3 - len(entries) + len(last)], *last, state)

    def _plots(self, width: int, height: int) -> tuple[Line, ...]:
        """The loss as the number under the cursor varies, and as it was trained."""
        found = self._sweep(width)
        losses = self.bench.losses
        share = width // 2 if losses and width >= 2 * lab_plots.LEAST_WIDTH else width
        left: tuple[Line, ...] = ()
        if found is not None:
            left = lab_plots.sweep_plot(found, (min(share - 2, 70), height), self.marks)
        if not losses or (left and share == width):
            return left
        known = (*losses, self.bench.loss or 0.0)
        right = lab_plots.history_plot(known, (min(share, 70), height), self.marks)
        return side_by_side(left, right, share) if left else right

    def _sweep(self, width: int) -> Sweep | None:
        bench = self.bench
        value = lab_notes.value_at(bench, self.place, self.row)
        if value is None or not places.is_given(bench.problem, self.place):
            return None
        if self.cursor == places.RATE:
            stretch = nudge.rate_window(value)
        else:
            stretch = nudge.window(value, self.nudge_by)
        try:
            return sweep(bench, self.place, stretch, points=min(max(width // 2 - 14, 15), 41))
        except (MoveError, QuantityError):
            return None

    def changed(self) -> None:
        """Draw anew, and tell the screen."""
        self.redraw()
        self.post_message(self.Changed())
        self.screen.refresh_bindings()

    # --- looking about --------------------------------------------------------------------------

    def action_point(self, direction: Direction) -> None:
        """Move the cursor."""
        self.cursor = places.beside(self.bench.problem, self.cursor, direction)
        self.changed()

    def action_resize(self, by: int) -> None:
        """Another size of nudges, and of the stretch that is plotted."""
        at = nudge.STEPS.index(self.nudge_by) + by
        self.nudge_by = nudge.STEPS[min(max(at, 0), len(nudge.STEPS) - 1)]
        self.changed()

    def action_row(self, by: int) -> None:
        """Look at another row of the batch."""
        self.row_at = (self.row + by) % len(self.bench.problem.rows)
        self.changed()

    def action_swap(self) -> None:
        """The numbers of the way forward, or of the way back."""
        self.backward = not self.backward
        self.changed()

    def action_table(self) -> None:
        """The table in place of the picture, and back."""
        self.as_table = not self.as_table
        self.changed()
