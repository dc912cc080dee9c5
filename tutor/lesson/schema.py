"""The JSON Schema of lesson and course files, which editors complete from."""

from __future__ import annotations

from typing import Any, Literal

from tutor.lesson.models import CourseModel, LessonModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(of: Literal["lesson", "course"] = "lesson") -> dict[str, Any]:
    """The JSON Schema of a lesson file, or of ``course.yaml``."""
    model = CourseModel if of == "course" else LessonModel
    return {"$schema": _DIALECT, **_plain(model.model_json_schema(by_alias=True))}


def _plain(part: Any) -> Any:
    """A schema without what says nothing in YAML: titles, "or null" of keys left out."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    options = part.get("anyOf")
    if options and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        part = {k: v for k, v in part.items() if k not in ("anyOf", "default")}
        part |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    return {
        key: _plain(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str))
    }
