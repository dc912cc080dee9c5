"""What can't be read as Python, in plain words."""

from __future__ import annotations

import keyword
import re

from tutor.grading.keras_shapes import Words
from tutor.runner.observation import ErrorView

_BRACKET = "A bracket or quote is often left open before it."


def of_syntax(error: ErrorView) -> Words:
    """The two sentences for a SyntaxError; the second may be empty."""
    message = error.message.strip().rstrip(".")
    if "positional argument follows keyword argument" in message:
        return "A value without a name stands after one with a name.", "Put its name before it."
    decimal = re.search(r"(?<![\w.])(\d+),\s*(0\d*)", error.source)
    if decimal is not None and "leading zeros" in message:
        return "Decimals have a point, not a comma.", f"Write {decimal[1]}.{decimal[2]}."
    # Python's own advice stands for itself: "invalid syntax. Perhaps you forgot a comma?"
    said = message.removeprefix("invalid syntax").lstrip(". ")
    if said:
        return f"Python can't read this: {said}{'' if said.endswith('?') else '.'}", ""
    factors = _side_by_side(error)
    if factors is not None:
        return "Python can't read this.", f"Is a * missing between {factors[0]} and {factors[1]}?"
    return "Python can't read this.", _BRACKET


def _side_by_side(error: ErrorView) -> tuple[str, str] | None:
    """The number and the name after it that Python stopped at: ``2 x``."""
    at = (error.column or 0) - 1
    number = re.search(r"(?<![\w.])(\d[\d.]*)\s*$", error.source[: max(at, 0)])
    name = re.match(r"[A-Za-z_]\w*", error.source[max(at, 0) :])
    if number is None or name is None or keyword.iskeyword(name[0]):
        return None
    return number[1], name[0]
