"""Mistakes made at one step on the way back, or at an average."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.network.losses import LOSSES_OF_PREDICTIONS
from tutor.network.rule import joined
from tutor.network.rules import GRADIENT
from tutor.network.scene import Scene, Slip, altered, gave
from tutor.network.slips_loss import root


def slope(scene: Scene) -> Iterator[Slip]:
    """The slope of the loss, or of an activation."""
    if scene.step.rule.phase == "loss":
        yield from gave(scene, "loss", "loss", ", not its slope")
        yield from gave(scene, "activation", scene.target)
        return
    yield from gave(scene, "activation", scene.target, ", not the slope there")
    yield from gave(scene, "pre_activation", scene.target)
    yield Slip(
        "took the slope as 1",
        scene.with_rule(lambda *_: 1.0, lambda *_: "1"),
        f"that is the slope of identity; {scene.target} has {scene.activation_of(scene.target)}.",
    )
    name = scene.activation_of(scene.target)
    if name in ("relu", "leaky_relu"):
        yield Slip(
            "turned the slope over",
            scene.with_rule(lambda z: 0.0 if z > 0 else 1.0, lambda z: f"0 if {z} > 0 else 1"),
            f"{name} has the slope 1 where the sum is positive.",
        )
    if name in ("sigmoid", "tanh"):
        rule, before = scene.step.rule, scene.find("pre_activation", scene.target)
        yield Slip(
            "took the sum for the activation",
            {scene.cell: (rule, (before or 0,))},
            f"that puts in the sum of {scene.target}; the slope is reckoned from its activation.",
        )


def delta(scene: Scene) -> Iterator[Slip]:
    """What arrives times the slope of the activation."""
    node = scene.target
    yield from gave(scene, "slope", node, " of the activation alone")
    value = scene.find("activation", node)
    if scene.find("slope", node) is not None and value is not None:
        yield Slip(
            "took the activation for its slope",
            scene.with_operands(scene.step.reads[0], value),
            f"that takes {node}'s activation; delta takes the slope there.",
        )


def gradient(scene: Scene) -> Iterator[Slip]:
    """The value that enters an edge times the delta where it ends."""
    delta = scene.step.reads[-1]
    yield from gave(scene, "delta", scene.target)
    yield from _other_values(scene, delta)
    yield from _other_deltas(scene, scene.step.reads[0])
    yield from gave(scene, "activation", scene.source, ", not yet times delta")


def _other_values(scene: Scene, delta: int) -> Iterator[Slip]:
    """What is taken for the value that enters."""
    source, target = scene.source, scene.target
    weight = f"{target}'s bias itself" if source == "bias" else f"the weight of {source}→{target}"
    found = (
        (f"took {target}'s own value", "activation", target, f"{target}'s own value"),
        ("took the weight", "weight", scene.place.at, weight),
        ("took the sum for the activation", "pre_activation", source, f"the sum of {source}"),
    )
    for name, kind, at, what in found:
        cell = scene.find(kind, at)
        if cell is not None:
            yield Slip(name, {scene.cell: (GRADIENT, (cell, delta))}, f"that takes {what}.")


def _other_deltas(scene: Scene, value: int) -> Iterator[Slip]:
    """What is taken for the delta where the edge ends."""
    source, target = scene.source, scene.target
    if source == "bias":
        return
    found = [(f"took delta({source})", "delta", source, f"delta({source}), where the edge begins")]
    found += [
        (f"took delta({node})", "delta", node, f"delta({node}), which is another node's")
        for node in scene.layer(target)
        if node != target
    ]
    found += [
        ("took the error for delta", "error", target, "the error in the place of delta"),
        ("took the sum for delta", "pre_activation", target, f"the sum of {target}"),
    ]
    for name, kind, at, what in found:
        cell = scene.find(kind, at)
        if cell is not None:
            yield Slip(name, scene.with_operands(value, cell), f"that takes {what}.")


def backflow(scene: Scene) -> Iterator[Slip]:
    """What flows back along an edge, or to a node."""
    if scene.place.kind == "flowed_back":
        return
    weight, delta = scene.step.reads
    yield from gave(scene, "weight", scene.place.at)
    value = scene.find("activation", scene.source)
    if value is not None:
        yield Slip(
            "took the value for the weight",
            scene.with_operands(value, delta),
            f"that takes {scene.source}'s value, which gives the gradient of the edge.",
        )
    for other in scene.layer(scene.source):
        cell = scene.find("weight", f"{other}->{scene.target}")
        if cell not in (weight, None):
            yield Slip(
                "took another edge's weight",
                scene.with_operands(cell or 0, delta),
                f"that takes the weight of the edge from {other}.",
            )


def average(scene: Scene) -> Iterator[Slip]:
    """The average over the rows of a batch."""
    for row, cell in enumerate(scene.step.reads):
        yield Slip("took one row only", scene.instead(cell), f"that is row {row} alone.")
    rows = len(scene.step.reads)
    yield Slip(
        "divided by one too few",
        scene.with_rule(lambda *o: sum(o) / (rows - 1), lambda *o: f"({joined(o)}) / {rows - 1}"),
        f"that divides by {rows - 1}; there are {rows} rows.",
    )
    if scene.place.kind != "loss":
        yield _averaged_too_early(scene)
    elif scene.plan.structure.loss not in LOSSES_OF_PREDICTIONS:
        yield _averaged_too_early(scene)
        yield root(scene)


def _averaged_too_early(scene: Scene) -> Slip:
    """Averages what each row's step reads, and takes that step once: a product of means."""
    plan = scene.plan
    of_rows = [plan.steps[cell - len(plan.leaves)] for cell in scene.step.reads]
    rule, rows = of_rows[0].rule, len(of_rows)

    def value(*cells: float) -> float:
        return rule.value(*(sum(cells[i : i + rows]) / rows for i in range(0, len(cells), rows)))

    def text(*cells: str) -> str:
        means = (joined(cells[i : i + rows]) for i in range(0, len(cells), rows))
        return rule.text(*(f"(({mean}) / {rows})" for mean in means))

    by_operand = zip(*(step.reads for step in of_rows), strict=True)
    reads = tuple(cell for cells in by_operand for cell in cells)
    return Slip(
        "averaged too early",
        {scene.cell: (altered(scene.step.rule, value, text), reads)},
        "that averages the rows first. Each row is worked out on its own; the average comes last.",
        rare=True,
    )
