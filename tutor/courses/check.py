"""What keeps a course from being installed: all that can be wrong without running its code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tutor.datasets.table import load_table
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.load import load_course, load_lesson
from tutor.lesson.source import Place, Source

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def faults(folder: Path) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the course in a folder, and where."""
    try:
        course = load_course(folder)
    except LessonError as error:
        return error.diagnostics
    found = [*_unprintable(course.source)]
    for path in course.paths.values():
        try:
            found += _unprintable(load_lesson(path, load_table).source)
        except LessonError as error:
            found += error.diagnostics
    return tuple(sorted(set(found)))


def _unprintable(source: Source) -> Iterator[Diagnostic]:
    """Texts with which a terminal could be led astray."""
    for place, text in _texts(source.data, ()):
        if _CONTROL.search(text):
            message = "this text has a control character, which a terminal may obey"
            yield source.diagnostic(place, message)


def _texts(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*place, index))
