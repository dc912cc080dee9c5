"""A training as it is seen: its epochs, a bar, a curve. Pure: events in, lines out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tutor.diagram.picture import Line, Span
from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    Event,
    ModelView,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)
from tutor.tui.curve import chart
from tutor.tui.marks import Marks, bar


@dataclass
class TrainingView:
    """The runs of one submission, in order, as far as they have come."""

    marks: Marks
    ascii_only: bool = False
    curve: str | None = None
    clock: Callable[[], float] = time.monotonic
    runs: list[TrainingRun] = field(default_factory=list)
    batch: BatchEnded | None = None
    seconds: float = 0.0
    started: float = 0.0

    def take(self, event: Event) -> bool:
        """Follow an event; True if it belongs to a training."""
        if isinstance(event, TrainingStarted):
            self.runs.append(event.run)
            self.batch, self.started = None, self.clock()
        elif isinstance(event, BatchEnded) and self.runs:
            self.batch = event
        elif isinstance(event, EpochEnded) and self.runs:
            run = self.runs[-1]
            self.runs[-1] = replace(run, logs=(*run.logs, event.logs))
            self.seconds, self.batch = event.seconds, None
        elif isinstance(event, TrainingEnded) and self.runs:
            self.runs[-1] = event.run
            self.batch = None
        else:
            return False
        return True

    def lines(self, width: int, height: int, running: bool) -> tuple[Line, ...]:
        """What there is to see, inside a size."""
        if not self.runs:
            return ()
        run = self.runs[-1]
        head: list[Line] = [self._model(run), self._progress(run, width, running)]
        for note in self._notes(run, running):
            head.append((Span(f" {note}"),))
        head.append(())
        room = height - len(head)
        table = self._table(run, room)
        table_width = max((sum(len(s.text) for s in line) for line in table), default=0)
        drawing = chart(
            self._curves(), width - table_width - 3, min(room, 16),
            length=run.asked_epochs, ascii_only=self.ascii_only,
        )  # fmt: skip
        return (*head, *_beside(table, drawing, table_width + 2))

    def _model(self, run: TrainingRun) -> Line:
        name = f"{run.name} {self.marks.note} " if run.name else ""
        count = f" (run {len(self.runs)})" if len(self.runs) > 1 else ""
        return (Span(f" {name}{describe(run.model, self.ascii_only)}{count}", "title"),)

    def _progress(self, run: TrainingRun, width: int, running: bool) -> Line:
        done, total = len(run.logs), max(run.asked_epochs, 1)
        share = done / total
        detail = ""
        if running and self.batch and run.batches:
            share += self.batch.batch / run.batches / total
            detail = f"  {self.batch.batch:>3}/{run.batches} batches"
        if running and 0 < done < total:
            detail += f"  about {math.ceil(self.seconds * (total - done))} s left"
        size = max(min(width - 48, 40), 10)
        shown = bar(min(share, 1.0), size, self.marks)
        return (Span(f" epoch {done:>3}/{total}  "), Span(shown, "positive"), Span(detail))

    def _notes(self, run: TrainingRun, running: bool) -> list[str]:
        notes: list[str] = []
        if run.validation_rows:
            notes.append(f"{run.rows} rows to train on, {run.validation_rows} to validate with")
        if run.early_stopping and not running:
            notes.append(run.early_stopping)
        if run.stopped:
            notes.append(f"stopped by you in epoch {len(run.logs) + 1}; what was logged stays")
        if run.logs and any(math.isnan(value) for value in run.logs[-1].values()):
            notes.append("the loss is not a number any more: the learning rate may be too high")
        return notes

    def _table(self, run: TrainingRun, room: int) -> list[Line]:
        if not run.logs:
            return []
        names = list(run.logs[0])[:4]
        lines: list[Line] = [
            (Span(" epoch" + "".join(f"{_short(n):>11}" for n in names), "muted"),)
        ]
        numbered = list(enumerate(run.logs, start=1))
        kept = numbered[-max(room - 1, 1) :]
        for epoch, logs in kept:
            lines.append((Span(f" {epoch:>5}" + "".join(_cell(logs, name) for name in names)),))
        return lines

    def _curves(self) -> dict[str, list[float]]:
        name = self.curve or "loss"
        if len(self.runs) > 1:
            return {
                run.name or f"run {number}": [logs[name] for logs in run.logs if name in logs]
                for number, run in enumerate(self.runs, start=1)
            }
        logs = self.runs[0].logs
        wanted = [name] if name.startswith("val_") else [name, f"val_{name}"]
        return {n: [log[n] for log in logs] for n in wanted if logs and n in logs[0]}


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


def _short(name: str) -> str:
    return name.replace("accuracy", "acc") if len(name) > 10 else name


def _cell(logs: Mapping[str, float], name: str) -> str:
    value = logs.get(name)
    if value is None:
        return " " * 11
    if not math.isfinite(value):
        return f"{value!s:>11}"
    return f"{value:>11.4f}" if abs(value) < 1e4 else f"{value:>11.3e}"


def _beside(left: list[Line], right: tuple[Line, ...], width: int) -> list[Line]:
    lines: list[Line] = []
    for index in range(max(len(left), len(right))):
        front = left[index] if index < len(left) else ()
        gap = width - sum(len(span.text) for span in front)
        back = right[index] if index < len(right) else ()
        lines.append((*front, Span(" " * gap), *back))
    return lines
