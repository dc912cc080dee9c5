"""How a gradient becomes a new weight, with Keras's conventions (keras.optimizers)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from tutor.network.model import Optimizer
from tutor.network.numbers import constant, quotient
from tutor.network.rule import Operation, Rule

#: The kind of a number that is left from the update before begins so: ``old_velocity``.
OLD = "old_"
#: What some optimizers compute for each weight and bias, and remember.
MEMORY = ("velocity", "first_moment", "second_moment")
OF_UPDATE = (*MEMORY, *(OLD + kind for kind in MEMORY))


class Part(NamedTuple):
    """One operation of an update: its rule and the kinds of the numbers it reads."""

    rule: Rule
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Updater:
    """An optimizer: what it computes once an update, and what for each weight and bias."""

    each: tuple[Part, ...]
    once: tuple[Part, ...] = ()

    @property
    def memory(self) -> tuple[str, ...]:
        """What it remembers of each weight and bias; all of it is 0 at the start."""
        found = (kind for part in self.each for kind in part.reads if kind.startswith(OLD))
        return tuple(kind.removeprefix(OLD) for kind in found)


@lru_cache
def updater(optimizer: Optimizer) -> Updater:
    """The optimizer with Keras's conventions (keras.optimizers.SGD and Adam)."""
    match optimizer.name:
        case "sgd":
            rule = _rule("update", "new_weight", _descent, lambda w, g, r: f"{w} − {r} × {g}")
            return Updater((Part(rule, ("weight", "gradient", "learning_rate")),))
        case "momentum":
            return _momentum(optimizer.momentum)
        case "adam":
            return _adam(optimizer)


def _rule(
    operation: Operation, gives: str, value: Callable[..., float], text: Callable[..., str]
) -> Rule:
    return Rule(operation, "update", gives, value, text)


def _descent(w: float, g: float, rate: float) -> float:
    return w - rate * g


def _momentum(mu: float) -> Updater:
    """m ← μ × m − learning rate × gradient; w ← w + m."""
    velocity = _rule(
        "velocity",
        "velocity",
        lambda m, g, rate: mu * m - rate * g,
        lambda m, g, rate: f"{constant(mu)} × {m} − {rate} × {g}",
    )
    weight = _rule("update", "new_weight", lambda w, m: w + m, lambda w, m: f"{w} + {m}")
    return Updater(
        (
            Part(velocity, ("old_velocity", "gradient", "learning_rate")),
            Part(weight, ("weight", "velocity")),
        )
    )


def _adam(optimizer: Optimizer) -> Updater:
    """Kingma and Ba, the form with ε̂ (end of their section 2), as in Keras.

    The corrections of both moments are put into the learning rate, once an update.
    """
    one, two, epsilon = optimizer.beta_1, optimizer.beta_2, optimizer.epsilon
    rate = _rule(
        "corrected_rate",
        "corrected_rate",
        lambda rate, t: quotient(rate * sqrt(1 - two**t), 1 - one**t),
        lambda rate, t: f"{rate} × sqrt(1 − {constant(two)} ** {t}) / (1 − {constant(one)} ** {t})",
    )
    weight = _rule(
        "update",
        "new_weight",
        lambda w, m, rate, v: w - quotient(m * rate, sqrt(v) + epsilon),
        lambda w, m, rate, v: f"{w} − {rate} × {m} / (sqrt({v}) + {constant(epsilon)})",
    )
    return Updater(
        (
            Part(moment("first_moment", one), ("old_first_moment", "gradient")),
            Part(moment("second_moment", two, squared=True), ("old_second_moment", "gradient")),
            Part(weight, ("weight", "first_moment", "corrected_rate", "second_moment")),
        ),
        once=(Part(rate, ("learning_rate", "update_number")),),
    )


def moment(name: Operation, beta: float, squared: bool = False) -> Rule:
    """A moving average of the gradient, or of its square: β of the old, 1 − β of the new."""
    square = "²" if squared else ""
    return _rule(
        name,
        name,
        lambda m, g: m + ((g * g if squared else g) - m) * (1 - beta),
        lambda m, g: f"{constant(beta)} × {m} + (1 − {constant(beta)}) × {g}{square}",
    )
