"""How a gradient becomes a new weight, with Keras's conventions (keras.optimizers)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from tutor.network.model import Optimizer
from tutor.network.numbers import plain
from tutor.network.rule import Rule


@dataclass(frozen=True, slots=True)
class Updater:
    """An optimizer: the rule for a new weight, and how what it remembers goes on.

    The rule reads (weight, gradient, learning_rate, *memory); ``advance`` gives the memory of
    the next update from (gradient, learning_rate, *memory). ``memory`` names it, and all of it
    is 0 at the start.
    """

    rule: Rule
    memory: tuple[str, ...]
    advance: Callable[..., tuple[float, ...]]


@lru_cache
def updater(optimizer: Optimizer) -> Updater:
    """The optimizer with Keras's conventions (keras.optimizers.SGD and Adam)."""
    match optimizer.name:
        case "sgd":
            return Updater(_update(_sgd, lambda w, g, r: f"{w} − {r} × {g}"), (), lambda *_: ())
        case "momentum":
            return _momentum(optimizer.momentum)
        case "adam":
            return _adam(optimizer)


def _update(value: Callable[..., float], text: Callable[..., str]) -> Rule:
    return Rule("update", "update", "new_weight", value, text)


def _sgd(w: float, g: float, rate: float) -> float:
    return w - rate * g


def _momentum(mu: float) -> Updater:
    return Updater(
        _update(
            lambda w, g, rate, m: w + (mu * m - rate * g),
            lambda w, g, rate, m: f"{w} + {plain(mu)} × {m} − {rate} × {g}",
        ),
        ("velocity",),
        lambda g, rate, m: (mu * m - rate * g,),
    )


def _adam(optimizer: Optimizer) -> Updater:
    one, two, epsilon = optimizer.beta_1, optimizer.beta_2, optimizer.epsilon

    def advance(g: float, _: float, m: float, v: float, done: float) -> tuple[float, ...]:
        return m + (g - m) * (1 - one), v + (g * g - v) * (1 - two), done + 1

    def value(w: float, g: float, rate: float, *state: float) -> float:
        m, v, count = advance(g, rate, *state)
        alpha: float = rate * sqrt(1 - two**count) / (1 - one**count)
        return w - m * alpha / (sqrt(v) + epsilon)

    def text(w: str, g: str, rate: str, *state: str) -> str:
        m, v, done = state
        b1, b2, count = plain(one), plain(two), f"({done} + 1)"
        first = f"({b1} × {m} + (1 − {b1}) × {g})"
        second = f"({b2} × {v} + (1 − {b2}) × {g}²)"
        alpha = f"{rate} × sqrt(1 − {b2} ** {count}) / (1 − {b1} ** {count})"
        return f"{w} − {alpha} × {first} / (sqrt{second} + {plain(epsilon)})"

    memory = ("first_moment", "second_moment", "updates_done")
    return Updater(_update(value, text), memory, advance)
