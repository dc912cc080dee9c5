"""The grammar of quantities: ``delta(node_0)``, ``2 * loss``, ``prediction == 3``.

One grammar serves lesson texts, expected answers, goals and what learners type. Precedence and
meaning of the operators are Python's; ``× ÷ − ² →`` may be typed as well. Nothing here knows a
network: what a quantity's value is, a lookup says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tutor.network.calculate import Value
from tutor.network.grammar import read
from tutor.network.terms import OF_EDGE, OF_NODE, WORDS, Lookup, Quantity, QuantityError, nearest

__all__ = [
    "OF_EDGE",
    "OF_NODE",
    "WORDS",
    "Expression",
    "Lookup",
    "Quantity",
    "QuantityError",
    "Value",
    "nearest",
    "no_names",
    "parse",
    "parse_template_expression",
]


def no_names(quantity: Quantity) -> Value:
    """The lookup for plain arithmetic. Raises QuantityError for every name."""
    raise QuantityError(f"'{quantity}' is not a number", quantity.position)


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed text. ``quantities`` are those it reads, in order."""

    text: str
    quantities: tuple[Quantity, ...]
    _run: Callable[[Lookup], Value]

    def evaluate(self, lookup: Lookup = no_names) -> Value:
        """A number, a truth value or a list. Raises QuantityError where there is no value."""
        return self._run(lookup)

    def names(self) -> tuple[str, ...]:
        """The names of nodes, words and networks in it, each once."""
        found: dict[str, None] = {}
        for quantity in self.quantities:
            if quantity.network:
                found[quantity.network] = None
            for name in quantity.at.split("->"):
                found[name] = None
        return tuple(found)

    @property
    def single(self) -> Quantity | None:
        """The quantity, if the text is one quantity and nothing else."""
        if len(self.quantities) != 1:
            return None
        bare = re.sub(r"\s+", "", self.text).replace("→", "->").strip("()")
        return self.quantities[0] if bare == str(self.quantities[0]).strip("()") else None


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Parses a quantity or arithmetic with quantities. Raises QuantityError with the position."""
    run, quantities = read(text)
    return Expression(text, quantities, run)


def parse_template_expression(text: str) -> tuple[Expression, str]:
    """Splits ``output:.2f`` into its expression and its format ("" if there is none)."""
    body, _, form = text.partition(":")
    return parse(body), form.strip()
