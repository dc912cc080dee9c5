"""The complaints of pydantic, as sentences about the keys of a lesson file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tutor.lesson.base import Model
from tutor.lesson.check_models import CHECK_KINDS
from tutor.lesson.errors import Diagnostic, LessonError, did_you_mean
from tutor.lesson.locate import locate, part
from tutor.lesson.source import Place, Source, is_number
from tutor.network.spelling import nearest_word

M = TypeVar("M", bound=Model)

#: What pydantic calls a wrong type → what is expected. In the order they are told in.
_EXPECTED = {
    "string_type": "a text",
    "int_type": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "literal_error": "true",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "finite_number": "a number",
}


def validated(model: type[M], source: Source) -> M:
    """The data of a file as a model. Raises LessonError with everything that does not fit."""
    if source.data is None:
        raise source.error((), "the file is empty", "tutor new writes one to begin with")
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        problems = [_Problem.of(model, details, source.data) for details in error.errors()]
        raise LessonError(_diagnostics(source, problems)) from None


@dataclass(frozen=True, slots=True)
class _Problem:
    """One complaint: where in the data, and by which model, which knows the keys it has."""

    details: ErrorDetails
    place: Place
    owner: type[Model] | None
    data: Any

    @classmethod
    def of(cls, model: type[Model], details: ErrorDetails, data: Any) -> _Problem:
        place, owner = locate(model, details["loc"], data)
        return cls(details, place, owner, data)

    @property
    def type(self) -> str:
        return self.details["type"]

    @property
    def name(self) -> str:
        return self.called(self.place)

    @property
    def keys(self) -> list[str]:
        fields = self.owner.model_fields if self.owner else {}
        return [field.alias or name for name, field in fields.items()]

    def called(self, place: Place) -> str:
        """What a part is called: its key, and the item's number where it is in a list."""
        if not place:
            return "the file"
        if not isinstance(part(self.data, place[:-1]), list | tuple):
            return str(place[-1])
        if place[:-1] == ("exercises",):
            return "an exercise"
        return f"item {int(place[-1]) + 1} of {self.called(place[:-1])}"


# --- sentences -----------------------------------------------------------------------------------


def _diagnostics(source: Source, problems: list[_Problem]) -> Iterator[Diagnostic]:
    groups: dict[tuple[Place, bool], list[_Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.place, _is_about_key(problem)), []).append(problem)
    extras = [p for p in problems if p.type == "extra_forbidden"]
    for (place, about_key), group in groups.items():
        first = group[0]
        if _is_misspelt(first, extras) or _has_deeper(place, group, problems):
            continue
        message, hint = _sentence(group)
        yield source.diagnostic(place, message, hint, key=about_key)


def _is_about_key(problem: _Problem) -> bool:
    return problem.type == "extra_forbidden" or problem.details["loc"][-1:] == ("[key]",)


def _is_misspelt(problem: _Problem, extras: list[_Problem]) -> bool:
    """Whether a missing key is there with a wrong spelling, which is told already."""
    key = problem.place[-1] if problem.place else ""
    return problem.type == "missing" and any(
        extra.place[:-1] == problem.place[:-1] and nearest_word(extra.place[-1], extra.keys) == key
        for extra in extras
    )


def _has_deeper(place: Place, group: list[_Problem], problems: list[_Problem]) -> bool:
    """Whether another member of a union came further: then what stopped it there is told."""
    return all(p.type in _EXPECTED for p in group) and any(
        len(p.place) > len(place) and p.place[: len(place)] == place for p in problems
    )


def _sentence(group: list[_Problem]) -> tuple[str, str]:
    said = {problem.type for problem in group}
    if said != {"literal_error"} and said <= _EXPECTED.keys():
        return _wrong_type(group[0], said)
    first = next((p for p in group if p.type not in _EXPECTED), group[0])
    make = _SENTENCES.get(first.type)
    return make(first) if make else (f"{first.name}: {first.details['msg'].lower()}", "")


def _wrong_type(problem: _Problem, said: set[str]) -> tuple[str, str]:
    value = problem.details["input"]
    expected = _expected(said)
    if _is_about_key(problem):
        return f"the key '{value}' has to be {_either(expected)}", "put it in quotes"
    message = f"{problem.name} has to be {_either(expected)}, not {_described(value)}"
    return message, _remedy(expected, value)


def _remedy(expected: list[str], value: Any) -> str:
    """What makes of a value of the wrong type one of the right type; empty if nothing does."""
    if "a text" in expected and type(value) in (int, float):
        return "put it in quotes"
    if "a text" in expected and isinstance(value, dict):
        return "a text with ': ' in it needs quotes"
    if "a number" in expected and isinstance(value, str) and is_number(value):
        return "leave out the quotes"
    if "true or false" in expected and isinstance(value, str):
        return "write true or false, in small letters"
    if expected == ["a list"] and isinstance(value, dict | str):
        return "begin each item with '- ', or put [ ] around all of them"
    return ""


def _expected(said: set[str]) -> list[str]:
    if said == {"int_type"}:
        return ["a whole number"]
    return list(dict.fromkeys(text for type_, text in _EXPECTED.items() if type_ in said))


def _either(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def _unknown_key(problem: _Problem) -> tuple[str, str]:
    key = problem.place[-1]
    if problem.details["input"] is None and nearest_word(key, problem.keys) is None:
        return f"unknown key '{key}'", "put a text with a comma or a colon in quotes"
    return f"unknown key '{key}'", did_you_mean(key, problem.keys)


def _missing(problem: _Problem) -> tuple[str, str]:
    key = problem.place[-1]
    if isinstance(key, int):
        return f"{problem.called(problem.place[:-1])} has too few values", ""
    return f"{problem.called(problem.place[:-1])} needs the key '{key}'", ""


def _one_of(problem: _Problem) -> tuple[str, str]:
    given, keys = problem.details["ctx"]["given"], problem.details["ctx"]["keys"]
    if given:
        return f"only one of these keys can stand here: {', '.join(given)}", ""
    empty = [key for key in keys if key in problem.details["input"]]
    if empty:
        return f"{empty[0]} is empty", ""
    return f"{problem.name} needs one of these keys: {', '.join(keys)}", ""


def _literal(problem: _Problem) -> tuple[str, str]:
    value, expected = problem.details["input"], problem.details["ctx"]["expected"]
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    words = ["true" if word == "True" else word for word in words]
    wanted = words[0] if len(words) == 1 else "one of " + ", ".join(words)
    near = nearest_word(value, words) if isinstance(value, str) else None
    message = f"{problem.name} has to be {wanted}, not {_described(value)}"
    return message, f"did you mean {near}?" if near else ""


def _check_kind(problem: _Problem) -> tuple[str, str]:
    value = problem.details["input"]
    if not isinstance(value, dict):
        return f"a check has to be keys with values, not {_described(value)}", ""
    near = next((n for n in (nearest_word(key, CHECK_KINDS) for key in value) if n), None)
    message = f"a check needs one of these keys: {', '.join(CHECK_KINDS)}"
    return message, f"did you mean {near}?" if near else ""


def _length(problem: _Problem) -> tuple[str, str]:
    context = problem.details["ctx"]
    if "min_length" in context:
        return f"{problem.name} needs {_at_least(context['min_length'])}", ""
    return f"{problem.name} can't have more than {context['max_length']}", ""


def _bound(words: str, key: str) -> Callable[[_Problem], tuple[str, str]]:
    def sentence(problem: _Problem) -> tuple[str, str]:
        value = problem.details["input"]
        return f"{problem.name} has to be {words} {problem.details['ctx'][key]}, not {value}", ""

    return sentence


def _pattern(problem: _Problem) -> tuple[str, str]:
    message = f"{problem.name} '{problem.details['input']}' can have a-z, 0-9 and - only"
    return message, "small letters, no spaces"


_SENTENCES: dict[str, Callable[[_Problem], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "one_of": _one_of,
    "literal_error": _literal,
    "union_tag_not_found": _check_kind,
    "union_tag_invalid": _check_kind,
    "too_short": _length,
    "too_long": _length,
    "string_too_long": _length,
    "string_pattern_mismatch": _pattern,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
}


def _at_least(number: int) -> str:
    return "at least one" if number == 1 else f"at least {number}"


def _described(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 40 else f"'{value[:39]}…'"
    return "a list" if isinstance(value, list | tuple) else "keys with values"
