"""Calls that can't be made, in plain words."""

from __future__ import annotations

import re

from tutor.grading.families import Family, Found, Words, words_of
from tutor.grading.kinds import in_words
from tutor.network.numbers import counted
from tutor.runner.observation import ErrorView

#: What belongs behind a value that is no function, by its type.
_INSTEAD = {
    **dict.fromkeys(("int", "float"), "Is a * missing before (?"),
    **dict.fromkeys(("dict", "list", "tuple", "DataFrame", "Series"), "Should it be [ ]?"),
    "str": "Is a name used twice, once for a text?",
}


def of_calls(error: ErrorView) -> Words | None:
    """The two sentences for an exception about a call; None for any other."""
    return words_of(_FAMILY, error)


def _not_callable(found: Found, error: ErrorView) -> Words | None:
    kind = found[1].rpartition(".")[2]
    if kind == "NoneType":
        return None
    message = f"Parentheses call a function, but this is {in_words(kind)}."
    return message, _INSTEAD.get(kind, "Is a * missing before (, or should it be [ ]?")


def _missing(found: Found, error: ErrorView) -> Words:
    what = found[1].removesuffix(".__init__").rpartition(".")[2]
    names = found[2].replace("'", "")
    return f"{what} needs a value for {names}.", ""


def _too_many(found: Found, error: ErrorView) -> Words:
    parts = found[1].removesuffix(".__init__").split(".")
    name = parts[-1]
    least, takes = int(re.findall(r"\d+", found[2])[0]), int(found[2].split()[-1])
    given = int(found[3])
    of_class = len(parts) > 1 and parts[-2] != "<locals>"
    if name == "array" and "np.array(" in error.source:
        return "The numbers of an array stand in a list.", "Write np.array([…])."
    if given < least:
        return f"{name} takes {counted(least, 'value')} or more, but is given {given}.", ""
    most = counted(takes, "value") if takes else "no value"
    message = f"{name} takes {most}, but is given {given}."
    if of_class and given == takes + 1:
        help_ = "The object itself is the first: is self missing between the ( ) of its def?"
        return message, help_
    none = "What it takes stands between the ( ) of its def." if takes == 0 else ""
    return message, none


def _unexpected(found: Found, error: ErrorView) -> Words:
    call = re.search(rf"(\w+)\([^()]*\b{found[1]}\s*=", error.source)
    what = call[1] if call is not None else "What is called here"
    return f"{what} has no argument {found[1]}.", ""


def _given_twice(found: Found, error: ErrorView) -> Words:
    function, name = found[1].rpartition(".")[2], found[2]
    return f"{function} is given {name} twice: once by its place, once by its name.", ""


def _of_other_kind(found: Found, error: ErrorView) -> Words:
    what = "a list or an array" if "array-like" in found[3] else found[3]
    got = found[4].strip()
    given = f"{got} is given" if len(got) <= 40 else "something else is given"
    return f"{found[2]} takes {what} for {found[1]}, but {given}.", ""


def _starred(found: Found, error: ErrorView) -> Words:
    return f"A * before a value takes its parts, and this is {in_words(found[1])}.", ""


_FAMILY: Family = (
    (r"'([\w.]+)' object is not callable", _not_callable),
    (r"([\w.<>]+)\(\) missing \d+ required \S+ arguments?: (.*)", _missing),
    (
        r"^([\w.<>]+)\(\) takes (\d+|from \d+ to \d+) positional arguments? but (\d+) (?:was|were)",
        _too_many,
    ),
    (r"^got an unexpected keyword argument '(\w+)'", _unexpected),
    (r"([\w.]+)\(\) got multiple values for argument '(\w+)'", _given_twice),
    (r"The '(\w+)' parameter of (\w+) must be (.*?)\. Got (.*) instead", _of_other_kind),
    (r"argument after \* must be an iterable, not ([\w.]+)", _starred),
)
