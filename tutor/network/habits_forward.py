"""Mistakes on the way forward that are made at every step where they can be made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tutor.network.model import Activation
from tutor.network.rerun import Changes
from tutor.network.rule import Rule
from tutor.network.rules import ACTIVATIONS, LEAKY_SLOPE, SLOPES, leaky, leaky_slope
from tutor.network.scene import Found, Scene, Slip, by_node, stopped

#: What is easily taken for each activation.
_CONFUSED: dict[Activation, Activation] = {
    "relu": "leaky_relu",
    "leaky_relu": "relu",
    "sigmoid": "tanh",
    "tanh": "sigmoid",
}
#: Other slopes of leaky_relu that are in use.
_LEAKS = (0.01, 0.3)


def forgot_the_activation(scene: Scene) -> Iterator[Slip]:
    """Passes the sum on as it is."""
    names = scene.activation_of
    active = [
        (cell, step)
        for cell, step in scene.steps("activation")
        if names(step.place.at) not in ("identity", "softmax")
    ]
    for node, found in by_node(scene, active):
        name = names(found[0][1].place.at)
        yield Slip(
            f"forgot {name}", stopped(found), f"that leaves out the activation, {name}, on {node}."
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
    for node, found in [*by_node(scene, hidden), *by_node(scene, linear)]:
        yield Slip(
            "applied relu where identity stands",
            scene.change(found, relu.value, relu.text),
            f"that applies relu on {node}, where identity stands. The sum goes on as it is.",
        )


def another_activation(scene: Scene) -> Iterator[Slip]:
    """Takes one activation for another that looks like it, or its slope."""
    for name, other in _CONFUSED.items():
        for node, changes, rare in _exchanged(scene, name, ACTIVATIONS[other], SLOPES[other]):
            yield Slip(
                f"took {other} for {name}",
                changes,
                f"that takes {other} on {node}; its activation is {name}.",
                rare,
            )


def another_leak(scene: Scene) -> Iterator[Slip]:
    """Takes another slope below 0 for leaky_relu."""
    for leak in _LEAKS:
        for node, changes, rare in _exchanged(scene, "leaky_relu", leaky(leak), leaky_slope(leak)):
            yield Slip(
                "took another leak",
                changes,
                f"that takes {leak} below 0 on {node}. The leak of leaky_relu is {LEAKY_SLOPE} "
                "here.",
                rare,
            )


def _exchanged(
    scene: Scene, name: Activation, rule: Rule, slope: Rule
) -> Iterator[tuple[str, Changes, bool]]:
    """Nodes with an activation, with its rule exchanged there; rarely its slope, or both."""
    steps = scene.steps("activation", "slope")
    found = [i for i in steps if scene.activation_of(i[1].place.at) == name]
    for node, both in by_node(scene, found):
        later = [i for i in both if i[1].place.kind == "slope"]
        slopes = scene.change(later, slope.value, slope.text)
        values = [i for i in both if i not in later]
        forward = scene.change(values, rule.value, rule.text)
        yield node, forward, not forward
        if slopes:
            yield node, {**forward, **slopes}, True
            yield node, slopes, True


def _biased(scene: Scene) -> Iterator[tuple[str, Found]]:
    sums = scene.steps("pre_activation")
    return by_node(scene, (i for i in sums if i[1].rule.operation == "bias"))


def forgot_the_bias(scene: Scene) -> Iterator[Slip]:
    """Leaves the bias out."""
    for node, found in _biased(scene):
        yield Slip(
            "forgot the bias",
            stopped(found),
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
