"""Arrays and lists of the wrong shape, length or number of axes, in plain words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.grading.families import Family, Found, Words, words_of
from tutor.network.numbers import counted
from tutor.runner.observation import ErrorView

_INNER = "The columns of the first are the rows of the second."
_RIGHT_ONES = "Is it the right array on both sides?"


def of_shapes(error: ErrorView) -> Words | None:
    """The two sentences for an exception about shapes; None for any other."""
    words = words_of(_FAMILY, error)
    if words is not None:
        return words
    return _index(error) if error.type == "IndexError" else None


def _both(error: ErrorView) -> str:
    """The shapes by name, where those of both sides are known."""
    shapes = _known(error)
    if len(shapes) < 2:
        return ""
    return ", ".join(f"{name} has the shape {_tuple(shape)}" for name, shape in shapes.items())


def _known(error: ErrorView) -> Mapping[str, Any]:
    shapes = error.facts.get("shapes")
    return shapes if isinstance(shapes, Mapping) else {}


def _first(error: ErrorView, otherwise: str) -> str:
    return next(iter(_known(error)), otherwise)


def _named_sizes(found: Found, error: ErrorView) -> Words | None:
    both = _both(error)
    return (f"These shapes don't fit together: {both}.", _RIGHT_ONES) if both else None


def _sizes(found: Found, error: ErrorView) -> Words:
    return f"These shapes don't fit together: {found[1]} and {found[2]}.", ""


def _inner(found: Found, error: ErrorView) -> Words:
    sizes = f"here {found[2]} and {found[1]}"
    return f"In a product of arrays the inner sizes must be equal, {sizes}.", _INNER


def _side(found: Found, error: ErrorView) -> Words:
    message = "Arrays that are put together must be equally long at the side where they meet"
    return f"{message}, here {found[1]} and {found[2]}.", ""


def _unequal_axes(found: Found, error: ErrorView) -> Words:
    axes = f"one has {_axes(found[1])}, another {found[2]}"
    return f"Arrays that are put together have equally many axes, but {axes}.", ""


def _cast(found: Found, error: ErrorView) -> Words:
    message = "This array holds whole numbers, and what comes out here doesn't fit into it."
    return message, "Write a = a - b instead of a -= b: that makes a new array."


def _ragged(found: Found, error: ErrorView) -> Words:
    message = "Numbers and arrays, or arrays of several lengths, don't make one array."
    return message, "Is one of them an array where a single number belongs?"


def _into_one_place(found: Found, error: ErrorView) -> Words:
    message = "Several numbers don't fit into one place of an array."
    return message, "Is one of them to be chosen, or their sum?"


def _ambiguous(found: Found, error: ErrorView) -> Words:
    message = "This asks one yes or no of a whole array, which has one for each number in it."
    compared = re.search(r"(?<!\.)\b(max|min)\(", error.source)
    if compared is not None:
        name = f"{compared[1]}imum"
        return message, f"{compared[1]} compares single numbers; np.{name}(a, b) place by place."
    return message, "Does an array stand where a single number belongs, like a sum?"


def _truth_of_table(found: Found, error: ErrorView) -> Words:
    message = "This asks one yes or no of a whole column, which has one for each row."
    if re.search(r"\b(and|or|not)\b", error.source):
        return message, "Between conditions on columns stand & and |, each one in parentheses."
    return message, "Use .any() or .all(), or choose rows by the condition: df[…]."


def _single_only(found: Found, error: ErrorView) -> Words:
    function = re.search(r"\bmath\.(\w+)\(", error.source)
    if function is not None:
        message = f"math.{function[1]} takes a single number, and this is an array."
        return message, f"np.{function[1]}(…) computes number by number."
    message = "An array of several numbers stands where a single number belongs."
    return message, "Choose one by its index, or add them up with .sum()."


def _index_of_arrays(found: Found, error: ErrorView) -> Words:
    joined = re.search(r"np\.(concatenate|vstack|hstack|stack|column_stack)\(", error.source)
    if joined is not None:
        message = "The arrays to put together stand in one list."
        return message, f"np.{joined[1]}([first, second])."
    message = "An array or a list stands where a single whole number belongs."
    counted_over = re.search(r"\brange\(\s*(\w+)\s*\)", error.source)
    return message, f"Count with range(len({counted_over[1]}))." if counted_over else ""


def _lengths(found: Found, error: ErrorView) -> Words:
    parts = [f"{name} has {_size(shape)}" for name, shape in _known(error).items()]
    known = ", ".join(parts) if len(parts) > 1 else error.message.strip().rstrip(".")
    return f"What is compared here isn't equally long: {known}.", ""


def _no_index(found: Found, error: ErrorView) -> Words:
    name = _first(error, "What stands there")
    message = f"{name} has no keys: in its [ ] belong whole numbers or slices."
    return message, "Is it the right one, or was a dict meant?"


def _indices(found: Found, error: ErrorView) -> Words:
    message = f"This array has {_axes(found[1])}, but in its [ ] stand {found[2]} indices."
    if re.search(r"\benumerate\(", error.source):
        return message, "enumerate gives two values for each: for i, x in enumerate(…)."
    return message, "Take one index for each axis."


def _axis(found: Found, error: ErrorView) -> Words:
    last = int(found[2]) - 1
    has = f"{_axes(found[2])}, {'axis 0' if last == 0 else f'0 to {last}'}"
    return f"There is no axis {found[1]}: this array has {has}.", ""


def _no_column(found: Found, error: ErrorView) -> Words:
    last = int(found[2]) - 1
    has = f"{found[2]} columns, 0 to {last}" if last else "one column only, column 0"
    return f"There is no column {found[1]}.", f"{_first(error, 'The array')} has {has}."


def _empty(found: Found, error: ErrorView) -> Words:
    return "There is nothing in this list to take out.", ""


def _index(error: ErrorView) -> Words:
    parts = [f"{name} has {_size(shape)}" for name, shape in _known(error).items()]
    sizes = f"{', '.join(parts)}. " if parts else ""
    return "That index is out of range.", f"{sizes}Indices count from 0."


def _reshape(found: Found, error: ErrorView) -> Words:
    sizes = [int(size) for size in re.findall(r"-?\d+", found[2])]
    takes = math.prod(sizes)
    shape = f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"
    message = f"{found[1]} numbers don't fill the shape {shape}"
    return f"{message}." if takes < 0 else f"{message}, which takes {takes}.", ""


def _axes(count: str) -> str:
    return "1 axis" if count == "1" else f"{count} axes"


def _tuple(shape: object) -> str:
    return str(tuple(shape)) if isinstance(shape, Sequence) else str(shape)


def _size(shape: object) -> str:
    size = shape[0] if isinstance(shape, Sequence) and shape else shape
    return counted(size, "item") if isinstance(size, int) else f"{size} items"


_SHAPE = r"(\([\d, ]*\))"
_FAMILY: Family = (
    (r"could not (?:be )?broadcast|not aligned|core dimension", _named_sizes),
    (rf"could not be broadcast together with shapes {_SHAPE} {_SHAPE}", _sizes),
    (rf"could not broadcast input array from shape {_SHAPE} into shape {_SHAPE}", _sizes),
    (rf"shapes {_SHAPE} and {_SHAPE} not aligned", _sizes),
    (r"core dimension.*\(size (\d+) is different from (\d+)\)", _inner),
    (r"along dimension \d+, the array at index \d+ has size (\d+) and .* has size (\d+)", _side),
    (r"same number of dimensions.*?has (\d+) dimension.*?has (\d+) dimension", _unequal_axes),
    (r"Cannot cast ufunc", _cast),
    (r"inhomogeneous", _ragged),
    (r"setting an array element with a sequence", _into_one_place),
    (r"truth value of an array", _ambiguous),
    (r"truth value of a (?:Series|DataFrame)", _truth_of_table),
    (r"only (?:0-dimensional|length-1|size-1) arrays can be converted", _single_only),
    (r"only integer scalar arrays can be converted", _index_of_arrays),
    (r"inconsistent numbers of samples", _lengths),
    (r"arrays are valid indices|indices must be integers", _no_index),
    (r"array is (\d+)-dimensional, but (\d+) were indexed", _indices),
    (r"axis (-?\d+) is out of bounds for array of dimension (\d+)", _axis),
    (r"index (-?\d+) is out of bounds for axis 1 with size (\d+)", _no_column),
    (r"pop from (?:an )?empty", _empty),
    (r"cannot reshape array of size (\d+) into shape \(([-\d, ]*)\)", _reshape),
)
