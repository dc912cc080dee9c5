"""Mistakes that are made at every step where they can be made, and work their way on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from tutor.network.losses import AVERAGED_LOSSES, divisor, over, without_factor
from tutor.network.model import Activation
from tutor.network.plan import PlannedStep
from tutor.network.rerun import Changes
from tutor.network.rule import Rule, joined
from tutor.network.rules import ACTIVATIONS, DELTA, ERROR, SOFTMAX_DELTA
from tutor.network.scene import AS_IT_IS, Scene, Slip, altered, arriving

_Found = list[tuple[int, PlannedStep]]

#: What is easily taken for each activation.
_CONFUSED: dict[Activation, Activation] = {
    "relu": "leaky_relu",
    "leaky_relu": "relu",
    "sigmoid": "tanh",
    "tanh": "sigmoid",
}


def _by_node(found: Iterable[tuple[int, PlannedStep]]) -> Iterator[tuple[str, _Found]]:
    """The steps node by node (all rows), and then, if there are several nodes, all of them."""
    ordered = sorted(found, key=lambda item: item[1].place.at)
    groups = [(at, list(group)) for at, group in groupby(ordered, lambda i: i[1].place.at)]
    yield from groups
    if len(groups) > 1:
        yield "every node", ordered


def _stopped(found: _Found, operand: int = 0) -> Changes:
    """Those steps not taken: one of their operands is passed on as it is."""
    return {cell: (AS_IT_IS, (step.reads[operand],)) for cell, step in found}


def forgot_the_activation(scene: Scene) -> Iterator[Slip]:
    """Passes the sum on as it is."""
    names = scene.activation_of
    active = [
        (cell, step)
        for cell, step in scene.steps("activation")
        if names(step.place.at) not in ("identity", "softmax")
    ]
    for node, found in _by_node(active):
        name = names(found[0][1].place.at)
        yield Slip(
            f"forgot {name}", _stopped(found), f"that leaves out the activation, {name}, on {node}."
        )


def activation_where_none_is(scene: Scene) -> Iterator[Slip]:
    """Applies relu to nodes that have identity."""
    relu = ACTIVATIONS["relu"]
    linear = [
        (cell, step)
        for cell, step in scene.steps("activation")
        if scene.activation_of(step.place.at) == "identity"
    ]
    hidden = [item for item in linear if item[1].place.at not in scene.plan.structure.columns[-1]]
    for node, found in [*_by_node(hidden), *_by_node(linear)]:
        yield Slip(
            "applied relu where identity stands",
            scene.change(found, relu.value, relu.text),
            f"that applies relu on {node}, where identity stands. The sum goes on as it is.",
        )


def another_activation(scene: Scene) -> Iterator[Slip]:
    """Takes one activation for another that looks like it."""
    for name, other in _CONFUSED.items():
        rule = ACTIVATIONS[other]
        found = [i for i in scene.steps("activation") if scene.activation_of(i[1].place.at) == name]
        for node, steps in _by_node(found):
            yield Slip(
                f"took {other} for {name}",
                scene.change(steps, rule.value, rule.text),
                f"that takes {other} on {node}; its activation is {name}.",
            )


def _biased(scene: Scene) -> Iterator[tuple[str, _Found]]:
    return _by_node(i for i in scene.steps("pre_activation") if i[1].rule.operation == "bias")


def forgot_the_bias(scene: Scene) -> Iterator[Slip]:
    """Leaves the bias out."""
    for node, found in _biased(scene):
        yield Slip(
            "forgot the bias",
            _stopped(found),
            f"that leaves out the bias of {node}. Add it to the sum.",
        )


def subtracted_the_bias(scene: Scene) -> Iterator[Slip]:
    """Takes the bias away."""
    for node, found in _biased(scene):
        changes = scene.change(found, lambda z, b: z - b, lambda z, b: f"{z} − {b}")
        yield Slip(
            "subtracted the bias", changes, f"that subtracts the bias of {node}. It is added."
        )


def swapped_rows_and_columns(scene: Scene) -> Iterator[Slip]:
    """Reads the weights of a square layer by source instead of by target."""
    columns = scene.plan.structure.columns
    for before, layer in pairwise(columns):
        if len(before) != len(layer) or len(layer) == 1:
            continue
        turned = {}
        for cell, step in scene.steps("product"):
            source, _, target = step.place.at.partition("->")
            if target in layer:
                at = f"{before[layer.index(target)]}->{layer[before.index(source)]}"
                weight = scene.plan.find("weight", at, None)
                turned[cell] = (step.rule, (step.reads[0], weight or 0))
        yield Slip(
            "swapped rows and columns",
            turned,
            f"that reads the weights of {', '.join(layer)} by where they come from. Each node's "
            "list holds the weights that lead to it.",
        )


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
    for node, steps in _by_node(found):
        yield Slip(
            "forgot the slope of the activation",
            _stopped(steps),
            f"that leaves out the slope of the activation on {node}. Delta is "
            f"{arriving(scene, node)} times that slope.",
        )


def only_one_path(scene: Scene) -> Iterator[Slip]:
    """Takes only one of the paths on which something flows back."""
    for node, found in _by_node(scene.steps("flowed_back")):
        paths = len(found[0][1].reads)
        if node == "every node" or paths == 1:
            continue
        for path in range(paths):
            over = scene.plan.place(found[0][1].reads[path]).at.rpartition("->")[2]
            yield Slip(
                "took only one path back",
                _stopped(found, path),
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
            _stopped(found, 1),
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


HABITS: tuple[Callable[[Scene], Iterator[Slip]], ...] = (
    forgot_the_factor,
    doubled_the_half,
    target_minus_prediction,
    forgot_the_activation,
    activation_where_none_is,
    another_activation,
    forgot_the_bias,
    subtracted_the_bias,
    forgot_the_slope,
    only_one_path,
    mean_of_the_paths,
    updated_weights,
    forgot_the_weight_back,
    swapped_rows_and_columns,
    sum_for_mean,
)
