"""The line under the picture: what the current step computes, in symbols and with the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.picture import Line, Span, cell_width, clip
from tutor.diagram.view import UNKNOWN, sign_style
from tutor.network.numbers import plain
from tutor.network.symbols import said


class StepLike(Protocol):
    """What the line needs to know of a step."""

    @property
    def operation(self) -> str:
        """product, sum, delta, gradient, …"""

    @property
    def name(self) -> str:
        """What comes out, as a quantity: ``gradient(a->h0)``."""

    @property
    def formula(self) -> str:
        """With symbols: ``a × delta(h0)``."""

    @property
    def numbers(self) -> str:
        """With numbers: ``2 × 3``."""

    @property
    def value(self) -> float | None:
        """What comes out."""


def arithmetic(
    step: StepLike, *, width: int = 80, alphabet: Alphabet = UNICODE, asked: bool = False
) -> Line:
    """``gradient(a→h0) = a × delta(h0) = 2 × 3 = 6``, in at most ``width`` cells.

    Where that is too wide, the formula is left out first, then the numbers. While the value is
    ``asked`` for, the numbers are left out and a question mark stands for the value.
    """
    left = Span(alphabet.plain(result_name(step)))
    if asked or step.value is None:
        value = Span(UNKNOWN, "unknown")
    else:
        value = Span(alphabet.plain(plain(step.value)), sign_style(step.value))
    for middle in _middles(step, value.text, asked):
        parts = [left.text, *(alphabet.plain(text) for text in middle), ""]
        start = " = ".join(parts)
        if cell_width(start) + len(value.text) <= width:
            return (Span(start), value)
    return (Span(clip(f"{left.text} = {value.text}", width, alphabet.ellipsis)),)


def result_name(step: StepLike) -> str:
    """What the step computes: ``gradient(a→h0)``, ``average loss``."""
    name = said(step.name)
    return f"average {name}" if step.operation == "average" else name


def _middles(step: StepLike, value: str, asked: bool) -> Iterator[tuple[str, ...]]:
    """The texts between the name and the value, the longest first; none said twice."""
    if asked:
        yield (step.formula,)
    else:
        formula = (step.formula,) if step.formula not in (step.numbers, value) else ()
        numbers = (step.numbers,) if step.numbers != value else ()
        yield (*formula, *numbers)
        yield numbers
    yield ()
