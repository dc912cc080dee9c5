"""Progress as a text, to keep elsewhere or to take to another machine: JSON or CSV.

JSON holds everything but which code is trusted, which is for each machine to say; CSV only the
attempts, one a row, for spreadsheets.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from math import isfinite
from typing import Any, Literal, TypeVar

from tutor.progress.rows import ATTEMPT_FIELDS, storable, time_text
from tutor.progress.store import Store
from tutor.progress.values import TRUSTED, Attempt, Contents, Draft, Place, ProgressError

Value = TypeVar("Value")

FORMAT = 1
#: What a learner typed, and what was said to it, which repeats it.
TYPED = ("submission", "message")
#: What begins a formula in a spreadsheet and is no number, and our own mark of such texts.
_FORMULA = re.compile(r"['=+@\t\r]|-(?!\d[\d.]*\Z)")


def export(store: Store, form: Literal["json", "csv"] = "json") -> str:
    """All progress as JSON, or the attempts as CSV. Raises ProgressError."""
    if form == "csv":
        return attempts_csv(store, submissions=True)
    contents = store.contents()
    document = {
        "format": FORMAT,
        "attempts": [_attempt_fields(attempt) for attempt in contents.attempts],
        "drafts": [
            {"key": draft.key, "state": dict(draft.state), "at": time_text(draft.at)}
            for draft in contents.drafts
        ],
        "place": None if contents.place is None else asdict(contents.place),
        "hints": dict(contents.hints),
        "settings": _of_everywhere(contents.settings),
    }
    return json.dumps(document, indent=1) + "\n"


def import_(store: Store, text: str) -> int:
    """Add what ``export`` wrote, JSON or CSV; gives how many attempts were new.

    Nothing is lost or doubled by it (see ``Store.merge``). Raises ProgressError, and then nothing
    was added, if the text is not such an export.
    """
    text = text.removeprefix("\ufeff")
    contents = _of_json(text) if text.lstrip().startswith("{") else _of_csv(text)
    return store.merge(contents)


def _of_everywhere(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {_text(key): value for key, value in settings.items() if key != TRUSTED}


def _attempt_fields(attempt: Attempt) -> dict[str, Any]:
    fields = {name: getattr(attempt, name) for name in ATTEMPT_FIELDS}
    return fields | {"mistakes": list(attempt.mistakes), "at": time_text(attempt.at)}


def attempts_csv(store: Store, submissions: bool) -> str:
    """One row an attempt; its mistakes as a JSON list, ``passed`` as 1 or 0.

    Without ``submissions`` nothing in it repeats what was typed, and it can't be imported. A text
    that a spreadsheet would take for a formula has an apostrophe in front. Raises ProgressError.
    """
    columns = [name for name in ATTEMPT_FIELDS if submissions or name not in TYPED]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(
        file, columns, extrasaction="ignore", lineterminator="\n", quoting=csv.QUOTE_ALL
    )
    writer.writeheader()
    for attempt in store.attempts():
        fields = _attempt_fields(attempt)
        mistakes = json.dumps(fields["mistakes"], ensure_ascii=False)
        row = fields | {"mistakes": mistakes, "passed": int(attempt.passed)}
        writer.writerow({name: _as_cell(value) for name, value in row.items()})
    return file.getvalue()


def _as_cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _of_cell(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def _of_json(text: str) -> Contents:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProgressError(f"This is not an export of progress: {error}.") from error
    if document.get("format") != FORMAT:
        raise ProgressError(
            f"This export has format {document.get('format')!r}, and this tutor reads {FORMAT}; "
            "nothing was added."
        )
    try:
        place = document["place"]
        return Contents(
            attempts=_each("attempt", document["attempts"], _attempt),
            drafts=_each("draft", document["drafts"], _draft),
            place=None if place is None else _place(**place),
            hints={_text(key): _count(used) for key, used in document["hints"].items()},
            settings=_of_everywhere(document["settings"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProgressError(
            f"This export of progress is not complete ({_reason(error)}); nothing was added."
        ) from error


def _of_csv(text: str) -> Contents:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != ATTEMPT_FIELDS:
        raise ProgressError(
            "This is not an export of progress: it is neither JSON nor CSV with the columns "
            f"{', '.join(ATTEMPT_FIELDS)}."
        )
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ProgressError(f"Line {reader.line_num} is not CSV: {error}.") from error
    return Contents(attempts=_each("row", rows, _attempt_of_texts))


def _each(what: str, entries: list[Any], make: Callable[[Any], Value]) -> tuple[Value, ...]:
    """Each entry made a value. Raises ProgressError that says which one can't be."""
    values = []
    for number, entry in enumerate(entries, start=1):
        try:
            values.append(make(entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProgressError(
                f"{what.capitalize()} {number} of this export can't be read ({_reason(error)}); "
                "nothing was added."
            ) from error
    return tuple(values)


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _attempt(entry: Mapping[str, Any]) -> Attempt:
    return Attempt(
        key=_text(entry["key"]),
        hash=_text(entry["hash"]),
        submission=_text(entry["submission"]),
        passed=_truth(entry["passed"]),
        message=_text(entry["message"]),
        mistakes=tuple(map(_text, entry["mistakes"])),
        hints=_count(entry["hints"]),
        seconds=_duration(entry["seconds"]),
        at=_time(entry["at"]),
    )


def _attempt_of_texts(entry: Mapping[str, str]) -> Attempt:
    texts = {name: _of_cell(text) for name, text in entry.items()}
    passed = {"1": True, "0": False}[texts["passed"]]
    return _attempt({**texts, "passed": passed, "mistakes": json.loads(texts["mistakes"])})


def _draft(entry: Mapping[str, Any]) -> Draft:
    return Draft(_text(entry["key"]), dict(entry["state"]), _time(entry["at"]))


def _place(course: Any, lesson: Any = "", exercise: Any = "", state: Any = ()) -> Place:
    return Place(_text(course), _text(lesson), _text(exercise), dict(state))


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _count(value: Any) -> int:
    if not 0 <= int(value) < 2**31:
        raise ValueError(f"{value} is not a count")
    return int(value)


def _duration(value: Any) -> float:
    if not isfinite(float(value)):
        raise ValueError(f"{value} is not a duration")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return storable(value)


def _time(value: Any) -> datetime:
    at = datetime.fromisoformat(_text(value))
    if at.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return at
