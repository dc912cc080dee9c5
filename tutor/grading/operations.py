"""Arithmetic, comparisons and indexing on plain values, each bounded in work and size."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from tutor.grading.arrays import Array, dot, elementwise
from tutor.grading.values import Plain, Unordered, is_number, key_of, same

MAX_ITEMS = 100_000
MAX_BITS = 4096


class RefusedError(ValueError):
    """Something that is not done here, and why."""


def power(base: Any, exponent: Any) -> Any:
    """``base ** exponent`` of real numbers. Raises RefusedError where that is too large."""
    if not is_number(base) or not is_number(exponent):
        raise RefusedError("a power needs two numbers")
    if isinstance(base, int) and isinstance(exponent, int):
        if base.bit_length() * abs(exponent) > MAX_BITS:
            raise RefusedError("that power is too large to work out")
        return base**exponent
    result = base**exponent
    if isinstance(result, complex):
        raise RefusedError("that power isn't a real number")
    return result


def _times(left: Any, right: Any) -> Any:
    for sequence, count in ((left, right), (right, left)):
        if isinstance(sequence, list | tuple | str):
            if not isinstance(count, int) or len(sequence) * count > MAX_ITEMS:
                raise RefusedError("that product isn't one of numbers")
            return sequence * count
    return _bounded(left * right)


def plus(left: Any, right: Any) -> Any:
    """``left + right``. Raises RefusedError where that is too large."""
    return _bounded(left + right)


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise RefusedError("that number is too large to work out")
    return value


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        raise RefusedError("a text can't be formatted in such an expression")
    return left % right


#: Operators of two scalars; for arrays they are used on each item.
BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: plus,
    ast.Sub: operator.sub,
    ast.Mult: _times,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: _modulo,
    ast.Pow: power,
    ast.MatMult: dot,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def truth(value: Plain) -> bool:
    """Whether a value counts as true; an Array of several is refused, as in numpy."""
    if isinstance(value, Array):
        if len(value.items) != 1:
            raise RefusedError("whether a whole array is true isn't clear: use all(…) or any(…)")
        return bool(value.items[0])
    return bool(value)


def iterate(value: Plain) -> list[Plain]:
    """The items of a sequence, the keys of a dict, the members of a set."""
    if isinstance(value, Array):
        return value.rows()
    if isinstance(value, Unordered):
        return list(value.members)
    if isinstance(value, list | tuple | dict | str | range):
        return list(value)
    raise RefusedError("only a list, an array or a dict can be gone through")


def pick(base: Plain, index: Any) -> Plain:
    """``base[index]``."""
    if isinstance(base, dict):
        key = index if index in base else key_of(str(index))
        return base[key]
    if is_number(index) and not isinstance(index, int):
        raise RefusedError(f"{index} can't be an index")
    if isinstance(base, Array):
        return base.rows()[index]
    if isinstance(base, list | tuple | str | range):
        return base[index]
    raise RefusedError("that can't be indexed")


def apply(op: ast.operator, left: Plain, right: Plain) -> Plain:
    """Arithmetic, element by element where an Array takes part."""
    function = BINARY.get(type(op))
    if function is None:
        raise RefusedError(f"'{type(op).__name__}' isn't allowed in such an expression")
    if isinstance(op, ast.MatMult):
        return function(left, right)
    if isinstance(left, Array) or isinstance(right, Array):
        return elementwise(function, left, right)
    return function(left, right)


def compare(op: ast.cmpop, left: Plain, right: Plain) -> Plain:
    """One comparison: ``==`` as a whole and closely, ``<`` element by element for Arrays."""
    match op:
        case ast.Eq() | ast.Is():
            return same(left, right)
        case ast.NotEq() | ast.IsNot():
            return not same(left, right)
        case ast.In():
            return any(same(left, item) for item in iterate(right))
        case ast.NotIn():
            return not any(same(left, item) for item in iterate(right))
    function = BINARY[type(op)]
    if isinstance(left, Array) or isinstance(right, Array):
        return elementwise(function, left, right)
    return function(left, right)
