"""What isn't there: names, keys, columns, attributes, modules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.grading.families import Words
from tutor.grading.keras_errors import model_in
from tutor.grading.keras_names import METHODS, kind_of
from tutor.grading.kinds import in_words
from tutor.grading.library_names import GONE_MODULES, GONE_OF_TABLES, HOMES, IMPORTS, LIBRARIES
from tutor.grading.source import nearest
from tutor.network.phrases import capitalised
from tutor.runner.observation import ErrorView

#: Words of other languages.
_FOREIGN = {"null": "None", "nil": "None", "none": "None", "undefined": "None", "NaN": "np.nan"}
#: What an array has, and a list has not.
_OF_ARRAYS = ("mean", "sum", "shape", "dot", "max", "min", "std", "T", "reshape", "size")
_GIVEN = "What the exercise needs is imported already."


def of_lookup(error: ErrorView) -> Words | None:
    """The two sentences for an exception about something that isn't there; None for another."""
    explain = _BY_TYPE.get(error.type.rpartition(".")[2])
    return explain(error) if explain is not None else None


def _name(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    message = f"{name} isn't defined here."
    if re.match(rf"\s*{name}\s*==", error.source):
        return message, "== asks whether two are equal; = gives a value."
    if name in IMPORTS:
        return message, f"It has to be imported first: {IMPORTS[name]}."
    if kind_of(name) is not None and re.search(rf"(\w=\s*\[?|\(.*,\s*){name}\b", error.source):
        return message, f"Keras takes such names as texts, in quotes: '{name}'."
    if name in METHODS and error.facts.get("models"):
        return message, f"The model does that: {model_in(error)}.{name}(…)."
    owner = re.search(rf"(\w+)\[\s*{name}\s*\]", error.source)
    if owner is not None and owner[1] in error.facts.get("keyed", ()):
        return message, f"A key that is a text stands in quotes: {owner[1]}['{name}']."
    near = _FOREIGN.get(name) or _nearest(error.facts)
    return message, f"Did you mean {near}?" if near else "Give it a value before it is used."


def _unbound(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    message = f"{name} has no value yet at this point."
    return message, "A function that assigns a name uses its own, not the one outside."


def _key(error: ErrorView) -> Words:
    facts = error.facts
    key, owner = facts.get("key", error.message), facts.get("object", "the dict")
    keys, near = facts.get("keys"), _nearest(facts)
    columns = facts.get("kind") == "columns"
    if columns and key == "<tuple>":
        message = f"Several columns of {owner} are asked for by a list: two pairs of brackets."
        return message, f"{owner}[['…', '…']]."
    if columns and isinstance(keys, list) and key in keys:
        return _column_for_row(str(owner), key, error)
    row = re.search(r"\b(\w+)\.(?:loc|at)\[", error.source) if not _is_list(keys) else None
    if row is not None:
        help_ = f"Its rows are {row[1]}.index; .iloc counts them from 0."
        return f"{row[1]} has no row {key!r}.", help_
    listed = (
        f"Its {facts.get('kind', 'keys')} are {', '.join(map(repr, keys))}."
        if _is_list(keys) and keys
        else ""
    )
    message = f"{owner} has no {'column' if columns else 'key'} {key!r}."
    return message, f"{listed} Did you mean {near!r}?".strip() if near else listed


def _column_for_row(owner: str, key: object, error: ErrorView) -> Words:
    """The name of a column where pandas looks for rows."""
    message = f"{key!r} is a column, and rows are looked for here."
    dropped = re.search(r"\.drop\(", error.source)
    return message, f"{owner}.drop(columns={key!r})." if dropped else f"{owner}[{key!r}]."


def _attribute(error: ErrorView) -> Words | None:
    name, kind = error.facts.get("name"), error.facts.get("type")
    if not name or not kind or kind == "NoneType":
        return None
    short, near = str(kind).rpartition(".")[2], _nearest(error.facts)
    module = re.search(r"module '([\w.]+)' has no attribute", error.message)
    if module is not None:
        return f"{module[1]} has no {name}.", f"Did you mean {near}?" if near else ""
    special = _OF_KINDS.get(short)
    words = special(str(name), error) if special is not None else None
    if words is not None:
        return words
    return (
        f"{capitalised(in_words(str(kind)))} has no .{name}.",
        f"Did you mean .{near}?" if near else "",
    )


def _of_list(name: str, error: ErrorView) -> Words | None:
    if name not in _OF_ARRAYS:
        return None
    calls = f", or np.{name}(…)" if name not in ("T", "size") else ""
    return f"A list has no .{name}.", f"An array has: np.array(…).{name}{calls}."


def _of_array(name: str, error: ErrorView) -> Words | None:
    if name not in ("append", "extend", "insert"):
        return None
    message = f"An array can't grow: it has no .{name}."
    return message, "A list can; np.append makes a new array."


def _of_dict(name: str, error: ErrorView) -> Words | None:
    owner = re.search(rf"([\w.]+)\.{name}\b", error.source)
    if owner is None or _nearest(error.facts):
        return None
    return f"A dict has no .{name}.", f"With its key in brackets: {owner[1]}['{name}']."


def _of_table(name: str, error: ErrorView) -> Words:
    owner, near = error.facts.get("object") or "The table", _nearest(error.facts)
    if name in GONE_OF_TABLES:
        return f"Tables no longer have .{name}.", GONE_OF_TABLES[name]
    if re.search(rf"\.{name}\s*\(", error.source):
        return f"A table has no .{name}(…).", ""
    return f"{owner} has no column {name!r}.", f"Did you mean {near!r}?" if near else ""


_OF_KINDS = {"list": _of_list, "ndarray": _of_array, "dict": _of_dict, "DataFrame": _of_table}


def _import(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    if name in GONE_MODULES:
        return f"There is no module {name} any more.", GONE_MODULES[name]
    near = _nearest(error.facts) or nearest(name, LIBRARIES)
    return f"There is no module {name} here.", f"Did you mean {near}?" if near else _GIVEN


def _import_name(error: ErrorView) -> Words | None:
    found = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", error.message)
    if found is None:
        return None
    full, near = f"{found[2]}.{found[1]}", _nearest(error.facts)
    if full in GONE_MODULES:
        return f"There is no {full} any more.", GONE_MODULES[full]
    message = f"There is no {found[1]} in {found[2]}."
    home = next((name for name in HOMES if name.lower() == found[1].lower()), None)
    if home is not None:
        return message, f"Write from {HOMES[home]} import {home}."
    return message, f"Did you mean {near}?" if near else ""


_BY_TYPE = {
    "NameError": _name,
    "UnboundLocalError": _unbound,
    "KeyError": _key,
    "AttributeError": _attribute,
    "ModuleNotFoundError": _import,
    "ImportError": _import_name,
}


def _quoted(message: str) -> str:
    found = re.search(r"'([^']*)'", message)
    return found[1] if found else message


def _nearest(facts: Mapping[str, Any]) -> str | None:
    """The first of the names that look like the one that is not there."""
    near = facts.get("nearest")
    if isinstance(near, str):
        return near
    return str(near[0]) if _is_list(near) and near else None


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
