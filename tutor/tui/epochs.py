"""One training, epoch by epoch: its weights drawn with a row of its data. Pure: no screen."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.diagram import draw
from tutor.diagram.picture import Line, Span
from tutor.network.known import Known
from tutor.network.numbers import plain
from tutor.network.passes import span
from tutor.network.symbols import row_name
from tutor.network.trace import Trace, trace
from tutor.runner.network import Blueprint, NotDrawnError, blueprint
from tutor.runner.observation import EpochEnded, Inside, OptimizerState, TrainingRun
from tutor.runner.step import Steps, TrainingStep
from tutor.session.remarks import names_of
from tutor.tui.marks import Marks


@dataclass
class Epochs:
    """What is known of a run after each epoch, and which of them is looked at.

    ``weights`` are those after the epochs they were sent for, 0 being before the training, and
    ``optimizers`` what the optimizer goes on from then; ``inside`` is what was sent beforehand.
    ``at`` is the epoch that is looked at, None the latest; ``row`` the row of the data that goes
    through the network, ``node`` the node whose wires are drawn where not all are (``elided``).
    ``ranking`` says which nodes are drawn where not all are, the same in all epochs. ``why`` says
    why there is no picture, "" where there is one.
    """

    run: TrainingRun
    plan: Blueprint | None = None
    why: str = ""
    inside: Inside | None = None
    weights: dict[int, Sequence[Any]] = field(default_factory=dict)
    optimizers: dict[int, OptimizerState] = field(default_factory=dict)
    at: int | None = None
    row: int = 0
    node: str = ""
    elided: bool = False
    ranking: Known | None = None
    _traced: tuple[tuple[int, int], Trace] | None = None

    def take(self, event: EpochEnded) -> None:
        """Keep the weights of an epoch."""
        if event.weights is not None and self.plan is not None:
            self.weights[event.epoch] = event.weights
            self.optimizers[event.epoch] = event.optimizer

    # --- where one looks ------------------------------------------------------------------------

    @property
    def stops(self) -> Sequence[int]:
        """The epochs that can be looked at."""
        return tuple(self.weights) or range(1, len(self.run.logs) + 1)

    @property
    def epoch(self) -> int:
        """The epoch that is looked at; 0 where there is none yet."""
        stops = self.stops
        return self.at if self.at is not None else stops[-1] if stops else 0

    def go(self, by: int) -> bool:
        """So many epochs on or back; at the last one what comes is followed. False if it stays."""
        stops = self.stops
        if not stops:
            return False
        old = self.at
        place = bisect_right(stops, self.epoch) - 1 + by
        self.at = stops[max(place, 0)] if place < len(stops) - 1 else None
        return self.at != old

    def choose(self, by: int) -> bool:
        """Another row, from the first one after the last. False where there is no other."""
        if self.plan is None or len(self.plan.rows) < 2:
            return False
        self.row = (self.row + by) % len(self.plan.rows)
        return True

    def focus(self, by: int) -> bool:
        """Draw the wires of another node, so many further on. False where nothing is drawn."""
        if self.plan is None:
            return False
        nodes = [node for layer in self.plan.columns for node in layer]
        self.node = nodes[(nodes.index(self.node) + by) % len(nodes)]
        return True

    @property
    def log(self) -> Mapping[str, float]:
        """The numbers of the epoch that is looked at; none before the training."""
        logs = self.run.logs
        return logs[self.epoch - 1] if 0 < self.epoch <= len(logs) else {}

    # --- what is seen ---------------------------------------------------------------------------

    def trace(self) -> Trace | None:
        """The row in the network with the weights of the epoch; None where there are none."""
        if self.plan is None or self.epoch not in self.weights:
            return None
        key = self.epoch, self.row
        if self._traced is None or self._traced[0] != key:
            try:
                network = self.plan.network(self.weights[self.epoch])
            except NotDrawnError as problem:
                self.plan, self.why = None, str(problem)
                return None
            self._traced = key, trace(network, (self.plan.rows[self.row],))
        return self._traced[1]

    def drawing(self, width: int, height: int, marks: Marks) -> tuple[Line, ...]:
        """The network with the numbers of the epoch and the row; nothing where it is too small."""
        seen = self.trace()
        if seen is None:
            return ()
        drawn = draw(
            seen.network, seen.known(span(seen, "forward")[1]),
            width=width - 1, height=height, focus=self.node, ranking=self.ranking,
            alphabet=marks.alphabet,
        )  # fmt: skip
        self.elided = drawn.elided
        return tuple((Span(" "), *line) for line in drawn.lines) if drawn.fits else ()

    def said(self, width: int, marks: Marks) -> tuple[Line, ...]:
        """What belongs to the picture: the row and what comes of it, and what is left out.

        Where there is no picture, the reason.
        """
        seen = self.trace()
        if seen is None or self.plan is None:
            lines = textwrap.wrap(self.why, max(width - 2, 20))
            return tuple((Span(f" {line}"),) for line in lines)
        notes = ((Span(f" {marks.plain(note)}", "muted"),) for note in self.plan.notes)
        return (*self._row(seen, width), *notes)

    def _row(self, seen: Trace, width: int) -> Iterator[Line]:
        """The row, what is predicted of it, and how far that is off."""
        assert self.plan is not None
        known = seen.known(len(seen))
        outputs = [known.node(name, "activation") for name in seen.network.outputs]
        target = self.plan.rows[self.row].target
        parts = [row_name(self.row, len(self.plan.rows)), f"predicted {_numbers(outputs)}"]
        if target is not None:
            parts.append(f"target {_numbers(target)}")
        if known.loss is not None:
            parts.append(f"its loss {plain(known.loss, 4)}")
        line = f" {parts[0]}"
        for part in parts[1:]:
            if len(line) + len(part) + 3 > width:
                yield (Span(line),)
                line = f"  {part}"
            else:
                line += f"   {part}"
        yield (Span(line),)

    def step(self) -> TrainingStep | None:
        """The training step that follows the epoch; None where there are no weights of it."""
        if self.trace() is None or self.plan is None or self.inside is None:
            return None
        epoch = self.epoch
        weights, optimizer = self.weights[epoch], self.optimizers[epoch]
        return Steps(self.plan, self.run, self.inside).after(weights, optimizer, self.row)

    def title(self, step: TrainingStep, marks: Marks) -> str:
        """What is walked through when the epoch is opened: model, epoch, rows, update."""
        when = f"after epoch {self.epoch}" if self.epoch else "before the training"
        return f" {marks.note} ".join((self.run.name or "model", when, *step.title))


def epochs_of(run: TrainingRun, inside: Inside | None) -> Epochs:
    """The epochs of a run that begins."""
    try:
        plan = blueprint(run.model, inside)
    except NotDrawnError as problem:
        return Epochs(run, why=str(problem))
    assert inside is not None
    epochs = Epochs(run, plan, inside=inside, node=plan.columns[-1][0])
    epochs.weights[0], epochs.optimizers[0] = inside.weights, inside.optimizer
    first = epochs.trace()
    epochs.ranking = None if first is None else first.known(len(first))
    return epochs


def slider(epochs: Epochs, width: int, marks: Marks) -> Line:
    """Which epoch is looked at, of all of them, and the numbers of it."""
    stops = epochs.stops
    done = len(epochs.run.logs)
    text = f" epoch {epochs.epoch:>{len(str(done))}} of {done} "
    numbers = "".join(f"  {n} {plain(epochs.log[n], 4)}" for n in names_of([epochs.log]))
    if not epochs.epoch:
        numbers = "  before the training"
    size = min(max(width - len(text) - len(numbers) - 3, 8), 40)
    share = (epochs.epoch - stops[0]) / max(stops[-1] - stops[0], 1) if stops else 1.0
    place = round(share * (size - 1))
    line = marks.rule * place + marks.bead + marks.rule * (size - 1 - place)
    return (Span(text), Span(line, "positive"), Span(numbers[: max(width - len(text) - size, 0)]))


def _numbers(values: Sequence[float | None]) -> str:
    """A few numbers in a row; of many the first ones."""
    shown = ["?" if value is None else plain(value, 4) for value in values[:6]]
    return " ".join(shown) + (" ..." if len(values) > len(shown) else "")
