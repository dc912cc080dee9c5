"""An exception in plain words: what went wrong, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.grading.keras_errors import model_in, of_keras
from tutor.grading.keras_names import METHODS, kind_of
from tutor.grading.keras_shapes import Words
from tutor.grading.syntax_errors import of_syntax
from tutor.grading.training_errors import of_training
from tutor.grading.value_errors import of_values
from tutor.runner.observation import ErrorView

_WITHOUT_RETURN = "None is what a function gives that ends without a return."
#: Methods of lists that give nothing back.
_CHANGING = "append|extend|insert|sort|reverse"


def explained(error: ErrorView) -> Words:
    """The two sentences for an exception; the second may be empty."""
    words = of_training(error) or of_keras(error) or of_values(error)
    if words is not None:
        return words
    for sign, explain in _BY_MESSAGE:
        if sign in error.message:
            return explain(error)
    explain_type = _BY_TYPE.get(error.type.rpartition(".")[2])
    return explain_type(error) if explain_type is not None else (_as_it_is(error), "")


def of_call(call: str, error: ErrorView) -> Words:
    """The two sentences for an exception that a call of the learner's function raised."""
    message, help_ = explained(error)
    verb = "ends with" if message.startswith(error.type) else "fails:"
    return f"{call} {verb} {message}", help_


def _as_it_is(error: ErrorView) -> str:
    first = error.message.strip().partition("\n")[0]
    return f"{error.type}: {first.rstrip('.')}." if first else f"{error.type}."


def _name(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    near = _nearest(error.facts)
    message = f"{name} isn't defined here."
    if kind_of(name) is not None and re.search(rf"(\w=\s*\[?|\(.*,\s*){name}\b", error.source):
        return message, f"Keras takes such names as texts, in quotes: '{name}'."
    if name in METHODS and error.facts.get("models"):
        return message, f"The model does that: {model_in(error)}.{name}(…)."
    owner = re.search(rf"(\w+)\[\s*{name}\s*\]", error.source)
    if owner is not None and owner[1] in error.facts.get("keyed", ()):
        return message, f"A key that is a text stands in quotes: {owner[1]}['{name}']."
    return message, f"Did you mean {near}?" if near else "Give it a value before it is used."


def _unbound(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    message = f"{name} has no value yet at this point."
    return message, "A function that assigns a name uses its own, not the one outside."


def _key(error: ErrorView) -> Words:
    facts = error.facts
    key, owner = facts.get("key", error.message), facts.get("object", "the dict")
    keys = facts.get("keys")
    near = _nearest(facts)
    if facts.get("kind") == "columns":
        message = f"{owner} has no column {key!r}."
    else:
        message = f"{owner} has no key {key!r}."
    listed = (
        f"Its {facts.get('kind', 'keys')} are {', '.join(map(repr, keys))}."
        if _is_list(keys) and keys
        else ""
    )
    return message, f"{listed} Did you mean {near!r}?".strip() if near else listed


def _attribute(error: ErrorView) -> Words:
    name, kind = error.facts.get("name"), error.facts.get("type")
    if kind == "NoneType":
        owner = error.facts.get("object") or "This"
        changed = re.search(rf"\b(\w+)\s*=\s*\1\.({_CHANGING})\(", error.source)
        help_ = _WITHOUT_RETURN
        if changed is not None:
            call = f"{changed[1]}.{changed[2]}(…)"
            help_ = f"{call} changes the list itself and gives None: take {changed[1]} = away."
        return f"{owner} is None, and None has no .{name}.", help_
    if not name or not kind:
        return _as_it_is(error), ""
    near = _nearest(error.facts)
    if kind == "pandas.DataFrame":
        owner = error.facts.get("object") or "The table"
        return f"{owner} has no column {name!r}.", f"Did you mean {near!r}?" if near else ""
    return f"A value of type {kind} has no .{name}.", f"Did you mean .{near}?" if near else ""


def _shapes(error: ErrorView) -> Words:
    parts = [f"{name} has the shape {_tuple(shape)}" for name, shape in _both(error).items()]
    hint = "Is it the right array on both sides?" if parts else ""
    return _listing("These shapes don't fit together", parts, error), hint


def _both(error: ErrorView) -> Mapping[str, Any]:
    """The shapes by name, where those of both sides are known."""
    shapes = error.facts.get("shapes")
    return shapes if isinstance(shapes, Mapping) and len(shapes) > 1 else {}


def _listing(message: str, parts: Sequence[str], error: ErrorView) -> str:
    """The message with what is known of both sides, else with the error's own words."""
    return f"{message}: {', '.join(parts) or error.message.strip().rstrip('.')}."


def _cast(error: ErrorView) -> Words:
    message = "This array holds whole numbers, and what comes out here doesn't fit into it."
    return message, "Write a = a - b instead of a -= b: that makes a new array."


def _none(error: ErrorView) -> Words:
    if error.type == "AttributeError":
        return _attribute(error)
    none, holding = error.facts.get("none"), error.facts.get("holding_none")
    if none:
        return f"{' and '.join(none)} {'is' if len(none) == 1 else 'are'} None.", _WITHOUT_RETURN
    if holding:
        return f"There is a None in {' and in '.join(holding)}.", _WITHOUT_RETURN
    return "One of the values here is None.", _WITHOUT_RETURN


def _ragged(error: ErrorView) -> Words:
    message = "Numbers and arrays, or arrays of several lengths, don't make one array."
    return message, "Is one of them an array where a single number belongs?"


def _ambiguous(error: ErrorView) -> Words:
    message = "This asks one yes or no of a whole array, which has one for each number in it."
    return message, "Does an array stand where a single number belongs, like a sum?"


def _callable(error: ErrorView) -> Words:
    found = re.search(r"'([\w.]+)' object is not callable", error.message)
    kind = found[1].rpartition(".")[2] if found else "value"
    names = {"ndarray": "an array", "list": "a list", "dict": "a dict", "str": "a text"}
    what = names.get(kind, f"a value of type {kind}")
    message = f"Parentheses call a function, but this is {what}."
    help_ = "Is a * missing before (, or should it be [ ]?"
    return message, help_ if kind != "str" else "Is a name used twice, once for a text?"


def _arguments(error: ErrorView) -> Words:
    found = re.search(r"([\w.]+)\(\) missing \d+ required \S+ arguments?: (.*)", error.message)
    if found is None:
        return _as_it_is(error), ""
    what = found[1].removesuffix(".__init__").rpartition(".")[2]
    names = re.sub("'", "", found[2])
    return f"{what} needs a value for {names}.", ""


def _no_integer(error: ErrorView) -> Words:
    message = "A text stands where a whole number belongs."
    return message, "Take the quotes away."


def _operands(error: ErrorView) -> Words:
    if not re.search(r"'(builtin_function_or_method|function|method|numpy\.ufunc)'", error.message):
        return _as_it_is(error), ""
    message = "A function stands where a value belongs."
    return message, "To call it, write () after its name."


def _single(error: ErrorView) -> Words:
    found = re.search(r"'(?:numpy\.)?(int|float)\d*' object is not iterable", error.message)
    if found is None:
        return _as_it_is(error), ""
    message = "A single number stands where several belong."
    compared = re.search(r"\b(max|min)\(", error.source)
    if compared is not None:
        return message, f"{compared[1]} compares two numbers or more: {compared[1]}(a, b)."
    return message, "Count with range(n)." if re.search(r"\bfor\b", error.source) else ""


def _lengths(error: ErrorView) -> Words:
    parts = [f"{name} has {_size(shape)}" for name, shape in _both(error).items()]
    return _listing("What is compared here isn't equally long", parts, error), ""


def _no_index(error: ErrorView) -> Words:
    shapes = error.facts.get("shapes")
    name = next(iter(shapes)) if isinstance(shapes, Mapping) and shapes else "What stands there"
    message = f"{name} has no keys: in its [ ] belong whole numbers or slices."
    return message, "Is it the right one, or was a dict meant?"


def _method(error: ErrorView) -> Words:
    return "A function or method is called with parentheses, not with square brackets.", ""


def _index(error: ErrorView) -> Words:
    shapes = error.facts.get("shapes")
    axis = re.search(r"index (-?\d+) is out of bounds for axis 1 with size (\d+)", error.message)
    if axis is not None:
        last = int(axis[2]) - 1
        has = f"{axis[2]} columns, 0 to {last}" if last else "one column only, column 0"
        name = next(iter(shapes)) if isinstance(shapes, Mapping) and shapes else "The array"
        return f"There is no column {axis[1]}.", f"{name} has {has}."
    sizes = ""
    if isinstance(shapes, Mapping) and shapes:
        parts = [f"{name} has {_size(shape)}" for name, shape in shapes.items()]
        sizes = f"{', '.join(parts)}. "
    return "That index is out of range.", f"{sizes}Indices count from 0."


def _indentation(error: ErrorView) -> Words:
    if "expected an indented block" in error.message:
        message = "The lines after the one that ends with : must be indented."
        return message, "Four spaces are usual."
    if "unexpected indent" in error.message:
        return (
            "This line is indented, but nothing before it opens a block.",
            "Take the spaces away.",
        )
    if "unindent" in error.message:
        message = "This line's indentation fits none of the lines above."
        return message, "Lines of one block begin in the same column."
    return _as_it_is(error), "Lines of one block begin in the same column."


def _import(error: ErrorView) -> Words:
    name, near = error.facts.get("name") or _quoted(error.message), _nearest(error.facts)
    help_ = "What the exercise needs is imported already."
    return f"There is no module {name} here.", f"Did you mean {near}?" if near else help_


def _import_name(error: ErrorView) -> Words:
    found = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", error.message)
    if found is None:
        return _as_it_is(error), ""
    near = _nearest(error.facts)
    return f"There is no {found[1]} in {found[2]}.", f"Did you mean {near}?" if near else ""


def _zero(error: ErrorView) -> Words:
    return "This divides by zero.", ""


def _recursion(error: ErrorView) -> Words:
    if "during compilation" in error.message:
        message = "Brackets or signs are nested too deeply here for Python to read it."
        return message, "Use more than one line, with names for the parts."
    name = error.facts.get("function")
    what = f"{name} calls itself" if name else "A function calls itself"
    return f"{what} without end.", "It needs a case where it doesn't."


def _input(error: ErrorView) -> Words:
    text = error.facts.get("explain")
    return str(text or "There is nobody to type here: give the value in the code."), ""


def _assertion(error: ErrorView) -> Words:
    return _as_it_is(error), "An assert in the code says that this must not be."


def _full(error: ErrorView) -> Words:
    return (
        "There is no room for more files.",
        "What your code writes is kept while it runs, up to 256 MB.",
    )


def _open_files(error: ErrorView) -> Words:
    return "Your code has more files open than it may.", "Open each one with: with open(…) as file."


def _no_network(error: ErrorView) -> Words:
    return "There is no network for your code.", "The data it needs is in the variables given."


def _read_only(error: ErrorView) -> Words:
    return "Your code may write only in its own folder.", "Give a name without a folder."


#: Signs in a message that tell more than the type.
_BY_MESSAGE: tuple[tuple[str, Callable[[ErrorView], Words]], ...] = (
    ("No space left on device", _full),
    ("File too large", _full),
    ("Too many open files", _open_files),
    ("Read-only file system", _read_only),
    ("Permission denied", _read_only),
    ("Network is unreachable", _no_network),
    ("name resolution", _no_network),
    ("could not be broadcast together", _shapes),
    ("not aligned", _shapes),
    ("Cannot cast ufunc", _cast),
    ("mismatch in its core dimension", _shapes),
    ("object is not callable", _callable),
    ("truth value of an array", _ambiguous),
    ("inhomogeneous", _ragged),
    ("'NoneType'", _none),
    ("object is not iterable", _single),
    ("type(s) for", _operands),
    ("inconsistent numbers of samples", _lengths),
    ("arrays are valid indices", _no_index),
    ("indices must be integers", _no_index),
    ("required positional argument", _arguments),
    ("object cannot be interpreted as an integer", _no_integer),
    ("'method' object is not subscriptable", _method),
    ("'function' object is not subscriptable", _method),
)

_BY_TYPE: dict[str, Callable[[ErrorView], Words]] = {
    "NameError": _name,
    "UnboundLocalError": _unbound,
    "KeyError": _key,
    "AttributeError": _attribute,
    "IndexError": _index,
    "IndentationError": _indentation,
    "TabError": _indentation,
    "SyntaxError": of_syntax,
    "ModuleNotFoundError": _import,
    "ImportError": _import_name,
    "ZeroDivisionError": _zero,
    "RecursionError": _recursion,
    "EOFError": _input,
    "AssertionError": _assertion,
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


def _tuple(shape: object) -> str:
    return str(tuple(shape)) if isinstance(shape, Sequence) else str(shape)


def _size(shape: object) -> str:
    size = shape[0] if isinstance(shape, Sequence) and shape else shape
    return f"{size} item" if size == 1 else f"{size} items"
