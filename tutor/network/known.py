"""What is known of a network after some steps: the view that pictures and tables read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.network.optimizers import OF_UPDATE
from tutor.network.plan import Plan
from tutor.network.rules import Phase
from tutor.network.terms import KINDS_OF_BIAS

#: What can be asked of a node.
NODE_VALUES = (
    "pre_activation",
    "activation",
    "slope",
    "delta",
    "bias",
    "bias_gradient",
    "new_bias",
    "error",
    "target",
    "loss_slope",
    "flowed_back",
)
#: What can be asked of an edge.
EDGE_VALUES = ("weight", "gradient", "new_weight", "product", "backflow", *OF_UPDATE)


@dataclass(frozen=True, slots=True)
class Known:
    """The cells of a trace that are filled after some steps; the others are None, never 0.

    ``row`` is the row it looks at; None looks at the averages of a batch. ``phase`` is that of
    the last step that was done, "forward" before the first.
    """

    plan: Plan
    cells: Sequence[float]
    filled: int
    row: int | None = 0
    phase: Phase = "forward"

    def node(self, name: str, what: str) -> float | None:
        """A value of a node, one of NODE_VALUES; None if it is not known or there is none."""
        if what in KINDS_OF_BIAS:
            return self.value(KINDS_OF_BIAS[what], f"bias->{name}")
        return self.value(what, name)

    def edge(self, source: str, target: str, what: str) -> float | None:
        """A value of an edge, one of EDGE_VALUES; None if it is not known or there is none."""
        return self.value(what, f"{source}->{target}")

    @property
    def loss(self) -> float | None:
        """The loss of the row, or the average loss of the batch."""
        return self.value("loss", "loss")

    @property
    def learning_rate(self) -> float | None:
        """The optimizer's rate."""
        return self.value("learning_rate", "learning_rate")

    def value(self, kind: str, at: str) -> float | None:
        """The value of a place of the plan."""
        cell = self.plan.find(kind, at, self.row)
        return self.cells[cell] if cell is not None and cell < self.filled else None
