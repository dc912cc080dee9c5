"""How numbers that are wrong come out of the right ones."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.grading.arrays import array
from tutor.grading.values import close, is_number, plain
from tutor.runner.observation import ErrorView, Value

#: So many digits at least the numbers must have together: many a wrong number is twice a 2.
_TELLING = 2

FACTORS: tuple[tuple[float, str], ...] = (
    (2, "twice"),
    (0.5, "half of"),
    (10, "10 times"),
    (0.1, "a tenth of"),
    (100, "100 times"),
    (0.01, "a hundredth of"),
)


#: Numbers, each with the one that was expected.
Pairs = Sequence[tuple[float, float]]


def relation(  # noqa: PLR0911
    given: list[float], expected: list[float], elsewhere: Pairs = ()
) -> str:
    """How the given numbers come out of the expected ones, in a sentence; "" if it isn't known.

    ``elsewhere`` are pairs of other runs and calls: what doesn't hold there, too, is chance. So may
    be what holds of so few and short numbers as one of a single digit.
    """
    if len(given) != len(expected) or not any(expected):
        return ""
    if _digits([*expected, *(pair[1] for pair in elsewhere)]) < _TELLING:
        return ""
    count = len(given)
    is_ = "That's" if count == 1 else "Every number is"

    def scaled(factor: float) -> bool:
        pairs = [*zip(given, expected, strict=True), *elsewhere]
        return all(close(a, b * factor) for a, b in pairs)

    if scaled(-1):
        return "Only the sign is turned." if count == 1 else "Every sign is turned."
    for factor, words in FACTORS:
        if scaled(factor):
            return f"{is_} {words} the expected one."
    if count > 1 and scaled(count):
        return f"Every number is {count} times the expected one: a sum where a mean belongs?"
    if count > 1 and scaled(1 / count):
        return f"Every number is 1/{count} of the expected one: a mean where a sum belongs?"
    if count > 1 and all(map(close, given[::-1], expected)):
        return "The numbers are right, but in reverse order."
    return ""


def _digits(numbers: list[float]) -> int:
    """How many digits different numbers have together, without zeros at either end."""
    sizes = {f"{abs(number):.6g}" for number in numbers if number}
    return sum(len(size.partition("e")[0].replace(".", "").strip("0")) for size in sizes)


def pairs(given: Value | ErrorView, expected: Value | ErrorView) -> Pairs:
    """The numbers of two values side by side; none where they don't have as many."""
    if isinstance(given, ErrorView) or isinstance(expected, ErrorView):
        return ()
    first, second = _numbers_of(given), _numbers_of(expected)
    return tuple(zip(first, second, strict=True)) if len(first) == len(second) else ()


def _numbers_of(value: Value) -> list[float]:
    data = plain(value)
    if is_number(data):
        return [data]
    found = array(data)
    return [] if found is None else [x for x in found.items if isinstance(x, int | float)]
