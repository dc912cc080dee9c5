"""What the grammar of quantities is made of: quantities, tokens, and an error with a position."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from tutor.network.calculate import Value
from tutor.network.optimizers import OF_UPDATE
from tutor.network.plan import WHOLE
from tutor.network.spelling import nearest_word

MAX_LENGTH = 1000


class QuantityError(ValueError):
    """A text that is no quantity, or a quantity without a value. ``position`` counts from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: ``delta(h0)`` has the kind "delta" at "h0", a bare name the kind "name".

    Of an edge ``at`` is "a->h0", of its bias "bias->h0". ``row`` is the number in ``h0[2]``: a row
    of a batch, or for ``prediction`` of a single row an output.
    """

    kind: str
    at: str
    network: str | None = None
    row: int | None = None
    position: int = 0

    def __str__(self) -> str:
        prefix = f"{self.network}." if self.network else ""
        body = self.at if self.kind == "name" else f"{self.kind}({self.at})"
        return f"{prefix}{body}{'' if self.row is None else f'[{self.row}]'}"


#: Quantities of a node, written kind(node).
OF_NODE = (
    "sum",
    "delta",
    "slope",
    "bias",
    "bias_gradient",
    "new_bias",
    "error",
    "target",
    "loss_slope",
    "backflow",
)
#: Quantities of an edge, written kind(a->b).
OF_EDGE = ("gradient", "weight", "new_weight", "product", "backflow", *OF_UPDATE)
#: Quantities of a whole network, written without parentheses.
WORDS = ("error", "prediction", "target", *WHOLE)

#: What the grammar calls a kind of number that a plan calls otherwise.
_CALLED = {"pre_activation": "sum", "flowed_back": "backflow"}
#: A bias is the weight of an edge from "bias"; what the kinds of numbers of that edge are called,
#: and the kinds by these words.
OF_BIAS = {"weight": "bias", "gradient": "bias_gradient", "new_weight": "new_bias"}
KINDS_OF_BIAS = {word: kind for kind, word in OF_BIAS.items()}
#: Letters for what formulas and tables have no room to write out.
LETTERS = {
    "update_number": "t",
    "first_moment": "m",
    "old_first_moment": "old m",
    "second_moment": "v",
    "old_second_moment": "old v",
}


def term(kind: str, of_bias: bool = False) -> str:
    """The one word for a kind of number: what one types is what formulas, tables and texts say."""
    return OF_BIAS.get(kind, kind) if of_bias else _CALLED.get(kind, kind)


#: Gives the value of a quantity, or raises QuantityError.
Lookup = Callable[[Quantity], Value]


def nearest(name: str, known: Iterable[str]) -> str:
    """``; did you mean 'node_0'?``, or nothing where no known name is near."""
    near = nearest_word(name, known, cutoff=0.5)  # h2 is near h1
    return f"; did you mean '{near}'?" if near else ""


# --- tokens ---------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:(?!²)[^\W\d])(?:(?!²)\w)*)"
    r"|(?P<sign>->|\*\*|//|==|!=|<=|>=|[-+*/%=()<>,.\[\]²])"
)
_SPELLINGS = {"→": "->", "×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, and where it begins."""

    kind: str  # number, name, sign, end
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text, and one for its end. Raises QuantityError."""
    if len(text) > MAX_LENGTH:
        raise QuantityError(f"this is too long: at most {MAX_LENGTH} characters", MAX_LENGTH)
    found: list[Token] = []
    position = 0
    while position < len(text):
        character = text[position]
        match = _TOKEN.match(text, position)
        if character.isspace():
            position += 1
        elif character in _SPELLINGS:
            found.append(Token("sign", _SPELLINGS[character], position))
            position += 1
        elif match:
            found.append(Token(match.lastgroup or "", match[0], position))
            position = match.end()
        else:
            power = ": a power is written **" if character == "^" else ""
            raise QuantityError(f"'{character}' can't stand here{power}", position)
    found.append(Token("end", "", len(text)))
    return found


class Reader:
    """Goes through the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.next = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.next]

    def take(self, *texts: str) -> Token | None:
        """The next token, if it is a word or sign of these."""
        token = self.token
        if token.kind not in ("sign", "name") or token.text not in texts:
            return None
        self.next += 1
        return token

    def expect(self, sign: str) -> None:
        """Passes over a sign that must stand here."""
        if not self.take(sign):
            self.fail(f"'{sign}' is missing here")

    def name(self, what: str) -> str:
        """The name that must stand here, of a node or what else."""
        token = self.token
        if token.kind != "name":
            self.fail(f"the name of {what} is missing here")
        self.next += 1
        return token.text

    def fail(self, message: str) -> NoReturn:
        """Raises QuantityError at the next token."""
        raise QuantityError(message, self.token.position)
