"""Arrays of numbers in plain Python, with the few operations that judging needs.

The screen's process has no numpy; what the learner's code computed arrives as nested lists. The
operations follow numpy's conventions: element by element, with broadcasting.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Scalar = bool | int | float | str | None
#: Above this many numbers an operation is refused.
MAX_SIZE = 1_000_000


class ArrayError(ValueError):
    """Arrays that don't fit together, or that are too large."""


@dataclass(frozen=True, slots=True)
class Array:
    """A rectangular block of scalars: ``items`` in row-major order. Never of shape ``()``."""

    shape: tuple[int, ...]
    items: tuple[Scalar, ...]

    def rows(self) -> list[Any]:
        """The parts along the first axis: scalars or Arrays."""
        if len(self.shape) == 1:
            return list(self.items)
        size = math.prod(self.shape[1:])
        return [
            Array(self.shape[1:], self.items[i * size : (i + 1) * size])
            for i in range(self.shape[0])
        ]

    def nested(self) -> list[Any]:
        """The same as nested lists."""
        return [row.nested() if isinstance(row, Array) else row for row in self.rows()]

    def transposed(self) -> Array:
        """The axes in reverse order."""
        shape = self.shape[::-1]
        places = itertools.product(*map(range, shape))
        return Array(shape, tuple(self.items[_offset(p[::-1], self.shape)] for p in places))

    def places(self) -> Iterable[tuple[int, ...]]:
        """The index of each item, in order."""
        return itertools.product(*map(range, self.shape))


def array(data: Any) -> Array | None:
    """An Array of nested lists, tuples and Arrays of scalars; None if they are not rectangular."""
    if isinstance(data, Array):
        return data
    if not isinstance(data, list | tuple):
        return None
    if not any(isinstance(part, list | tuple | Array) for part in data):
        scalars = all(part is None or isinstance(part, bool | int | float | str) for part in data)
        return Array((len(data),), tuple(data)) if scalars else None
    parts = [array(part) for part in data]
    first = parts[0]
    if first is None or any(part is None or part.shape != first.shape for part in parts):
        return None
    return Array(
        (len(parts), *first.shape), tuple(item for p in parts if p is not None for item in p.items)
    )


def scalar_or_array(shape: tuple[int, ...], items: Sequence[Any]) -> Any:
    """The only item where there are no axes left, else an Array."""
    return Array(shape, tuple(items)) if shape else items[0]


def elementwise(function: Callable[..., Any], *operands: Any) -> Any:
    """``function`` on each item of the operands (scalars, Arrays, nested lists), broadcast.

    Raises ArrayError where their shapes don't fit together.
    """
    arrays = [_operand(operand) for operand in operands]
    shape = _broadcast([a.shape for a in arrays])
    if math.prod(shape) > MAX_SIZE:
        raise ArrayError("that array would be too large")
    if all(a.shape == shape for a in arrays):
        items = [function(*parts) for parts in zip(*(a.items for a in arrays), strict=True)]
    else:
        items = [
            function(*(a.items[_offset(place, a.shape)] for a in arrays))
            for place in itertools.product(*map(range, shape))
        ]
    return scalar_or_array(shape, items)


def reduce(function: Callable[[Sequence[Any]], Any], data: Any, axis: int | None = None) -> Any:
    """``function`` of all items, or of the items along one axis. Raises ArrayError."""
    whole = _operand(data)
    if axis is None or not whole.shape:
        return function(whole.items)
    if not -len(whole.shape) <= axis < len(whole.shape):
        raise ArrayError(f"there is no axis {axis}")
    axis %= len(whole.shape)
    shape = whole.shape[:axis] + whole.shape[axis + 1 :]
    lines = [
        [
            whole.items[_offset((*place[:axis], i, *place[axis:]), whole.shape)]
            for i in range(whole.shape[axis])
        ]
        for place in itertools.product(*map(range, shape))
    ]
    return scalar_or_array(shape, [function(line) for line in lines])


def dot(left: Any, right: Any) -> Any:
    """numpy's ``dot`` for one and two axes. Raises ArrayError where the shapes don't fit."""
    a, b = _operand(left), _operand(right)
    if not a.shape or not b.shape:
        return elementwise(lambda x, y: x * y, left, right)
    if len(a.shape) > 2 or len(b.shape) > 2:
        raise ArrayError("dot is only known here for vectors and matrices")
    if a.shape[-1] != b.shape[0]:
        raise ArrayError(f"shapes {a.shape} and {b.shape} don't fit together")
    inner = b.shape[0]
    rows = [a.items[i : i + inner] for i in range(0, len(a.items), inner)] if inner else []
    width = b.shape[1] if len(b.shape) == 2 else 1
    columns = [b.items[j::width] for j in range(width)]
    items = [
        sum(x * y for x, y in zip(row, column, strict=True))  # type: ignore[operator, misc]
        for row in rows
        for column in columns
    ]
    return scalar_or_array(a.shape[:-1] + b.shape[1:], items)


def _operand(data: Any) -> Array:
    """An Array of anything; a scalar has shape ``()`` here."""
    if data is None or isinstance(data, bool | int | float | str):
        return Array((), (data,))
    whole = array(data)
    if whole is None:
        raise ArrayError("that isn't an array of numbers")
    return whole


def _broadcast(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    result: list[int] = []
    for sizes in itertools.zip_longest(*(shape[::-1] for shape in shapes), fillvalue=1):
        wide = {size for size in sizes if size != 1}
        if len(wide) > 1:
            texts = " and ".join(str(shape) for shape in shapes)
            raise ArrayError(f"shapes {texts} don't fit together")
        result.append(wide.pop() if wide else 1)
    return tuple(result[::-1])


def _offset(place: tuple[int, ...], shape: tuple[int, ...]) -> int:
    """Where the item at ``place`` stands; axes of size 1 are stretched, missing ones ignored."""
    offset = 0
    for index, size in zip(place[len(place) - len(shape) :], shape, strict=True):
        offset = offset * size + (index if size != 1 else 0)
    return offset
