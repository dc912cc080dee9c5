"""A YAML file as plain data, with the line and column of everything in it.

Only what lessons need of YAML is read, and it is read without surprises: ``true`` and ``false``
are the only booleans (``no``, ``on``, ``yes`` are texts), numbers are decimal (``1e-6`` is one,
``1:30`` and ``0x1f`` are texts), there are no dates and no tags, and a key may stand only once.
"""

from __future__ import annotations

import errno
import math
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from yaml import events as ev

from tutor.lesson.errors import Diagnostic, LessonError, why
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
_BRACKETS = "put a text with [ or { in it in quotes"
_SHORTER = "write it like 1e20, or in quotes if it is a text"
_TAGS = {"tag:yaml.org,2002:str", "!"}
_WORD = re.compile(r"\w+|[^\w\s]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """The data of one file and where its parts stand (from 1): values, and keys of mappings."""

    path: Path
    data: Any
    values: Mapping[Place, Position] = field(repr=False)
    keys: Mapping[Place, Position] = field(repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)

    def position(self, place: Place, *, key: bool = False) -> Position:
        """Where a part stands, or its key; of a part that isn't there, what it would stand in."""
        if key and place in self.keys:
            return self.keys[place]
        while place not in self.values and place:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def inside(self, place: Place, text: str, offset: int) -> Position:
        """Where a character (from 0) of the text at a place stands in the file.

        Where it can't be found (an escape in quotes), the beginning of the text.
        """
        line, column = begin = self.position(place)
        rest = self.lines[line - 1 :]
        if not rest:
            return begin
        if rest[0][column - 1 : column] == "|":
            return _in_block(rest, text, offset, line) or begin
        rest = (" " * (column - 1) + rest[0][column - 1 :], *rest[1:])
        word = _WORD.search(text, offset)
        if word is None:
            return begin
        # Folding changes the spaces, but not which words there are, nor their order.
        before = len(re.findall(re.escape(word[0]), text[: word.start()]))
        found = [
            (line + row, match.start() + 1)
            for row, raw in enumerate(rest)
            for match in re.finditer(re.escape(word[0]), raw)
        ]
        return found[before] if before < len(found) else begin

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


def _in_block(rest: Sequence[str], text: str, offset: int, line: int) -> Position | None:
    """The position in a ``|`` block, whose lines are those of the text, indented."""
    row = text.count("\n", 0, offset)
    own = text.split("\n")[row]
    if row + 1 >= len(rest) or not rest[row + 1].endswith(own):
        return None
    indent = len(rest[row + 1]) - len(own)
    return line + row + 1, indent + offset - text.rfind("\n", 0, offset)


def read_source(path: Path | str) -> Source:
    """Read a file. Raises LessonError if it can't be read or isn't the YAML described above."""
    path = Path(path)
    return _parsed(text_of(path), path)


def parse_source(text: str, path: Path) -> Source:
    """The data of a YAML text. Raises LessonError, with ``path`` as the name of the file."""
    bad = _UNPRINTABLE.search(text)
    if bad:
        raise _error(path, text, bad.start(), f"a character that can't be printed: {bad[0]!a}")
    lines = tuple(text.splitlines())
    reader = _Reader(lines)
    try:
        data = reader.document(yaml.parse(text, Loader=_LOADER))
    except _YamlError as problem:
        reader.faults.append(problem)
    except yaml.YAMLError as error:
        position, message, hint = explain(error, lines)
        reader.faults.append(_YamlError(position, message, hint))
    if reader.faults:
        raise LessonError(
            Diagnostic(str(path), *fault.position, fault.message, fault.hint)
            for fault in reader.faults
        )
    values, keys = MappingProxyType(reader.values), MappingProxyType(reader.keys)
    return Source(path, data, values, keys, lines)


#: A file is read for its outline, then as a lesson; the text tells whether it is still the same.
_parsed = lru_cache(maxsize=8)(parse_source)


def text_of(path: Path) -> str:
    """The text of a file. Raises LessonError if it is too large, no UTF-8, or can't be read."""
    try:
        raw = _bytes_of(path)
    except OSError as error:
        raise LessonError([Diagnostic(str(path), 1, 1, f"can't be read: {why(error)}")]) from None
    except ValueError:  # a null byte in the path
        raise LessonError([Diagnostic(repr(str(path)), 1, 1, "is not a path")]) from None
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        hint = "make several lessons of it, if it is one"
        raise LessonError([Diagnostic(str(path), 1, 1, message, hint)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        message = "this is no UTF-8 text"
        raise _error(path, before, len(before), message, "save the file as UTF-8") from None


def is_number(text: str) -> bool:
    """Whether a text would be a number without quotes."""
    return bool(_INT.match(text) or _FLOAT.match(text))


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file, a few too many of one that is too large. Raises OSError."""
    # Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        return file.read(MAX_BYTES + 1)


def _error(path: Path, text: str, offset: int, message: str, hint: str = "") -> LessonError:
    before = (text[:offset] + "x").splitlines()
    position = len(before), len(before[-1])
    return LessonError([Diagnostic(str(path), *position, message, hint)])


class _YamlError(Exception):
    """YAML that can't be read, or is not for lessons."""

    def __init__(self, at: ev.Event | Position, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.position = at if isinstance(at, tuple) else _position(at)
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class _Reader:
    """Builds data from the parser's events: no tree, so the limits hold before memory is used."""

    lines: Sequence[str] = ()
    faults: list[_YamlError] = field(default_factory=list)
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
            raise _YamlError(event, f"nested more than {MAX_DEPTH} levels deep", _BRACKETS)
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
            key = self.key(event)
            if key in items:
                self.twice(event, (*place, key))
            self.keys.setdefault((*place, key), _position(event))
            items[key] = self.value(next(self.events), (*place, key))
        return items

    def twice(self, event: ev.Event, place: Place) -> None:
        """Notes a key that stands in its mapping already, and lets reading go on."""
        line, _ = self.keys[place]
        message = f"the key '{place[-1]}' stands here twice"
        self.faults.append(_YamlError(event, message, f"first in line {line}"))

    def key(self, event: ev.Event) -> Step:
        if isinstance(event, ev.ScalarEvent):
            key = _scalar(event)
            return str(event.value) if key is None or isinstance(key, bool) else key
        line, column = _position(event)
        if self.lines[line - 1][max(0, column - 2) : column] == "{{":
            message = "without quotes, {{ begins keys and values"
            raise _YamlError((line, column - 1), message, 'write "{{ … }}" in quotes')
        raise _YamlError(event, "a list or mapping can't be a key", "put a text in quotes")


def _position(event: ev.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _check_tag(event: ev.Event) -> None:
    tag = getattr(event, "tag", None)
    if tag and tag not in _TAGS:
        raise _YamlError(event, "tags (!…) are not used in lessons", "put a text with ! in quotes")


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
            raise _YamlError(event, f"a number of more than {MAX_DIGITS} digits", _SHORTER)
        return int(text)
    if not _FLOAT.match(text):
        return text
    if math.isinf(number := float(text)):
        raise _YamlError(event, "a number too large to compute with", _SHORTER)
    return number
