"""Values of the wrong kind, number or size, as Python, numpy and pandas complain of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.grading.keras_shapes import Words
from tutor.network.numbers import counted
from tutor.runner.observation import ErrorView

Found = re.Match[str]
_ARRAY = "np.array(…) makes an array of it, which computes number by number."
_QUOTES = "Take its quotes away, or turn it into a number: float(…)."
#: Modules that code for such lessons uses, by the name it has for them.
_MODULES = {
    "math": "import math",
    "random": "import random",
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "keras": "import keras",
}


def of_values(error: ErrorView) -> Words | None:
    """The two sentences for an exception that a value caused; None for any other."""
    kind = error.type.rpartition(".")[2]
    for kinds, pattern, explain in _TABLE:
        found = re.search(pattern, error.message, re.DOTALL) if kind in kinds else None
        if found is not None:
            words = explain(found, error)
            if words is not None:
                return words
    return None


def _operands(found: Found, error: ErrorView) -> Words | None:
    kinds = found[2], found[3]
    if "str" in kinds and {"int", "float"} & set(kinds):
        return f"A text and a number don't go together in {found[1]}.", _QUOTES
    if "list" in kinds and "NoneType" not in kinds:
        return f"A list can't be computed with like that: it knows no {found[1]}.", _ARRAY
    if "dict" in kinds:
        return "A dict stands where a number belongs.", "Take a value of it: name['key']."
    return None


def _joined(found: Found, error: ErrorView) -> Words | None:
    if found[1] == "str" and found[2] in ("int", "float"):
        return "A text and a number don't go together in +.", _QUOTES
    if found[1] == "list" and found[2] != "NoneType":
        return "To a list only another list can be added with +.", _ARRAY
    return None


def _sequence(found: Found, error: ErrorView) -> Words:
    return "A list or a text can't be multiplied by a decimal.", _ARRAY


def _no_number(found: Found, error: ErrorView) -> Words:
    if found[1] and re.fullmatch(r"[-+]?\d+\.\d*", found[2]):
        return f"int() takes no decimals in a text: '{found[2]}'.", "float(…) reads them."
    return f"The text '{found[2]}' is no number.", ""


def _function_name(full: str) -> tuple[str, bool]:
    """The name to speak of, and whether it is a function of a class."""
    parts = full.removesuffix(".__init__").split(".")
    return parts[-1], len(parts) > 1 and parts[-2] != "<locals>"


def _too_many(found: Found, error: ErrorView) -> Words:
    name, of_class = _function_name(found[1])
    takes, given = int(found[2].split()[-1]), int(found[3])
    most = "none" if takes == 0 else counted(takes, "value")
    if "np.array(" in error.source and name == "array":
        return "The numbers of an array stand in a list.", "Write np.array([…])."
    message = f"{name} takes {most}, but is given {given}."
    if of_class and given == takes + 1:
        help_ = "The object itself is the first: is self missing between the ( ) of its def?"
        return message, help_
    return message, ""


def _data_type(found: Found, error: ErrorView) -> Words | None:
    function = re.search(r"np\.(zeros|ones|empty|full)\(", error.source)
    if function is not None and found[1].isdecimal():
        name = function[1]
        return "A shape is one value, in parentheses of its own.", f"np.{name}((rows, columns))."
    if found[1].isdecimal():
        return None  # a number where a list was forgotten: the line itself tells more
    return f"numpy knows no type of numbers called {found[1]!r}.", "Usual ones: int, float, bool."


def _list_of_arrays(found: Found, error: ErrorView) -> Words | None:
    name = re.search(r"np\.(concatenate|vstack|hstack|stack|column_stack)\(", error.source)
    if name is None:
        return None
    return "The arrays to put together stand in one list.", f"np.{name[1]}([first, second])."


def _reshape(found: Found, error: ErrorView) -> Words:
    sizes = [int(size) for size in re.findall(r"-?\d+", found[2])]
    takes = 1
    for size in sizes:
        takes *= size
    shape = f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"
    return f"{found[1]} numbers don't fill the shape {shape}" + (
        "." if takes < 0 else f", which takes {takes}."
    ), ""


def _unpacked(found: Found, error: ErrorView) -> Words:
    more = found[1] == "too many"
    message = f"There are {'more' if more else 'fewer'} values on the right than names on the left"
    return f"{message} of = ({found[2]} {'name' if found[2] == '1' else 'names'}).", ""


def _no_length(found: Found, error: ErrorView) -> Words:
    if found[1] in ("int", "float", "float64", "int64"):
        return "A single number has no length.", "Does it stand where a list or an array belongs?"
    return f"A value of type {found[1]} has no length.", ""


def _no_ufunc(found: Found, error: ErrorView) -> Words:
    called = re.search(r"np\.(\w+)\(", error.source)
    what = f"np.{called[1]}" if called else "numpy"
    return f"{what} computes with numbers and arrays, and this is something else.", (
        "Is it a text, a dict or a list of lists?"
    )


def _indices(found: Found, error: ErrorView) -> Words:
    axes = "1 axis" if found[1] == "1" else f"{found[1]} axes"
    message = f"This array has {axes}, but in its [ ] stand {found[2]} indices."
    return message, "Take one index for each axis."


def _texts_in_column(found: Found, error: ErrorView) -> Words:
    return "This column holds texts: there is nothing to compute.", "Is it the right column?"


def _truth_of_table(found: Found, error: ErrorView) -> Words:
    message = "This asks one yes or no of a whole column, which has one for each row."
    if re.search(r"\b(and|or|not)\b", error.source):
        return message, "Between conditions on columns stand & and |, each one in parentheses."
    return message, "Use .any() or .all(), or choose rows by the condition: df[…]."


def _several_columns(found: Found, error: ErrorView) -> Words | None:
    owner, kind = error.facts.get("object"), error.facts.get("kind")
    if error.facts.get("key") != "<tuple>" or kind != "columns":
        return None
    name = owner or "df"
    message = f"Several columns of {name} are asked for by a list: two pairs of brackets."
    return message, f"{name}[['…', '…']]."


def _unknown_row(found: Found, error: ErrorView) -> Words | None:
    row = re.search(r"\b(\w+)\.(?:loc|at)\[", error.source)
    if row is None:
        return None
    key = error.facts.get("key", found[0])
    return (
        f"{row[1]} has no row {key!r}.",
        f"Its rows are {row[1]}.index; .iloc counts them from 0.",
    )


def _module(found: Found, error: ErrorView) -> Words:
    near = error.facts.get("nearest")
    return f"{found[1]} has no {found[2]}.", f"Did you mean {near[0]}?" if near else ""


def _attribute(found: Found, error: ErrorView) -> Words | None:
    kind, name = found[1].rpartition(".")[2], found[2]
    if kind == "list" and name in ("mean", "sum", "shape", "dot", "max", "min", "std", "T"):
        help_ = f"An array has: np.array(…).{name}, or np.{name}(…)."
        return f"A list has no .{name}.", help_.replace(", or np.T(…)", "")
    if kind == "ndarray" and name in ("append", "extend", "insert"):
        return (
            f"An array can't grow: it has no .{name}.",
            "A list can; np.append makes a new array.",
        )
    if kind == "dict" and name in error.source:
        owner = re.search(rf"([\w.]+)\.{name}\b", error.source)
        help_ = f"With its key in brackets: {owner[1]}['{name}']." if owner else ""
        return f"A dict has no .{name}.", help_
    return None


def _name(found: Found, error: ErrorView) -> Words | None:
    name = found[1]
    if re.match(rf"\s*{name}\s*==", error.source):
        return f"{name} isn't defined here.", "== asks whether two are equal; = gives a value."
    if name in _MODULES:
        return f"{name} isn't defined here.", f"It has to be imported first: {_MODULES[name]}."
    return None


def _file(found: Found, error: ErrorView) -> Words:
    return f"There is no file {found[1]} here.", "The data it needs is in the variables given."


def _sizes(found: Found, error: ErrorView) -> Words | None:
    """Shapes that are named in the message only; those of names are told elsewhere."""
    shapes = error.facts.get("shapes")
    if isinstance(shapes, dict) and len(shapes) > 1:
        return None
    return f"These shapes don't fit together: {found[1]} and {found[2]}.", ""


def _inner(found: Found, error: ErrorView) -> Words | None:
    shapes = error.facts.get("shapes")
    if isinstance(shapes, dict) and len(shapes) > 1:
        return None
    message = (
        f"In a product of arrays the inner sizes must be equal, here {found[2]} and {found[1]}."
    )
    return message, "The columns of the first are the rows of the second."


def _side(found: Found, error: ErrorView) -> Words:
    message = "Arrays that are put together must be equally long at the side where they meet"
    return f"{message}, here {found[1]} and {found[2]}.", ""


Explain = Callable[[Found, ErrorView], Words | None]

_TYPE, _VALUE, _ANY = ("TypeError",), ("ValueError",), ("TypeError", "ValueError")
_SHAPE = r"(\([\d, ]*\))"
_TABLE: tuple[tuple[tuple[str, ...], str, Explain], ...] = (
    (_TYPE, r"operand type\(s\) for (\S+): '([\w.]+)' and '([\w.]+)'", _operands),
    (_TYPE, r"can only concatenate (\w+) \(not \"([\w.]+)\"\)", _joined),
    (_TYPE, r"can't multiply sequence by non-int of type 'float'", _sequence),
    (_VALUE, r"(invalid literal) for int\(\) with base 10: '(.*)'", _no_number),
    (_VALUE, r"could not convert string to float: ()'(.*)'", _no_number),
    (
        _TYPE,
        r"^([\w.<>]+)\(\) takes (\d+|from \d+ to \d+) positional arguments? but (\d+) (?:was|were)",
        _too_many,
    ),
    (_TYPE, r"Cannot interpret '(.+)' as a data type", _data_type),
    (_TYPE, r"data type '(.+)' not understood", _data_type),
    (_TYPE, r"only integer scalar arrays can be converted", _list_of_arrays),
    (_VALUE, r"cannot reshape array of size (\d+) into shape \(([-\d, ]*)\)", _reshape),
    (_VALUE, r"(too many|not enough) values to unpack \(expected (\d+)", _unpacked),
    (_TYPE, r"object of type '(?:numpy\.)?(\w+)' has no len\(\)", _no_length),
    (_TYPE, r"ufunc '\w+' not supported for the input types|loop of ufunc does not", _no_ufunc),
    (("IndexError",), r"array is (\d+)-dimensional, but (\d+) were indexed", _indices),
    (_TYPE, r"(?:reduction|dtype).*(?:string|str|object)", _texts_in_column),
    (_VALUE, r"truth value of a (?:Series|DataFrame)", _truth_of_table),
    (("KeyError",), r"^\(", _several_columns),
    (("KeyError",), r".*", _unknown_row),
    (("AttributeError",), r"module '([\w.]+)' has no attribute '(\w+)'", _module),
    (("AttributeError",), r"'([\w.]+)' object has no attribute '(\w+)'", _attribute),
    (("NameError",), r"name '(\w+)' is not defined", _name),
    (("FileNotFoundError",), r"No such file or directory: '(.*)'", _file),
    (_VALUE, rf"could not be broadcast together with shapes {_SHAPE} {_SHAPE}", _sizes),
    (_VALUE, rf"shapes {_SHAPE} and {_SHAPE} not aligned", _sizes),
    (_VALUE, r"core dimension.*\(size (\d+) is different from (\d+)\)", _inner),
    (
        _VALUE,
        r"along dimension \d+, the array at index \d+ has size (\d+) and .* has size (\d+)",
        _side,
    ),
)
