"""The training step that Keras takes after an epoch, as far as it can be known what it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from tutor.network.model import Row
from tutor.network.numbers import counted
from tutor.network.optimizers import OLD
from tutor.network.parameters import weights_by_place
from tutor.network.phrases import listed
from tutor.network.plan import Place
from tutor.network.trace import Trace, trace
from tutor.runner.network import ONLY_IN_TRAINING, Blueprint, NotDrawnError
from tutor.runner.observation import Inside, OptimizerState, TrainingRun

_UPDATES = Place("update_number", "update_number", None)
#: Nothing was ever trained for longer, whatever a child says.
_MOST_UPDATES = 10**9


@dataclass(frozen=True, slots=True)
class TrainingStep:
    """A training step, and what is to be known of it.

    ``batches`` are the rows of this step and of those that follow, in turn, where they are known
    to be Keras's. ``title`` says in a few words what is in it, ``about`` in sentences how far it
    is Keras's own; that is empty where nothing is learnt.
    """

    trace: Trace
    batches: tuple[tuple[Row, ...], ...] = ()
    title: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The training steps of a run: what each of them begins with is sent with the epochs."""

    plan: Blueprint
    run: TrainingRun
    inside: Inside

    def after(self, weights: Sequence[Any], optimizer: OptimizerState, row: int) -> TrainingStep:
        """The step from these weights and this state of the optimizer.

        It is that of the batch Keras takes, where that is known; else of the one ``row``. Raises
        NotDrawnError for weights that don't fit.
        """
        network = self.plan.network(weights)
        if optimizer.learning_rate is not None:
            rule = replace(self.plan.optimizer, learning_rate=optimizer.learning_rate)
            network = replace(network, optimizer=rule)
        batches = self.batches()
        rows = batches[0] if batches else (self.plan.rows[row],)
        done = trace(network, rows, memory=_memory(self.plan, optimizer))
        if self.plan.loss is None:
            return TrainingStep(done, title=(f"row {row}",))
        said = _Words(self, optimizer, batches, row)
        return TrainingStep(done, batches, tuple(said.title()), " ".join(said.about()))

    def batches(self) -> tuple[tuple[Row, ...], ...]:
        """The rows of an epoch's steps, as far as known: of all steps, the first one, or none."""
        size, count = self.inside.batch_size, self.run.rows
        if self.plan.loss is None or not size or not count:
            return ()
        if size < count and not self.inside.in_order:
            return ()
        rows = self.plan.rows[:count]
        if len(rows) == count:
            return tuple(rows[first : first + size] for first in range(0, count, size))
        return (rows[:size],) if len(rows) >= size else ()


def _memory(plan: Blueprint, optimizer: OptimizerState) -> dict[Place, float]:
    """What the optimizer remembers, for ``trace`` to go on from; nothing that can't be so."""
    memory = {_UPDATES: min(max(optimizer.updates, 0), _MOST_UPDATES) + 1.0}
    for kind, arrays in optimizer.memory.items():
        with suppress(NotDrawnError):
            kept = dict(weights_by_place(plan.network(arrays)))  # of the shapes of the weights
            if kind != "second_moment" or not any(value < 0 for value in kept.values()):
                memory |= {Place(OLD + kind, at, None): value for at, value in kept.items()}
    return memory


@dataclass(frozen=True, slots=True)
class _Words:
    """What there is to say of a step."""

    steps: Steps
    optimizer: OptimizerState
    batches: tuple[tuple[Row, ...], ...]
    row: int

    def title(self) -> Iterator[str]:
        yield self._rows()
        yield f"update {self.optimizer.updates + 1} of {self.steps.plan.optimizer.name}"

    def about(self) -> Iterator[str]:
        if self.batches:
            yield f"The training step that follows: Keras takes {self._rows()}{self._memory()}."
            yield from self._following()
        else:
            yield from self._unknown()
            yield f"This is a step with row {self.row} alone{self._memory()}."
        yield from self._differences()

    def _rows(self) -> str:
        if not self.batches:
            return f"row {self.row} alone"
        size, count = len(self.batches[0]), self.steps.run.rows or 0
        if size < count:
            return f"rows 0 to {size - 1} of {count}"
        return "the only row" if count == 1 else f"all {count} rows"

    def _memory(self) -> str:
        if not self.optimizer.memory or not self.optimizer.updates:
            return ""
        updates = counted(self.optimizer.updates, "update")
        return f", with what {self.steps.plan.optimizer.name} remembers of {updates}"

    def _following(self) -> Iterator[str]:
        """What another update takes."""
        steps = self.steps.run.batches or 1
        if steps == 1:
            return
        then = "the next rows" if len(self.batches) == steps else "the same rows again"
        yield f"An epoch has {steps} steps; another update here takes {then}."

    def _unknown(self) -> Iterator[str]:
        """Why it is one row's step and not that of a batch."""
        size, count = self.steps.inside.batch_size or 0, self.steps.run.rows or 0
        if not size or not count:
            yield "Which rows Keras takes together is not known."
        elif size < count and not self.steps.inside.in_order:
            yield f"Keras takes {size} of the {count} rows at a time, shuffled:"
            yield "which ones can't be known."
        else:
            yield f"Keras takes {min(size, count)} rows at a time, too many to go through here."

    def _differences(self) -> Iterator[str]:
        """What makes the new weights others than Keras's."""
        if self.steps.run.model.optimizer != "sgd" and self.steps.plan.optimizer.name == "sgd":
            yield f"It is a step of sgd; {self.steps.run.model.optimizer} can't be stepped."
        kinds = (
            layer.type for layer in self.steps.run.model.layers if layer.type in ONLY_IN_TRAINING
        )
        left_out = (*dict.fromkeys(kinds), *self.steps.inside.apart)
        if left_out:
            yield f"It leaves out {listed(left_out)}, so Keras's new weights are others."
