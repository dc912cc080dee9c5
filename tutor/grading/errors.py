"""An exception in plain words: what went wrong, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tutor.grading.call_errors import of_calls
from tutor.grading.conversion_errors import of_conversions
from tutor.grading.families import Words
from tutor.grading.keras_errors import of_keras
from tutor.grading.kinds import plainly
from tutor.grading.lookup_errors import of_lookup
from tutor.grading.origins import origin
from tutor.grading.shape_errors import of_shapes
from tutor.grading.source import Source
from tutor.grading.syntax_errors import of_syntax
from tutor.grading.training_errors import of_training
from tutor.grading.value_errors import of_values
from tutor.network.phrases import listed
from tutor.runner.observation import ErrorView

_WITHOUT_RETURN = "None is what a function gives that ends without a return."
_GIVEN = "The data it needs is in the variables given."


def explained(error: ErrorView, source: Source | None = None) -> Words:
    """The two sentences for an exception; the second may be empty.

    Where the learner's source is given, it may tell how a value came to be what it is.
    """
    plain = replace(error, message=plainly(error.message))
    words = (origin(plain, source) if source is not None else None) or _known(plain)
    return words or (_as_it_is(error), "")


def of_call(call: str, error: ErrorView, source: Source | None = None) -> Words:
    """The two sentences for an exception that a call of the learner's function raised."""
    message, help_ = explained(error, source)
    verb = "ends with" if message.startswith(error.type) else "fails:"
    return f"{call} {verb} {message}", help_


def _known(error: ErrorView) -> Words | None:
    if error.type in ("SyntaxError", "IndentationError", "TabError"):
        return of_syntax(error)
    for explain in _FAMILIES:
        words = explain(error)
        if words is not None:
            return words
    explain_type = _BY_TYPE.get(error.type.rpartition(".")[2])
    return explain_type(error) if explain_type is not None else None


def _as_it_is(error: ErrorView) -> str:
    first = error.message.strip().partition("\n")[0]
    return f"{error.type}: {first.rstrip('.')}." if first else f"{error.type}."


# --- None -------------------------------------------------------------------------------------


def _of_none(error: ErrorView) -> Words | None:
    if "'NoneType'" not in error.message and error.facts.get("type") != "NoneType":
        return None
    if error.type == "AttributeError":
        owner = error.facts.get("object") or "This"
        return f"{owner} is None, and None has no .{error.facts.get('name')}.", _WITHOUT_RETURN
    none, holding = error.facts.get("none"), error.facts.get("holding_none")
    if none:
        return f"{listed(none)} {'is' if len(none) == 1 else 'are'} None.", _WITHOUT_RETURN
    if holding:
        return f"There is a None in {' and in '.join(holding)}.", _WITHOUT_RETURN
    return "One of the values here is None.", _WITHOUT_RETURN


# --- what belongs to no value -----------------------------------------------------------------


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


def _exit(error: ErrorView) -> Words:
    return "it ends the program, as exit() does.", "Take exit() out."


def _exhausted(error: ErrorView) -> Words:
    return "There is nothing more to take.", ""


def _overflow(error: ErrorView) -> Words:
    return "What comes out here is too large for a number.", ""


_BY_TYPE: dict[str, Callable[[ErrorView], Words]] = {
    "ZeroDivisionError": _zero,
    "RecursionError": _recursion,
    "EOFError": _input,
    "AssertionError": _assertion,
    "SystemExit": _exit,
    "StopIteration": _exhausted,
    "OverflowError": _overflow,
}


# --- files and the network --------------------------------------------------------------------


def _of_system(error: ErrorView) -> Words | None:
    for sign, words in _SYSTEM:
        if sign in error.message:
            return words
    name = re.search(r"No such file or directory: '(.*)'|^(\S+) not found", error.message)
    if name is None or "File" not in error.type:
        return None
    return f"There is no file {name[1] or name[2]} here.", _GIVEN


_OWN_FOLDER = ("Your code may write only in its own folder.", "Give a name without a folder.")
_NO_NETWORK = ("There is no network for your code.", _GIVEN)
_NO_ROOM = (
    "There is no room for more files.",
    "What your code writes is kept while it runs, up to 256 MB.",
)
_TOO_MANY_FILES = (
    "Your code has more files open than it may.",
    "Open each one with: with open(…) as file.",
)
_SYSTEM = (
    ("No space left on device", _NO_ROOM),
    ("File too large", _NO_ROOM),
    ("Too many open files", _TOO_MANY_FILES),
    ("Read-only file system", _OWN_FOLDER),
    ("Permission denied", _OWN_FOLDER),
    ("Network is unreachable", _NO_NETWORK),
    ("name resolution", _NO_NETWORK),
)

_FAMILIES: tuple[Callable[[ErrorView], Words | None], ...] = (
    of_training,
    of_keras,
    _of_system,
    of_shapes,
    of_values,
    of_conversions,
    of_calls,
    of_lookup,
    _of_none,
)
