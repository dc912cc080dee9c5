"""Lays out the steps of a training step: which rule runs where, in which order."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from tutor.network.losses import LOSSES_OF_PREDICTIONS, loss_rule, loss_slope_rule
from tutor.network.optimizers import OLD, Updater, updater
from tutor.network.plan import Place, Plan, PlannedStep, Structure
from tutor.network.rules import (
    ACTIVATIONS,
    AVERAGE_GRADIENT,
    AVERAGE_LOSS,
    BACKFLOW,
    BIAS,
    BIAS_GRADIENT,
    DELTA,
    ERROR,
    FLOWED_BACK,
    GRADIENT,
    PRODUCT,
    SLOPES,
    SLOPES_OF_ACTIVATION,
    SOFTMAX_DELTA,
    SUM,
    SUM_OF_PRODUCTS,
    Rule,
)


@lru_cache(maxsize=32)
def plan(structure: Structure) -> Plan:
    """The plan for a structure.

    In the order of a lesson: forward, node by node; error and loss; back, layer by layer; all of
    it row by row; then the averages of a batch, and every update.
    """
    builder = _Builder(structure)
    for row in range(structure.rows):
        builder.forward(row)
        if structure.targets:
            builder.loss(row)
        if structure.learns:
            builder.backward(row)
    if structure.learns:
        if structure.rows > 1:
            builder.averages()
        builder.updates()
    steps = tuple(builder.steps)
    program = tuple((step.rule.value, _reader(step.reads)) for step in steps)
    return Plan(structure, tuple(builder.leaves), steps, program)


def _reader(cells: tuple[int, ...]) -> Callable[[Any], Any]:
    """Takes a list of cells to the operands among them, as something to unpack."""
    if len(cells) > 1:
        return itemgetter(*cells)
    return itemgetter(slice(cells[0], cells[0] + 1) if cells else slice(0))


class _Builder:
    """Lays out leaves and steps. Cells are named by Place while it does."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.columns = structure.columns
        self.leaves: list[Place] = []
        self.steps: list[PlannedStep] = []
        self.cells: dict[Place, int] = {}
        self.parameters = [
            (f"{source}->{target}", biased)
            for before, layer, biases in zip(
                self.columns, self.columns[1:], structure.biased, strict=False
            )
            for target, has_bias in zip(layer, biases, strict=True)
            for source, biased in [(s, False) for s in before] + [("bias", True)] * has_bias
        ]
        self.optimizer: Updater = updater(structure.optimizer)
        self._lay_leaves()

    def _lay_leaves(self) -> None:
        structure = self.structure
        for row in range(structure.rows):
            self._leaves("activation", self.columns[0], row)
        for row in range(structure.rows if structure.targets else 0):
            self._leaves("target", self.columns[-1], row)
        self._leaves("weight", [at for at, _ in self.parameters])
        for kind in ("learning_rate", "update_number"):
            self._leaves(kind, [kind])
        if structure.learns:
            for kind in self.optimizer.memory:
                self._leaves(OLD + kind, [at for at, _ in self.trained()])

    def _leaves(
        self, kind: str, names: tuple[str, ...] | list[str], row: int | None = None
    ) -> None:
        for name in names:
            place = Place(kind, name, row)
            self.cells[place] = len(self.leaves)
            self.leaves.append(place)

    def trained(self) -> list[tuple[str, bool]]:
        """The parameters that are updated: ("a->h0", False), and biases ("bias->h0", True)."""
        return [p for p in self.parameters if self.structure.train_biases or not p[1]]

    def step(self, rule: Rule, at: str, row: int | None, reads: tuple[int, ...]) -> int:
        """Appends a step; its cell."""
        place = Place(rule.gives, at, row)
        cell = len(self.leaves) + len(self.steps)
        self.cells[place] = cell
        self.steps.append(PlannedStep(rule, place, reads))
        return cell

    def _cell(self, kind: str, at: str, row: int | None = None) -> int:
        return self.cells[Place(kind, at, row)]

    def forward(self, row: int) -> None:
        """Node by node: a product for each edge, their sum, the bias, the activation."""
        cell, step = self._cell, self.step
        for before, layer, biases, activation in zip(
            self.columns,
            self.columns[1:],
            self.structure.biased,
            self.structure.activations,
            strict=False,
        ):
            inputs = [cell("activation", source, row) for source in before]
            sums = []
            for target, biased in zip(layer, biases, strict=True):
                products = []
                for source, value in zip(before, inputs, strict=True):
                    at = f"{source}->{target}"
                    products.append(step(PRODUCT, at, row, (value, cell("weight", at))))
                rule = SUM_OF_PRODUCTS if biased else SUM
                total = step(rule, target, row, tuple(products))
                if biased:
                    bias = cell("weight", f"bias->{target}")
                    total = step(BIAS, target, row, (total, bias))
                sums.append(total)
                if activation != "softmax":
                    step(ACTIVATIONS[activation], target, row, (total,))
            if activation == "softmax":  # it reads the whole layer, so it comes after it
                for target, total in zip(layer, sums, strict=True):
                    step(ACTIVATIONS[activation], target, row, (total, *sums))

    def loss(self, row: int) -> None:
        """The error of each output; then, if there is a loss, its value and its slopes."""
        cell, step, outputs, loss = self._cell, self.step, self.columns[-1], self.structure.loss
        predictions = tuple(cell("activation", name, row) for name in outputs)
        targets = tuple(cell("target", name, row) for name in outputs)
        pairs = tuple(zip(predictions, targets, strict=True))
        errors = tuple(
            step(ERROR, name, row, pair) for name, pair in zip(outputs, pairs, strict=True)
        )
        if loss is None:
            return
        by_prediction = loss in LOSSES_OF_PREDICTIONS
        reads = predictions + targets if by_prediction else errors
        step(loss_rule(loss, len(outputs)), "loss", row, reads)
        if loss == "categorical_crossentropy":
            return
        slope = loss_slope_rule(loss, len(outputs))
        for name, pair, error in zip(outputs, pairs, errors, strict=True):
            step(slope, name, row, pair if by_prediction else (error,))

    def backward(self, row: int) -> None:
        """Layer by layer from the last: what flows back to a node, its slope, delta, gradients."""
        for depth in range(len(self.columns) - 1, 0, -1):
            if depth < len(self.columns) - 1:
                for source in self.columns[depth]:
                    self._flow_back(source, self.columns[depth + 1], row)
            for target, biased in zip(
                self.columns[depth], self.structure.biased[depth - 1], strict=True
            ):
                delta = self._delta(depth, target, row)
                for source in self.columns[depth - 1]:
                    value = self._cell("activation", source, row)
                    self.step(GRADIENT, f"{source}->{target}", row, (value, delta))
                if biased and self.structure.train_biases:
                    self.step(BIAS_GRADIENT, f"bias->{target}", row, (delta,))

    def _flow_back(self, source: str, targets: tuple[str, ...], row: int) -> None:
        flows = []
        for target in targets:
            at = f"{source}->{target}"
            reads = (self._cell("weight", at), self._cell("delta", target, row))
            flows.append(self.step(BACKFLOW, at, row, reads))
        self.step(FLOWED_BACK, source, row, tuple(flows))

    def _delta(self, depth: int, node: str, row: int) -> int:
        cell, activation = self._cell, self.structure.activations[depth - 1]
        value = cell("activation", node, row)
        if activation == "softmax":
            return self.step(SOFTMAX_DELTA, node, row, (value, cell("target", node, row)))
        reads: tuple[int, ...] = (cell("pre_activation", node, row),)
        if activation == "identity":
            reads = ()
        elif activation in SLOPES_OF_ACTIVATION:
            reads = (value,)
        slope = self.step(SLOPES[activation], node, row, reads)
        last = depth == len(self.columns) - 1
        arriving = cell("loss_slope" if last else "flowed_back", node, row)
        return self.step(DELTA, node, row, (arriving, slope))

    def averages(self) -> None:
        """Of a batch: the loss and each gradient."""
        rows = range(self.structure.rows)
        reads = tuple(self._cell("loss", "loss", row) for row in rows)
        self.step(AVERAGE_LOSS, "loss", None, reads)
        for at, _ in self.trained():
            reads = tuple(self._cell("gradient", at, row) for row in rows)
            self.step(AVERAGE_GRADIENT, at, None, reads)

    def updates(self) -> None:
        """What is computed once, and then every weight and bias that is trained."""
        row = None if self.structure.rows > 1 else 0

        def read(kind: str, at: str) -> int:
            place = Place(kind, at, row if kind == "gradient" else None)
            return self.cells[place if place in self.cells else Place(kind, kind, None)]

        for rule, kinds in self.optimizer.once:
            self.step(rule, rule.gives, None, tuple(read(kind, kind) for kind in kinds))
        for at, _ in self.trained():
            for rule, kinds in self.optimizer.each:
                self.step(rule, at, None, tuple(read(kind, at) for kind in kinds))
