"""A value as a learner would type it."""

from __future__ import annotations

import math

from tutor.lesson.expected import Expected
from tutor.lesson.template import value_text
from tutor.network.quantity import QuantityError, parse

#: Decimals of a number where the lesson has no tolerance.
DECIMALS = 2


def typed(value: Expected, tolerance: float | None = None) -> str:
    """A word as it is; numbers with as many decimals as are asked for, at least those they need.

    Without a tolerance that is two; with one, as many as keep the rounding within it.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return f"[{', '.join(typed(item, tolerance) for item in value)}]"
    if isinstance(value, bool) or not math.isfinite(value) or value == int(value):
        return value_text(value)
    decimals = DECIMALS if tolerance is None else _decimals(tolerance)
    return value_text(value) if decimals is None else f"{value:.{decimals}f}"


def _decimals(tolerance: float) -> int | None:
    """How many decimals keep a rounded number within a tolerance; None if it allows nothing."""
    return max(0, math.ceil(-math.log10(2 * tolerance))) if tolerance > 0 else None


def is_literal(key: str | float, right: Expected) -> bool:
    """Whether a key of ``wrong`` is what the learner types, not a quantity to be computed first."""
    if not isinstance(key, str):
        return True
    if "{{" in key:
        return False
    try:
        return isinstance(right, bool | str) or not parse(key).quantities
    except QuantityError:
        return False
