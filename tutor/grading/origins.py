"""How a value came to be what it is, where the learner's source tells it."""

from __future__ import annotations

import ast
import builtins
import re

from tutor.grading.families import Words
from tutor.grading.source import Assignment, Source
from tutor.runner.observation import ErrorView

_BUILTINS = frozenset(name for name in dir(builtins) if name[0].islower())
#: Methods that change what they belong to and give nothing back.
_CHANGING = frozenset(
    ("append", "extend", "insert", "sort", "reverse", "remove", "clear", "update", "add", "shuffle")
)


def origin(error: ErrorView, source: Source) -> Words | None:
    """The two sentences that name the line where it began; None where no line tells it."""
    if "is not callable" in error.message:
        return _hidden_function(error, source)
    if error.type == "AttributeError" and error.facts.get("type") != "NoneType":
        return _never_set(error, source)
    if "NoneType" in error.message or error.facts.get("type") == "NoneType":
        return _none(error, source)
    return _function_as_value(error, source) or _number_in_quotes(error, source)


def _hidden_function(error: ErrorView, source: Source) -> Words | None:
    """A function of Python's whose name the learner gave to a value."""
    for name in re.findall(r"(?<![\w.])(\w+)\s*\(", error.source):
        given = source.last(name)
        if name in _BUILTINS and given is not None:
            message = f"{name} is no function any more: line {given.line} gave it a value."
            return message, f"Take another name there, such as {name}_."
    return None


def _never_set(error: ErrorView, source: Source) -> Words | None:
    """An attribute that the learner's own class never gives to self."""
    name, kind = error.facts.get("name"), str(error.facts.get("type", "")).rpartition(".")[2]
    classes = [n for n in ast.walk(source.tree) if isinstance(n, ast.ClassDef) and n.name == kind]
    if not classes or error.facts.get("nearest"):
        return None
    return f"A {kind} has no .{name}.", f"Its class sets one with self.{name} = …"


def _none(error: ErrorView, source: Source) -> Words | None:
    """A name that got None from something that gives nothing back."""
    names = error.facts.get("none") or [error.facts.get("object")]
    for name in names:
        given = source.last(str(name))
        why = _why_none(given, source) if given is not None else None
        if given is not None and why is not None:
            has = f", and None has no .{error.facts['name']}" if "name" in error.facts else ""
            return f"{name} is None{has}.", f"Line {given.line}: {why}"
    return None


def _why_none(given: Assignment, source: Source) -> str | None:
    match given.value:
        case ast.Constant(value=None):
            return f"{given.name} = None gives it no value yet."
        case ast.Call(keywords=keywords) if any(
            k.arg == "inplace" and isinstance(k.value, ast.Constant) and k.value.value is True
            for k in keywords
        ):
            return f"with inplace=True nothing is given back: take {given.name} = away."
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in _CHANGING:
            own = ast.unparse(given.value.func)
            return f"{own}(…) gives None: take {given.name} = away."
        case ast.Call(func=ast.Name(id="print")):
            return "print(…) shows a value and gives None."
        case ast.Call(func=ast.Name(id=function)) if made := source.function(function):
            if not any(isinstance(n, ast.Return) and n.value for n in ast.walk(made)):
                return f"{function} ends without a return, so it gives None."
    return None


def _function_as_value(error: ErrorView, source: Source) -> Words | None:
    """A function of Python's in the place of a name that looks like it: ``input`` for inputs."""
    if "builtin_function_or_method" not in error.message and "'type'" not in error.message:
        return None
    tree = Source(error.source.strip()).tree
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    names = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called]
    for name in names:
        if name in _BUILTINS and source.last(name) is None:
            return f"{name} is a function of Python's, no value.", "Is another name meant?"
    return None


def _number_in_quotes(error: ErrorView, source: Source) -> Words | None:
    """A number that another line has in quotes, where it is computed with."""
    if error.type != "TypeError" or not re.search(r"'str'|\bstring\b", error.message):
        return None
    named = {name: source.last(name) for name in re.findall(r"\b[A-Za-z_]\w*", error.source)}
    places = [(a.name, a.value, a.line) for a in named.values() if a is not None]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.keyword) and node.arg is not None:
            places.append((node.arg, node.value, node.value.lineno))
    for name, value, line in places:
        text = value.value if isinstance(value, ast.Constant) else None
        if line != error.line and isinstance(text, str) and re.fullmatch(r"-?\d*\.?\d+", text):
            message = "A text stands where a number belongs."
            return message, f"Line {line}: take the quotes away, {name}={text}."
    return None
