"""Which part of a lesson file, and which model of the format, an error of pydantic is about."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import Tag

from tutor.lesson.base import Model
from tutor.lesson.source import Place, Step


def locate(
    model: type[Model], loc: tuple[int | str, ...], data: Any
) -> tuple[Place, type[Model] | None]:
    """The place in the data that pydantic's ``loc`` means: without the labels of unions.

    Also the model that the last key belongs to, if one is known.
    """
    place: Place = ()
    kind: Any = model
    owner: type[Model] | None = model
    for step in loc:
        member = _member(kind, step)
        if member is not None:
            kind = member
        # What else is no key is the label of a validator: "function-before[…]".
        elif step != "[key]" and (isinstance(step, int) or isinstance(part(data, place), dict)):
            place = (*place, _as_in(data, place, step))
            bare = _bare(kind)
            owner = bare if _is_model(bare) else None
            kind = _inside(bare, step)
    return place, owner


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


def _bare(kind: Any) -> Any:
    """A type without Annotated and without None."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, types.UnionType):
        members = tuple(m for m in get_args(kind) if m is not type(None))
        return _bare(members[0]) if len(members) == 1 else Union[members]  # noqa: UP007
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _member(kind: Any, step: int | str) -> Any:
    """The member of a union that a label stands for: its tag, or the name of its type."""
    kind = _bare(kind)
    if get_origin(kind) is not Union or not isinstance(step, str):
        return None
    return next((m for m in get_args(kind) if _is_label(step, m)), None)


def _is_label(step: str, member: Any) -> bool:
    if get_origin(member) is Annotated:
        if any(isinstance(m, Tag) and m.tag == step for m in get_args(member)[1:]):
            return True
        member = _bare(member)
    if get_origin(member) in (list, Literal):
        return step.startswith("list[" if get_origin(member) is list else "literal[")
    return step == getattr(member, "__name__", None)


def _inside(kind: Any, step: int | str) -> Any:
    """The type of what stands under a key or index of a type."""
    if _is_model(kind):
        fields = kind.model_fields.items()
        return next((f.annotation for name, f in fields if step == (f.alias or name)), Any)
    return (get_args(kind) or (Any,))[-1]
