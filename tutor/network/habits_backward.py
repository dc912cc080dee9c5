"""Mistakes on the way back that are made at every step where they can be made."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.network.losses import AVERAGED_LOSSES, divisor, over, without_factor
from tutor.network.rule import Rule, joined
from tutor.network.rules import DELTA, ERROR, GRADIENT, SOFTMAX_DELTA
from tutor.network.scene import Scene, Slip, altered, arriving, by_node, stopped


def forgot_the_factor(scene: Scene) -> Iterator[Slip]:
    """Forgets the 2 of the squared error's slope."""
    structure = scene.plan.structure
    loss, outputs = structure.loss, len(structure.columns[-1])
    rule = loss and without_factor(loss, outputs)
    if loss and rule:
        slope = over("2 × error", divisor(loss, outputs))
        yield Slip(
            "forgot the 2",
            scene.change(scene.steps("loss_slope"), rule.value, rule.text),
            f"that forgets the 2. With {loss.replace('_', ' ')}, loss_slope is {slope}.",
        )


def doubled_the_half(scene: Scene) -> Iterator[Slip]:
    """Takes the slope of e² for that of e² / 2."""
    if scene.plan.structure.loss == "half_squared_error":
        yield Slip(
            "put in a 2",
            scene.change(scene.steps("loss_slope"), lambda e: 2 * e, lambda e: f"2 × {e}"),
            "that puts in a 2. The loss is half the squared error, so its slope is the error.",
        )


def target_minus_prediction(scene: Scene) -> Iterator[Slip]:
    """Takes target − prediction."""
    found = [i for i in scene.steps("error", "delta") if i[1].rule in (ERROR, SOFTMAX_DELTA)]
    changes = dict(scene.change(found, lambda p, t: t - p, lambda p, t: f"{t} − {p}"))
    if scene.plan.structure.loss == "binary_crossentropy":
        changes.update(scene.rewrite(scene.steps("loss_slope"), _negative))
    if changes:
        yield Slip(
            "turned the sign",
            changes,
            "that has the sign turned. The error is prediction − target, not target − prediction.",
        )


def _negative(rule: Rule) -> Rule:
    return altered(rule, lambda *o: -rule.value(*o), lambda *o: f"-({rule.text(*o)})")


def forgot_the_slope(scene: Scene) -> Iterator[Slip]:
    """Leaves the activation's slope out of delta."""
    found = [i for i in scene.steps("delta") if i[1].rule is DELTA]
    for node, steps in by_node(scene, found):
        yield Slip(
            "forgot the slope of the activation",
            stopped(steps),
            f"that leaves out the slope of the activation on {node}. Delta is "
            f"{arriving(scene, node)} times that slope.",
        )


def only_one_path(scene: Scene) -> Iterator[Slip]:
    """Takes only one of the paths on which something flows back."""
    for node, found in by_node(scene, scene.steps("flowed_back")):
        paths = len(found[0][1].reads)
        if node == "every node" or paths == 1:
            continue
        for path in range(paths):
            over = scene.plan.place(found[0][1].reads[path]).at.rpartition("->")[2]
            yield Slip(
                "took only one path back",
                stopped(found, path),
                f"that takes only the path over {over}. {node} acts on all {paths} nodes after "
                "it, so what comes back from each is added up.",
            )


def mean_of_the_paths(scene: Scene) -> Iterator[Slip]:
    """Averages the paths instead of adding them."""
    found = [i for i in scene.steps("flowed_back") if len(i[1].reads) > 1]
    if found:
        yield Slip(
            "took the mean of the paths",
            scene.change(
                found,
                lambda *flows: sum(flows) / len(flows),
                lambda *flows: f"({joined(flows)}) / {len(flows)}",
            ),
            "that takes the mean of what flows back. It is added up.",
        )


def updated_weights(scene: Scene) -> Iterator[Slip]:
    """Goes back over weights that are already updated."""
    changes = {}
    for cell, step in scene.steps("backflow"):
        new = scene.plan.find("new_weight", step.place.at, None)
        if new is not None:
            changes[cell] = (step.rule, (new, step.reads[1]))
    if changes:
        yield Slip(
            "went back over updated weights",
            changes,
            "that goes back over the new weights. All of the way back uses the old ones; the "
            "updates come last.",
        )


def forgot_the_weight_back(scene: Scene) -> Iterator[Slip]:
    """Adds up the deltas without their weights."""
    found = list(scene.steps("backflow"))
    if found:
        yield Slip(
            "forgot the weights on the way back",
            stopped(found, 1),
            "that leaves out the weights. What flows back over an edge is its weight times the "
            "delta where it ends.",
        )


def sum_for_mean(scene: Scene) -> Iterator[Slip]:
    """Adds up where an average is taken, over rows or outputs."""
    averages = [i for i in scene.steps("loss", "gradient") if i[1].rule.operation == "average"]
    if averages:
        yield Slip(
            "took the sum for the mean",
            scene.change(averages, lambda *rows: sum(rows), lambda *rows: joined(rows)),
            "that adds the rows up. Divide by their number.",
        )
    outputs = len(scene.plan.structure.columns[-1])
    if scene.plan.structure.loss in AVERAGED_LOSSES and outputs > 1:
        found = [i for i in scene.steps("loss", "loss_slope") if i[1].rule.operation != "average"]
        yield Slip(
            "took the sum for the mean",
            scene.rewrite(found, lambda rule: _times(rule, outputs)),
            f"that leaves out the division by the {outputs} outputs.",
        )


def _times(rule: Rule, count: int) -> Rule:
    return altered(
        rule,
        lambda *o: rule.value(*o) * count,
        lambda *o: rule.text(*o).removesuffix(f" / {count}"),
    )


def half_a_gradient(scene: Scene) -> Iterator[Slip]:
    """Takes one of the two factors for the gradient, and goes on with it."""
    found = [
        (cell, step)
        for cell, step in scene.steps("gradient")
        if step.rule is GRADIENT and step.place.at == scene.place.at and cell != scene.cell
    ]
    if found:
        says = "An edge's gradient is the value that enters it times the delta where it ends."
        for operand, taken in ((1, f"delta({scene.target})"), (0, scene.source)):
            yield Slip(
                "took one factor for the gradient",
                stopped(found, operand),
                f"that takes {taken} alone for the gradient. {says}",
                rare=True,
            )
