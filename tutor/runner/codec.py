"""The values of ``observation`` as JSON, and back with every shape checked.

What comes from a child is whatever the learner's code made of it, so reading never trusts it.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from tutor.runner.observation import ModelView, Value

T = TypeVar("T")

#: Most of what is sent: numbers and texts, which are JSON as they are.
_PLAIN = frozenset({float, int, str, bool, type(None)})
#: Values stand in values (a list of dicts of lists …) no deeper than this.
DEPTH = 32


class ShapeError(ValueError):
    """JSON that does not have the shape of the value it should be."""


def to_json(value: Any) -> Any:
    """Plain JSON for a value: dataclasses and mappings become objects, sequences arrays."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: to_json(getattr(value, item.name))
            for item in fields(value)
            if not _is_default(item, getattr(value, item.name))
        }
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def _is_default(item: Any, value: Any) -> bool:
    return (
        item.default is not MISSING
        and type(value) is type(item.default)
        and (value == item.default)
    )


def from_json(kind: type[T], raw: Any) -> T:
    """The value of a type that JSON stands for. Raises ShapeError."""
    result: T = _read(kind, raw, 0)
    return result


def _read(kind: Any, raw: Any, depth: int) -> Any:
    if depth > DEPTH:
        raise ShapeError("nested too deeply")
    if type(raw) is kind:
        return raw
    return _reader(kind)(raw, depth)


@cache
def _reader(kind: Any) -> Callable[[Any, int], Any]:
    """What reads a type. Looking at types takes longer than at values, so it is done once."""
    if kind is Any:
        return lambda raw, depth: raw
    if is_dataclass(kind):
        return partial(_read_dataclass, kind, get_type_hints(kind))
    reader = _READERS.get(get_origin(kind))
    if reader is not None:
        return partial(reader, get_args(kind))
    return partial(_read_plain, kind)


def _read_plain(kind: Any, raw: Any, depth: int) -> Any:
    if kind is float and type(raw) is int:
        return float(raw)
    if type(raw) is not kind:
        raise ShapeError(f"{kind} expected")
    return raw


def _read_dataclass(kind: Any, hints: dict[str, Any], raw: Any, depth: int) -> Any:
    if not isinstance(raw, dict) or not raw.keys() <= hints.keys():
        raise ShapeError(f"{kind.__name__} expected")
    given = {name: _read(hints[name], item, depth + 1) for name, item in raw.items()}
    if kind is Value:
        given["data"] = _read_data(given.get("kind"), given.get("data"), depth + 1)
    try:
        return kind(**given)
    except TypeError as error:
        raise ShapeError(f"{kind.__name__} is not complete") from error


def _read_data(kind: Any, raw: Any, depth: int) -> Any:
    """The data of a Value, whose shape depends on its kind."""
    if raw is None:
        return None
    if kind in _DATA:
        return _read(_DATA[kind], raw, depth)
    if kind == "other":
        return _read(_DATA["dict"], raw, depth)
    return _plain(raw, depth)


def _plain(raw: Any, depth: int) -> Any:
    """Numbers, texts, and nested lists of them."""
    if depth > DEPTH or isinstance(raw, dict):
        raise ShapeError("a number, a text or lists of them expected")
    return [_plain(item, depth + 1) for item in raw] if isinstance(raw, list) else raw


def _read_union(options: tuple[Any, ...], raw: Any, depth: int) -> Any:
    for option in options:
        try:
            return _read(option, raw, depth)
        except ShapeError:
            continue
    raise ShapeError("none of the possible shapes")


def _read_literal(options: tuple[Any, ...], raw: Any, depth: int) -> Any:
    if isinstance(raw, str) and raw in options:
        return raw
    raise ShapeError(f"one of {options} expected")


def _read_tuple(items: tuple[Any, ...], raw: Any, depth: int) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise ShapeError("a list expected")
    if items[-1] is Ellipsis:
        return tuple(_read(items[0], item, depth + 1) for item in raw)
    if len(raw) != len(items):
        raise ShapeError(f"{len(items)} items expected")
    return tuple(_read(kind, item, depth + 1) for kind, item in zip(items, raw, strict=True))


def _read_list(items: tuple[Any, ...], raw: Any, depth: int) -> list[Any]:
    return list(_read_tuple((items[0], Ellipsis), raw, depth))


def _read_frozenset(items: tuple[Any, ...], raw: Any, depth: int) -> frozenset[Any]:
    return frozenset(_read_tuple((items[0], Ellipsis), raw, depth))


def _read_mapping(items: tuple[Any, ...], raw: Any, depth: int) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ShapeError("an object expected")
    return {str(key): _read(items[1], item, depth + 1) for key, item in raw.items()}


_READERS: dict[Any, Callable[[tuple[Any, ...], Any, int], Any]] = {
    Union: _read_union,
    types.UnionType: _read_union,
    Literal: _read_literal,
    tuple: _read_tuple,
    list: _read_list,
    frozenset: _read_frozenset,
    Mapping: _read_mapping,
}

_DATA: dict[str, Any] = {
    "bool": bool,
    "number": int | float,
    "text": str,
    "list": tuple[Value, ...],
    "tuple": tuple[Value, ...],
    "set": tuple[Value, ...],
    "dict": tuple[tuple[str, Value], ...],
    "frame": tuple[tuple[str, list[Any]], ...],
    "model": ModelView,
}
