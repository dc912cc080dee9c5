"""A training as it is seen: its epochs, a bar, a curve. Pure: events in, lines out."""

from __future__ import annotations

import math
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tutor.diagram.picture import Line, Span, line_width
from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    Event,
    ModelView,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)
from tutor.runner.record import named_runs
from tutor.tui.curve import chart
from tutor.tui.logs import epochs_table, runs_table, table_width
from tutor.tui.marks import Marks, bar

#: The most rows of a chart, and the fewest columns of one that stands beside a table.
_TALLEST, _NARROWEST = 16, 28
#: The fewest rows of a chart that stands below a table.
_BELOW = 9


@dataclass
class TrainingView:
    """The runs of one submission, in order, as far as they have come.

    ``curve`` is the curve to draw; of several runs it is what they are compared by.
    """

    marks: Marks
    ascii_only: bool = False
    curve: str | None = None
    clock: Callable[[], float] = time.monotonic
    runs: list[TrainingRun] = field(default_factory=list)
    batch: BatchEnded | None = None
    seconds: float = 0.0
    started: float = 0.0
    ended: set[int] = field(default_factory=set)

    def take(self, event: Event) -> bool:
        """Follow an event; True if it belongs to a training."""
        if isinstance(event, TrainingStarted):
            self.runs = list(named_runs((*self.runs, event.run)))
            self.batch, self.started = None, self.clock()
        elif isinstance(event, BatchEnded) and self.runs:
            self.batch = event
        elif isinstance(event, EpochEnded) and self.runs:
            run = self.runs[-1]
            self.runs[-1] = replace(run, logs=(*run.logs, event.logs))
            self.seconds, self.batch = event.seconds, None
        elif isinstance(event, TrainingEnded) and self.runs:
            self.runs = list(named_runs((*self.runs[:-1], event.run)))
            self.ended.add(event.run.number)
            self.batch = None
        else:
            return False
        return True

    def lines(self, width: int, height: int, running: bool) -> tuple[Line, ...]:
        """What there is to see, inside a size."""
        if not self.runs:
            return ()
        run = self.runs[-1]
        head: list[Line] = [self._title(run, running)]
        if running or len(self.runs) == 1:
            head.append(self._progress(run, width, running))
        for note in self._notes(running):
            head += [(Span(f" {line}"),) for line in textwrap.wrap(note, max(width - 2, 20))]
        head.append(())
        return (*head, *self._body(width, height - len(head)))

    # --- above ----------------------------------------------------------------------------------

    def _title(self, run: TrainingRun, running: bool) -> Line:
        dot = self.marks.note
        model = describe(run.model, self.ascii_only)
        if len(self.runs) > 1 and not running:
            models = {describe(each.model, self.ascii_only) for each in self.runs}
            model = f"{len(self.runs)} runs" + (f" {dot} {model}" if len(models) == 1 else "")
            return (Span(f" {model}", "title"),)
        name = f"{run.name} {dot} " if run.name else ""
        return (Span(f" {name}{model}", "title"),)

    def _progress(self, run: TrainingRun, width: int, running: bool) -> Line:
        done, total = len(run.logs), max(run.asked_epochs, 1)
        share = done / total
        detail = ""
        if running and self.batch and run.batches:
            share += self.batch.batch / run.batches / total
            detail = f"  {self.batch.batch:>3}/{run.batches} batches"
        if running and 0 < done < total and run.number not in self.ended:
            detail += f"  about {math.ceil(self.seconds * (total - done))} s left"
        size = max(min(width - 48, 40), 10)
        shown = bar(min(share, 1.0), size, self.marks)
        return (Span(f" epoch {done:>3}/{total}  "), Span(shown, "positive"), Span(detail))

    def _notes(self, running: bool) -> list[str]:
        """What is to be said of the runs: rows, early stopping, explosions."""
        notes: list[str] = []
        last = self.runs[-1]
        if len(self.runs) == 1 and last.validation_rows and (last.rows or 0) > 0:
            notes.append(f"{last.rows} rows to train on, {last.validation_rows} to validate with")
        for run in self.runs:
            notes += self._of_run(run, running)
        return notes

    def _of_run(self, run: TrainingRun, running: bool) -> list[str]:
        several = len(self.runs) > 1
        notes = [_shortly(run)] if several else [run.early_stopping or ""]
        whose = f"{run.name}: " if several else ""
        if run.stopped or not (running or run.number in self.ended):
            stays = "; what was logged stays" if run.logs else ""
            notes.append(f"{whose}cut off in epoch {len(run.logs) + 1}{stays}")
        strange = [
            e for e, log in enumerate(run.logs, 1) if not all(map(math.isfinite, log.values()))
        ]
        if strange:
            notes.append(
                f"{whose}from epoch {strange[0]} on the loss is no number any more: "
                "the learning rate may be too high"
            )
        return [note for note in notes if note]

    # --- below ----------------------------------------------------------------------------------

    def _body(self, width: int, room: int) -> tuple[Line, ...]:
        """A table with the chart beside it or, of several runs and where it's narrow, below it."""
        table = self._table(width, room)
        beside = width - table_width(table) - 3
        if beside >= _NARROWEST:
            drawing = self._chart(beside, min(room, _TALLEST)) if table else ()
            return _beside(table, drawing, table_width(table) + 2)
        below = self._chart(width - 1, min(max(room - len(self.runs) - 2, _BELOW), _TALLEST))
        table = self._table(width, max(room - len(below) - 1, 4))
        fits = below and len(table) + len(below) < room
        return (*table, (), *below) if fits else tuple(self._table(width, room))

    def _table(self, width: int, room: int) -> list[Line]:
        if len(self.runs) == 1:
            return epochs_table(self.runs[0].logs, room)
        narrow = width - _NARROWEST - 3
        return runs_table(self.runs, self._compared(), narrow, self.ascii_only)

    def _chart(self, width: int, height: int) -> tuple[Line, ...]:
        several = len(self.runs) > 1
        return chart(
            self._curves(), (width, height),
            length=max(run.asked_epochs for run in self.runs), ascii_only=self.ascii_only,
            title=self._compared() if several else "",
        )  # fmt: skip

    def _compared(self) -> str:
        """The curve that several runs are compared by: the one asked for, if any run has it."""
        asked = self.curve or "loss"
        return asked if any(asked in log for run in self.runs for log in run.logs) else "loss"

    def _curves(self) -> dict[str, list[float]]:
        if len(self.runs) > 1:
            name = self._compared()
            return {run.name: [log[name] for log in run.logs if name in log] for run in self.runs}
        name, logs = self.curve or "loss", self.runs[0].logs
        wanted = [name] if name.startswith("val_") else [name, f"val_{name}"]
        found = [n for n in wanted if logs and n in logs[0]] or ["loss"]
        return {n: [log[n] for log in logs if n in log] for n in found}


def describe(model: ModelView, ascii_only: bool = False) -> str:
    """A model in a line: ``9 → 50 relu → 32 relu → 1 · 2,165 parameters · adam``."""
    arrow, dot = ("->", "-") if ascii_only else ("→", "·")
    layers = [str(model.input)] if model.input else []
    for layer in model.layers:
        if layer.units is None:
            layers.append(layer.type)
        else:
            named = layer.activation not in (None, "linear")
            layers.append(f"{layer.units} {layer.activation}" if named else str(layer.units))
    parts = [f" {arrow} ".join(layers)]
    if model.parameters is not None:
        parts.append(f"{model.parameters:,} parameters")
    if model.optimizer:
        parts.append(model.optimizer)
    return f" {dot} ".join(parts)


def _shortly(run: TrainingRun) -> str:
    """When and why early stopping ended one of several runs, in few words."""
    if run.stopped_epoch is None or run.early_stopping is None:
        return ""
    rest = run.early_stopping.partition(" stopped ")[2].partition(" (best")[0].rstrip(".")
    return f"{run.name} stopped {rest}."


def _beside(left: list[Line], right: tuple[Line, ...], width: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for index in range(max(len(left), len(right))):
        front = left[index] if index < len(left) else ()
        gap = width - line_width(front)
        back = right[index] if index < len(right) else ()
        lines.append((*front, Span(" " * gap), *back))
    return tuple(lines)
