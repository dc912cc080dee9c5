"""What can be done to a network in the lab: values that are also texts, ``weight(a->b) = 2.5``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tutor.network.quantity import QuantityError, parse

Value = float | str

#: What a move changes, in the words of a lesson's ``change``.
Change = Literal[
    "weights",
    "biases",
    "inputs",
    "targets",
    "learning_rate",
    "activation",
    "loss",
    "optimizer",
    "shape",
    "rows",
]

TRAIN = "train"
#: Moves that add or remove, with what they change; their value says where.
SHAPING: Mapping[str, Change] = {
    "add_node": "shape",
    "remove_node": "shape",
    "add_layer": "shape",
    "remove_layer": "shape",
    "add_bias": "biases",
    "remove_bias": "biases",
    "add_row": "rows",
    "remove_row": "rows",
}

_ACTIVATION = re.compile(r"\s*activation\s*\(\s*(\w+)\s*\)\s*\Z")
_WORD = re.compile(r"[^\W\d]\w*\Z")


class MoveError(ValueError):
    """A move that can't be made, or a text that is none; the message is half a sentence."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move: ``what`` gets ``value``.

    ``what`` is a given number of the network (a quantity such as ``weight(a->b)``, ``bias(b)``,
    an input's name, ``target``, ``learning_rate``; ``x[2]`` of row 2 only), ``activation(b)`` for
    the layer that b is in, ``loss``, ``optimizer``, one of SHAPING, or ``train`` with the number
    of training steps.
    """

    what: str
    value: Value

    def __str__(self) -> str:
        return f"{self.what} = {written(self.value)}"


def written(value: Value) -> str:
    """A value so that reading it gives it again, whole numbers without a point."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def activation_of(what: str) -> str | None:
    """The node in ``activation(node)``; None for anything else."""
    match = _ACTIVATION.match(what)
    return match[1] if match else None


def moves_of(edits: Mapping[str, Value]) -> tuple[Move, ...]:
    """The moves of a mapping, in its order: ``{"weight(a->b)": 2.5, "train": 10}``."""
    return tuple(Move(what, value) for what, value in edits.items())


def read_moves(text: str) -> tuple[Move, ...]:
    """``weight(a->b) = 2.5, activation(h0) = tanh, train = 10``. Raises MoveError."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(_read(part) for part in parts if part)


def write_moves(moves: Iterable[Move]) -> str:
    """The text that ``read_moves`` reads."""
    return ", ".join(map(str, moves))


def _read(text: str) -> Move:
    what, sign, value = (part.strip() for part in text.partition("="))
    if not (sign and what and value):
        raise MoveError(f"'{text}' is no change; write it like weight(a->b) = 2.5")
    if _WORD.match(value):
        return Move(what, value)
    try:
        number = parse(value).evaluate()
    except QuantityError as error:
        raise MoveError(f"'{value}' is no number: {error.message}") from None
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise MoveError(f"'{value}' is not one number")
    return Move(what, float(number))
