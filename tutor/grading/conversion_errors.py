"""Values that can't be made into what is asked for: numbers, indices, types, formats."""

from __future__ import annotations

import re

from tutor.grading.families import Family, Found, Words, words_of
from tutor.grading.kinds import in_words
from tutor.network.phrases import capitalised
from tutor.runner.observation import ErrorView

_POINT = "Decimals have a point, not a comma."


def of_conversions(error: ErrorView) -> Words | None:
    """The two sentences for an exception about a conversion; None for any other."""
    return words_of(_FAMILY, error)


def _no_number(found: Found, error: ErrorView) -> Words:
    text = found[2]
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return f"The text '{text}' is no number.", _POINT
    if found[1] and re.fullmatch(r"[-+]?\d+\.\d*", text):
        return f"int() takes no decimals in a text: '{text}'.", "float(…) reads them."
    return f"The text '{text}' is no number.", ""


def _not_convertible(found: Found, error: ErrorView) -> Words | None:
    if found[2] == "NoneType":
        return None
    return f"{found[1]}(…) makes a number of one value, and this is {in_words(found[2])}.", ""


def _no_integer(found: Found, error: ErrorView) -> Words | None:
    kind = found[1]
    if kind == "NoneType":
        return None
    what = "a decimal number" if kind == "float" else in_words(kind)
    message = f"{capitalised(what)} stands where a whole number belongs."
    counted_over = re.search(r"\brange\(\s*(\w+)\s*\)", error.source)
    if kind in ("list", "tuple", "ndarray", "dict") and counted_over is not None:
        return message, f"Count with range(len({counted_over[1]}))."
    shape = re.search(r"np\.(max|min|sum|mean)\(", error.source)
    if kind == "float" and shape is not None:
        wider = {"max": "maximum", "min": "minimum"}.get(shape[1])
        text = f"np.{wider}(a, b) compares place by place." if wider else ""
        return f"The second value of np.{shape[1]} is an axis, a whole number.", text
    helps = {"str": "Take the quotes away.", "float": "int(…) cuts the decimals off."}
    return message, helps.get(kind, "")


def _data_type(found: Found, error: ErrorView) -> Words:
    if found[1].isdecimal():
        function = re.search(r"np\.(zeros|ones|empty|full)\(", error.source)
        if function is not None:
            message = "A shape is one value, in parentheses of its own."
            return message, f"np.{function[1]}((rows, columns))."
        return "The numbers of an array stand in a list.", "Write np.array([…])."
    return f"numpy knows no type of numbers called {found[1]!r}.", "Usual ones: int, float, bool."


def _format_code(found: Found, error: ErrorView) -> Words:
    writes = "whole numbers" if found[1] == "d" else "numbers"
    what = "a decimal number" if found[2] == "float" else in_words(found[2])
    return f"The format {found[1]} writes {writes}, and this is {what}.", ""


def _format_of(found: Found, error: ErrorView) -> Words:
    what = in_words(found[1])
    return f"A format such as .2f writes one number, and this is {what}.", ""


def _outside_domain(found: Found, error: ErrorView) -> Words:
    function = re.search(r"math\.(\w+)\(", error.source)
    if function is not None and function[1].startswith("log"):
        return f"math.{function[1]} takes numbers above 0 only.", ""
    if function is not None and function[1] == "sqrt":
        return "There is no square root of a negative number.", ""
    return "For this number the function has no value.", ""


_FAMILY: Family = (
    (r"(invalid literal) for int\(\) with base 10: '(.*)'", _no_number),
    (r"could not convert string to float: ()'(.*)'", _no_number),
    (r"^(int|float)\(\) argument must be .*, not '([\w.]+)'", _not_convertible),
    (r"'([\w.]+)' object cannot be interpreted as an integer", _no_integer),
    (r"Cannot interpret '(.+)' as a data type", _data_type),
    (r"data type '(.+)' not understood", _data_type),
    (r"Unknown format code '(.)' for object of type '(\w+)'", _format_code),
    (r"unsupported format string passed to ([\w.]+)\.__format__", _format_of),
    (r"math domain error|expected a (?:positive|nonnegative) input", _outside_domain),
)
