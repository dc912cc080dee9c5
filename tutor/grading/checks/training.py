"""Training runs: how many, how long, on what, and how their curves go."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence

from tutor.grading.checks.model import keras_name
from tutor.grading.differ import number
from tutor.grading.run import Finding, Run, look_at
from tutor.grading.values import close
from tutor.lesson.models import CurveModel, TrainingCheck
from tutor.network.numbers import counted
from tutor.network.numbers import rate as rate_text
from tutor.network.phrases import listed
from tutor.runner.observation import TrainingRun

WHAT = "training"
_ONCE = " One is what fit does unless told: epochs={}."


def check_training(check: TrainingCheck, run: Run) -> Finding | None:
    """None if the submission trained as asked."""
    what = WHAT if check.training is True else f"{WHAT} {check.training}"
    runs, references = _of(check, run.seen.runs), _of(check, run.reference.runs)
    calls = run.source.calls(f"{check.training}.fit") or run.source.calls("fit")
    line = calls[0].lineno if calls else None
    message = _runs(check, runs, run)
    if message:
        return Finding(what, message, "", line, look_at(line) or "Call fit(…) where it belongs.")
    for place, one in enumerate(runs, start=1):
        if check.run is not None and place != check.run:
            continue
        label = _label(check, one, place, (len(runs), len(run.seen.runs)))
        beside = references[place - 1 : place]
        message = _as_solution(check, one, beside, label)
        if message:
            return Finding(what, message, "", line, look_at(line))
        for ask in _ASKS:
            message = ask(check, one, label)
            if message:
                batches = _batches(one, beside) if ask is _curves else ""
                detail = _misplaced(one, calls) or batches
                return Finding(what, message, detail, line, look_at(line))
    message = _lowest(check, runs)
    return Finding(what, message, "", line, look_at(line)) if message else None


def _misplaced(run: TrainingRun, calls: Sequence[ast.Call]) -> str:
    """What a third argument without a name is, where the epochs may have been meant."""
    if run.asked_epochs != 1 or not any(len(call.args) > 2 for call in calls):
        return ""
    return "The third place in fit is that of the batch size: give the epochs by their name."


def _batches(run: TrainingRun, references: Sequence[TrainingRun]) -> str:
    """Other batches than the solution's, which explain another curve."""
    for reference in references:
        wanted, rows = reference.batches, reference.rows
        if run.batches and wanted and run.batches != wanted and run.rows == rows:
            own = "1 batch" if run.batches == 1 else f"{run.batches} batches"
            return f"An epoch had {own} here, expected {wanted}: leave batch_size to fit."
    return ""


def _of(check: TrainingCheck, runs: Sequence[TrainingRun]) -> list[TrainingRun]:
    return [run for run in runs if check.training is True or run.variable == check.training]


def _runs(check: TrainingCheck, runs: Sequence[TrainingRun], run: Run) -> str:
    name = "model" if check.training is True else check.training
    if not runs:
        trained = sorted({other.variable for other in run.seen.runs if other.variable})
        instead = f" Only {listed(trained)} {_be(len(trained))}." if trained else ""
        return f"{name} wasn't trained: {name}.fit(…) does that.{instead}"
    asked = check.model_dump(exclude={"training", "message"}, exclude_defaults=True)
    reference = _of(check, run.reference.runs)
    wanted = len(reference) if not asked and reference else check.runs
    if wanted is not None and len(runs) != wanted:
        return f"There {_were(len(runs))}, expected {wanted}."
    if check.run is not None and check.run > len(runs):
        return f"There {_were(len(runs))}; this is about number {check.run}."
    return ""


def _were(count: int) -> str:
    return f"{_be(count)} {counted(count, 'training')}"


def _be(count: int) -> str:
    return "was" if count == 1 else "were"


def _label(check: TrainingCheck, run: TrainingRun, place: int, counts: tuple[int, int]) -> str:
    """What a run is called; ``counts``: how many the check is about, and how many there are."""
    about, total = counts
    if about == 1:
        return "The training" if total == 1 else f"The training of {check.training}"
    return f"Training {place} ({run.name})"


def _epochs(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    ended = len(run.logs)
    if run.stopped:
        return f"{label} was stopped after {counted(ended, 'epoch')}."
    if check.epochs is not None and ended != check.epochs:
        once = _ONCE.format(check.epochs) if run.asked_epochs == 1 else ""
        return f"{label} had {counted(ended, 'epoch')}, expected {check.epochs}.{once}"
    if check.asked_epochs is not None and run.asked_epochs != check.asked_epochs:
        has = counted(run.asked_epochs, "epoch")
        once = " One is what fit does unless told." if run.asked_epochs == 1 else ""
        return f"{label} was asked for {has}, expected epochs={check.asked_epochs}.{once}"
    return ""


def _stopping(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    ended = counted(len(run.logs), "epoch")
    if check.early_stopping is True and run.early_stopping is None:
        return f"{label} had no early stopping: give it to fit with callbacks=[…]."
    if check.early_stopping is False and run.early_stopping is not None:
        return f"{label} had early stopping; here it should run to the end."
    if check.epochs_below is not None and len(run.logs) >= check.epochs_below:
        why = f" {run.early_stopping}" if run.early_stopping is not None else ""
        return f"{label} had {ended}; it should stop before epoch {check.epochs_below}.{why}"
    return ""


def _as_solution(
    check: TrainingCheck, run: TrainingRun, references: Sequence[TrainingRun], label: str
) -> str:
    """What goes with a part of the check, and isn't as in the solution."""
    for reference in references:
        wanted, has = reference.model.optimizer, run.model.optimizer
        if check.learning_rate is not None and keras_name(has) != keras_name(wanted):
            return f"{label} had the optimizer {keras_name(has)}, expected {keras_name(wanted)}."
        split, rows = check.validation_split, (reference.rows or 0, reference.validation_rows or 0)
        if split is not None and run.validation_rows and run.rows == sum(rows):
            return (
                f"{label} learned from all {run.rows} rows, so none were set aside for it: "
                f"validation_split={number(split)} in fit does that."
            )
        if check.early_stopping is not True or None in (run.patience, reference.patience):
            continue
        if run.watched != reference.watched:
            return (
                f"{label} had an early stopping that watched {run.watched}, "
                f"expected {reference.watched}."
            )
        if run.patience != reference.patience:
            return (
                f"{label} had an early stopping with a patience of {run.patience}, "
                f"expected {reference.patience}."
            )
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
        has = "an unknown learning rate" if rate is None else f"the learning rate {rate_text(rate)}"
        return f"{label} had {has}, expected {rate_text(check.learning_rate)}."
    return ""


def _model(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    if check.untrained and run.epochs_before:
        before = counted(run.epochs_before, "epoch")
        return f"{label} went on with a model that had learned for {before}: take a new one."
    if check.loss is not None and keras_name(run.model.loss) != keras_name(check.loss):
        has = keras_name(run.model.loss)
        return f"{label} had the loss {has}, expected {keras_name(check.loss)}."
    return ""


def _split(split: float, run: TrainingRun, label: str) -> str:
    """Keras trains on the first floor(n · (1 − split)) rows and validates on the rest."""
    if not run.validation_rows:
        return (
            f"{label} had no validation: validation_split={number(split)} in fit sets rows aside."
        )
    if run.rows is None:
        return ""
    if run.rows <= 0:
        return f"{label} put aside more rows than there are: validation_split={number(split)}."
    total = run.rows + run.validation_rows
    if run.rows == math.floor(total * (1 - split)):
        return ""
    has = run.validation_rows / total
    digits = 0 if f"{has:.0%}" != f"{split:.0%}" else 2
    return (
        f"{label} set {has:.{digits}%} of the rows aside, expected {split:.{digits}%}: "
        f"validation_split={number(split)}."
    )


def _curves(check: TrainingCheck, run: TrainingRun, label: str) -> str:
    for name, wanted in check.curves.items():
        points = [log[name] for log in run.logs if name in log]
        if not points:
            return f"{label} has no {name}.{_why_no_curve(name, run)}"
        message = _curve(name, points, wanted, label)
        if message:
            once = " One epoch is what fit makes unless told: epochs=…."
            return message + once * (run.asked_epochs == 1)
    return ""


def _why_no_curve(name: str, run: TrainingRun) -> str:
    metric = name.removeprefix("val_")
    if metric != name and not run.validation_rows:
        return " It needs rows to validate on: validation_split=…"
    if metric == "accuracy" and any("acc" in log for log in run.logs):
        return " It measured acc, which is called accuracy now: metrics=['accuracy']."
    return f" metrics=['{metric}'] in compile measures it." if metric != "loss" else ""


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
    return "no rows" if not count else counted(count, "row")


_ASKS: tuple[Callable[[TrainingCheck, TrainingRun, str], str], ...] = (
    _model,
    _epochs,
    _data,
    _stopping,
    _curves,
)
