"""Every operation of a training step, once: its value, and its text for symbols and for numbers.

``text`` takes a text for each operand. Given symbols it is the formula (``accounts × w``), given
numbers it is the arithmetic (``3 × 2``); the arithmetic is in the grammar of ``quantity``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt, tanh
from operator import add, mul, sub
from typing import Literal

from tutor.network.model import Activation, Loss, Optimizer
from tutor.network.numbers import plain

Phase = Literal["forward", "loss", "backward", "update"]
Operation = Literal[
    "product",
    "sum",
    "bias",
    "activation",
    "error",
    "loss",
    "slope",
    "delta",
    "gradient",
    "backflow",
    "average",
    "update",
]

LEAKY_SLOPE = 0.2  # Keras: keras.activations.leaky_relu
CLIP = 1e-7  # Keras: keras.config.epsilon(), where a logarithm is taken

#: More terms than this are not all written out.
_TERMS = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """One operation. ``gives`` names what its value is: "pre_activation", "delta", …"""

    operation: Operation
    phase: Phase
    gives: str
    value: Callable[..., float]
    text: Callable[..., str]


# --- texts --------------------------------------------------------------------------------------

_NEEDLESS = re.compile(r"(?<![^(,f])( ?)\((-[\d.][^ ()²]*|-inf)\)(?!²)")


def operand(value: float, write: Callable[[float], str] = plain) -> str:
    """A number as an operand: a negative one in parentheses."""
    text = write(value)
    return f"({text})" if text.startswith("-") else text


def arithmetic(rule: Rule, values: list[float], write: Callable[[float], str] = plain) -> str:
    """The rule with numbers in: ``3 × (-2)``; no parentheses where no operator precedes."""
    text = rule.text(*(operand(value, write) for value in values))
    return _NEEDLESS.sub(r"\1\2", text)


def joined(terms: tuple[str, ...] | list[str]) -> str:
    """Terms with plus signs between; of very many the first three and the last."""
    if len(terms) > _TERMS:
        terms = (*terms[:3], "…", terms[-1])
    return " + ".join(terms)


def _total(*terms: float) -> float:
    return sum(terms)


def _times(left: str, right: str) -> str:
    return f"{left} × {right}"


def _minus(left: str, right: str) -> str:
    return f"{left} − {right}"


def _same(value: float) -> float:
    return value


# --- forward ------------------------------------------------------------------------------------

PRODUCT = Rule("product", "forward", "product", mul, _times)
SUM = Rule("sum", "forward", "pre_activation", _total, lambda *terms: joined(terms))
BIAS = Rule("bias", "forward", "pre_activation", add, lambda total, bias: f"{total} + {bias}")


def relu(z: float) -> float:
    """max(0, z)."""
    return 0.0 if z <= 0 else z


def leaky_relu(z: float) -> float:
    """z above 0, a fifth of z below."""
    return LEAKY_SLOPE * z if z <= 0 else z


def sigmoid(z: float) -> float:
    """1 / (1 + e^-z), without overflow."""
    if z >= 0:
        return 1 / (1 + exp(-z))
    grown = exp(z)
    return grown / (1 + grown)


def softmax(z: float, *layer: float) -> float:
    """e^z over the sum of e^z of all nodes in the layer (z among them), without overflow."""
    top = max(layer)
    return exp(z - top) / sum(exp(other - top) for other in layer)


def _softmax_text(z: str, *layer: str) -> str:
    return f"exp({z}) / ({joined([f'exp({other})' for other in layer])})"


def _activation(value: Callable[..., float], text: Callable[..., str]) -> Rule:
    return Rule("activation", "forward", "activation", value, text)


#: softmax reads its own node's pre-activation and then those of its whole layer.
ACTIVATIONS: dict[Activation, Rule] = {
    "identity": _activation(_same, lambda z: z),
    "relu": _activation(relu, lambda z: f"max(0, {z})"),
    "leaky_relu": _activation(leaky_relu, lambda z: f"{z} if {z} > 0 else {LEAKY_SLOPE} × {z}"),
    "sigmoid": _activation(sigmoid, lambda z: f"1 / (1 + exp(-{z}))"),
    "tanh": _activation(tanh, lambda z: f"tanh({z})"),
    "softmax": _activation(softmax, _softmax_text),
}


def _slope(value: Callable[..., float], text: Callable[..., str]) -> Rule:
    return Rule("slope", "backward", "slope", value, text)


#: The derivatives. Those of SLOPES_OF_ACTIVATION read the activation, identity's reads nothing,
#: the others read the pre-activation. softmax has none: see ``delta_rule``.
SLOPES: dict[Activation, Rule] = {
    "identity": _slope(lambda: 1.0, lambda: "1"),
    "relu": _slope(lambda z: 1.0 if z > 0 else 0.0, lambda z: f"1 if {z} > 0 else 0"),
    "leaky_relu": _slope(
        lambda z: 1.0 if z > 0 else LEAKY_SLOPE, lambda z: f"1 if {z} > 0 else {LEAKY_SLOPE}"
    ),
    "sigmoid": _slope(lambda a: a * (1 - a), lambda a: f"{a} × (1 − {a})"),
    "tanh": _slope(lambda a: 1 - a * a, lambda a: f"1 − {a}²"),
}
SLOPES_OF_ACTIVATION: frozenset[Activation] = frozenset({"sigmoid", "tanh"})

# --- loss ---------------------------------------------------------------------------------------

ERROR = Rule("error", "loss", "error", sub, _minus)


def _squares(*errors: float) -> float:
    return sum(e * e for e in errors)


def _squares_text(errors: tuple[str, ...]) -> str:
    return joined([f"{e}²" for e in errors])


def _mean(text: str, count: int) -> str:
    return text if count == 1 else f"({text}) / {count}"


def _clipped(p: float) -> float:
    return min(max(p, CLIP), 1 - CLIP)


def _binary(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return sum(-(t * log(p) + (1 - t) * log(1 - p)) for p, t in pairs) / half


def _binary_text(*texts: str) -> str:
    half = len(texts) // 2
    terms = [
        f"{t} × log({p}) + (1 − {t}) × log(1 − {p})"
        for p, t in zip(texts[:half], texts[half:], strict=True)
    ]
    return f"-({joined(terms)})" + ("" if half == 1 else f" / {half}")


def _categorical(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return -sum(t * log(p) for p, t in pairs)


def _categorical_text(*texts: str) -> str:
    half = len(texts) // 2
    pairs = zip(texts[:half], texts[half:], strict=True)
    return f"-({joined([f'{t} × log({p})' for p, t in pairs])})"


#: Losses that read the predictions and then the targets; the others read the errors.
LOSSES_OF_PREDICTIONS: frozenset[Loss] = frozenset(
    {"binary_crossentropy", "categorical_crossentropy"}
)


@lru_cache
def loss_rule(loss: Loss, outputs: int) -> Rule:
    """The loss of one row, over that many output nodes."""

    def rule(value: Callable[..., float], text: Callable[..., str]) -> Rule:
        return Rule("loss", "loss", "loss", value, text)

    match loss:
        case "squared_error":
            return rule(_squares, lambda *e: _squares_text(e))
        case "half_squared_error":
            return rule(
                lambda *e: _squares(*e) / 2,
                lambda *e: f"({_squares_text(e)}) / 2" if len(e) > 1 else f"{e[0]}² / 2",
            )
        case "mean_squared_error":
            return rule(
                lambda *e: _squares(*e) / outputs, lambda *e: _mean(_squares_text(e), outputs)
            )
        case "binary_crossentropy":
            return rule(_binary, _binary_text)
        case "categorical_crossentropy":
            return rule(_categorical, _categorical_text)


@lru_cache
def loss_slope_rule(loss: Loss, outputs: int) -> Rule:
    """How the loss of one row changes with one prediction: the derivative of ``loss_rule``.

    Reads the error; that of binary cross-entropy the prediction and the target. As with Keras it
    is 0 where the prediction is clipped. Categorical cross-entropy has none: see ``delta_rule``.
    """

    def rule(value: Callable[..., float], text: Callable[..., str]) -> Rule:
        return Rule("slope", "loss", "loss_slope", value, text)

    def binary(p: float, t: float) -> float:
        inside = CLIP <= p <= 1 - CLIP
        return (p - t) / (p * (1 - p)) / outputs if inside else 0.0

    over = "" if outputs == 1 else f" / {outputs}"
    match loss:
        case "squared_error":
            return rule(lambda e: 2 * e, lambda e: f"2 × {e}")
        case "half_squared_error":
            return rule(_same, lambda e: e)
        case "mean_squared_error":
            return rule(lambda e: 2 * e / outputs, lambda e: f"2 × {e}{over}")
        case "binary_crossentropy":
            return rule(binary, lambda p, t: f"({p} − {t}) / ({p} × (1 − {p})){over}")
        case "categorical_crossentropy":
            raise ValueError("categorical cross-entropy has no slope of its own")


# --- backward -----------------------------------------------------------------------------------

DELTA = Rule("delta", "backward", "delta", mul, _times)
#: Softmax with categorical cross-entropy: both derivatives together are prediction − target.
SOFTMAX_DELTA = Rule("delta", "backward", "delta", sub, _minus)
GRADIENT = Rule("gradient", "backward", "gradient", mul, _times)
BIAS_GRADIENT = Rule("gradient", "backward", "gradient", _same, lambda delta: delta)
BACKFLOW = Rule("backflow", "backward", "backflow", mul, _times)
FLOWED_BACK = Rule("backflow", "backward", "flowed_back", _total, lambda *terms: joined(terms))


def _average(*values: float) -> float:
    return sum(values) / len(values)


def _average_text(*values: str) -> str:
    return f"({joined(values)}) / {len(values)}"


AVERAGE_LOSS = Rule("average", "loss", "loss", _average, _average_text)
AVERAGE_GRADIENT = Rule("average", "backward", "gradient", _average, _average_text)

# --- update -------------------------------------------------------------------------------------


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
