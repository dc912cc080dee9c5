"""Values of the wrong kind, as Python, numpy and pandas complain of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.grading.families import Family, Found, Words, words_of
from tutor.grading.kinds import in_words
from tutor.network.numbers import counted
from tutor.network.phrases import capitalised
from tutor.runner.observation import ErrorView

_ARRAY = "np.array(…) makes an array of it, which computes number by number."
_QUOTES = "Take its quotes away, or turn it into a number: float(…)."
_FUNCTIONS = {"builtin_function_or_method", "function", "method", "ufunc", "type"}
_NUMBERS = {"int", "float"}


def of_values(error: ErrorView) -> Words | None:
    """The two sentences for an exception that a value caused; None for any other."""
    return words_of(_FAMILY, error)


# --- operators --------------------------------------------------------------------------------


def _operands(found: Found, error: ErrorView) -> Words | None:
    sign = found[1].split()[0]
    kinds = found[2].rpartition(".")[2], found[3].rpartition(".")[2]
    if "NoneType" in kinds:
        return None
    if _FUNCTIONS & {*kinds}:
        return "A function stands where a value belongs.", "To call it, write () after its name."
    if sign in ("^", "^=") and {*kinds} <= _NUMBERS:
        return "^ is no power in Python.", "A power is written **: 3 ** 2."
    unfit = next((kind for kind in ("dict", "str", "list", "tuple") if kind in kinds), None)
    return _NOT_NUMBERS[unfit](kinds, sign, error)


def _other_kinds(kinds: tuple[str, str], sign: str, error: ErrorView) -> Words:
    first, second = map(in_words, kinds)
    return f"{sign} doesn't work between {first} and {second}.", ""


def _dict_beside(kinds: tuple[str, str], sign: str, error: ErrorView) -> Words:
    return "A dict stands where a number belongs.", "Take a value of it: name['key']."


def _list_beside(kinds: tuple[str, str], sign: str, error: ErrorView) -> Words:
    what = "A list" if "list" in kinds else "A tuple"
    if sign in ("+", "+="):
        return f"{what} and a number can't be added.", _ARRAY
    return f"{what} can't be computed with like that: it knows no {sign}.", _ARRAY


def _text_beside(kinds: tuple[str, str], sign: str, error: ErrorView) -> Words:
    """A text beside something else; the sign is told where it stands in the learner's line."""
    if kinds[0] == kinds[1]:
        return f"Texts can't be computed with: they know no {sign}.", _QUOTES
    other = in_words(kinds[0] if kinds[1] == "str" else kinds[1])
    if sign not in error.source:
        return f"A text stands where {other} belongs.", _QUOTES
    return f"A text and {other} don't go together in {sign}.", _QUOTES


_NOT_NUMBERS: dict[str | None, Callable[[tuple[str, str], str, ErrorView], Words]] = {
    "dict": _dict_beside,
    "str": _text_beside,
    "list": _list_beside,
    "tuple": _list_beside,
    None: _other_kinds,
}


def _joined(found: Found, error: ErrorView) -> Words | None:
    kind = found[2].rpartition(".")[2]
    if kind == "NoneType":
        return None
    if found[1] == "str":
        message = f"A text and {in_words(kind)} don't go together in +."
        return message, _QUOTES if "print" not in error.source else "print(text, number) has both."
    return f"To {in_words(found[1])} only another one can be added with +.", _ARRAY


def _repeated(found: Found, error: ErrorView) -> Words:
    if found[1] == "float":
        return "A list or a text can't be multiplied by a decimal.", _ARRAY
    return f"A list or a text can't be multiplied by {in_words(found[1])}.", _ARRAY


def _compared(found: Found, error: ErrorView) -> Words | None:
    kinds = found[2].rpartition(".")[2], found[3].rpartition(".")[2]
    if "NoneType" in kinds:
        return None
    first, second = map(in_words, kinds)
    help_ = _QUOTES if "str" in kinds else ""
    if found[1] not in error.source and "str" in kinds:
        return "A text stands where a number belongs.", help_
    return f"{capitalised(first)} and {second} can't be compared.", help_


def _one_operand(found: Found, error: ErrorView) -> Words | None:
    if found[2] == "NoneType":
        return None
    what = in_words(found[2])
    return f"{found[1].rstrip(':')} takes a number, and this is {what}.", _of_sequence(found[2])


def _no_rounding(found: Found, error: ErrorView) -> Words | None:
    if found[1] == "NoneType":
        return None
    return f"round takes a number, and this is {in_words(found[1])}.", _of_sequence(found[1])


def _of_sequence(kind: str) -> str:
    if kind in ("list", "tuple"):
        return _ARRAY
    return _QUOTES if kind == "str" else ""


def _texts_in_numpy(found: Found, error: ErrorView) -> Words:
    return "A text stands where a number belongs.", _QUOTES


def _no_ufunc(found: Found, error: ErrorView) -> Words:
    called = re.search(r"np\.(\w+)\(", error.source)
    what = f"np.{called[1]}" if called else "numpy"
    return f"{what} computes with numbers and arrays, and this is something else.", (
        "Is it a text, a dict or a list of lists?"
    )


def _texts_in_column(found: Found, error: ErrorView) -> Words:
    return "This column holds texts: there is nothing to compute.", "Is it the right column?"


# --- several values ---------------------------------------------------------------------------


def _unpacked(found: Found, error: ErrorView) -> Words:
    names = counted(int(found[2]), "name")
    if re.match(r"\s*for\b", error.source):
        message = f"Each round gives {'more' if found[1] == 'too many' else 'fewer'} values"
        return f"{message} than there are names after for ({names}).", _PAIRS
    more = "more" if found[1] == "too many" else "fewer"
    return f"There are {more} values on the right than names on the left of = ({names}).", ""


_PAIRS = "A dict's .items(), zip(a, b) and enumerate(a) give pairs."


def _not_unpackable(found: Found, error: ErrorView) -> Words | None:
    if found[1] == "NoneType":
        return None
    message = f"Several names are to get a value each, but this is {in_words(found[1])}."
    return message, _PAIRS if re.match(r"\s*for\b", error.source) else ""


def _single(found: Found, error: ErrorView) -> Words | None:
    if found[1].rpartition(".")[2] not in _NUMBERS:
        return None
    message = "A single number stands where several belong."
    compared = re.search(r"\b(max|min)\(", error.source)
    if compared is not None:
        return message, f"{compared[1]} compares two numbers or more: {compared[1]}(a, b)."
    return message, "Count with range(n)." if re.search(r"\bfor\b", error.source) else ""


def _no_length(found: Found, error: ErrorView) -> Words:
    if found[1] is None or found[1] in _NUMBERS:
        return "A single number has no length.", "Does it stand where a list or an array belongs?"
    return f"{capitalised(in_words(found[1]))} has no length.", ""


def _fixed(found: Found, error: ErrorView) -> Words:
    kinds = {"tuple": "A list can, with [ ].", "str": ".replace(…) makes another text."}
    message = f"{capitalised(in_words(found[1]))} can't be changed in one place."
    return message, kinds.get(found[1], "")


def _no_places(found: Found, error: ErrorView) -> Words | None:
    kind = found[1].rpartition(".")[2]
    if kind == "NoneType":
        return None
    if kind in _FUNCTIONS:
        message = "A function or method is called with parentheses, not with square brackets."
        return message, ""
    return f"{capitalised(in_words(kind))} has no places to choose by [ ].", ""


def _no_key(found: Found, error: ErrorView) -> Words:
    what = capitalised(in_words(found[1]))
    return f"{what} can't be a key of a dict or in a set.", "A tuple can."


def _not_there(found: Found, error: ErrorView) -> Words:
    return "What is looked for isn't in the list.", ""


_FAMILY: Family = (
    (r"type\(s\) for (\S+)(?: or pow\(\))?: '([\w.]+)' and '([\w.]+)'", _operands),
    (r"can only concatenate (\w+) \(not \"([\w.]+)\"\)", _joined),
    (r"can't multiply sequence by non-int of type '([\w.]+)'", _repeated),
    (r"'([<>]=?)' not supported between instances of '([\w.]+)' and '([\w.]+)'", _compared),
    (r"bad operand type for ([\w ()]+|[-+~]|unary [-+~]): '([\w.]+)'", _one_operand),
    (r"type ([\w.]+) doesn't define __round__", _no_rounding),
    (r"'out' kwarg is necessary when using the string|signature matching types.*StrDType",
     _texts_in_numpy),
    (r"ufunc '\w+' not supported for the input types|loop of ufunc does not", _no_ufunc),
    (r"(?:reduction|dtype).*(?:string|str|object)", _texts_in_column),
    (r"(too many|not enough) values to unpack \(expected (?:at least )?(\d+)", _unpacked),
    (r"cannot unpack non-iterable ([\w.]+) object", _not_unpackable),
    (r"'([\w.]+)' object is not iterable", _single),
    (r"object of type '(?:[\w.]+\.)?(\w+)' has no len\(\)|len\(\) of unsized", _no_length),
    (r"'([\w.]+)' object does not support item assignment", _fixed),
    (r"'([\w.]+)' object is not subscriptable", _no_places),
    (r"unhashable type: '([\w.]+)'", _no_key),
    (r"x not in list|is not in (?:list|tuple)", _not_there),
)  # fmt: skip
