"""The JSON Schema of lesson and course files, which editors complete from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from tutor.lesson.base import Model
from tutor.lesson.descriptions import descriptions
from tutor.lesson.models import CourseModel, LessonModel

Of = Literal["lesson", "course"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[Of, type[Model]] = {"lesson": LessonModel, "course": CourseModel}


def schema(of: Of = "lesson") -> dict[str, Any]:
    """The JSON Schema of a lesson file, or of ``course.yaml``.

    What a key is for is said by the text below it in its model.
    """
    model = _MODELS[of]
    made = model.model_json_schema(by_alias=True)
    known = {each.__name__: each for each in _models(Model)}
    for name, part in ((model.__name__, made), *made.get("$defs", {}).items()):
        for key, text in descriptions(known[name]).items():
            part["properties"][key]["description"] = text
    whole: dict[str, Any] = _plain(made)
    return {"$schema": _DIALECT, **whole}


def schema_file(of: Of = "lesson") -> Path:
    """The file of a schema that comes with the program."""
    return Path(__file__).parent / "schemas" / f"{of}.json"


def write_schemas() -> None:
    """Write the files of both schemas anew: ``python -m tutor.lesson.schema``."""
    for of in _MODELS:
        text = json.dumps(schema(of), ensure_ascii=False, indent=2)
        schema_file(of).write_text(f"{text}\n", encoding="utf-8")


def _models(model: type[Model]) -> Iterator[type[Model]]:
    for each in model.__subclasses__():
        yield each
        yield from _models(each)


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


if __name__ == "__main__":
    write_schemas()
