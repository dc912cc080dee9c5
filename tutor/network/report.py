"""A trace as plain data, and a step as a line: what ``tutor trace`` prints."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from tutor.network.known import Known
from tutor.network.numbers import plain
from tutor.network.optimizers import updater
from tutor.network.passes import PHASES, Pass
from tutor.network.trace import Step, Trace

_NODE = ("pre_activation", "activation", "slope", "delta", "bias", "bias_gradient", "new_bias")
_EDGE = ("weight", "gradient", "new_weight")


def to_json(trace: Trace, name: str | None = None, phase: Pass = "training") -> dict[str, Any]:
    """The trace as JSON values; ``null`` is what does not apply or is no finite number.

    ``phase`` chooses the steps that are listed. Of a batch "rows" holds the numbers of each row,
    and above it stand the averages and what all rows share.
    """
    batch = len(trace.rows) > 1
    report: dict[str, Any] = {"network": name, **_numbers(trace, None if batch else 0)}
    if batch:
        report["rows"] = [_numbers(trace, row) for row in range(len(trace.rows))]
    report["steps"] = [
        _step(trace[index])
        for index, planned in enumerate(trace.plan.steps)
        if planned.rule.phase in PHASES[phase]
    ]
    return report


def step_line(trace: Trace, index: int, width: int = 0) -> str:
    """A step as a line: number, phase, operation (padded to ``width``), place, arithmetic."""
    step = trace[index]
    row = f" row {step.row}" if step.row is not None and len(trace.rows) > 1 else ""
    value = "" if step.value is None else plain(step.value)
    text = f"{step.numbers} = {value}" if step.numbers != value else value
    head = f"{step.index:>4} {step.phase:<8} {step.operation:<{width}} {step.at}{row}"
    return f"{head}: {step.formula} = {text}"


def _numbers(trace: Trace, row: int | None) -> dict[str, Any]:
    """Prediction, loss, nodes and edges of a row, or the averages."""
    known = trace.known(len(trace), row)
    columns, memory = trace.network.columns, updater(trace.network.optimizer).memory
    return {
        "prediction": None if row is None else _prediction(known, trace.network.outputs),
        "loss": _number(known.loss),
        "nodes": {
            name: {what: _number(known.node(name, what)) for what in _NODE}
            | {f"bias_{what}": _number(known.edge("bias", name, what)) for what in memory}
            for layer in columns[1:]
            for name in layer
        },
        "edges": {
            f"{source}->{target}": {
                what: _number(known.edge(source, target, what)) for what in (*_EDGE, *memory)
            }
            for before, layer in pairwise(columns)
            for target in layer
            for source in before
        },
    }


def _prediction(known: Known, outputs: tuple[str, ...]) -> list[float | None]:
    return [_number(known.node(name, "activation")) for name in outputs]


def _step(step: Step) -> dict[str, Any]:
    return {
        "index": step.index,
        "pass": step.phase,
        "operation": step.operation,
        "at": step.at,
        "row": step.row,
        "formula": step.formula,
        "numbers": step.numbers,
        "value": _number(step.value),
        "uses": list(step.uses),
    }


def _number(value: float | None) -> float | None:
    """JSON has no nan and no inf; and nobody wants to read -0.0."""
    return value + 0.0 if value is not None and math.isfinite(value) else None
