"""What a learner typed, read as a number, a list of numbers or words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from tutor.network.quantity import QuantityError, parse

LONGEST = 500

#: A text that is quoted in a message is cut here.
QUOTED = 40

_COMMA_DECIMAL = re.compile(r"[+\-−]?\d+,\d+\Z")
#: ``0,5; 0,25`` and ``0,5, 0,25``: a list of numbers with a comma in each.
_COMMA_DECIMALS = re.compile(r"[+\-−]?\d+,\d+(?:(?:;\s*|,\s+)[+\-−]?\d+,\d+)+\Z")
_THOUSANDS = re.compile(r"[+\-−]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?\Z")
#: What people type for signs of the grammar: other dashes, a power, a dot in the middle.
_SIGNS = str.maketrans({"^": "**", "³": "**3", **dict.fromkeys("–—‐‑‒", "-"), "·": "*", "∙": "*"})
_TIMES = re.compile(r"(?<=[\d.)])\s*[xX]\s*(?=[\d.(\-−])")
_NAMED = re.compile(r"[A-Za-z_][\w()>\-]*\s*:\s*(?=\S)")
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "t", "y"), True),
    **dict.fromkeys(("false", "no", "f", "n"), False),
}
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
    body = _alone(_bounded(text))
    if _THOUSANDS.match(body):
        raise UnreadableError(
            f"I can't read '{body}' as a number: write {body.replace(',', '')}, without commas"
            + (
                f", or {body.replace(',', '.')} with a point."
                if body.count(",") == 1 and "." not in body
                else "."
            )
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
    body = _bounded(text)
    each = split(body)
    if len(each) > 1 and all("=" in part for part in each):  # p = 0.4, q = 0.6
        return tuple(Typed(part, _value(part)) for part in map(_alone, each))
    body = re.sub(r"^(?:np\.)?array\((.*)\)$", r"\1", _alone(body))
    inside = re.sub(r"\s+and\s+", ", ", _without_brackets(body))
    if _COMMA_DECIMALS.match(inside):
        raise UnreadableError("Decimals have a point, as in 0.5; commas stand between numbers.")
    parts = split(inside) if re.search("[,;]", inside) else _by_spaces(inside)
    if "" in parts:
        raise UnreadableError("A number is missing between two commas.")
    return tuple(Typed(part, _value(part)) for part in parts)


def read_truth(text: str) -> bool:
    """True or false, yes or no. Raises UnreadableError."""
    word = normal(text)
    if not word:
        raise UnreadableError("Nothing was typed: answer true or false.")
    if word not in _TRUTHS:
        raise UnreadableError(f"I can't read '{_cut(text.strip())}': answer true or false.")
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


def _alone(text: str) -> str:
    """What is meant, without what is written around it.

    ``output = 52`` and ``6 + 20 = 26`` mean what stands last, ``52 = output`` and ``output: 52``
    the number, ``≈ 52`` and ``52.`` are 52.
    """
    if not re.search(r"[=<>!]=|[<>!]", text):
        sides = [side.strip() for side in text.split("=") if side.strip()]
        numbers = [side for side in sides if re.search(r"\d", side)]
        text = (numbers or sides or [text])[-1]
    text = _NAMED.sub("", text, count=1).lstrip("≈~ ").rstrip(",; ").strip("'\"")
    return text[:-1] if re.search(r"\d\.\Z", text) and text.count(".") > 1 else text


def _value(text: str) -> float:
    try:
        value = parse(_TIMES.sub("*", text.translate(_SIGNS))).evaluate()
    except QuantityError as error:
        reason = _advice(text) or str(error.message).rstrip(".")
        if reason.endswith("is not a number"):
            reason = "write it in digits, such as 3.5 or 3*2 + 1"
        raise UnreadableError(f"I can't read '{_cut(text)}' as a number: {reason}.") from None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableError(f"'{_cut(text)}' isn't a number, and a number is asked for.")
    if math.isinf(value):
        raise UnreadableError(f"I can't read '{_cut(text)}' as a number: this number is too large.")
    return value


def _advice(text: str) -> str:
    """What to write where a text has one number and something beside it: a unit, a percent sign."""
    numbers = re.findall(r"[+\-−]?\d+(?:\.\d+)?", text)
    beside = re.sub(r"[+\-−]?\d+(?:\.\d+)?", "", text).strip()
    if len(numbers) != 1 or not beside or re.search(r"[_*/(=√]", beside):
        return ""
    if beside == "%":
        return f"leave the % away; {numbers[0]}% as a share is {float(numbers[0]) / 100:g}"
    return f"write the number alone, without '{_cut(beside)}'"


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"


def _without_brackets(text: str) -> str:
    inside = text.strip()
    for opening, closing in ("[]", "()", "{}"):
        if inside.startswith(opening) and inside.endswith(closing):
            inner = inside[1:-1]
            if opening != "(" or re.search(r"[,;\s]", inner) is not None:
                inside = inner.strip()
    return inside


def _by_spaces(text: str) -> list[str]:
    """The numbers between spaces; one piece where they are arithmetic, as in ``3 * 2``."""
    pieces = text.split()
    if all(re.fullmatch(r"[+\-−]?[\d.]+(e[+\-]?\d+)?(/\d+)?", piece) for piece in pieces):
        return pieces
    return [text]
