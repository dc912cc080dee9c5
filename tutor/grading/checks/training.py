"""Training runs: how many, how long, on what, and how their curves go."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tutor.grading.differ import number
from tutor.grading.run import Finding, Run
from tutor.grading.values import close
from tutor.lesson.models import CurveModel, TrainingCheck
from tutor.runner.observation import TrainingRun

WHAT = "training"


def check_training(check: TrainingCheck, run: Run) -> Finding | None:
    """None if the submission trained as asked."""
    what = WHAT if check.training is True else f"{WHAT} {check.training}"
    runs = _of(check, run.seen.runs)
    lines = run.source.calls("fit")
    line = lines[0].lineno if lines else None
    message = _runs(check, runs, _of(check, run.reference.runs))
    if message:
        return Finding(what, message, "", line)
    for place, one in enumerate(runs, start=1):
        if check.run is not None and place != check.run:
            continue
        label = _label(one, place, len(runs))
        for ask in _ASKS:
            message = ask(check, one, label)
            if message:
                return Finding(what, message, "", line)
    message = _lowest(check, runs)
    return Finding(what, message, "", line) if message else None


def _of(check: TrainingCheck, runs: Sequence[TrainingRun]) -> list[TrainingRun]:
    return [run for run in runs if check.training is True or run.name == check.training]


def _runs(
    check: TrainingCheck, runs: Sequence[TrainingRun], reference: Sequence[TrainingRun]
) -> str:
    name = "model" if check.training is True else check.training
    if not runs:
        return f"{name} wasn't trained: {name}.fit(…) does that."
    asked = check.model_dump(exclude={"training", "message"}, exclude_defaults=True)
    wanted = len(reference) if not asked and reference else check.runs
    if wanted is not None and len(runs) != wanted:
        return f"There {_were(len(runs))}, expected {wanted}."
    if check.run is not None and check.run > len(runs):
        return f"There {_were(len(runs))}; this is about number {check.run}."
    return ""


def _were(count: int) -> str:
    return "was 1 training" if count == 1 else f"were {count} trainings"


def _label(run: TrainingRun, place: int, count: int) -> str:
    return "The training" if count == 1 else f"Training {place} ({run.name})"


def _epochs(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    ended = len(run.logs)
    if run.stopped:
        return f"{label} was stopped after {_count(ended, 'epoch')}."
    if check.epochs is not None and ended != check.epochs:
        once = " One is what fit does unless told: epochs=…" if run.asked_epochs == 1 else ""
        return f"{label} had {_count(ended, 'epoch')}, expected {check.epochs}.{once}"
    if check.epochs_below is not None and ended >= check.epochs_below:
        limit = check.epochs_below
        return f"{label} had {_count(ended, 'epoch')}; it should stop before epoch {limit}."
    if check.early_stopping is True and run.early_stopping is None:
        return f"{label} had no early stopping: give it to fit with callbacks=[…]."
    if check.early_stopping is False and run.early_stopping is not None:
        return f"{label} had early stopping; here it should run to the end."
    return ""


def _data(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    if check.validation_split is not None:
        message = _split(check.validation_split, run, label)
        if message:
            return message
    if check.rows is not None and run.rows != check.rows:
        return f"{label} used {_rows(run.rows)}, expected {check.rows}."
    if check.validation_rows is not None and run.validation_rows != check.validation_rows:
        return (
            f"{label} validated on {_rows(run.validation_rows)}, expected {check.validation_rows}."
        )
    rate = run.model.learning_rate
    if check.learning_rate is not None and (
        rate is None or not close(rate, check.learning_rate, 1e-5 * check.learning_rate)
    ):
        has = "an unknown learning rate" if rate is None else f"the learning rate {number(rate)}"
        return f"{label} had {has}, expected {number(check.learning_rate)}."
    return ""


def _split(split: float, run: TrainingRun, label: str) -> str:
    """Keras trains on the first floor(n · (1 − split)) rows and validates on the rest."""
    if not run.validation_rows:
        return f"{label} had no validation: validation_split={number(split)} sets rows aside."
    if run.rows is None:
        return ""
    total = run.rows + run.validation_rows
    if run.rows == math.floor(total * (1 - split)):
        return ""
    has = run.validation_rows / total
    return f"{label} set {has:.0%} of the rows aside, expected {split:.0%}."


def _curves(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    for name, wanted in check.curves.items():
        points = [log[name] for log in run.logs if name in log]
        if not points:
            return f"{label} has no {name}.{_why_no_curve(name)}"
        message = _curve(name, points, wanted, label)
        if message:
            return message
    return ""


def _why_no_curve(name: str) -> str:
    if name.startswith("val_"):
        return " It needs rows to validate on: validation_split=…"
    return f" metrics=['{name}'] in compile measures it." if name != "loss" else ""


def _curve(name: str, points: Sequence[float], wanted: CurveModel, label: str) -> str:
    first, last = points[0], points[-1]
    ends = f"{label} ends with {name} {number(round(last, 4))}"
    if not math.isfinite(last):
        return f"{ends}: it exploded."
    if wanted.falls is True and not last < first:
        return f"{ends}; it began with {number(round(first, 4))} and should fall."
    if wanted.falls is False and last < first:
        return f"{ends}; it began with {number(round(first, 4))} and shouldn't fall."
    if wanted.below is not None and not last < wanted.below:
        return f"{ends}, expected below {number(wanted.below)}."
    if wanted.above is not None and not last > wanted.above:
        return f"{ends}, expected above {number(wanted.above)}."
    return _between(ends, last, wanted.between)


def _between(ends: str, last: float, between: tuple[float, float] | None) -> str:
    if between is None or between[0] <= last <= between[1]:
        return ""
    return f"{ends}, expected between {number(between[0])} and {number(between[1])}."


def _lowest(check: TrainingCheck, runs: Sequence[TrainingRun]) -> str:
    if check.lowest is None:
        return ""
    ends = [run.logs[-1].get("loss", math.inf) if run.logs else math.inf for run in runs]
    order = [end if math.isfinite(end) else math.inf for end in ends]
    best = order.index(min(order)) + 1
    if best == check.lowest:
        return ""
    return f"Training {best} ends lowest, expected training {check.lowest}."


def _rows(count: int | None) -> str:
    return "no rows" if not count else _count(count, "row")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_ASKS: tuple[Callable[[TrainingCheck, TrainingRun, str], str], ...] = (_epochs, _data, _curves)
