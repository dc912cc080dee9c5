"""How numbers are written, and when a number that was typed is right."""

from __future__ import annotations

import math
import re

_EXPONENT = re.compile(r"e([+-])0*(\d+)\Z")
_TYPED = re.compile(r"\s*[+\-−]?\d*\.?(\d*)(?:[eE]([+\-−]?\d+))?\s*\Z")

_LARGE = 99_999.5
_WHOLE = 1e9


def show(value: float, digits: int = 2) -> str:
    """A number for a picture: ``digits`` decimals, fewer for large ones: 3.00, 26.0, 130, -0.04.

    What two decimals can't tell from 0, and what is too long, is written as 4e-5 and 1.2e6.
    """
    if not math.isfinite(value):
        return _special(value)
    size = abs(value)
    if size >= _LARGE:
        return _short(f"{value:.1e}")
    if 0 < size < 0.5 * 10**-digits:
        return _short(f"{value:.0e}")
    text = f"{value:.{digits}f}"
    decimals = max(0, digits + 1 - len(text.lstrip("-").partition(".")[0]))
    return _unsigned_zero(f"{value:.{decimals}f}")


def plain(value: float, digits: int = 6) -> str:
    """A number in running text, without needless zeros: 3, 0.5, -0.0416667, 1e-7."""
    if not math.isfinite(value):
        return _special(value)
    if abs(value) < _WHOLE and value == int(value):
        return str(int(value))
    if 10 ** (digits - 1) <= abs(value) < _WHOLE:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return _short(f"{value:.{digits}g}")


def rate(value: float) -> str:
    """A learning rate as it is written in code, without an exponent if that is short: 0.000001."""
    text = f"{value:.7f}".rstrip("0").rstrip(".")
    return text if text and float(text) == value else plain(value)


def constant(value: float) -> str:
    """A number of a formula: as in running text, with more digits only where it has more."""
    text = plain(value)
    return text if float(text) == value else exact(value)


def counted(number: int, noun: str) -> str:
    """How many of something: ``1 weight``, ``2 weights``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def quotient(dividend: float, divisor: float) -> float:
    """A division as arrays do it: by 0 it gives an infinite number, and 0 / 0 none (nan)."""
    if divisor:
        return dividend / divisor
    return dividend * math.copysign(math.inf, divisor)


def exact(value: float) -> str:
    """All digits of a number, so that reading the text gives the number again."""
    return repr(float(value)) if math.isfinite(value) else _special(value)


def close(
    given: float, right: float, typed_text: str | None = None, tolerance: float | None = None
) -> bool:
    """Whether a given number is right.

    ``tolerance`` is absolute. Without one the number must be right to the digits that were typed,
    at least two decimals; without the typed text, or if that is arithmetic, to two decimals.
    """
    if given == right:
        return True
    if not (math.isfinite(given) and math.isfinite(right)):
        return math.isnan(given) and math.isnan(right)
    allowed = 0.5 * 10.0 ** -_decimals(typed_text) if tolerance is None else tolerance
    rounding = 1e-12 * max(1.0, abs(right))
    return abs(given - right) <= allowed + rounding


def _decimals(typed: str | None) -> int:
    """How many decimals a typed number has, at least two."""
    match = _TYPED.match(typed) if typed is not None and len(typed) <= 100 else None
    if match is None:
        return 2
    exponent = int((match[2] or "0").replace("−", "-"))
    return min(300, max(2, len(match[1]) - exponent))


def _short(text: str) -> str:
    """1.2e+06 as 1.2e6, 4e-05 as 4e-5."""
    return _EXPONENT.sub(lambda m: f"e{'-' if m[1] == '-' else ''}{m[2]}", text)


def _unsigned_zero(text: str) -> str:
    return text.lstrip("-") if not text.strip("-0.") else text


def _special(value: float) -> str:
    if math.isnan(value):
        return "nan"
    return "inf" if value > 0 else "-inf"
