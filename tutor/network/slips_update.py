"""Mistakes made at a new weight, and at the velocity of momentum."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.network.numbers import constant
from tutor.network.scene import Scene, Slip, gave, rarely
from tutor.network.slips_adam import adam
from tutor.network.variants import Variants, carried_on, operand_of, replaced, variants


def update(scene: Scene) -> Iterator[Slip]:
    """The new weight."""
    optimizer = scene.plan.structure.optimizer.name
    if optimizer == "sgd":
        yield from variants(scene, _DESCENT)
    elif optimizer == "momentum":
        yield from _momentum(scene)
    else:
        yield from adam(scene)
    what = "bias" if scene.source == "bias" else "weight"
    yield Slip(
        "gave the gradient", scene.instead(operand_of(scene, "gradient")), "that is the gradient."
    )
    yield Slip(
        f"gave the old {what}", scene.instead(scene.step.reads[0]), f"that is the old {what}."
    )
    if optimizer != "sgd":
        plainly: Variants = {
            f"forgot {optimizer}": (
                lambda w, g, r: w - r * g,
                lambda w, g, r: f"{w} − {r} × {g}",
                f"that is plain gradient descent; the optimizer here is {optimizer}.",
            )
        }
        yield from variants(scene, plainly, "weight", "gradient", "learning_rate")


_DESCENT: Variants = {
    "added the update": (
        lambda w, g, r: w + r * g,
        lambda w, g, r: f"{w} + {r} × {g}",
        "that adds the update. To go downhill, it is subtracted.",
    ),
    "forgot the learning rate": (
        lambda w, g, r: w - g,
        lambda w, g, r: f"{w} − {g}",
        "that leaves out the learning rate.",
    ),
    "gave the change only": (
        lambda w, g, r: r * g,
        lambda w, g, r: f"{r} × {g}",
        "that is the change. Subtract it from the old value.",
    ),
    "added and forgot the learning rate": (
        lambda w, g, r: w + g,
        lambda w, g, r: f"{w} + {g}",
        "that adds the gradient, without the learning rate.",
    ),
    "divided by the learning rate": (
        lambda w, g, r: w - g / r,
        lambda w, g, r: f"{w} − {g} / {r}",
        "that divides by the learning rate. The gradient is multiplied by it.",
    ),
    "subtracted the rate from the weight first": (
        lambda w, g, r: (w - r) * g,
        lambda w, g, r: f"({w} − {r}) × {g}",
        "that subtracts before it multiplies.",
    ),
}


# --- momentum ------------------------------------------------------------------------------------


def velocity(scene: Scene) -> Iterator[Slip]:
    """Momentum × old velocity − learning rate × gradient."""
    yield from variants(scene, _velocities(scene))
    yield from rarely(variants(scene, _odd_velocities(scene)))
    yield from gave(scene, "old_velocity", scene.place.at)
    yield from gave(scene, "gradient", scene.place.at)


def _velocities(scene: Scene) -> Variants:
    mu = scene.plan.structure.optimizer.momentum
    beta = constant(mu)
    return {
        "forgot the momentum": (
            lambda m, g, r: m - r * g,
            lambda m, g, r: f"{m} − {r} × {g}",
            f"that keeps all of the old velocity. Momentum keeps {beta} of it.",
        ),
        "forgot the old velocity": (
            lambda m, g, r: -r * g,
            lambda m, g, r: f"-{r} × {g}",
            "that leaves out the old velocity.",
        ),
        "added the update": (
            lambda m, g, r: mu * m + r * g,
            lambda m, g, r: f"{beta} × {m} + {r} × {g}",
            "that adds the gradient's part. To go downhill, it is subtracted.",
        ),
        "forgot the learning rate": (
            lambda m, g, r: mu * m - g,
            lambda m, g, r: f"{beta} × {m} − {g}",
            "that leaves out the learning rate.",
        ),
        "took 1 − momentum for the learning rate": (
            lambda m, g, _: mu * m - (1 - mu) * g,
            lambda m, g, _: f"{beta} × {m} − (1 − {beta}) × {g}",
            "that averages old and new. Here the gradient counts with the learning rate.",
        ),
        "swapped momentum and learning rate": (
            lambda m, g, r: r * m - mu * g,
            lambda m, g, r: f"{r} × {m} − {beta} × {g}",
            "that has the momentum at the gradient, and the learning rate at the velocity.",
        ),
    }


def _odd_velocities(scene: Scene) -> Variants:
    mu = scene.plan.structure.optimizer.momentum
    beta = constant(mu)
    return {
        "took the momentum twice": (
            lambda m, g, r: mu * (mu * m - r * g),
            lambda m, g, r: f"{beta} × ({beta} × {m} − {r} × {g})",
            "that takes the momentum once more. Only the old velocity is multiplied by it.",
        ),
        "took the momentum for the gradient": (
            lambda m, g, r: -mu * r * g,
            lambda m, g, r: f"-{beta} × {r} × {g}",
            "that multiplies the gradient by the momentum. It belongs to the old velocity.",
        ),
        "multiplied all by the momentum": (
            lambda m, g, r: mu * (m - r * g),
            lambda m, g, r: f"{beta} × ({m} − {r} × {g})",
            "that takes the momentum of both parts. It belongs to the old velocity alone.",
        ),
    }


def _momentum(scene: Scene) -> Iterator[Slip]:
    mu = scene.plan.structure.optimizer.momentum
    yield Slip(
        "took the old velocity",
        scene.with_operands(*replaced(scene, "velocity", "old_velocity")),
        "that takes the old velocity. The new one is computed first.",
    )
    yield from variants(
        scene,
        {
            "subtracted the velocity": (
                lambda w, m: w - m,
                lambda w, m: f"{w} − {m}",
                "that subtracts the velocity. The minus is in it already.",
            ),
            "took the momentum twice": (
                lambda w, m: w + mu * m,
                lambda w, m: f"{w} + {constant(mu)} × {m}",
                "that takes the momentum once more. It is in the velocity already.",
            ),
        },
    )
    twice: Variants = {
        "took the learning rate twice": (
            lambda w, m, r: w + r * m,
            lambda w, m, r: f"{w} + {r} × {m}",
            "that takes the learning rate once more. It is in the velocity already.",
        )
    }
    yield from variants(scene, twice, "weight", "velocity", "learning_rate")
    yield from carried_on(scene, "velocity", {**_velocities(scene), **_odd_velocities(scene)})
    yield from gave(scene, "velocity", scene.place.at, ", the change alone")
