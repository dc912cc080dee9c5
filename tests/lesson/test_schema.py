"""The schema that editors complete from says of a file what loading it says."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tutor.lesson.errors import LessonError
from tutor.lesson.load import make_lesson
from tutor.lesson.locate import part
from tutor.lesson.schema import schema, schema_file
from tutor.lesson.source import parse_source, read_source
from tutor.lesson.where import shipped_courses

FILES = [
    *sorted(shipped_courses().glob("*/*.yaml")),
    *sorted((Path(__file__).parent / "fixtures" / "course").glob("*.yaml")),
]


def validator(path: Path) -> Draft202012Validator:
    of = "course" if path.name == "course.yaml" else "lesson"
    return Draft202012Validator(json.loads(schema_file(of).read_text(encoding="utf-8")))


@pytest.mark.parametrize("of", ["lesson", "course"])
def test_the_file_is_what_the_models_say(of):
    """If not: ``python -m tutor.lesson.schema`` writes it anew."""
    assert json.loads(schema_file(of).read_text(encoding="utf-8")) == schema(of)
    Draft202012Validator.check_schema(schema(of))


@pytest.mark.parametrize("of", ["lesson", "course"])
def test_every_key_says_what_it_is_for(of):
    whole = schema(of)
    for name, model in {of: whole, **whole.get("$defs", {})}.items():
        assert model["description"], name
        for key, about in model["properties"].items():
            assert about.get("description"), f"{name}.{key}"
        assert model["additionalProperties"] is False
    assert '"null"' not in json.dumps(whole)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_lessons_that_load_are_valid(path):
    assert [error.message for error in validator(path).iter_errors(read_source(path).data)] == []


def _places(data, place=()):
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*place, key)
            yield from _places(value, (*place, key))


LESSON = Path(__file__).parent / "fixtures" / "course" / "kinds.yaml"
WHOLE = read_source(LESSON).data


@pytest.mark.parametrize("place", list(_places(WHOLE)), ids=str)
def test_what_the_schema_refuses_does_not_load(place):
    """A list in the place of any part, or a key too many in any mapping."""
    changed = copy.deepcopy(WHOLE)
    outer = part(changed, place[:-1])
    if isinstance(outer[place[-1]], dict):
        outer[place[-1]]["no key"] = [[]]
    else:
        outer[place[-1]] = [[{}]]
    valid = validator(LESSON).is_valid(changed)
    try:
        make_lesson(parse_source(json.dumps(changed), LESSON))
    except LessonError:
        # What needs more than the form (names, quantities) only loading can tell.
        return
    assert valid


@pytest.mark.parametrize(
    "exercise",
    [
        {"id": "a", "title": "A"},
        {"id": "A b", "title": "A", "read": "r"},
        {"id": "a", "title": "A", "read": "r", "raed": "r"},
        {"id": "a", "title": "A", "read": "r", "answer": {"prompt": "p", "expect": 1}},
        {"id": "a", "title": "A", "answer": {"prompt": "p"}},
        {"id": "a", "title": "A", "steps": {"network": "n", "pass": "back"}},
        {"id": "a", "title": "A", "code": {"task": "t", "solution": "s", "checks": []}},
        {"id": "a", "title": "A", "code": {"task": "t", "solution": "s", "checks": [{"x": 1}]}},
    ],
)
def test_a_wrong_exercise_is_refused(exercise):
    whole = {"title": "T", "exercises": [exercise]}
    assert not validator(LESSON).is_valid(whole)
    with pytest.raises(LessonError):
        make_lesson(parse_source(json.dumps(whole), LESSON))
