"""The functions, array methods and operators that ``evaluate`` knows, each bounded."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

from tutor.grading.arrays import Array, array, dot, elementwise, reduce
from tutor.grading.values import Plain, Unordered, close, differences, is_number

MAX_ITEMS = 100_000
MAX_BITS = 4096


class RefusedError(ValueError):
    """Something that is not done here, and why."""


def _power(base: Any, exponent: Any) -> Any:
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


def _plus(left: Any, right: Any) -> Any:
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
    ast.Add: _plus,
    ast.Sub: operator.sub,
    ast.Mult: _times,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: _modulo,
    ast.Pow: _power,
    ast.MatMult: dot,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def _items(value: Plain) -> list[Any]:
    if isinstance(value, Array):
        return value.rows()
    if isinstance(value, Unordered):
        return list(value.members)
    if isinstance(value, list | tuple | dict | str | range):
        return list(value)
    raise RefusedError("only a list, an array or a dict can be gone through")


def _length(value: Plain) -> int:
    return value.shape[0] if isinstance(value, Array) else len(_items(value))


def _fold(start: Any, values: list[Any]) -> Any:
    total = start
    for value in values:
        if isinstance(total, Array) or isinstance(value, Array):
            total = elementwise(_plus, total, value)
        elif isinstance(value, list | tuple | str):
            raise RefusedError("only numbers can be added up")
        else:
            total = _plus(total, value)
    return total


def _range(*ends: int) -> range:
    numbers = range(*ends)
    if len(numbers) > MAX_ITEMS:
        raise RefusedError("that range is too long")
    return numbers


def _round(value: Plain, digits: int | None = None) -> Plain:
    return elementwise(lambda x: round(x, digits), value)


def _absolute(value: Plain) -> Plain:
    return elementwise(abs, value)


def _extreme(choose: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *values: choose(_items(values[0]) if len(values) == 1 else values)


def _number(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if isinstance(value, str) and len(value) > 100:
            raise RefusedError("that text is too long for a number")
        return kind(value)

    return convert


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": _length,
    "sum": lambda values, start=0: _fold(start, _items(values)),
    "abs": _absolute,
    "all": lambda values: all(_items(values)),
    "any": lambda values: any(_items(values)),
    "min": _extreme(min),
    "max": _extreme(max),
    "sorted": lambda values, reverse=False: sorted(_items(values), reverse=reverse),
    "reversed": lambda values: _items(values)[::-1],
    "zip": lambda *values: list(zip(*map(_items, values), strict=False)),
    "enumerate": lambda values, start=0: list(enumerate(_items(values), start)),
    "range": _range,
    "round": _round,
    "list": lambda values=(): _items(values),
    "tuple": lambda values=(): tuple(_items(values)),
    "int": _number(int),
    "float": _number(float),
    "bool": bool,
    "differences": differences,
    "isclose": lambda a, b, tolerance=None: close(a, b, tolerance),
}


def _mean(items: Sequence[Any]) -> float:
    if not items:
        raise RefusedError("the mean of nothing isn't known")
    return float(sum(items) / len(items))


def _shape(value: Plain) -> tuple[int, ...]:
    whole = array(value)
    return () if whole is None else whole.shape


def _transposed(value: Plain) -> Plain:
    return value.transposed() if isinstance(value, Array) else value


def _columns(value: Plain) -> list[Plain]:
    if not isinstance(value, dict):
        raise RefusedError("only a dict has values")
    return list(value.values())


#: Methods and attributes of arrays (and three of dicts).
METHODS: dict[str, Callable[..., Any]] = {
    "sum": lambda base, axis=None: reduce(sum, base, axis),
    "mean": lambda base, axis=None: reduce(_mean, base, axis),
    "max": lambda base, axis=None: reduce(max, base, axis),
    "min": lambda base, axis=None: reduce(min, base, axis),
    "dot": dot,
    "T": _transposed,
    "shape": _shape,
    "size": lambda base: math.prod(_shape(base)),
    "ndim": lambda base: len(_shape(base)),
    "tolist": lambda base: base.nested() if isinstance(base, Array) else base,
    "values": _columns,
    "keys": lambda base: _items(base) if isinstance(base, dict) else _columns(base),
    "items": lambda base: list(zip(_items(base), _columns(base), strict=True)),
}


def _make(value: Plain) -> Plain:
    whole = array(value)
    return value if whole is None else whole


#: What is known of ``np.…``.
NUMPY: dict[str, Callable[..., Any]] = {
    "array": _make,
    "asarray": _make,
    "sum": METHODS["sum"],
    "mean": METHODS["mean"],
    "max": METHODS["max"],
    "min": METHODS["min"],
    "dot": dot,
    "matmul": dot,
    "abs": _absolute,
    "absolute": _absolute,
    "round": _round,
    "maximum": lambda a, b: elementwise(max, a, b),
    "minimum": lambda a, b: elementwise(min, a, b),
    "square": lambda a: elementwise(lambda x: _power(x, 2), a),
    "sqrt": lambda a: elementwise(math.sqrt, a),
    "exp": lambda a: elementwise(math.exp, a),
    "log": lambda a: elementwise(math.log, a),
    "tanh": lambda a: elementwise(math.tanh, a),
    "transpose": _transposed,
}
