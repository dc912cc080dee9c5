"""The functions and array methods that ``evaluate`` knows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from tutor.grading.arrays import Array, array, dot, elementwise, reduce
from tutor.grading.operations import MAX_ITEMS, RefusedError, iterate, plus, power
from tutor.grading.values import Plain, close, differences


def _length(value: Plain) -> int:
    return value.shape[0] if isinstance(value, Array) else len(iterate(value))


def _fold(start: Any, values: list[Any]) -> Any:
    total = start
    for value in values:
        if isinstance(total, Array) or isinstance(value, Array):
            total = elementwise(plus, total, value)
        elif isinstance(value, list | tuple | str):
            raise RefusedError("only numbers can be added up")
        else:
            total = plus(total, value)
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
    return lambda *values: choose(iterate(values[0]) if len(values) == 1 else values)


def _number(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if isinstance(value, str) and len(value) > 100:
            raise RefusedError("that text is too long for a number")
        return kind(value)

    return convert


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": _length,
    "sum": lambda values, start=0: _fold(start, iterate(values)),
    "abs": _absolute,
    "all": lambda values: all(iterate(values)),
    "any": lambda values: any(iterate(values)),
    "min": _extreme(min),
    "max": _extreme(max),
    "sorted": lambda values, reverse=False: sorted(iterate(values), reverse=reverse),
    "reversed": lambda values: iterate(values)[::-1],
    "zip": lambda *values: list(zip(*map(iterate, values), strict=False)),
    "enumerate": lambda values, start=0: list(enumerate(iterate(values), start)),
    "range": _range,
    "round": _round,
    "list": lambda values=(): iterate(values),
    "tuple": lambda values=(): tuple(iterate(values)),
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
    "keys": lambda base: iterate(base) if isinstance(base, dict) else _columns(base),
    "items": lambda base: list(zip(iterate(base), _columns(base), strict=True)),
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
    "square": lambda a: elementwise(lambda x: power(x, 2), a),
    "sqrt": lambda a: elementwise(math.sqrt, a),
    "exp": lambda a: elementwise(math.exp, a),
    "log": lambda a: elementwise(math.log, a),
    "tanh": lambda a: elementwise(math.tanh, a),
    "transpose": _transposed,
}
