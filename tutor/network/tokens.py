"""The tokens of the grammar of quantities, and the error with a position."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LENGTH = 1000


class QuantityError(ValueError):
    """A text that is no quantity, or a quantity without a value. ``position`` counts from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:(?!²)[^\W\d])(?:(?!²)\w)*)"
    r"|(?P<sign>->|\*\*|//|==|!=|<=|>=|[-+*/%()<>,.\[\]²])"
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
            raise QuantityError(f"'{character}' can't stand here", position)
    found.append(Token("end", "", len(text)))
    return found
