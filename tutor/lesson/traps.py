"""What is valid YAML but hardly what its author meant: to be noticed, not refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events as ev

from tutor.lesson.errors import Diagnostic
from tutor.lesson.source import Source

#: The parser that reads lessons: others are stricter.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A comment that begins without a space after # is more often meant as text: ``Lesson #3``.
_CUT = re.compile(r"[ \t]+#(?=[^\s#!]| \d)")
_HASH = re.compile(r"[ \t]#([^\s#!]| \d)")
#: A name after & without an alias is more often meant as text: ``&c is``.
_ANCHOR = re.compile(r"(?<=[\s\[{,])&[^\s\]},]")
_FLOW_HINTS = re.compile(r"\bhints: *\[")


def traps(source: Source) -> tuple[Diagnostic, ...]:
    """Texts that YAML cuts off, at `` #`` or behind ``&``, and hints that it splits at a comma."""
    text = "\n".join(source.lines)
    found = [*_split_hints(source)] if _FLOW_HINTS.search(text) else []
    if _HASH.search(text) or _ANCHOR.search(text):
        events = list(yaml.parse(text, Loader=_LOADER))
        found += [*_cut_texts(source, events), *_lost_words(source, events)]
    return tuple(sorted(found))


def _split_hints(source: Source) -> Iterator[Diagnostic]:
    """Hints without quotes that go on, in small letters, where the one before has no full stop."""
    exercises = source.data.get("exercises") if isinstance(source.data, dict) else None
    for index, exercise in enumerate(exercises if isinstance(exercises, list) else []):
        hints = exercise.get("hints") if isinstance(exercise, dict) else None
        for number, hint in enumerate(hints if isinstance(hints, list) else []):
            line, column = source.position(("exercises", index, "hints", number))
            before, rest = (
                source.lines[line - 1][: column - 1],
                source.lines[line - 1][column - 1 :],
            )
            # In front of what continues a sentence stand its beginning and a comma.
            if re.search(r"[\w`)],\s*$", before) and rest[:1].islower():
                message = f"a comma begins another hint here: '{hint}'"
                yield Diagnostic(str(source.path), line, column, message, _QUOTES)


def _lost_words(source: Source, events: list[ev.Event]) -> Iterator[Diagnostic]:
    """Anchors that nothing refers to."""
    used = {event.anchor for event in events if isinstance(event, ev.AliasEvent)}
    for event in events:
        anchor = getattr(event, "anchor", None)
        if anchor is not None and anchor not in used and event.start_mark is not None:
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            message = f"'&{anchor}' is left out of the text: & begins an anchor in YAML"
            yield Diagnostic(str(source.path), line, column, message, "put the text in quotes")


_QUOTES = "put a text with a comma in quotes; if these are two hints, each of them"


def _cut_texts(source: Source, events: list[ev.Event]) -> Iterator[Diagnostic]:
    lines = source.lines
    for event in events:
        mark = event.end_mark
        if not isinstance(event, ev.ScalarEvent) or event.style or mark is None:
            continue
        rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        cut = _CUT.match(rest)
        if cut:
            message = f"the text ends at '{event.value}': a # after a space begins a comment"
            column = mark.column + cut.end()
            hint = "put the text in quotes"
            if not rest[cut.end() :].startswith(" "):
                hint += ", or a space after #"
            yield Diagnostic(str(source.path), mark.line + 1, column, message, hint)
