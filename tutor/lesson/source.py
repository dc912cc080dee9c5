"""A YAML file as plain data, with the line and column of everything in it.

Only what lessons need of YAML is read, and it is read without surprises: ``true`` and ``false``
are the only booleans (``no``, ``on``, ``yes`` are texts), numbers are decimal (``1e-6`` is one,
``1:30`` and ``0x1f`` are texts), there are no dates and no tags, and a key may stand only once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from yaml import events as ev

from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.yaml_problems import explain

Step = str | int | float
#: Keys and indices from the top of a file to one of its parts.
Place = tuple[Step, ...]
Position = tuple[int, int]
#: What is wrong at a place: the message, and a hint.
Fault = tuple[Place, str, str]

MAX_BYTES = 1_000_000
MAX_VALUES = 100_000
MAX_DEPTH = 40
MAX_DIGITS = 18

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAGS = {"tag:yaml.org,2002:str", "!"}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """The data of one file and where its parts stand (from 1): values, and keys of mappings."""

    path: Path
    data: Any
    values: Mapping[Place, Position] = field(repr=False)
    keys: Mapping[Place, Position] = field(repr=False)

    def position(self, place: Place, *, key: bool = False) -> Position:
        """Where a part stands, or its key; of a part that isn't there, what it would stand in."""
        if key and place in self.keys:
            return self.keys[place]
        while place not in self.values and place:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def diagnostic(
        self, place: Place, message: str, hint: str = "", *, key: bool = False
    ) -> Diagnostic:
        """A diagnostic about a part of this file."""
        return Diagnostic(str(self.path), *self.position(place, key=key), message, hint)

    def error(
        self, place: Place, message: str, hint: str = "", *, key: bool = False
    ) -> LessonError:
        """An error that is about one part of this file."""
        return LessonError([self.diagnostic(place, message, hint, key=key)])


def read_source(path: Path | str) -> Source:
    """Read a file. Raises LessonError if it can't be read or isn't the YAML described above."""
    path = Path(path)
    return parse_source(text_of(path), path)


def parse_source(text: str, path: Path) -> Source:
    """The data of a YAML text. Raises LessonError, with ``path`` as the name of the file."""
    bad = _UNPRINTABLE.search(text)
    if bad:
        raise _error(path, text, bad.start(), f"a character that can't be printed: {bad[0]!a}")
    reader = _Reader()
    try:
        data = reader.document(yaml.parse(text, Loader=_LOADER))
    except _YamlError as problem:
        raise LessonError(
            [Diagnostic(str(path), *problem.position, problem.message, problem.hint)]
        ) from None
    except yaml.YAMLError as error:
        position, message, hint = explain(error, text)
        raise LessonError([Diagnostic(str(path), *position, message, hint)]) from None
    return Source(path, data, MappingProxyType(reader.values), MappingProxyType(reader.keys))


def text_of(path: Path) -> str:
    """The text of a file. Raises LessonError if it is too large, no UTF-8, or can't be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LessonError([Diagnostic(str(path), 1, 1, f"can't be read: {reason}")]) from None
    except ValueError:  # a null byte in the path
        raise LessonError([Diagnostic(repr(str(path)), 1, 1, "is not a path")]) from None
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise LessonError([Diagnostic(str(path), 1, 1, message, "is it a lesson?")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        message = "not UTF-8 text"
        raise _error(path, before, len(before), message, "save the file as UTF-8") from None


def _error(path: Path, text: str, offset: int, message: str, hint: str = "") -> LessonError:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return LessonError([Diagnostic(str(path), line, column, message, hint)])


class _YamlError(Exception):
    """YAML that is well-formed but not for lessons."""

    def __init__(self, event: ev.Event, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.position = _position(event)
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class _Reader:
    """Builds data from the parser's events: no tree, so the limits hold before memory is used."""

    values: dict[Place, Position] = field(default_factory=dict)
    keys: dict[Place, Position] = field(default_factory=dict)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    events: Iterator[ev.Event] = field(default_factory=lambda: iter(()))
    count: int = 0

    def document(self, events: Iterator[ev.Event]) -> Any:
        self.events = events
        data = None
        documents = 0
        for event in events:
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _YamlError(event, "a second document begins here", "one file, one lesson")
                data = self.value(next(events), ())
        return data

    def value(self, event: ev.Event, place: Place) -> Any:
        self.values.setdefault(place, _position(event))
        self.tally(event, 1)
        if len(place) > MAX_DEPTH:
            raise _YamlError(event, f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, ev.AliasEvent):
            return self.alias(event)
        before = self.count
        if isinstance(event, ev.ScalarEvent):
            data = _scalar(event)
        else:
            _check_tag(event)
            inside = self.mapping if isinstance(event, ev.MappingStartEvent) else self.sequence
            data = inside(place)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.anchors[anchor] = (data, self.count - before + 1)
        return data

    def tally(self, event: ev.Event, number: int) -> None:
        self.count += number
        if self.count > MAX_VALUES:
            raise _YamlError(event, f"more than {MAX_VALUES:,} values", "is it a lesson?")

    def alias(self, event: ev.AliasEvent) -> Any:
        if event.anchor not in self.anchors:
            message = f"*{event.anchor} stands for something that is not (or not yet) complete"
            raise _YamlError(event, message, "put a text that begins with * in quotes")
        data, size = self.anchors[event.anchor]
        self.tally(event, size)
        return data

    def sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), ev.SequenceEndEvent):
            items.append(self.value(event, (*place, len(items))))
        return items

    def mapping(self, place: Place) -> dict[Step, Any]:
        items: dict[Step, Any] = {}
        while not isinstance(event := next(self.events), ev.MappingEndEvent):
            key = _key(event)
            if key in items:
                first, _ = self.keys[(*place, key)]
                raise _YamlError(
                    event, f"the key '{key}' stands here twice", f"first in line {first}"
                )
            self.keys[(*place, key)] = _position(event)
            items[key] = self.value(next(self.events), (*place, key))
        return items


def _position(event: ev.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _check_tag(event: ev.Event) -> None:
    tag = getattr(event, "tag", None)
    if tag and tag not in _TAGS:
        raise _YamlError(event, "tags (!…) are not used in lessons", "put a text with ! in quotes")


def _key(event: ev.Event) -> Step:
    if not isinstance(event, ev.ScalarEvent):
        raise _YamlError(
            event, "a list or mapping can't be a key", 'did you mean "{{ … }}" in quotes?'
        )
    key = _scalar(event)
    return str(event.value) if key is None or isinstance(key, bool) else key


def _scalar(event: ev.ScalarEvent) -> Any:
    _check_tag(event)
    text: str = event.value
    plain = event.implicit[0]  # neither quoted nor tagged
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        if len(text) > MAX_DIGITS:
            raise _YamlError(event, f"a number of more than {MAX_DIGITS} digits")
        return int(text)
    if not _FLOAT.match(text):
        return text
    if math.isinf(number := float(text)):
        raise _YamlError(event, "a number too large to compute with")
    return number
