"""Every operation of a training step, once; losses and optimizers have modules of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp, tanh
from operator import add, mul, sub

from tutor.network.losses import loss_note, loss_rule, loss_slope_rule
from tutor.network.model import Activation
from tutor.network.optimizers import updater
from tutor.network.rule import Operation, Phase, Rule, arithmetic, joined, operand, same

__all__ = [
    "Operation",
    "Phase",
    "Rule",
    "arithmetic",
    "joined",
    "loss_note",
    "loss_rule",
    "loss_slope_rule",
    "operand",
    "same",
    "updater",
]

LEAKY_SLOPE = 0.2  # Keras: keras.activations.leaky_relu


def _total(*terms: float) -> float:
    return sum(terms)


def _times(left: str, right: str) -> str:
    return f"{left} × {right}"


def _minus(left: str, right: str) -> str:
    return f"{left} − {right}"


# --- forward ------------------------------------------------------------------------------------

PRODUCT = Rule("product", "forward", "product", mul, _times)
SUM = Rule("sum", "forward", "pre_activation", _total, lambda *terms: joined(terms))
#: The same where a bias is still to come.
SUM_OF_PRODUCTS = replace(SUM, gives="sum_of_products")
BIAS = Rule("bias", "forward", "pre_activation", add, lambda total, bias: f"{total} + {bias}")


def relu(z: float) -> float:
    """max(0, z)."""
    return 0.0 if z <= 0 else z


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


def leaky(leak: float) -> Rule:
    """leaky_relu with that slope below 0."""
    return _activation(
        lambda z: leak * z if z <= 0 else z, lambda z: f"{z} if {z} > 0 else {leak} × {z}"
    )


#: softmax reads its own node's pre-activation and then those of its whole layer.
ACTIVATIONS: dict[Activation, Rule] = {
    "identity": _activation(same, lambda z: z),
    "relu": _activation(relu, lambda z: f"max(0, {z})"),
    "leaky_relu": leaky(LEAKY_SLOPE),
    "sigmoid": _activation(sigmoid, lambda z: f"1 / (1 + exp(-{z}))"),
    "tanh": _activation(tanh, lambda z: f"tanh({z})"),
    "softmax": _activation(softmax, _softmax_text),
}


def _slope(value: Callable[..., float], text: Callable[..., str]) -> Rule:
    return Rule("slope", "backward", "slope", value, text)


def leaky_slope(leak: float) -> Rule:
    """The derivative of ``leaky``."""
    return _slope(lambda z: 1.0 if z > 0 else leak, lambda z: f"1 if {z} > 0 else {leak}")


#: The derivatives. Those of SLOPES_OF_ACTIVATION read the activation, identity's reads nothing,
#: the others read the pre-activation. softmax has none: see ``delta_rule``.
SLOPES: dict[Activation, Rule] = {
    "identity": _slope(lambda: 1.0, lambda: "1"),
    "relu": _slope(lambda z: 1.0 if z > 0 else 0.0, lambda z: f"1 if {z} > 0 else 0"),
    "leaky_relu": leaky_slope(LEAKY_SLOPE),
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
