"""What to do about what does not fit: the hints that stand below the message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, get_args, get_origin

from tutor.lesson.base import Model
from tutor.lesson.check_models import CHECK_KINDS, CheckModel
from tutor.lesson.descriptions import descriptions
from tutor.lesson.errors import did_you_mean
from tutor.lesson.locate import bare_type, is_model, part
from tutor.lesson.misfits import Misfit, keys_of
from tutor.lesson.models import CourseModel, LessonModel
from tutor.lesson.source import is_number
from tutor.network.spelling import nearest_word

#: What the same things are called elsewhere.
_ELSEWHERE = {
    "linear": "identity",
    "none": "identity",
    "mse": "mean_squared_error",
    "bce": "binary_crossentropy",
    "cce": "categorical_crossentropy",
    "tensorflow": "keras",
}


def meaning(misfit: Misfit) -> str:
    """What the key that a misfit is about is for; empty if it is no key of the format."""
    found: dict[str, str] = {}
    if misfit.at.owner is not None:
        with suppress(OSError, TypeError):  # an installation without the program's text
            found = descriptions(misfit.at.owner)
    text = found.get(misfit.key, "").removesuffix(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def for_unknown_key(misfit: Misfit) -> str:
    """Where a key belongs that has no place here, or which was meant."""
    key = misfit.key
    if key == "<<":
        return "nothing is merged into keys: write them out"
    if key != key.strip():
        return "the space in front of it is none of YAML's: type it anew"
    slip = nearest_word(key, misfit.keys, cutoff=0.8)
    if slip is None and (belongs := _belongs(misfit)):
        return belongs
    if misfit.value is None and nearest_word(key, misfit.keys) is None:
        return "put a text with a comma or a colon in quotes"
    return did_you_mean(key, misfit.keys)


def _belongs(misfit: Misfit) -> str:
    """Where a key stands that is one of another part; empty if it is of none nearby."""
    key, owner = misfit.key, misfit.at.owner
    for place, model in reversed(misfit.at.within[:-1]):
        if key in keys_of(model):
            return f"it stands beside {misfit.place[len(place)]}, not below it"
    if owner is None:
        return ""
    if issubclass(owner, CheckModel) and key in CHECK_KINDS:
        return "it is a check of its own: begin a new item with '- '"
    for other, file in ((CourseModel, "course.yaml"), (LessonModel, "a lesson")):
        if owner in (CourseModel, LessonModel) and key in keys_of(other):
            return f"it is a key of {file}"
    beside: Any = part(misfit.data, misfit.place[:-1])
    below = {
        field.alias or name: [*_models(field.annotation)]
        for name, field in owner.model_fields.items()
    }
    having = [name for name, models in below.items() if any(key in keys_of(m) for m in models)]
    there = [name for name in having if name in beside]
    if there or len(having) == 1:
        return f"it stands below {(there or having)[0]}"
    return ""


def _models(kind: Any) -> Iterator[type[Model]]:
    """The models that a type is made of; of those that exclude each other the members, too."""
    kind = bare_type(kind)
    if is_model(kind):
        yield kind
        for name in kind.one_of:
            yield from _models(kind.model_fields[name].annotation)
    elif get_origin(kind) is not None:
        for inner in get_args(kind):
            yield from _models(inner)


def for_wrong_type(misfit: Misfit, expected: list[str]) -> str:
    """What makes of a value of the wrong type one of the right type; else what it is for."""
    value = misfit.value
    if "a text" in expected and isinstance(value, dict):
        return _BRACES if all(each is None for each in value.values()) else _COLON
    if expected == ["keys with values"] and is_model(misfit.at.kind):
        return _like(misfit.at.kind, value)
    remedies = {
        "put it in quotes": "a text" in expected and type(value) in (int, float),
        "leave out the quotes": "a number" in expected and _is_number(value),
        "write true or false, in small letters": "true or false" in expected
        and isinstance(value, str),
        "begin each item with '- ', or put [ ] around all of them": expected == ["a list"]
        and isinstance(value, dict | str),
        "put [ ] around it": expected == ["a list"] and isinstance(value, int | float),
    }
    return next((remedy for remedy, helps in remedies.items() if helps), meaning(misfit))


_COLON = "a text with ': ' in it needs quotes"
_BRACES = 'write "{{ … }}", in quotes, for a quantity; else put quotes around the text'


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and is_number(value)


def _like(model: type[Model], value: Any) -> str:
    """An example of a part: the keys it needs; of those that exclude each other the nearest."""
    keys = [
        field.alias or name for name, field in model.model_fields.items() if field.is_required()
    ]
    if not keys:
        choices = model.one_of or tuple(keys_of(model))
        keys = [nearest_word(value, choices) or choices[0]]
    return f"like {{{', '.join(f'{key}: …' for key in keys)}}}"


def for_wrong_word(value: Any, words: list[str]) -> str:
    """Which of some words was meant; empty if none is near."""
    if not isinstance(value, str):
        return ""
    near = nearest_word(value, words)
    meant = _ELSEWHERE.get(value.lower(), "")
    near = near or (meant if meant in words else None)
    return f"did you mean {near}?" if near else ""
