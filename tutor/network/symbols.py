"""The words for what a step reads: its formula, and the nodes and edges it names."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.network.plan import WHOLE, Place, Plan, PlannedStep

#: The words where a formula needs no name, because the step stands at the place itself.
_WORDS = {
    "sum_of_products": "sum of products",
    "loss_slope": "slope of the loss",
    "slope": "slope",
    "flowed_back": "flowed back",
    "gradient": "gradient",
    "loss": "loss",
    "learning_rate": "learning_rate",
    "update_number": "t",
    "corrected_rate": "corrected rate",
    "velocity": "velocity",
    "old_velocity": "old velocity",
    "first_moment": "m",
    "old_first_moment": "old m",
    "second_moment": "v",
    "old_second_moment": "old v",
}


def formula(plan: Plan, step: PlannedStep) -> str:
    """The step in symbols: ``accounts × w``, ``flowed back × slope``."""
    symbol = _row if step.rule.operation == "average" else _symbol
    return step.rule.text(*(symbol(plan, plan.place(cell)) for cell in step.reads))


def quantity_at(plan: Plan, place: Place) -> str:
    """The name of a place in the grammar of quantities: ``delta(h0)``, ``weight(a->h0)``."""
    kind, at = place.kind, place.at
    match kind:
        case "activation":
            return at
        case "pre_activation" | "sum_of_products":
            return f"sum({at})"
        case "flowed_back":
            return f"backflow({at})"
        case _ if kind in WHOLE:
            return kind
        case "error" | "target" if len(plan.structure.columns[-1]) == 1:
            return kind
    return f"{kind}({at})"


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


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _symbol(plan: Plan, place: Place) -> str:
    source, _, target = place.at.rpartition("->")
    match place.kind:
        case "product":
            return f"{source} × w"
        case "backflow":
            return f"w × delta({target})"
        case "weight":
            return "b" if source == "bias" else "w"
    return _WORDS.get(place.kind) or quantity_at(plan, place)


def _row(plan: Plan, place: Place) -> str:
    return f"row {place.row}"
