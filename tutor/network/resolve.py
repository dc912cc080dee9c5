"""From a quantity to its cell and its value in a trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tutor.network.calculate import Value
from tutor.network.optimizers import OF_UPDATE
from tutor.network.plan import WHOLE, Plan
from tutor.network.quantity import WORDS, Lookup, Quantity, nearest
from tutor.network.terms import KINDS_OF_BIAS, QuantityError

#: The kind of place that a quantity of a node names, where the words differ.
_KINDS = {"sum": "pre_activation", **KINDS_OF_BIAS}
#: Of a batch these are one for all rows.
_SHARED = ("gradient", "weight", "new_weight", *OF_UPDATE, *WHOLE)

_MISSING = {
    "target": "the network has no target",
    "error": "the network has no target, so there is no error",
    "loss": "the network has no loss or no target",
}
_OF_OUTPUT = ("error", "target", "loss_slope")
_OF_OPTIMIZERS = (*OF_UPDATE, "corrected_rate")
_OF_LAYERS = ("pre_activation", "delta", "slope")
#: More nodes of a layer are not listed.
_MANY = 8


class Recorded(Protocol):
    """What a lookup needs of a trace."""

    @property
    def plan(self) -> Plan:
        """Where everything is."""

    @property
    def cells(self) -> Sequence[float]:
        """The numbers."""


def cell_of(plan: Plan, quantity: Quantity, row: int | None = None) -> int:
    """The cell of a quantity that is one number. Raises QuantityError.

    ``row`` says which row of a batch is meant where the quantity itself does not.
    """
    kind, at = _place(plan, quantity)
    _check_names(plan, quantity, kind, at)
    rows = plan.structure.rows
    wanted = quantity.row if quantity.row is not None else row
    if wanted is not None and wanted >= rows:
        raise _error(quantity, f"there is no row {wanted}: rows go from 0 to {rows - 1}")
    if wanted is None and rows == 1:
        wanted = 0
    if wanted is None and kind not in _SHARED:
        raise _error(
            quantity, f"'{quantity}' is another number in each row: say which, {quantity}[0]"
        )
    cell = plan.find(kind, at, wanted)
    if cell is None:
        raise _error(quantity, f"there is no {quantity}: {_reason(plan, quantity, kind)}")
    return cell


def is_shared(plan: Plan, quantity: Quantity) -> bool:
    """Whether a quantity of a batch is one for all its rows: a weight, an average."""
    return _place(plan, quantity)[0] in _SHARED


def value_of(trace: Recorded, quantity: Quantity, row: int | None = None) -> Value:
    """The value of a quantity; a prediction of several outputs is a list. Raises QuantityError."""
    plan, outputs = trace.plan, trace.plan.structure.columns[-1]
    several = len(outputs) > 1
    if (quantity.kind, quantity.at) != ("name", "prediction") or not several:
        return trace.cells[cell_of(plan, quantity, row)]
    batch = plan.structure.rows > 1
    of_row = quantity.row if batch else None
    values = tuple(
        trace.cells[
            cell_of(plan, Quantity("name", name, row=of_row, position=quantity.position), row)
        ]
        for name in outputs
    )
    if batch or quantity.row is None:
        return values
    if quantity.row >= len(values):
        raise _error(quantity, f"the prediction has {len(values)} numbers; they count from 0")
    return values[quantity.row]


def lookup_in(trace: Recorded, row: int | None = None) -> Lookup:
    """The lookup in one trace, for quantities without the name of a network."""

    def lookup(quantity: Quantity) -> Value:
        if quantity.network:
            raise _error(quantity, f"there is no network '{quantity.network}' here")
        return value_of(trace, quantity, row)

    return lookup


def _place(plan: Plan, quantity: Quantity) -> tuple[str, str]:
    """The kind and the name of the place that a quantity means."""
    kind, at = quantity.kind, quantity.at
    if kind != "name":
        if kind == "backflow":
            return ("backflow" if "->" in at else "flowed_back"), at
        return _KINDS.get(kind, kind), (f"bias->{at}" if kind in KINDS_OF_BIAS else at)
    if at in plan.layer_of or at not in WORDS:
        return "activation", at
    if at in WHOLE:
        return at, at
    outputs = plan.structure.columns[-1]
    if len(outputs) > 1:
        names = f"{at}({outputs[0]})" if at != "prediction" else "prediction[0]"
        raise _error(quantity, f"'{at}' has one number for each output: {names}, …")
    return ("activation" if at == "prediction" else at), outputs[0]


def _check_names(plan: Plan, quantity: Quantity, kind: str, at: str) -> None:
    """Raises QuantityError for a node or an edge that is not there."""
    if kind in WHOLE:
        return
    source, arrow, target = at.rpartition("->")
    for name in (source, target) if arrow else (target,):
        if name not in plan.layer_of and not (arrow and name == source == "bias"):
            known = (*plan.layer_of, *WORDS)
            raise _error(quantity, f"there is no node '{name}'{nearest(name, known)}")
    if arrow and source != "bias" and plan.layer_of[target] != plan.layer_of[source] + 1:
        raise _error(quantity, f"there is no edge {source}→{target}{_edges(plan, source, target)}")


def _edges(plan: Plan, source: str, target: str) -> str:
    """Which edges there are instead: the one the other way round, or those that lead to a node."""
    if plan.layer_of[source] == plan.layer_of[target] + 1:
        return f"; did you mean '{target}->{source}'?"
    if plan.layer_of[target] == 0:
        return f": {target} is an input"
    before = plan.structure.columns[plan.layer_of[target] - 1]
    return f": edges to {target} come from {', '.join(before)}" if len(before) <= _MANY else ""


def _reason(plan: Plan, quantity: Quantity, kind: str) -> str:
    """Why a place that could be there is not."""
    node = quantity.at.rpartition("->")[2]
    structure = plan.structure
    of_bias = quantity.kind in KINDS_OF_BIAS or quantity.at.startswith("bias->")
    reasons = {
        _MISSING.get(kind, ""): kind in _MISSING and not structure.targets,
        f"{node} is not an output": kind in _OF_OUTPUT and node not in structure.columns[-1],
        f"{node} is an input": kind in _OF_LAYERS and node in structure.columns[0],
        f"{node} has no bias": of_bias and plan.find("weight", f"bias->{node}", None) is None,
        "the network has no loss or no target, so there is no way back": not structure.learns,
        f"the bias of {node} is not trained": of_bias and not structure.train_biases,
        f"the optimizer is {structure.optimizer.name}": kind in _OF_OPTIMIZERS,
    }
    return next((reason for reason, holds in reasons.items() if holds), "it does not apply here")


def _error(quantity: Quantity, message: str) -> QuantityError:
    return QuantityError(message, quantity.position)
