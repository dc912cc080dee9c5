"""A step seen as something to get wrong: other rules, other operands, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from tutor.network.numbers import plain
from tutor.network.plan import WHOLE, Place, Plan, PlannedStep
from tutor.network.rerun import Changes, rerun
from tutor.network.rule import Rule, arithmetic, same
from tutor.network.symbols import quantity_at, said
from tutor.network.trace import Trace

#: The rule of a step that is not taken: the operand is given as it is.
AS_IT_IS = Rule("sum", "forward", "", same, lambda value: value)
#: Steps and the cells that they fill.
Found = list[tuple[int, PlannedStep]]
#: So many nodes are looked at one by one.
_ONE_BY_ONE = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to get it wrong: its name, what runs instead, and what is said about it.

    A ``rare`` one explains a number only where no other does.
    """

    name: str
    changes: Changes
    says: str
    rare: bool = False


@dataclass(frozen=True)
class Scene:
    """One step of a trace, with what slips need to look around from there.

    ``kept`` are cells whose numbers are the learner's own: no slip changes them again.
    """

    trace: Trace
    index: int
    kept: Collection[int] = ()

    @property
    def plan(self) -> Plan:
        """The plan of the trace."""
        return self.trace.plan

    @property
    def cell(self) -> int:
        """The cell that the step fills."""
        return len(self.plan.leaves) + self.index

    @property
    def step(self) -> PlannedStep:
        """The step itself."""
        return self.plan.steps[self.index]

    @property
    def place(self) -> Place:
        """What the step computes."""
        return self.step.place

    @property
    def source(self) -> str:
        """Where the step's edge begins."""
        return self.place.at.partition("->")[0]

    @property
    def target(self) -> str:
        """Where the step's edge ends, or its node."""
        return self.place.at.rpartition("->")[2]

    @property
    def right(self) -> float:
        """The right value."""
        return self.trace.cells[self.cell]

    def find(self, kind: str, at: str) -> int | None:
        """The cell of another number of the same row, or of all rows; of the whole network, too."""
        row = 0 if self.plan.structure.rows == 1 else self.place.row
        return self.plan.find(kind, kind if kind in WHOLE else at, row)

    def name(self, cell: int) -> str:
        """What a cell holds, as sentences write it."""
        return said(quantity_at(self.plan, self.plan.place(cell)))

    def activation_of(self, node: str) -> str:
        """The activation that a node has; "identity" for inputs."""
        depth = self.plan.layer_of.get(node, 0)
        return self.plan.structure.activations[depth - 1] if depth else "identity"

    def layer(self, node: str) -> tuple[str, ...]:
        """All nodes of the node's layer."""
        return self.plan.structure.columns[self.plan.layer_of[node]]

    def with_operands(self, *cells: int) -> Changes:
        """This step with other operands."""
        return {self.cell: (self.step.rule, cells)}

    def with_rule(self, value: Callable[..., float], text: Callable[..., str]) -> Changes:
        """This step with another rule."""
        return {self.cell: (altered(self.step.rule, value, text), self.step.reads)}

    def instead(self, cell: int) -> Changes:
        """Another number in the place of this one."""
        return {self.cell: (AS_IT_IS, (cell,))}

    def steps(self, *kinds: str) -> Iterator[tuple[int, PlannedStep]]:
        """The steps up to this one that give such numbers, and their cells."""
        first = len(self.plan.leaves)
        for cell, step in enumerate(self.plan.steps[: self.index + 1], first):
            if step.place.kind in kinds:
                yield cell, step

    def change(
        self,
        found: Iterable[tuple[int, PlannedStep]],
        value: Callable[..., float],
        text: Callable[..., str],
    ) -> Changes:
        """All those steps with another rule."""
        return self.rewrite(found, lambda rule: altered(rule, value, text))

    @staticmethod
    def rewrite(found: Iterable[tuple[int, PlannedStep]], make: Callable[[Rule], Rule]) -> Changes:
        """All those steps with a rule made from theirs."""
        return {cell: (make(step.rule), step.reads) for cell, step in found}

    def outcome(self, changes: Changes, write: Callable[[float], str] = plain) -> tuple[float, str]:
        """What comes out at this step, and its arithmetic, when changes run from where they are."""
        cells = self.trace.cells
        new = rerun(self.plan, cells, changes, self.cell, self.kept)
        rule, reads = changes.get(self.cell) or (self.step.rule, self.step.reads)
        operands = [new.get(cell, cells[cell]) for cell in reads]
        text = "" if rule is AS_IT_IS else arithmetic(rule, operands, write)
        return new.get(self.cell, self.right), text


def altered(rule: Rule, value: Callable[..., float], text: Callable[..., str]) -> Rule:
    """The rule with another value and text."""
    return Rule(rule.operation, rule.phase, rule.gives, value, text)


def by_node(scene: Scene, found: Iterable[tuple[int, PlannedStep]]) -> Iterator[tuple[str, Found]]:
    """The steps node by node (all rows), and then, if there are several nodes, all of them.

    Of many nodes only those of the scene's own step and all together: more explain any number.
    """
    ordered = sorted(found, key=lambda item: item[1].place.at)
    groups = [(at, list(group)) for at, group in groupby(ordered, lambda i: i[1].place.at)]
    for at, group in groups:
        if len(groups) <= _ONE_BY_ONE or at in (scene.source, scene.target):
            yield at, group
    if len(groups) > 1:
        yield "every node", ordered


def stopped(found: Found, operand: int = 0) -> Changes:
    """Those steps not taken: one of their operands is passed on as it is."""
    return {cell: (AS_IT_IS, (step.reads[operand],)) for cell, step in found}


def rarely(slips: Iterable[Slip]) -> Iterator[Slip]:
    """The slips, as rare ones."""
    return (replace(slip, rare=True) for slip in slips)


NEIGHBOUR = "took a neighbour's value"
#: Neighbours that are looked at: more would explain any number.
_NEIGHBOURS = 6


def gave(scene: Scene, kind: str, at: str, says: str = "") -> Iterator[Slip]:
    """Gives another number of the network in the place of this one."""
    cell = scene.find(kind, at)
    if cell is not None and cell != scene.cell:
        name = scene.name(cell)
        yield Slip(f"gave {name}", scene.instead(cell), f"that is {name}{says}.")


def arriving(scene: Scene, node: str) -> str:
    """What a node's delta is made of, beside its slope; ``node`` may be "every node"."""
    columns = scene.plan.structure.columns
    if node in columns[-1] or len(columns) == 2:
        return "loss_slope"
    return "backflow" if node in scene.plan.layer_of else "what arrives (loss_slope, backflow)"


def neighbours(scene: Scene) -> Iterator[Slip]:
    """Gives the number of a node or an edge beside this one."""
    place = scene.place
    if place.kind in WHOLE:
        return
    source, arrow, target = place.at.rpartition("->")
    near = [f"{source}{arrow}{node}" for node in scene.layer(target)]
    if arrow and source != "bias":
        near += [f"{node}->{target}" for node in scene.layer(source)]
    here = near.index(place.at)
    nearest_first = sorted(range(len(near)), key=lambda i: abs(i - here))
    for at in [near[i] for i in nearest_first if near[i] != place.at][:_NEIGHBOURS]:
        cell = scene.plan.find(place.kind, at, place.row)
        if cell is not None:
            name, own = scene.name(cell), scene.name(scene.cell)
            says = f"that is {name}, and not {own}."
            yield Slip(NEIGHBOUR, scene.instead(cell), says, rare=True)
