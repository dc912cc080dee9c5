"""What a rule is: one operation with its value, and its text for symbols and for numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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
    "velocity",
    "first_moment",
    "second_moment",
    "corrected_rate",
    "update",
]

#: More terms than this are not all written out.
_TERMS = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """One operation. ``gives`` names what its value is: "pre_activation", "delta", …

    ``text`` takes a text for each operand. Given symbols it is the formula (``accounts × w``),
    given numbers the arithmetic (``3 × 2``), in the grammar of ``quantity``.
    """

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


def same(value: float) -> float:
    """The value as it is."""
    return value
