"""A trace: one training step of a network, every operation of it recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.network.known import Known
from tutor.network.layout import plan
from tutor.network.model import Network, NetworkError, Problem, Row
from tutor.network.numbers import plain
from tutor.network.optimizers import OLD
from tutor.network.parameters import leaf_values, with_weights
from tutor.network.plan import Place, Plan, PlannedStep, structure_of
from tutor.network.quantity import Quantity, parse
from tutor.network.resolve import cell_of, is_shared
from tutor.network.rules import Operation, Phase, arithmetic
from tutor.network.symbols import formula, node_of, nodes_read, quantity_at
from tutor.network.terms import QuantityError

Size = Literal["operation", "node", "layer", "pass"]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation. ``at`` is a node, an edge ("a->h0", "bias->h0") or "loss".

    ``gives`` names what its value is: "pre_activation", "delta", …; ``name`` is that in the grammar
    of quantities: "sum(h0)".
    ``row`` is None for averages and updates; ``uses`` are the steps whose values it reads,
    ``reads`` the nodes and edges.
    """

    index: int
    phase: Phase
    operation: Operation
    at: str
    row: int | None
    formula: str
    numbers: str
    value: float | None
    uses: tuple[int, ...]
    reads: tuple[str, ...]
    gives: str
    name: str


class Trace:
    """The steps of one training step, forward and back; immutable.

    Values are recorded at once. Steps, with their texts, are built when they are asked for.
    ``network`` is the network as it was before the update.
    """

    __slots__ = ("cells", "network", "plan", "rows")

    def __init__(
        self, network: Network, rows: tuple[Row, ...], plan: Plan, cells: tuple[float, ...]
    ) -> None:
        self.network = network
        self.rows = rows
        self.plan = plan
        self.cells = cells

    def __len__(self) -> int:
        return len(self.plan.steps)

    def __getitem__(self, index: int) -> Step:
        if not -len(self) <= index < len(self):
            raise IndexError(f"a trace of {len(self)} steps has no step {index}")
        index %= len(self)
        planned, first = self.plan.steps[index], len(self.plan.leaves)
        rule, place, reads = planned
        return Step(
            index=index,
            phase=rule.phase,
            operation=rule.operation,
            at=place.at,
            row=place.row,
            formula=formula(self.plan, planned),
            numbers=self.numbers(index),
            value=self.cells[first + index],
            uses=tuple(dict.fromkeys(cell - first for cell in reads if cell >= first)),
            reads=nodes_read(self.plan, planned),
            gives=rule.gives,
            name=self.name(index),
        )

    def __iter__(self) -> Iterator[Step]:
        return (self[index] for index in range(len(self)))

    def numbers(self, index: int, write: Callable[[float], str] = plain) -> str:
        """The step's formula with the numbers in, each written by ``write``: ``3 × 2``."""
        step = self.plan.steps[index]
        return arithmetic(step.rule, [self.cells[cell] for cell in step.reads], write)

    def name(self, index: int) -> str:
        """What the step computes, in the grammar of quantities: ``gradient(a->h0)``."""
        return quantity_at(self.plan, self.plan.steps[index].place)

    def value(self, index: int) -> float:
        """The value of a step, without building it."""
        return self.cells[len(self.plan.leaves) + index]

    def known(self, steps: int, row: int | None = 0) -> Known:
        """What is known after that many steps, of a row or (None) of the whole batch."""
        steps = min(max(steps, 0), len(self))
        phase: Phase = self.plan.steps[steps - 1].rule.phase if steps else "forward"
        if len(self.rows) == 1:
            row = 0
        return Known(self.plan, self.cells, len(self.plan.leaves) + steps, row, phase)

    def stops(self, size: Size = "operation") -> tuple[int, ...]:
        """The counts of steps after which an operation, a node, a layer or a pass is done."""
        if size == "operation":
            return tuple(range(1, len(self) + 1))
        keys = [self._group(step, size) for step in self.plan.steps]
        ends = [i for i in range(1, len(keys)) if keys[i] != keys[i - 1]]
        return (*ends, len(keys))

    def _group(self, step: PlannedStep, size: Size) -> tuple[object, ...]:
        rule, place, _ = step
        if size == "pass":
            return (rule.phase, place.row)
        node = node_of(place)
        if size == "layer":
            node = str(self.plan.layer_of.get(node)) if rule.phase != "loss" else ""
        return (rule.phase, place.row, node, size == "node" and rule.operation == "backflow")

    def find(self, quantity: str | Quantity, row: int = 0) -> int:
        """The index of the step that gives a quantity; in a batch that of the row, or the average.

        Raises QuantityError if no step does.
        """
        if isinstance(quantity, str):
            single = parse(quantity).single
            if single is None:
                raise QuantityError(f"'{quantity}' is not a single quantity")
            quantity = single
        shared = quantity.row is None and len(self.rows) > 1 and is_shared(self.plan, quantity)
        index = cell_of(self.plan, quantity, None if shared else row) - len(self.plan.leaves)
        if index < 0:
            raise QuantityError(f"'{quantity}' is given: no step computes it", quantity.position)
        return index

    def after(self) -> Network:
        """The network with the updated weights; the same network if nothing was updated."""
        known = self.known(len(self))
        return with_weights(self.network, lambda at: known.value("new_weight", at))

    @property
    def remembered(self) -> dict[Place, float]:
        """What the optimizer remembered before the update."""
        return self._memory_in(self.cells)

    def memory(self) -> dict[Place, float]:
        """What the optimizer remembers after the update, for ``trace`` to go on from."""
        leaves = list(self.cells[: len(self.plan.leaves)])
        if self.plan.structure.learns:
            _learn(self.plan, self.cells, leaves)
        return self._memory_in(leaves)

    def _memory_in(self, leaves: Sequence[float]) -> dict[Place, float]:
        return {
            place: value
            for place, value in zip(self.plan.leaves, leaves, strict=False)
            if place.kind == "update_number" or place.kind.startswith(OLD)
        }


def trace(
    network: Network,
    rows: Iterable[Row],
    updates: int = 1,
    memory: Mapping[Place, float] | None = None,
) -> Trace:
    """Records the last of ``updates`` training steps, each on all the rows.

    ``memory`` is what the optimizer remembers of steps before these (``Trace.memory``); of what it
    doesn't name it remembers nothing. Without a loss or targets there is the forward pass only.
    Raises NetworkError for rows that don't fit the network, or for none.
    """
    rows = tuple(rows)
    if not rows:
        raise NetworkError("a trace needs at least one row", ("rows",))
    if updates < 1:
        raise ValueError("a trace needs at least one training step")
    Problem(network, rows)  # checks that they fit
    laid = plan(structure_of(network, rows))
    leaves = leaf_values(laid.structure, network, rows)
    if memory:
        leaves = [memory.get(place, leaf) for place, leaf in zip(laid.leaves, leaves, strict=True)]
    cells = laid.run(leaves)
    if updates > 1 and laid.structure.learns:
        for _ in range(updates - 1):
            _learn(laid, cells, leaves)
            cells = laid.run(leaves)
        network = with_weights(network, lambda at: leaves[laid.cells[Place("weight", at, None)]])
    return Trace(network, rows, laid, tuple(cells))


def _learn(laid: Plan, cells: Sequence[float], leaves: list[float]) -> None:
    """Puts what a training step gave into the leaves of the next one."""
    for leaf, cell in laid.carried:
        leaves[leaf] = cells[cell]
    leaves[laid.cells[Place("update_number", "update_number", None)]] += 1
