"""What a learner typed, read as a number, a list of numbers or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.network.quantity import QuantityError, parse

LONGEST = 500

_COMMA_DECIMAL = re.compile(r"[+\-−]?\d+,\d+\Z")
_THOUSANDS = re.compile(r"[+\-−]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?\Z")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_PUNCTUATION = re.compile(r"(?<!\d)\.|\.(?!\d)|[,;:!?'\"“”‘’`´()\[\]]")


class UnreadableError(ValueError):
    """A text that isn't what was asked for; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number and the text it was typed as, which says how many digits were meant."""

    text: str
    value: float


def read_number(text: str) -> Typed:
    """A number or arithmetic with numbers. Raises UnreadableError."""
    body = _after_equals(_bounded(text))
    if _THOUSANDS.match(body):
        raise UnreadableError(
            f"I can't read '{body}' as a number: write {body.replace(',', '')}, without commas"
            + (f", or {body.replace(',', '.')} with a point." if body.count(",") == 1 else ".")
        )
    if _COMMA_DECIMAL.match(body):
        point = body.replace(",", ".")
        raise UnreadableError(
            f"I can't read '{body}' as a number: decimals have a point, as in {point}."
        )
    if body.lower() in _TRUTHS:
        raise UnreadableError(f"'{body}' isn't a number, and a number is asked for.")
    return Typed(body, _value(body))


def read_numbers(text: str) -> tuple[Typed, ...]:
    """A list: ``[1, 2]``, ``1, 2``, ``(1 2)``, arithmetic in it too. Raises UnreadableError."""
    body = _after_equals(_bounded(text))
    body = body.removeprefix("np.array(").removesuffix(")") if "np.array(" in body else body
    inside = _without_brackets(body)
    parts = split(inside) if re.search("[,;]", inside) else _by_spaces(inside)
    return tuple(Typed(part, _value(part)) for part in parts)


def read_truth(text: str) -> bool:
    """True or false, yes or no. Raises UnreadableError."""
    word = normal(text)
    if word not in _TRUTHS:
        raise UnreadableError(f"I can't read '{text.strip()}': answer true or false.")
    return _TRUTHS[word]


def normal(text: str) -> str:
    """Words without what doesn't matter: capital letters, punctuation, spaces."""
    words = _PUNCTUATION.sub(" ", text.casefold().replace("-", " ").replace("_", " "))
    return " ".join(words.split())


def split(text: str) -> list[str]:
    """The parts between commas (or semicolons) that are in no parentheses."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char in ",;" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    if len(parts) > 1 and not parts[-1].strip():  # a comma after the last one does no harm
        parts.pop()
    return [part.strip() for part in parts]


def _bounded(text: str) -> str:
    body = " ".join(text.split())
    if not body:
        raise UnreadableError("Nothing was typed: type a number.")
    if len(body) > LONGEST:
        raise UnreadableError("That is too long to be a number.")
    return body


def _after_equals(text: str) -> str:
    """``output = 52`` and ``6 + 20 = 26`` mean what stands last."""
    before, sign, after = text.rpartition("=")
    return after.strip() if sign and after.strip() and before[-1:] not in "=<>!" else text


def _value(text: str) -> float:
    try:
        value = parse(text).evaluate()
    except QuantityError as error:
        reason = str(error.message).rstrip(".")
        if reason.endswith("is not a number"):
            reason = "write it in digits, such as 3.5 or 3*2 + 1"
        raise UnreadableError(f"I can't read '{text}' as a number: {reason}.") from None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableError(f"'{text}' isn't a number, and a number is asked for.")
    return value


def _without_brackets(text: str) -> str:
    inside = text.strip()
    for opening, closing in ("[]", "()"):
        if inside.startswith(opening) and inside.endswith(closing):
            inner = inside[1:-1]
            if opening == "[" or re.search(r"[,;\s]", inner) is not None:
                inside = inner.strip()
    return inside


def _by_spaces(text: str) -> list[str]:
    """The numbers between spaces; one piece where they are arithmetic, as in ``3 * 2``."""
    pieces = text.split()
    if all(re.fullmatch(r"[+\-−]?[\d.]+(e[+\-]?\d+)?(/\d+)?", piece) for piece in pieces):
        return pieces
    return [text]
