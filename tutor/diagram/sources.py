"""Where a number of a trace comes from: its operands, or that it is given."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.diagram.arithmetic import result_name
from tutor.diagram.places import ARROW, BIAS
from tutor.network.numbers import plain
from tutor.network.symbols import quantity_at, said
from tutor.network.trace import Trace

#: What a number that no step computes is, by the kind of its place.
_GIVEN = {
    "activation": "an input",
    "target": "the target",
    "weight": "a weight",
    "learning_rate": "the learning rate",
    "update_number": "the number of this update",
}
_REMEMBERED = "what the optimizer remembers"


@dataclass(frozen=True, slots=True)
class Source:
    """A number of a trace. ``step`` is the step that computes it, None where it is given."""

    name: str
    value: float
    step: int | None
    says: str


def sources(trace: Trace, step: int) -> tuple[int, ...]:
    """The cells that a step reads, each once."""
    return tuple(dict.fromkeys(trace.plan.steps[step].reads))


def source(trace: Trace, cell: int, reader: int | None = None) -> Source:
    """What a cell holds and where that comes from.

    ``reader`` is the step that reads it: the names of what an average reads tell their rows.
    """
    step = cell - len(trace.plan.leaves)
    place, value = trace.plan.place(cell), trace.cells[cell]
    average = reader is not None and trace.plan.steps[reader].rule.operation == "average"
    row = f"[{place.row}]" if average else ""
    if step < 0:
        name = said(quantity_at(trace.plan, place))
        bias = place.kind == "weight" and place.at.startswith(f"{BIAS}{ARROW}")
        what = "a bias" if bias else _GIVEN.get(place.kind, _REMEMBERED)
        return Source(name, value, None, f"given: {what}")
    built = trace[step]
    texts = [text for text in (built.formula, built.numbers) if text != plain(value)]
    return Source(result_name(built) + row, value, step, " = ".join(dict.fromkeys(texts)))
