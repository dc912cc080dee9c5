"""What is said of a model and of a training, in a line each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from tutor.network.numbers import rate
from tutor.runner.observation import ModelView, TrainingRun


def describe(model: ModelView) -> str:
    """A model in a line: ``9 → 50 relu → 32 relu → 1 · 2,165 parameters · adam``."""
    layers = [str(model.input)] if model.input else []
    for layer in model.layers:
        if layer.units is None:
            layers.append(layer.type)
        else:
            named = layer.activation not in (None, "linear")
            layers.append(f"{layer.units} {layer.activation}" if named else str(layer.units))
    parts = [" → ".join(layers)]
    if model.parameters is not None:
        parts.append(f"{model.parameters:,} parameters")
    if model.optimizer:
        parts.append(model.optimizer)
    return " · ".join(parts)


def names_of(logs: Iterable[Mapping[str, float]], first: str = "loss") -> list[str]:
    """The names in the logs: the first, the losses, then all others."""
    names = dict.fromkeys(name for log in logs for name in log)
    return sorted(names, key=lambda name: (name != first, name not in ("loss", "val_loss"), name))


def remarks(run: TrainingRun, *, several: bool, cut_off: bool) -> list[str]:
    """Of one of ``several`` runs, or the only one: early stopping, a stop, losses that explode."""
    notes = [_shortly(run)] if several else [run.early_stopping or ""]
    whose = f"{run.name}: " if several else ""
    if run.stopped or cut_off:
        stays = "; what was logged stays" if run.logs else ""
        notes.append(f"{whose}cut off in epoch {len(run.logs) + 1}{stays}")
    strange = next((e for e, log in enumerate(run.logs, 1) if not _is_finite(log)), None)
    if strange is not None:
        notes.append(
            f"{whose}from epoch {strange} on the loss is no number any more: {_cause(run)}"
        )
    return [note for note in notes if note]


def _is_finite(log: Mapping[str, float]) -> bool:
    return all(map(math.isfinite, log.values()))


def _cause(run: TrainingRun) -> str:
    """Why a loss is no number: a gap in the data, or else steps that are too long."""
    if run.gaps:
        which = "one value is" if run.gaps == 1 else f"{run.gaps:,} values are"
        return f"in the data {which} missing (nan) or infinite"
    high = run.model.learning_rate
    which = "the learning rate" if high is None else f"the learning rate {rate(high)}"
    return f"{which} may be too high"


def _shortly(run: TrainingRun) -> str:
    """When and why early stopping ended one of several runs, in few words."""
    if run.stopped_epoch is None or run.early_stopping is None:
        return ""
    rest = run.early_stopping.partition(" stopped ")[2].partition(" (best")[0].rstrip(".")
    return f"{run.name} stopped {rest}."
