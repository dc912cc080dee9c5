"""The complaints of pydantic, as sentences about the keys of a lesson file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from tutor.lesson import remedies
from tutor.lesson.base import Model
from tutor.lesson.check_models import CHECK_KINDS
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.problems import Problem
from tutor.lesson.source import Place, Source
from tutor.network.numbers import counted
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
        problems = [Problem.of(model, details, source.data) for details in error.errors()]
        raise LessonError(_diagnostics(source, problems)) from None


# --- sentences -----------------------------------------------------------------------------------


def _diagnostics(source: Source, problems: list[Problem]) -> Iterator[Diagnostic]:
    groups: dict[tuple[Place, bool], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.place, problem.is_about_key), []).append(problem)
    extras = [p for p in problems if p.type == "extra_forbidden"]
    for (place, about_key), group in groups.items():
        first = group[0]
        if _is_misspelt(first, extras) or _has_deeper(place, group, problems):
            continue
        message, hint = _sentence(group)
        key = _key_at_fault(first)
        at = (*place, key) if key else place
        yield source.diagnostic(at, message, hint, key=about_key or bool(key))


def _key_at_fault(problem: Problem) -> str:
    """Of keys that exclude each other the second, or the one that is empty."""
    if problem.type != "one_of":
        return ""
    given, empty = problem.details["ctx"]["given"], _empty(problem)
    return str(given[1]) if given else "".join(empty[:1])


def _empty(problem: Problem) -> list[str]:
    """Of keys that exclude each other those that are there without a value."""
    return [key for key in problem.details["ctx"]["keys"] if key in problem.value]


def _is_misspelt(problem: Problem, extras: list[Problem]) -> bool:
    """Whether a missing key is there with a wrong spelling, which is told already."""
    key = problem.place[-1] if problem.place else ""
    return problem.type == "missing" and any(
        extra.place[:-1] == problem.place[:-1] and nearest_word(extra.place[-1], extra.keys) == key
        for extra in extras
    )


def _has_deeper(place: Place, group: list[Problem], problems: list[Problem]) -> bool:
    """Whether another member of a union came further: then what stopped it there is told."""
    return all(p.type in _EXPECTED for p in group) and any(
        len(p.place) > len(place) and p.place[: len(place)] == place for p in problems
    )


def _sentence(group: list[Problem]) -> tuple[str, str]:
    said = {problem.type for problem in group}
    if said != {"literal_error"} and said <= _EXPECTED.keys():
        return _wrong_type(group[0], said)
    first = next((p for p in group if p.type not in _EXPECTED), group[0])
    make = _SENTENCES.get(first.type)
    return make(first) if make else (f"{first.name}: {first.details['msg'].lower()}", "")


def _wrong_type(problem: Problem, said: set[str]) -> tuple[str, str]:
    value, expected = problem.value, _expected(said)
    if problem.is_about_key:
        return f"the key '{value}' has to be {_either(expected)}", "put it in quotes"
    hint = remedies.for_wrong_type(problem, expected)
    if value is None:
        return f"{problem.name} is empty: it has to be {_either(expected)}", hint
    return f"{problem.name} has to be {_either(expected)}, not {_described(value)}", hint


def _expected(said: set[str]) -> list[str]:
    if said == {"int_type"}:
        return ["a whole number"]
    return list(dict.fromkeys(text for type_, text in _EXPECTED.items() if type_ in said))


def _either(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def _unknown_key(problem: Problem) -> tuple[str, str]:
    return f"unknown key '{problem.key}'", remedies.for_unknown_key(problem)


def _missing(problem: Problem) -> tuple[str, str]:
    owner = problem.called(problem.place[:-1])
    if isinstance(problem.place[-1], int):
        return f"{owner} has too few values", ""
    return f"{owner} needs the key '{problem.key}'", remedies.meaning(problem)


def _one_of(problem: Problem) -> tuple[str, str]:
    given, keys = problem.details["ctx"]["given"], problem.details["ctx"]["keys"]
    if given:
        return f"only one of these keys can stand here: {', '.join(given)}", ""
    empty = _empty(problem)
    if empty:
        return f"{empty[0]} is empty", ""
    return f"{problem.name} needs one of these keys: {', '.join(keys)}", ""


def _literal(problem: Problem) -> tuple[str, str]:
    expected = problem.details["ctx"]["expected"]
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    words = ["true" if word == "True" else word for word in words]
    wanted = words[0] if len(words) == 1 else "one of " + ", ".join(words)
    message = f"{problem.name} has to be {wanted}, not {_described(problem.value)}"
    return message, remedies.for_wrong_word(problem.value, words)


def _check_kind(problem: Problem) -> tuple[str, str]:
    value = problem.value
    if not isinstance(value, dict):
        return f"a check has to be keys with values, not {_described(value)}", ""
    near = next((n for n in (nearest_word(key, CHECK_KINDS) for key in value) if n), None)
    message = f"a check needs one of these keys: {', '.join(CHECK_KINDS)}"
    return message, f"did you mean {near}?" if near else ""


def _length(problem: Problem) -> tuple[str, str]:
    context = problem.details["ctx"]
    value = problem.value
    what = "character" if isinstance(value, str) else "key" if isinstance(value, dict) else "item"
    if "max_length" in context:
        most = counted(context["max_length"], what)
        return f"{problem.name} can't have more than {most}", ""
    if not value:
        return f"{problem.name} is empty", remedies.meaning(problem)
    return f"{problem.name} needs at least {counted(context['min_length'], what)}", ""


def _bound(words: str, key: str) -> Callable[[Problem], tuple[str, str]]:
    def sentence(problem: Problem) -> tuple[str, str]:
        value = problem.value
        return f"{problem.name} has to be {words} {problem.details['ctx'][key]}, not {value}", ""

    return sentence


def _pattern(problem: Problem) -> tuple[str, str]:
    message = f"{problem.name} '{problem.details['input']}' can have a-z, 0-9 and - only"
    return message, "small letters, no spaces"


_SENTENCES: dict[str, Callable[[Problem], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "one_of": _one_of,
    "literal_error": _literal,
    "union_tag_not_found": _check_kind,
    "union_tag_invalid": _check_kind,
    "too_short": _length,
    "too_long": _length,
    "string_too_long": _length,
    "string_too_short": _length,
    "string_pattern_mismatch": _pattern,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
}


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
