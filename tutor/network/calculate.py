"""Arithmetic on the values of quantities: numbers, truth values and lists of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

from tutor.network.rules import ACTIVATIONS, relu, sigmoid

Value = float | bool | tuple[float, ...]


class CalculationError(ValueError):
    """Values that can't be calculated with, in a clear sentence."""


def number(value: Value) -> float:
    """The value as a number. Raises CalculationError for a list."""
    if isinstance(value, tuple):
        raise CalculationError("this is a list: take one of its numbers, as in prediction[0]")
    return float(value)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    """Several numbers, or the numbers of one list."""
    if len(values) == 1 and isinstance(values[0], tuple):
        return list(values[0])
    return [number(value) for value in values]


def _divide(left: float, right: float) -> float:
    return left / right


def _power(base: float, exponent: float) -> float:
    result = base**exponent
    if isinstance(result, complex):
        raise CalculationError("a negative number has no such power")
    return float(result)


#: Operators between two numbers.
BINARY: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": _power,
}


def binary(sign: str, left: Value, right: Value) -> float:
    """Two numbers and an operator of BINARY. Raises CalculationError."""
    a, b = number(left), number(right)
    try:
        return BINARY[sign](a, b)
    except ZeroDivisionError:
        raise CalculationError("this divides by zero") from None
    except OverflowError:
        raise CalculationError("this number is too large") from None


def equal(left: Value, right: Value) -> bool:
    """Equality of numbers and of lists, up to rounding in the last digits."""
    if isinstance(left, tuple) or isinstance(right, tuple):
        a = left if isinstance(left, tuple) else (left,)
        b = right if isinstance(right, tuple) else (right,)
        return len(a) == len(b) and all(map(_same, a, b))
    return _same(left, right)


def _same(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)


def compare(sign: str, left: Value, right: Value) -> bool:
    """A comparison; ``==`` and ``!=`` take lists too. Raises CalculationError."""
    match sign:
        case "==":
            return equal(left, right)
        case "!=":
            return not equal(left, right)
        case "<":
            return number(left) < number(right)
        case "<=":
            return number(left) <= number(right)
        case ">":
            return number(left) > number(right)
    return number(left) >= number(right)


def _round(value: float, digits: float = 0) -> float:
    return round(value, int(digits)) if math.isfinite(value) else value


#: Functions: how many arguments at least and at most, and what they do.
FUNCTIONS: dict[str, tuple[int, int, Callable[..., float]]] = {
    "abs": (1, 1, abs),
    "min": (1, 99, lambda *values: min(values)),
    "max": (1, 99, lambda *values: max(values)),
    "sum": (1, 99, lambda *values: float(sum(values))),
    "round": (1, 2, _round),
    "sqrt": (1, 1, math.sqrt),
    "exp": (1, 1, math.exp),
    "log": (1, 1, math.log),
    "tanh": (1, 1, math.tanh),
    "relu": (1, 1, relu),
    "leaky_relu": (1, 1, ACTIVATIONS["leaky_relu"].value),
    "sigmoid": (1, 1, sigmoid),
}


def call(name: str, values: tuple[Value, ...]) -> float:
    """A function of FUNCTIONS. Raises CalculationError."""
    least, most, function = FUNCTIONS[name]
    arguments = _numbers(values) if most > 2 else [number(value) for value in values]
    if not least <= len(arguments) <= most:
        raise CalculationError(f"{name} does not take {len(arguments)} numbers")
    try:
        return float(function(*arguments))
    except OverflowError:
        raise CalculationError("this number is too large") from None
    except ValueError:
        raise CalculationError(f"{name} of this number does not exist") from None


def subscript(value: Value, index: int) -> float:
    """One number of a list, counted from 0. Raises CalculationError."""
    if not isinstance(value, tuple):
        raise CalculationError("only a list has numbers to take from")
    if index >= len(value):
        raise CalculationError(f"the list has {len(value)} numbers; they count from 0")
    return value[index]
