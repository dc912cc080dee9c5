"""Mistakes made at what adam computes: both moments, its rate, the new weight."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from tutor.network.model import Optimizer
from tutor.network.numbers import constant
from tutor.network.optimizers import OLD, moment
from tutor.network.rule import Rule
from tutor.network.scene import Scene, Slip, gave
from tutor.network.variants import Variants, carried_on, operand_of, replaced, variants


def first_moment(scene: Scene) -> Iterator[Slip]:
    """A moving average of the gradient."""
    squared = moment("first_moment", scene.plan.structure.optimizer.beta_1, squared=True)
    yield Slip(
        "squared the gradient",
        {scene.cell: (squared, scene.step.reads)},
        "that squares the gradient, which is for the second moment.",
    )
    yield from _moment(scene, "beta_1", "beta_2", "")


def second_moment(scene: Scene) -> Iterator[Slip]:
    """A moving average of the gradient squared."""
    beta = scene.plan.structure.optimizer.beta_2
    b = constant(beta)
    yield Slip(
        "forgot to square",
        {scene.cell: (moment("second_moment", beta), scene.step.reads)},
        "that does not square the gradient.",
    )
    yield from variants(
        scene,
        {
            "squared too late": (
                lambda v, g: beta * v + ((1 - beta) * g) ** 2,
                lambda v, g: f"{b} × {v} + ((1 − {b}) × {g})²",
                f"that squares 1 − {b}, too. Only the gradient is squared.",
            ),
        },
    )
    yield from _moment(scene, "beta_2", "beta_1", "²")


def _moment(scene: Scene, name: str, other: str, square: str) -> Iterator[Slip]:
    """What goes wrong at either moment."""
    optimizer, kind = scene.plan.structure.optimizer, scene.place.kind
    beta, wrong = getattr(optimizer, name), getattr(optimizer, other)
    b = constant(beta)
    power = 2 if square else 1
    swapped = moment(scene.step.rule.operation, wrong, squared=bool(square))
    yield Slip(
        f"took {other} for {name}",
        {scene.cell: (swapped, scene.step.reads)},
        f"that takes {other}, {constant(wrong)}.",
    )
    yield from variants(
        scene,
        {
            f"swapped {name} and 1 − {name}": (
                lambda m, g: (1 - beta) * m + beta * g**power,
                lambda m, g: f"(1 − {b}) × {m} + {b} × {g}{square}",
                f"that has {b} at the gradient. It belongs to what was there before.",
            ),
            f"forgot 1 − {name}": (
                lambda m, g: beta * m + g**power,
                lambda m, g: f"{b} × {m} + {g}{square}",
                f"that leaves out the factor 1 − {b} of the gradient.",
            ),
            "forgot the old moment": (
                lambda _, g: (1 - beta) * g**power,
                lambda _, g: f"(1 − {b}) × {g}{square}",
                "that leaves out what was there before.",
            ),
        },
    )
    yield from gave(scene, OLD + kind, scene.place.at)
    yield from gave(scene, "gradient", scene.place.at)


def corrected_rate(scene: Scene) -> Iterator[Slip]:
    """Learning rate × sqrt(1 − beta_2 ** t) / (1 − beta_1 ** t)."""
    yield Slip(
        "forgot the correction",
        scene.instead(scene.step.reads[0]),
        "that is the learning rate, not yet corrected.",
    )
    yield from variants(scene, _rates(scene.plan.structure.optimizer, scene.step.rule))


def _rates(optimizer: Optimizer, rule: Rule) -> Variants:
    """Other rules for the corrected rate than this one."""
    one, two = optimizer.beta_1, optimizer.beta_2
    b1, b2 = constant(one), constant(two)
    return {
        "forgot the learning rate": (
            lambda _, t: rule.value(1.0, t),
            lambda _, t: rule.text("1", t),
            "that leaves out the learning rate.",
        ),
        "forgot the root": (
            lambda r, t: r * (1 - two**t) / (1 - one**t),
            lambda r, t: f"{r} × (1 − {b2} ** {t}) / (1 − {b1} ** {t})",
            "that leaves out the root.",
        ),
        "turned the correction over": (
            lambda r, t: r * (1 - one**t) / sqrt(1 - two**t),
            lambda r, t: f"{r} × (1 − {b1} ** {t}) / sqrt(1 − {b2} ** {t})",
            "that divides by what it should multiply by.",
        ),
        "swapped the betas": (
            lambda r, t: r * sqrt(1 - one**t) / (1 - two**t),
            lambda r, t: f"{r} × sqrt(1 − {b1} ** {t}) / (1 − {b2} ** {t})",
            "that has beta_1 where beta_2 belongs. The root is of beta_2.",
        ),
        "counted the updates from 0": (
            lambda r, t: rule.value(r, t - 1),
            lambda r, t: rule.text(r, f"({t} − 1)"),
            "that counts the updates from 0. The first one is update 1.",
        ),
    }


def adam(scene: Scene) -> Iterator[Slip]:
    """The new weight."""
    epsilon = scene.plan.structure.optimizer.epsilon
    e = constant(epsilon)
    yield from variants(
        scene,
        {
            "added the update": (
                lambda w, m, r, v: w + m * r / (sqrt(v) + epsilon),
                lambda w, m, r, v: f"{w} + {r} × {m} / (sqrt({v}) + {e})",
                "that adds the update. To go downhill, it is subtracted.",
            ),
            "forgot the root": (
                lambda w, m, r, v: w - m * r / (v + epsilon),
                lambda w, m, r, v: f"{w} − {r} × {m} / ({v} + {e})",
                "that leaves out the root of v.",
            ),
            "forgot the second moment": (
                lambda w, m, r, v: w - m * r,
                lambda w, m, r, v: f"{w} − {r} × {m}",
                "that does not divide by the root of v.",
            ),
            "forgot the learning rate": (
                lambda w, m, r, v: w - m / (sqrt(v) + epsilon),
                lambda w, m, r, v: f"{w} − {m} / (sqrt({v}) + {e})",
                "that leaves out the learning rate.",
            ),
            "gave the change only": (
                lambda w, m, r, v: m * r / (sqrt(v) + epsilon),
                lambda w, m, r, v: f"{r} × {m} / (sqrt({v}) + {e})",
                "that is the change. Subtract it from the old value.",
            ),
        },
    )
    others = (
        ("forgot the correction", "corrected_rate", "learning_rate", "the learning rate as it is"),
        ("took the gradient for m", "first_moment", "gradient", "the gradient in the place of m"),
        ("took the old m", "first_moment", "old_first_moment", "the old m"),
        ("took the old v", "second_moment", "old_second_moment", "the old v"),
    )
    for name, old, new, what in others:
        yield Slip(name, scene.with_operands(*replaced(scene, old, new)), f"that takes {what}.")
    rate = scene.plan.steps[operand_of(scene, "corrected_rate") - len(scene.plan.leaves)].rule
    yield from carried_on(scene, "corrected_rate", _rates(scene.plan.structure.optimizer, rate))
