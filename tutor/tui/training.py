"""A training as it is seen: its epochs, a bar, a curve, the network. Pure: events in, lines out."""

from __future__ import annotations

import math
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from tutor.diagram.picture import Line, Span, cell_width, clip, line_width, side_by_side
from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    Event,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)
from tutor.runner.record import named_runs
from tutor.session.remarks import describe, remarks
from tutor.tui.curve import chart
from tutor.tui.epochs import Epochs, epochs_of, slider
from tutor.tui.logs import epochs_table, runs_table, table_width
from tutor.tui.marks import Marks, bar

#: Ways to look at a training: the network, the curve with the table, the table alone.
Look = Literal["picture", "curve", "log"]
LOOKS: tuple[Look, ...] = get_args(Look)

#: The most rows of a chart, and the fewest columns of one that stands beside a table.
_TALLEST, _NARROWEST = 16, 28
#: The fewest rows of a chart that stands below a table.
_BELOW = 9
#: With fewer rows only what is needed most is shown.
_LOW = 10
#: From this width on the curve stands beside the network, in so many columns.
_WIDE, _CURVE = 104, 40
#: So many of the last epochs tell how long the next ones take.
_RECENT = 5
#: In the first epoch nothing is said before so many seconds: at first Keras prepares itself.
_PATIENCE = 2.0


@dataclass
class TrainingView:
    """The runs of one submission, in order, as far as they have come.

    ``curve`` is the curve to draw; of several runs it is what they are compared by. ``look`` is
    how it is looked at, None the way that fits; ``chosen`` the place of the run of which one
    network or table is shown, None the latest.
    """

    marks: Marks
    curve: str | None = None
    clock: Callable[[], float] = time.monotonic
    epochs: list[Epochs] = field(default_factory=list)
    batch: BatchEnded | None = None
    recent: tuple[float, ...] = ()
    started: float = 0.0
    ended: set[int] = field(default_factory=set)
    look: Look | None = None
    chosen: int | None = None

    @property
    def runs(self) -> list[TrainingRun]:
        """The runs, with names that tell them apart."""
        return [epochs.run for epochs in self.epochs]

    @property
    def shown(self) -> Epochs:
        """The run of which one network or table is shown."""
        return self.epochs[-1 if self.chosen is None else self.chosen]

    def take(self, event: Event) -> bool:
        """Follow an event; True if it belongs to a training."""
        if isinstance(event, TrainingStarted):
            self.epochs.append(epochs_of(event.run, event.inside))
            self._name()
            self.batch, self.started, self.recent, self.chosen = None, self.clock(), (), None
        elif isinstance(event, BatchEnded) and self.epochs:
            self.batch = event
        elif isinstance(event, EpochEnded) and self.epochs:
            last = self.epochs[-1]
            last.run = replace(last.run, logs=(*last.run.logs, event.logs))
            last.take(event)
            self.batch, self.recent = None, (*self.recent[1 - _RECENT :], event.seconds)
        elif isinstance(event, TrainingEnded) and self.epochs:
            self.epochs[-1].run = event.run
            self._name()
            self.ended.add(event.run.number)
            self.batch = None
        else:
            return False
        return True

    def _name(self) -> None:
        for epochs, run in zip(self.epochs, named_runs(tuple(self.runs)), strict=True):
            epochs.run = run

    # --- ways to look ---------------------------------------------------------------------------

    def looks(self, running: bool) -> Look:
        """How it is looked at: unless asked otherwise the network, where there is one to see."""
        if self.look is not None:
            return self.look
        drawn = self.shown.plan is not None and (running or len(self.epochs) == 1)
        return "picture" if drawn else "curve"

    def is_drawn(self, running: bool) -> bool:
        """Whether a network is to be seen."""
        return bool(self.epochs) and self.looks(running) == "picture" and bool(self.shown.plan)

    def has_rows(self, running: bool) -> bool:
        """Whether there are rows to choose from."""
        plan = self.shown.plan if self.is_drawn(running) else None
        return plan is not None and len(plan.rows) > 1

    def can_slide(self, running: bool) -> bool:
        """Whether there is an epoch to go to: not where several runs are compared."""
        if not self.epochs or not self.shown.stops:
            return False
        return self.looks(running) != "curve" or len(self.epochs) == 1

    def turn(self, running: bool) -> None:
        """Look at it in the next way."""
        self.look = LOOKS[(LOOKS.index(self.looks(running)) + 1) % len(LOOKS)]

    def choose(self, by: int) -> bool:
        """Show another of several runs. False where there is only one."""
        if len(self.epochs) < 2:
            return False
        last = len(self.epochs) - 1
        self.chosen = ((last if self.chosen is None else self.chosen) + by) % len(self.epochs)
        return True

    def lines(self, width: int, height: int, running: bool) -> tuple[Line, ...]:
        """What there is to see, inside a size."""
        if not self.epochs:
            return ()
        look = self.looks(running)
        slides = self.can_slide(running) and (not running or self.shown.at is not None)
        compared = look == "curve" and len(self.epochs) > 1
        low = height < _LOW and (running or slides)
        head: list[Line] = [] if low else [self._title(compared and not running)]
        if running:
            head.append(self._progress(self.runs[-1], width))
        if slides:
            head.append(slider(self.shown, width, self.marks))
        for note in self._notes(running):
            head += [(Span(f" {line}"),) for line in textwrap.wrap(note, max(width - 2, 20))]
        if not low:
            head.append(())
        lines = (*head, *self._body(look, width, height - len(head)))
        return tuple(_cut(line, width, self.marks.dots) for line in lines)

    # --- above ----------------------------------------------------------------------------------

    def _title(self, compared: bool) -> Line:
        if compared:
            models = {describe(each.model) for each in self.runs}
            parts = [f"{len(self.runs)} runs", *(models if len(models) == 1 else ())]
        else:
            run = self.shown.run
            parts = [*([run.name] if run.name else []), describe(run.model)]
        return (Span(self.marks.plain(f" {' · '.join(parts)}"), "title"),)

    def _progress(self, run: TrainingRun, width: int) -> Line:
        done, total = len(run.logs), max(run.asked_epochs, 1)
        part, detail = 0.0, ""
        if self.batch and run.batches and run.batches > 1:
            part = self.batch.batch / run.batches
            detail = f"  {self.batch.batch:>3}/{run.batches} batches"
        if run.number not in self.ended:
            detail += self._left(part, total - done)
        size = max(min(width - 48, 40), 3)
        shown = bar(min((done + part) / total, 1.0), size, self.marks)
        return (Span(f" epoch {done:>3}/{total}  "), Span(shown, "positive"), Span(detail))

    def _left(self, part: float, epochs: int) -> str:
        """How long it still takes, by the last epochs; in the first one, by the part of it done."""
        waited = self.clock() - self.started
        if self.recent:
            seconds = sum(self.recent) / len(self.recent)
        elif part and waited >= _PATIENCE:
            seconds = waited / part
        else:
            return ""
        seconds = math.ceil(seconds * (epochs - part))
        if seconds <= 0:
            return ""
        return f"  about {f'{seconds} s' if seconds < 90 else f'{round(seconds / 60)} min'} left"

    def _notes(self, running: bool) -> list[str]:
        """What is to be said of the runs: rows, early stopping, explosions."""
        notes: list[str] = []
        last = self.runs[-1]
        if len(self.runs) == 1 and last.validation_rows and (last.rows or 0) > 0:
            notes.append(f"{last.rows} rows to train on, {last.validation_rows} to validate with")
        for run in self.runs:
            cut_off = not running and run.number not in self.ended
            notes += remarks(run, several=len(self.runs) > 1, cut_off=cut_off)
        return notes

    # --- below ----------------------------------------------------------------------------------

    def _body(self, look: Look, width: int, room: int) -> tuple[Line, ...]:
        if look == "log":
            here = self.shown
            return tuple(epochs_table(here.run.logs, room, here.epoch, self.marks.here))
        if look == "curve":
            return self._curve_and_table(width, room)
        said = self.shown.said(width, self.marks)
        if self.shown.plan is None:
            return (*said, (), *self._curve_and_table(width, room - len(said) - 1))
        return (*self._picture(width, room - len(said)), *said)

    def _picture(self, width: int, room: int) -> tuple[Line, ...]:
        """The network, with the curve beside it; where it's too small, the numbers of epochs."""
        beside = _CURVE if width >= _WIDE else 0
        drawing = self.shown.drawing(width - beside - 1, room, self.marks)
        if not drawing:
            return self._body("log", width, room)
        if not beside:
            return drawing
        curve = self._chart(beside, min(room, _TALLEST), [self.shown.run])
        return side_by_side(drawing, curve, width - beside)

    def _curve_and_table(self, width: int, room: int) -> tuple[Line, ...]:
        """A table with the chart beside it or, of several runs and where it's narrow, below it."""
        table = self._table(width, room)
        beside = width - table_width(table) - 3
        if beside >= _NARROWEST:
            drawing = self._chart(beside, min(room, _TALLEST), self.runs) if table else ()
            return side_by_side(table, drawing, table_width(table) + 2)
        rows = min(max(room - len(self.runs) - 2, _BELOW), _TALLEST)
        below = self._chart(width - 1, rows, self.runs)
        table = self._table(width, max(room - len(below) - 1, 4))
        fits = below and len(table) + len(below) < room
        return (*table, (), *below) if fits else tuple(self._table(width, room))

    def _table(self, width: int, room: int) -> list[Line]:
        if len(self.runs) == 1:
            here = self.shown
            return epochs_table(here.run.logs, room, here.at, self.marks.here)
        narrow = width - _NARROWEST - 3
        return runs_table(self.runs, self._compared(), narrow, self.marks)

    def _chart(self, width: int, height: int, runs: list[TrainingRun]) -> tuple[Line, ...]:
        several = len(runs) > 1
        return chart(
            self._curves(runs), (width, height),
            length=max(run.asked_epochs for run in runs), marks=self.marks,
            title=self._compared() if several else "", mark=0 if several else self.shown.at or 0,
        )  # fmt: skip

    def _compared(self) -> str:
        """The curve that several runs are compared by: the one asked for, if any run has it."""
        asked = self.curve or "loss"
        return asked if any(asked in log for run in self.runs for log in run.logs) else "loss"

    def _curves(self, runs: list[TrainingRun]) -> dict[str, list[float]]:
        if len(runs) > 1:
            name = self._compared()
            return {run.name: [log[name] for log in run.logs if name in log] for run in runs}
        name, logs = self.curve or "loss", runs[0].logs
        wanted = [name] if name.startswith("val_") else [name, f"val_{name}"]
        found = [n for n in wanted if logs and n in logs[0]] or ["loss"]
        return {n: [log[n] for log in logs if n in log] for n in found}


def _cut(line: Line, width: int, dots: str) -> Line:
    """The line, cut where it is wider than that."""
    if line_width(line) <= width:
        return line
    kept: list[Span] = []
    for span in line:
        room = width - line_width(tuple(kept))
        whole = cell_width(span.text) <= room - len(dots)
        kept.append(span if whole else Span(clip(span.text + dots, room, dots), span.style))
        if not whole:
            break
    return tuple(kept)
