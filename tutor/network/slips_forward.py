"""Mistakes made at one step of the forward pass, or at an error."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from tutor.network.rule import joined
from tutor.network.rules import sigmoid
from tutor.network.scene import Scene, Slip, gave


def product(scene: Scene) -> Iterator[Slip]:
    """Source × weight."""
    value, weight = scene.step.reads
    yield Slip(
        "added for multiplied",
        scene.with_rule(lambda x, w: x + w, lambda x, w: f"{x} + {w}"),
        "that adds the weight.",
    )
    for other in scene.layer(scene.target):
        cell = scene.find("weight", f"{scene.source}->{other}")
        if cell not in (weight, None):
            yield Slip(
                "took another edge's weight",
                scene.with_operands(value, cell or 0),
                f"that takes the weight of the edge to {other}.",
            )
    before = scene.find("pre_activation", scene.source)
    if before is not None:
        yield Slip(
            "took the sum for the activation",
            scene.with_operands(before, weight),
            f"that takes the sum of {scene.source} before its activation.",
        )
    yield from gave(scene, "activation", scene.source, ", without its weight")
    yield from gave(scene, "weight", scene.place.at)


def total(scene: Scene) -> Iterator[Slip]:
    """The sum of the products."""
    reads = scene.step.reads
    if len(reads) < 2:
        return
    for left_out in reads:
        others = tuple(cell for cell in reads if cell != left_out)
        yield Slip(
            "left out a product",
            scene.with_operands(*others),
            f"that leaves out {scene.name(left_out)}.",
        )
        if len(reads) > 2:
            yield Slip(
                "gave a product, not the sum",
                scene.instead(left_out),
                f"that is {scene.name(left_out)} alone.",
            )
    yield Slip(
        "forgot the weights",
        scene.with_operands(
            *(scene.plan.steps[c - len(scene.plan.leaves)].reads[0] for c in reads)
        ),
        "that adds the inputs without their weights.",
    )
    yield Slip(
        "took the mean for the sum",
        scene.with_rule(
            lambda *terms: sum(terms) / len(terms),
            lambda *terms: f"({joined(terms)}) / {len(terms)}",
        ),
        "that takes the mean. The products are added up.",
    )


def activation(scene: Scene) -> Iterator[Slip]:
    """The activation of the sum."""
    rule = scene.step.rule
    name = scene.activation_of(scene.target)
    if name in ("leaky_relu", "sigmoid", "tanh"):
        yield Slip(
            "applied the activation twice",
            scene.with_rule(lambda z: rule.value(rule.value(z)), lambda z: f"{name}({name}({z}))"),
            f"that applies {name} twice.",
        )
    if name == "relu":
        yield Slip(
            "took the smaller for the larger",
            scene.with_rule(lambda z: min(z, 0.0), lambda z: f"min(0, {z})"),
            "that takes the smaller of 0 and the sum.",
        )
        yield Slip(
            "took the absolute value",
            scene.with_rule(abs, lambda z: f"abs({z})"),
            "that only drops the minus. Relu makes 0 of what is negative.",
        )
    if name == "softmax":
        yield Slip(
            "forgot to divide",
            scene.with_rule(lambda z, *_: exp(z), lambda z, *_: f"exp({z})"),
            "that does not divide. Softmax divides by the sum of exp over all outputs.",
        )
        yield Slip(
            "forgot exp",
            scene.with_rule(
                lambda z, *layer: z / sum(layer), lambda z, *layer: f"{z} / ({joined(layer)})"
            ),
            "that divides the sums themselves. Softmax takes exp of each first.",
            rare=True,
        )
        yield Slip(
            "took sigmoid for softmax",
            scene.with_rule(lambda z, *_: sigmoid(z), lambda z, *_: f"sigmoid({z})"),
            "that takes sigmoid. Softmax divides by the sum over all outputs.",
        )
        yield from gave(scene, "pre_activation", scene.target, ", before softmax")


def error(scene: Scene) -> Iterator[Slip]:
    """Prediction − target."""
    yield Slip("gave the prediction", scene.instead(scene.step.reads[0]), "that is the prediction.")
    yield Slip("gave the target", scene.instead(scene.step.reads[1]), "that is the target.")
    yield Slip(
        "squared the error",
        scene.with_rule(lambda p, t: (p - t) * (p - t), lambda p, t: f"({p} − {t})²"),
        "that is the error squared.",
    )
    yield Slip(
        "added for subtracted",
        scene.with_rule(lambda p, t: p + t, lambda p, t: f"{p} + {t}"),
        "that adds the target.",
    )
