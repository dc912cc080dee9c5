"""The words for what a step reads: its formula, and the nodes and edges it names."""

from __future__ import annotations

from tutor.network.optimizers import OF_UPDATE
from tutor.network.plan import WHOLE, Place, Plan, PlannedStep
from tutor.network.terms import LETTERS, term

#: The kinds that a formula names without their place, because the step stands there itself.
_HERE = frozenset(
    {"sum_of_products", "loss_slope", "slope", "flowed_back", "gradient", *OF_UPDATE, *WHOLE}
)


def formula(plan: Plan, step: PlannedStep) -> str:
    """The step in symbols: ``accounts × w``, ``backflow × slope``."""
    symbol = _row if step.rule.operation == "average" else _symbol
    return step.rule.text(*(symbol(plan, plan.place(cell)) for cell in step.reads))


def quantity_at(plan: Plan, place: Place) -> str:
    """The name of a place in the grammar of quantities: ``delta(h0)``, ``weight(a->h0)``.

    Only a sum that a bias still comes to is not in the grammar: ``sum_of_products(h0)``.
    """
    kind, at = place.kind, place.at
    if kind == "activation":
        return at
    if kind in WHOLE or (kind in ("error", "target") and len(plan.structure.columns[-1]) == 1):
        return kind
    source, _, node = at.rpartition("->")
    if source == "bias" and term(kind, of_bias=True) != kind:
        return f"{term(kind, of_bias=True)}({node})"
    return f"{term(kind)}({at})"


def said(quantity: str) -> str:
    """A quantity as sentences write it: ``delta(h0)``, ``gradient(a→h0)``."""
    return quantity.replace("->", "→")


def node_of(place: Place) -> str:
    """The node whose turn it is: the end of an edge; the beginning where something flows back."""
    source, arrow, target = place.at.rpartition("->")
    return source if arrow and place.kind == "backflow" else target


def nodes_read(plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """The nodes and edges whose numbers a step reads, each once."""
    places = map(plan.place, step.reads)
    return tuple(dict.fromkeys(place.at for place in places if place.kind not in WHOLE))


def row_name(row: int | None, rows: int) -> str:
    """Which row of a batch is meant, counted as formulas and quantities count: from 0."""
    return "averages of the rows" if row is None else f"row {row} of 0 to {rows - 1}"


def _symbol(plan: Plan, place: Place) -> str:
    source, _, target = place.at.rpartition("->")
    match place.kind:
        case "product":
            return f"{source} × w"
        case "backflow":
            return f"w × delta({target})"
        case "weight":
            return "b" if source == "bias" else "w"
    if place.kind in _HERE:
        return LETTERS.get(place.kind, term(place.kind))
    return quantity_at(plan, place)


def _row(plan: Plan, place: Place) -> str:
    return f"row {place.row}"
