"""Small changes of a number, and the stretch around it that is worth looking at."""

from __future__ import annotations

from math import floor, log10

#: How far one nudge goes, from the finest to the coarsest.
STEPS = (0.001, 0.01, 0.1, 0.5, 1.0, 10.0, 100.0)
USUAL_STEP = 0.1
#: A window is so many nudges to each side.
_REACH = 20


def nudged(value: float, step: float, by: int) -> float:
    """The number so many steps on, without digits that no step has."""
    return round(value + by * step, 10)


def nudged_rate(rate: float, by: int) -> float:
    """The next learning rate up or down of …, 0.1, 0.2, 0.5, 1, 2, 5, …"""
    up = by > 0
    exponent = floor(log10(rate) + 1e-9)
    ladder = [
        round(factor * 10.0**power, 12 - power)
        for power in (exponent - 1, exponent, exponent + 1)
        for factor in (1, 2, 5)
    ]
    beyond = [each for each in ladder if (each > rate * 1.0001 if up else each < rate * 0.9999)]
    return min(beyond) if up else max(beyond)


def window(value: float, step: float) -> tuple[float, float]:
    """A stretch of numbers with the value inside; it stays while the value moves a little."""
    reach = _REACH * step
    middle = round(value / reach) * reach
    return middle - reach, middle + reach


def rate_window(rate: float) -> tuple[float, float]:
    """Learning rates from next to nothing to some times the rate."""
    top = 10.0 ** (floor(log10(rate) + 1e-9) + 1)
    return top / 100, top
