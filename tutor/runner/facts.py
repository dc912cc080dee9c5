"""What explains an exception: names, keys and columns that look alike, shapes, models."""

from __future__ import annotations

import builtins
import difflib
import re
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from tutor.runner.describe import type_name
from tutor.runner.places import Place, lines_of, operands

#: Names or keys that are listed in the facts, and those of them that look alike.
_LISTED, _NEAREST = 30, 3
#: Items of a list or an array that are looked at.
_SEARCHED = 1_000
#: Python's own functions and types; not what an interactive session adds.
_FUNCTIONS = {
    name
    for name, value in vars(builtins).items()
    if callable(value)
    and not (isinstance(value, type) and issubclass(value, BaseException))
    and type(value).__module__ == "builtins"
}


def facts_of(error: BaseException, place: Place | None) -> dict[str, Any]:
    """What explains an exception that was raised at this place."""
    facts: dict[str, Any] = {}
    for kind, collect in _COLLECTORS:
        if isinstance(error, kind):
            try:
                facts.update(collect(error, place))
            except BaseException:  # Objects of the learner's may raise anything.
                continue
    return facts


def _name_facts(error: Any, place: Place | None) -> dict[str, Any]:
    name = error.name or next(iter(re.findall(r"'(\w+)'", str(error))), "")
    known = {*place.frame.f_globals, *place.frame.f_locals} if place is not None else set()
    near = _nearest(name, known)
    if len(near) < _NEAREST:
        near += [word for word in _nearest_builtins(name, place) if word not in near]
    return {"name": name, "nearest": near[:_NEAREST]} | _keyed(name, place) | _models(place)


def _keyed(name: str, place: Place | None) -> dict[str, Any]:
    """The names of dicts that have this name as a key."""
    scope = {**place.frame.f_globals, **place.frame.f_locals} if place is not None else {}
    owners = [o for o, v in scope.items() if type(v) is dict and name in v and o[:1] != "_"]
    return {"keyed": owners[:_LISTED]} if owners else {}


def _nearest_builtins(name: str, place: Place | None) -> list[str]:
    """Python's own names that may be meant: constants, and functions where one is called."""
    constants = [word for word in ("True", "False", "None") if word.lower() == name.lower()]
    called = place is not None and re.match(r"\s*\(", _rest_of_line(place))
    return constants or (_nearest(name, _FUNCTIONS, cutoff=0.75) if called else [])


def _rest_of_line(place: Place) -> str:
    """What follows the failing expression in its line."""
    if place.end_line is None or place.end_column is None:
        return ""
    return "".join(lines_of(place.frame)[place.end_line - 1 : place.end_line])[place.end_column :]


def _models(place: Place | None) -> dict[str, Any]:
    """The names of Keras models that there are."""
    keras = sys.modules.get("keras")
    if keras is None or place is None:
        return {}
    scope = {**place.frame.f_globals, **place.frame.f_locals}
    names = [name for name, value in scope.items() if issubclass(type(value), keras.Model)]
    return {"models": names[:_LISTED]} if names else {}


def _key_facts(error: Any, place: Place | None) -> dict[str, Any]:
    key = error.args[0] if error.args else None
    key = key if type(key) in (str, int, float, bool) else f"<{type_name(type(key))}>"
    facts: dict[str, Any] = {"key": key}
    for text, value in operands(place):
        if type(value) is dict and error.args[0] not in value:
            keys = [item for item in value if type(item) in (str, int, float, bool)]
            return facts | {
                "object": text,
                "keys": keys[:_LISTED],
                "nearest": _nearest(str(key), set(map(str, keys))),
            }
        if _is_frame(value) and isinstance(key, str):
            named = re.fullmatch(r"\['(\w+)'\] not found in axis", key)
            key = named[1] if named else key
            columns = [str(column) for column in value.columns]
            return {
                "key": key,
                "object": text,
                "kind": "columns",
                "keys": columns[:_LISTED],
                "nearest": _nearest(key, set(columns)),
            }
    return facts


def _is_frame(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and type(value) is pandas.DataFrame


def _attribute_facts(error: Any, place: Place | None) -> dict[str, Any]:
    name, kind = error.name or "", type(error.obj)
    owner = next((text for text, value in operands(place) if value is error.obj), None)
    if _is_frame(error.obj):
        known = set(map(str, error.obj.columns))
    else:
        known = set(vars(error.obj) if kind is ModuleType else dir(kind))
    facts = {"name": name, "type": type_name(kind), "nearest": _nearest(name, known)}
    return facts | ({"object": owner} if owner is not None else {}) | _models(place)


def _size_facts(error: Any, place: Place | None) -> dict[str, Any]:
    """Shapes of the arrays and lengths of the lists that the failing expression names."""
    shapes: dict[str, list[int]] = {}
    for text, value in operands(place):
        shape = _shape(value)
        if shape is not None and len(shapes) < _LISTED:
            shapes[text] = shape
    return {"shapes": shapes} if shapes else {}


def _shape(value: Any) -> list[int] | None:
    numpy = sys.modules.get("numpy")
    if numpy is not None and issubclass(type(value), numpy.ndarray):
        return [int(size) for size in numpy.shape(value)]
    return [len(value)] if type(value) in (list, tuple, str) else None


def _none_facts(error: Any, place: Place | None) -> dict[str, Any]:
    """The names in the failing expression that are None, and those of what has a None in it."""
    named = dict(operands(place))
    facts = {
        "none": [text for text, value in named.items() if value is None],
        "holding_none": [text for text, value in named.items() if _holds_none(value)],
    }
    return {key: texts for key, texts in facts.items() if texts}


def _holds_none(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    if numpy is not None and type(value) is numpy.ndarray:
        value = value.flat if value.dtype == object else ()
    elif type(value) not in (list, tuple):
        return False
    return any(item is None for item in value[:_SEARCHED])


def _import_facts(error: Any, place: Place | None) -> dict[str, Any]:
    name = error.name or ""
    facts = {"name": name}
    if isinstance(error, ModuleNotFoundError):
        parent, _, last = name.rpartition(".")
        near = [f"{parent}.{word}" for word in _nearest(last, _names_in(parent))]
    else:
        found = re.match(r"cannot import name '(\w+)'", str(error))
        near = _nearest(found[1], _names_in(name)) if found else []
    return facts | ({"nearest": near} if near else {})


def _names_in(module: str) -> set[str]:
    """What a module has, if it has been imported."""
    return set(vars(sys.modules[module])) if module in sys.modules else set()


def _input_facts(error: Any, place: Place | None) -> dict[str, Any]:
    return {"explain": "There is nobody to type here: give the value in the code, not by input()."}


def _recursion_facts(error: Any, place: Place | None) -> dict[str, Any]:
    return {"function": place.frame.f_code.co_name} if place else {}


_COLLECTORS: tuple[
    tuple[type[BaseException], Callable[[Any, Place | None], Mapping[str, Any]]], ...
] = (
    (NameError, _name_facts),
    (KeyError, _key_facts),
    (AttributeError, _attribute_facts),
    (ValueError, _size_facts),
    (TypeError, _size_facts),
    (TypeError, _none_facts),
    (IndexError, _size_facts),
    (ImportError, _import_facts),
    (EOFError, _input_facts),
    (RecursionError, _recursion_facts),
)


def _nearest(name: str, known: set[str], cutoff: float = 0.6) -> list[str]:
    """Names that look like this one, the most alike first."""
    public = sorted(word for word in known if not word.startswith("_") or name.startswith("_"))
    return difflib.get_close_matches(name, public, n=_NEAREST, cutoff=cutoff)
