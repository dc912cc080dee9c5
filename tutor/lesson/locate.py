"""Which part of a lesson file, and which model of the format, an error of pydantic is about."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import Tag

from tutor.lesson.base import Model
from tutor.lesson.source import Place, Step


@dataclass(frozen=True, slots=True)
class Located:
    """A place in the data, and what the format knows of it.

    ``owner`` is the model that the last key belongs to, None where that is a list's or a mapping's.
    ``within`` has the models that the place lies in, outermost first, and where each begins.
    ``kind`` is the type of what should stand at the place.
    """

    place: Place
    owner: type[Model] | None
    within: tuple[tuple[Place, type[Model]], ...]
    kind: Any


def locate(model: type[Model], loc: tuple[int | str, ...], data: Any) -> Located:
    """What pydantic's ``loc`` means in the data: a place without the labels of unions."""
    place: Place = ()
    kind: Any = model
    owner: type[Model] | None = model
    within: list[tuple[Place, type[Model]]] = []
    for step in loc:
        member = _member(kind, step)
        if member is not None:
            kind = member
        # What else is no key is the label of a validator: "function-before[…]".
        elif step != "[key]" and (isinstance(step, int) or isinstance(part(data, place), dict)):
            bare = bare_type(kind)
            owner = bare if is_model(bare) else None
            if owner is not None:
                within.append((place, owner))
            place = (*place, _as_in(data, place, step))
            kind = _inside(bare, step)
    return Located(place, owner, tuple(within), bare_type(kind))


def part(data: Any, place: Place) -> Any:
    """What stands at a place of the data, None if there is nothing."""
    for step in place:
        if isinstance(data, list):
            data = data[step] if isinstance(step, int) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _as_in(data: Any, place: Place, step: int | str) -> Step:
    """The key as it is in the data: pydantic makes a text of a key that is a float."""
    inner = part(data, place)
    if isinstance(inner, dict) and step not in inner:
        return next((key for key in inner if str(key) == step), step)
    return step


def bare_type(kind: Any) -> Any:
    """A type without Annotated and without None."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, types.UnionType):
        members = tuple(m for m in get_args(kind) if m is not type(None))
        return bare_type(members[0]) if len(members) == 1 else Union[members]  # noqa: UP007
    return kind


def is_model(kind: Any) -> TypeGuard[type[Model]]:
    """Whether a type is a model of the format."""
    return isinstance(kind, type) and issubclass(kind, Model)


def _member(kind: Any, step: int | str) -> Any:
    """The member of a union that a label stands for: its tag, or the name of its type."""
    kind = bare_type(kind)
    if get_origin(kind) is not Union or not isinstance(step, str):
        return None
    return next((m for m in get_args(kind) if _is_label(step, m)), None)


def _is_label(step: str, member: Any) -> bool:
    if get_origin(member) is Annotated:
        if any(isinstance(m, Tag) and m.tag == step for m in get_args(member)[1:]):
            return True
        member = bare_type(member)
    if get_origin(member) in (list, Literal):
        return step.startswith("list[" if get_origin(member) is list else "literal[")
    return step == getattr(member, "__name__", None)


def _inside(kind: Any, step: int | str) -> Any:
    """The type of what stands under a key or index of a type."""
    if is_model(kind):
        fields = kind.model_fields.items()
        return next((f.annotation for name, f in fields if step == (f.alias or name)), Any)
    return (get_args(kind) or (Any,))[-1]
