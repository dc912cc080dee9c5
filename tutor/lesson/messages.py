"""What pydantic complains of, as sentences about the keys of a lesson file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from tutor.lesson import remedies
from tutor.lesson.base import Model
from tutor.lesson.check_models import CHECK_KINDS
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.misfits import Misfit
from tutor.lesson.source import Place, Source
from tutor.network.numbers import counted
from tutor.network.phrases import listed
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
        misfits = [Misfit.of(model, details, source.data) for details in error.errors()]
        raise LessonError(_diagnostics(source, misfits)) from None


# --- sentences -----------------------------------------------------------------------------------


def _diagnostics(source: Source, misfits: list[Misfit]) -> Iterator[Diagnostic]:
    groups: dict[tuple[Place, bool], list[Misfit]] = {}
    for misfit in misfits:
        groups.setdefault((misfit.place, misfit.is_about_key), []).append(misfit)
    extras = [p for p in misfits if p.type == "extra_forbidden"]
    for (place, about_key), group in groups.items():
        first = group[0]
        if _is_misspelt(first, extras) or _has_deeper(place, group, misfits):
            continue
        message, hint = _sentence(group)
        key = _key_at_fault(first)
        at = (*place, key) if key else place
        yield source.diagnostic(at, message, hint, key=about_key or bool(key))


def _key_at_fault(misfit: Misfit) -> str:
    """Of keys that exclude each other the second, or the one that is empty."""
    if misfit.type != "one_of":
        return ""
    given, empty = misfit.details["ctx"]["given"], _empty(misfit)
    return str(given[1]) if given else "".join(empty[:1])


def _empty(misfit: Misfit) -> list[str]:
    """Of keys that exclude each other those that are there without a value."""
    return [key for key in misfit.details["ctx"]["keys"] if key in misfit.value]


def _is_misspelt(misfit: Misfit, extras: list[Misfit]) -> bool:
    """Whether a missing key is there with a wrong spelling, which is told already."""
    key = misfit.place[-1] if misfit.place else ""
    return misfit.type == "missing" and any(
        extra.place[:-1] == misfit.place[:-1] and nearest_word(extra.place[-1], extra.keys) == key
        for extra in extras
    )


def _has_deeper(place: Place, group: list[Misfit], misfits: list[Misfit]) -> bool:
    """Whether another member of a union came further: then what stopped it there is told."""
    return all(p.type in _EXPECTED for p in group) and any(
        len(p.place) > len(place) and p.place[: len(place)] == place for p in misfits
    )


def _sentence(group: list[Misfit]) -> tuple[str, str]:
    said = {misfit.type for misfit in group}
    if said != {"literal_error"} and said <= _EXPECTED.keys():
        return _wrong_type(group[0], said)
    first = next((p for p in group if p.type not in _EXPECTED), group[0])
    make = _SENTENCES.get(first.type)
    return make(first) if make else (f"{first.name}: {first.details['msg'].lower()}", "")


def _wrong_type(misfit: Misfit, said: set[str]) -> tuple[str, str]:
    value, expected = misfit.value, _expected(said)
    if misfit.is_about_key:
        return f"the key '{value}' has to be {listed(expected, 'or')}", "put it in quotes"
    hint = remedies.for_wrong_type(misfit, expected)
    if value is None:
        return f"{misfit.name} is empty: it has to be {listed(expected, 'or')}", hint
    return f"{misfit.name} has to be {listed(expected, 'or')}, not {_described(value)}", hint


def _expected(said: set[str]) -> list[str]:
    if said == {"int_type"}:
        return ["a whole number"]
    return list(dict.fromkeys(text for type_, text in _EXPECTED.items() if type_ in said))


def _unknown_key(misfit: Misfit) -> tuple[str, str]:
    return f"unknown key '{misfit.key}'", remedies.for_unknown_key(misfit)


def _missing(misfit: Misfit) -> tuple[str, str]:
    owner = misfit.called(misfit.place[:-1])
    if isinstance(misfit.place[-1], int):
        return f"{owner} has too few values", ""
    return f"{owner} needs the key '{misfit.key}'", remedies.meaning(misfit)


def _one_of(misfit: Misfit) -> tuple[str, str]:
    given, keys = misfit.details["ctx"]["given"], misfit.details["ctx"]["keys"]
    if given:
        return f"only one of these keys can stand here: {', '.join(given)}", ""
    empty = _empty(misfit)
    if empty:
        return f"{empty[0]} is empty", ""
    return f"{misfit.name} needs one of these keys: {', '.join(keys)}", ""


def _literal(misfit: Misfit) -> tuple[str, str]:
    expected = misfit.details["ctx"]["expected"]
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    words = ["true" if word == "True" else word for word in words]
    wanted = words[0] if len(words) == 1 else "one of " + ", ".join(words)
    message = f"{misfit.name} has to be {wanted}, not {_described(misfit.value)}"
    return message, remedies.for_wrong_word(misfit.value, words)


def _check_kind(misfit: Misfit) -> tuple[str, str]:
    value = misfit.value
    if not isinstance(value, dict):
        return f"a check has to be keys with values, not {_described(value)}", ""
    near = next((n for n in (nearest_word(key, CHECK_KINDS) for key in value) if n), None)
    message = f"a check needs one of these keys: {', '.join(CHECK_KINDS)}"
    return message, f"did you mean {near}?" if near else ""


def _length(misfit: Misfit) -> tuple[str, str]:
    context = misfit.details["ctx"]
    value = misfit.value
    what = "character" if isinstance(value, str) else "key" if isinstance(value, dict) else "item"
    if "max_length" in context:
        most = counted(context["max_length"], what)
        return f"{misfit.name} can't have more than {most}", ""
    if not value:
        return f"{misfit.name} is empty", remedies.meaning(misfit)
    return f"{misfit.name} needs at least {counted(context['min_length'], what)}", ""


def _bound(words: str, key: str) -> Callable[[Misfit], tuple[str, str]]:
    def sentence(misfit: Misfit) -> tuple[str, str]:
        value = misfit.value
        return (
            f"{misfit.name} has to be {words} {misfit.details['ctx'][key]}, not {value}",
            "",
        )

    return sentence


def _pattern(misfit: Misfit) -> tuple[str, str]:
    message = f"{misfit.name} '{misfit.details['input']}' can have a-z, 0-9 and - only"
    return message, "small letters, no spaces"


_SENTENCES: dict[str, Callable[[Misfit], tuple[str, str]]] = {
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
