"""How numbers that are wrong come out of the right ones."""

from __future__ import annotations

from collections.abc import Callable

from tutor.grading.values import close

FACTORS: tuple[tuple[float, str], ...] = (
    (2, "twice"),
    (0.5, "half of"),
    (10, "10 times"),
    (0.1, "a tenth of"),
    (100, "100 times"),
    (0.01, "a hundredth of"),
)


def relation(given: list[float], expected: list[float]) -> str:  # noqa: PLR0911
    """How the given numbers come out of the expected ones, in a sentence; "" if it isn't known."""
    if len(given) != len(expected) or not any(expected):
        return ""
    count = len(given)
    is_ = "That's" if count == 1 else "Every number is"

    def scaled(factor: float) -> bool:
        return _all_close(given, expected, lambda x: x * factor)

    if scaled(-1):
        return "Only the sign is turned." if count == 1 else "Every sign is turned."
    for factor, words in FACTORS:
        if scaled(factor):
            return f"{is_} {words} the expected one."
    if count > 1 and scaled(count):
        return f"Every number is {count} times the expected one: a sum where a mean belongs?"
    if count > 1 and scaled(1 / count):
        return f"Every number is 1/{count} of the expected one: a mean where a sum belongs?"
    if count > 1 and _all_close(given[::-1], expected, lambda x: x):
        return "The numbers are right, but in reverse order."
    return ""


def _all_close(given: list[float], expected: list[float], change: Callable[[float], float]) -> bool:
    return all(close(a, change(b)) for a, b in zip(given, expected, strict=True))
