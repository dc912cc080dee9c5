"""Every operation of a training step, once: its value, and its text for symbols and numbers.

Losses and optimizers have modules of their own.

``text`` takes a text for each operand. Given symbols it is the formula (``accounts × w``), given
numbers it is the arithmetic (``3 × 2``); the arithmetic is in the grammar of ``quantity``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import exp, tanh
from operator import add, mul, sub
from typing import Literal

from tutor.network.model import Activation
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


def same(value: float) -> float:
    """The value as it is."""
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
    "identity": _activation(same, lambda z: z),
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

# --- error ----------------------------------------------------------------------------------------

ERROR = Rule("error", "loss", "error", sub, _minus)

# --- backward -----------------------------------------------------------------------------------

DELTA = Rule("delta", "backward", "delta", mul, _times)
#: Softmax with categorical cross-entropy: both derivatives together are prediction − target.
SOFTMAX_DELTA = Rule("delta", "backward", "delta", sub, _minus)
GRADIENT = Rule("gradient", "backward", "gradient", mul, _times)
BIAS_GRADIENT = Rule("gradient", "backward", "gradient", same, lambda delta: delta)
BACKFLOW = Rule("backflow", "backward", "backflow", mul, _times)
FLOWED_BACK = Rule("backflow", "backward", "flowed_back", _total, lambda *terms: joined(terms))


def _average(*values: float) -> float:
    return sum(values) / len(values)


def _average_text(*values: str) -> str:
    return f"({joined(values)}) / {len(values)}"


AVERAGE_LOSS = Rule("average", "loss", "loss", _average, _average_text)
AVERAGE_GRADIENT = Rule("average", "backward", "gradient", _average, _average_text)
