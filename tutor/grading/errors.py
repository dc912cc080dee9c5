"""An exception in plain words: what went wrong, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.runner.observation import ErrorView

#: What happened, and what explains it or helps.
Words = tuple[str, str]


def explained(error: ErrorView) -> Words:
    """The two sentences for an exception; the second may be empty."""
    for sign, explain in _BY_MESSAGE:
        if sign in error.message:
            return explain(error)
    explain_type = _BY_TYPE.get(error.type.rpartition(".")[2])
    return explain_type(error) if explain_type is not None else (_as_it_is(error), "")


def _as_it_is(error: ErrorView) -> str:
    first = error.message.strip().partition("\n")[0]
    return f"{error.type}: {first.rstrip('.')}." if first else f"{error.type}."


def _name(error: ErrorView) -> Words:
    name = str(error.facts.get("name") or _quoted(error.message))
    near = _nearest(error.facts)
    message = f"{name} isn't defined here."
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
    message = f"{owner} has no key {key!r}."
    listed = f"Its keys are {', '.join(map(repr, keys))}." if _is_list(keys) and keys else ""
    return message, f"{listed} Did you mean {near!r}?".strip() if near else listed


def _attribute(error: ErrorView) -> Words:
    name, kind = error.facts.get("name"), error.facts.get("type")
    if kind == "NoneType":
        message = f"This is None, and None has no .{name}."
        return message, "None is what a function without return gives."
    if name == "predict":
        return f"A {kind} has no .predict.", "It's the model that predicts: model.predict(data)."
    if not name or not kind:
        return _as_it_is(error), ""
    near = _nearest(error.facts)
    return f"A value of type {kind} has no .{name}.", f"Did you mean .{near}?" if near else ""


def _shapes(error: ErrorView) -> Words:
    shapes = error.facts.get("shapes")
    message = "These shapes don't fit together"
    if isinstance(shapes, Mapping) and shapes:
        parts = [f"{name} has the shape {_tuple(shape)}" for name, shape in shapes.items()]
        return f"{message}: {', '.join(parts)}.", "Is it the right array on both sides?"
    return f"{message}: {error.message.strip().rstrip('.')}.", ""


def _none(error: ErrorView) -> Words:
    if error.type == "AttributeError":
        return _attribute(error)
    return "One of the values here is None.", "None is what a function without return gives."


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


def _index(error: ErrorView) -> Words:
    shapes = error.facts.get("shapes")
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


def _syntax(error: ErrorView) -> Words:
    message = error.message.strip().rstrip(".")
    return f"Python can't read this: {message}.", "A bracket or quote is often left open before it."


def _import(error: ErrorView) -> Words:
    name = error.facts.get("name") or _quoted(error.message)
    return f"There is no module {name} here.", "What the exercise needs is imported already."


def _zero(error: ErrorView) -> Words:
    return "This divides by zero.", ""


def _recursion(error: ErrorView) -> Words:
    name = error.facts.get("function")
    what = f"{name} calls itself" if name else "A function calls itself"
    return f"{what} without end.", "It needs a case where it doesn't."


def _input(error: ErrorView) -> Words:
    text = error.facts.get("explain")
    return str(text or "There is nobody to type here: give the value in the code."), ""


def _rate_name(error: ErrorView) -> Words:
    return "Keras doesn't know lr.", "It is learning_rate now: SGD(learning_rate=0.01)."


def _rate_whole(error: ErrorView) -> Words:
    message = "Keras takes a learning rate only as a decimal number."
    return message, "Write 1.0 instead of 1."


def _predict_nothing(error: ErrorView) -> Words:
    return "predict needs to know for which data.", "Call model.predict(pred_data)."


def _not_compiled(error: ErrorView) -> Words:
    return "The model isn't compiled yet.", "Call model.compile(…) before model.fit(…)."


def _assertion(error: ErrorView) -> Words:
    return _as_it_is(error), "An assert in the code says that this must not be."


#: Signs in a message that tell more than the type.
_BY_MESSAGE: tuple[tuple[str, Callable[[ErrorView], Words]], ...] = (
    ("{'lr'", _rate_name),
    ("Argument `learning_rate` should be float", _rate_whole),
    ("missing 1 required positional argument: 'x'", _predict_nothing),
    ("You must call `compile()`", _not_compiled),
    ("could not be broadcast together", _shapes),
    ("not aligned", _shapes),
    ("mismatch in its core dimension", _shapes),
    ("object is not callable", _callable),
    ("truth value of an array", _ambiguous),
    ("inhomogeneous", _ragged),
    ("'NoneType'", _none),
)

_BY_TYPE: dict[str, Callable[[ErrorView], Words]] = {
    "NameError": _name,
    "UnboundLocalError": _unbound,
    "KeyError": _key,
    "AttributeError": _attribute,
    "IndexError": _index,
    "IndentationError": _indentation,
    "TabError": _indentation,
    "SyntaxError": _syntax,
    "ModuleNotFoundError": _import,
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
