"""Observed values as plain Python data, and whether two of them are the same.

Types are compared leniently where that does no harm: a list, a tuple and an array of the same
numbers are the same, and so are 3 and 3.0. True is not 1, and a text is not a number.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutor.grading.arrays import Array, array
from tutor.runner.observation import Value

#: None, a bool, number or text, an Array, a list, tuple, dict or Unordered of these, or Opaque.
Plain = Any

RELATIVE = 1e-6
ABSOLUTE = 1e-8


@dataclass(frozen=True, slots=True)
class Unordered:
    """The members of a set; its order does not matter."""

    members: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value of which only a description is known: a function, a model, a table, …"""

    value: Value


def plain(value: Value) -> Plain:  # noqa: PLR0911
    """The data of an observed value; Opaque where there is none to compute with."""
    data = value.data
    match value.kind:
        case "none":
            return None
        case "bool" | "number" | "text" if data is not None:
            return data
        case "array" if data is not None:
            if not isinstance(data, list | tuple):
                return data
            # An array with an axis of length 0 can't tell its shape from nested lists.
            return Array(value.shape, ()) if 0 in value.shape else (array(data) or Opaque(value))
        case "frame" if len(value.shape) == 1 and data:  # a pandas Series
            return array(list(data[0][1])) or Opaque(value)
        case "list" if isinstance(data, tuple | list):
            return [plain(item) for item in data]
        case "tuple" if isinstance(data, tuple | list):
            return tuple(plain(item) for item in data)
        case "set" if isinstance(data, tuple | list):
            return Unordered(tuple(plain(item) for item in data))
        case "dict" if isinstance(data, tuple | list):
            return {key_of(key): plain(item) for key, item in data}
    return Opaque(value)


def value_of(data: Plain) -> Value:  # noqa: PLR0911
    """The description of plain data, as if it had been observed."""
    text = repr(data)
    match data:
        case None:
            return Value("none", "NoneType", text)
        case bool():
            return Value("bool", "bool", text, data)
        case int() | float():
            return Value("number", type(data).__name__, text, data)
        case str():
            return Value("text", "str", text, data)
        case dict():
            pairs = tuple((repr(key), value_of(item)) for key, item in data.items())
            return Value("dict", "dict", text, pairs)
        case tuple():
            return Value("tuple", "tuple", text, tuple(map(value_of, data)))
        case list():
            return Value("list", "list", text, tuple(map(value_of, data)))
        case Array():
            return Value("array", "numpy.ndarray", text, data.nested(), data.shape)
        case Opaque():
            return data.value
    return Value("other", type(data).__name__, text)


def plains(values: Mapping[str, Value]) -> dict[str, Plain]:
    """The data of all values that exist."""
    return {name: plain(value) for name, value in values.items() if value.kind != "missing"}


def key_of(text: Any) -> Any:
    """The key that a dict key's text stands for: ``"'node_0'"`` and ``"node_0"`` are the same."""
    try:
        key = ast.literal_eval(text)
        hash(key)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text
    return key


def is_number(value: Plain) -> bool:
    """Whether it is a number; True is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def close(given: float, expected: float, tolerance: float | None = None) -> bool:
    """Whether two numbers are the same: within ``tolerance``, or but for rounding."""
    try:
        given, expected = float(given), float(expected)
    except OverflowError:  # whole numbers beyond any float
        return given == expected
    if math.isnan(given) or math.isnan(expected):
        return math.isnan(given) and math.isnan(expected)
    if math.isinf(given) or math.isinf(expected):
        return given == expected
    if tolerance is None:
        return math.isclose(given, expected, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    # A difference of exactly the tolerance is allowed, whatever rounding makes of it.
    return abs(given - expected) <= tolerance + 1e-12 * max(1.0, abs(expected))


def same(given: Plain, expected: Plain, tolerance: float | None = None) -> bool:  # noqa: PLR0911
    """Whether two plain values are the same, leniently on type, closely on numbers."""
    if isinstance(given, bool) or isinstance(expected, bool):
        return isinstance(given, bool) and isinstance(expected, bool) and given == expected
    if is_number(given) and is_number(expected):
        return close(given, expected, tolerance)
    if _is_sequence(given) and _is_sequence(expected):
        return _same_sequences(given, expected, tolerance)
    if isinstance(given, dict) and isinstance(expected, dict):
        return given.keys() == expected.keys() and all(
            same(given[key], expected[key], tolerance) for key in expected
        )
    if isinstance(given, Unordered) and isinstance(expected, Unordered):
        return _same_members(given, expected, tolerance)
    if isinstance(given, Opaque) and isinstance(expected, Opaque):
        return _same_opaque(given.value, expected.value)
    return type(given) is type(expected) and bool(given == expected)


def differences(left: Plain, right: Plain) -> int:
    """How many numbers (or other single values) differ between two nested values.

    What one has and the other has not counts for each value in it.
    """
    if isinstance(left, dict) and isinstance(right, dict):
        keys = [*left, *(key for key in right if key not in left)]
        return sum(
            differences(left[k], right[k])
            if k in left and k in right
            else _leaves(left.get(k, right.get(k)))
            for k in keys
        )
    if _is_sequence(left) and _is_sequence(right):
        ours, theirs = _parts(left), _parts(right)
        shared = min(len(ours), len(theirs))
        rest = ours[shared:] + theirs[shared:]
        return sum(map(differences, ours, theirs)) + sum(map(_leaves, rest))
    return 0 if same(left, right) else max(_leaves(left), _leaves(right))


def _leaves(value: Plain) -> int:
    if isinstance(value, dict):
        return sum(map(_leaves, value.values()))
    return sum(map(_leaves, _parts(value))) if _is_sequence(value) else 1


def _is_sequence(value: Plain) -> bool:
    return isinstance(value, list | tuple | Array)


def _parts(value: Plain) -> list[Plain]:
    return value.rows() if isinstance(value, Array) else list(value)


def _same_sequences(given: Plain, expected: Plain, tolerance: float | None) -> bool:
    ours, theirs = array(given), array(expected)
    if ours is not None and theirs is not None:
        return ours.shape == theirs.shape and all(
            same(a, b, tolerance) for a, b in zip(ours.items, theirs.items, strict=True)
        )
    parts, others = _parts(given), _parts(expected)
    return len(parts) == len(others) and all(
        same(a, b, tolerance) for a, b in zip(parts, others, strict=True)
    )


def _same_members(given: Unordered, expected: Unordered, tolerance: float | None) -> bool:
    left = list(expected.members)
    for member in given.members:
        match = next((i for i, other in enumerate(left) if same(member, other, tolerance)), None)
        if match is None:
            return False
        del left[match]
    return not left


def _same_opaque(given: Value, expected: Value) -> bool:
    if given.kind != expected.kind or given.shape != expected.shape:
        return False
    if given.kind == "function":  # two ways to write it; what it does is for a function check
        return True
    if given.kind in ("model", "frame"):
        return bool(given.data == expected.data)
    if given.type != expected.type:
        return False
    # A text with an address in it tells nothing but the type.
    return " at 0x" in given.text + expected.text or given.text == expected.text
