"""Whatever is done to a lesson, it loads or says where it is wrong."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lesson.fuzz import fuzz
from tutor.lesson.course import data_of
from tutor.lesson.errors import LessonError
from tutor.lesson.expected import expected_value, wrong_values
from tutor.lesson.load import load_lesson, make_lesson
from tutor.lesson.locate import part
from tutor.lesson.outline import outline_lesson
from tutor.lesson.source import parse_source
from tutor.lesson.template import TemplateError, render

COURSE = Path(__file__).parent / "fixtures" / "course"
FILES = [COURSE / f"{name}.yaml" for name in ("kinds", "code")]
BYTES = {path: path.read_bytes() for path in FILES}
DATA = {path: parse_source(path.read_text(), path).data for path in FILES}

STRANGE = st.one_of(
    st.sampled_from([None, True, 0, -1, 3, 10**17, 1.5, 1e300]),
    st.sampled_from(["", "x", "{{ x }}", "{{", "1 +", "yes", "é", "a" * 5000]),
    st.sampled_from(["bank", "back", "delta(h0)", "output"]),
    st.sampled_from([[], {}, [1, "a"], {"a": 1}, {1: 2}, [[]], [None]]),
)


def loads_or_says_where(load, lines: int) -> None:
    try:
        lesson = load()
    except LessonError as error:
        assert error.diagnostics
        for found in error.diagnostics:
            assert 1 <= found.line <= lines
            assert found.column >= 1
            assert found.message
            assert "\n" not in str(found)
        return
    for exercise in lesson.exercises:
        if data_of(exercise) is not None:
            continue  # needs a table
        render(exercise.title, lesson, exercise)
        if exercise.answer is not None:
            right = expected_value(lesson, exercise)
            wrong_values(lesson, exercise, right)


@settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from(FILES),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from(
                    [b"\t", b": ", b"- ", b"[", b"}", b"&a ", b"*a", b"'", b"\n", b"#"]
                ),
            ),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_random_bytes(tmp_path_factory, path, edits):
    raw = BYTES[path]
    for place, length, new in edits:
        at = int(place * len(raw))
        raw = raw[:at] + new + raw[at + length :]
    file = tmp_path_factory.mktemp("bytes") / "lesson.yaml"
    file.write_bytes(raw)
    # A carriage return and some other characters are line ends, too, for the parser.
    lines = len(raw.decode("utf-8", "replace").splitlines()) + 2
    loads_or_says_where(lambda: load_lesson(file), lines)
    outline_lesson(file)


def parts(data, place=()):
    """The places of all parts of some data."""
    items = (
        data.items() if isinstance(data, dict) else enumerate(data if type(data) is list else ())
    )
    for key, value in items:
        yield (*place, key)
        yield from parts(value, (*place, key))


PLACES = {path: list(parts(DATA[path])) for path in FILES}


@settings(max_examples=200, deadline=None)
@given(data=st.data(), path=st.sampled_from(FILES))
def test_random_changes_of_the_structure(data, path):
    changed = copy.deepcopy(DATA[path])
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(PLACES[path]))
        change(changed, place, data)
    text = yaml.safe_dump(changed, sort_keys=False, allow_unicode=True)
    lines = text.count("\n") + 1
    loads_or_says_where(lambda: make_lesson(parse_source(text, path)), lines)


def change(whole, place, data) -> None:
    """Replaces, removes, renames or doubles the part at a place, if it is still there."""
    outer, key = part(whole, place[:-1]), place[-1]
    if isinstance(outer, dict) and key in outer:
        how = data.draw(st.sampled_from(["replace", "remove", "rename", "move"]))
        value = outer.pop(key)
        if how == "replace":
            outer[key] = data.draw(STRANGE)
        elif how == "rename":
            outer[data.draw(st.sampled_from([f"{key}s", "x", 3, "read", "code", -1.5]))] = value
        elif how == "move":
            whole[key] = value
    elif isinstance(outer, list) and key < len(outer):
        how = data.draw(st.sampled_from(["replace", "double"]))
        outer.append(copy.deepcopy(outer[key]))
        if how == "replace":
            outer[key] = data.draw(STRANGE)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="{}abh0_.:()->+*/ 12[],=nk'\"%f", max_size=30))
def test_random_templates(text):
    lesson = load_lesson_once()
    for body in (text, "{{" + text + "}}"):
        try:
            render(body, lesson, lesson.exercises[0])
        except TemplateError as error:
            assert error.message


_LOADED = []


def load_lesson_once():
    if not _LOADED:
        _LOADED.append(load_lesson(FILES[0]))
    return _LOADED[0]


def test_shipped_lessons_broken_by_lot(tmp_path):
    """``make fuzz`` tries 10,000 and looks at the time, too."""
    results: Counter[str] = Counter()
    assert fuzz(range(300), tmp_path, lambda _, said, __: results.update([said])) == {}
    assert min(results["loads"], results["refused"]) > 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_lessons_load_when_nothing_is_changed(path):
    assert load_lesson(path).exercises
