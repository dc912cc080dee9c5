"""What the outline of a file needs, as plain data, and remembered between runs.

A scan is remembered by the file's path, time and size, so that a start with many lessons reads
one small file and not all of theirs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tutor import __version__
from tutor.lesson.kinds import DEFAULT_ORDER, KINDS

Scan = dict[str, Any]

#: Grows when what a scan holds changes.
_FORMAT = 3
#: A file younger than this may change again without a new time.
_YOUNG = 2_000_000_000


def scan_course(path: Path) -> Scan:
    """Title, summary, order and the lessons' ids of a ``course.yaml``. Raises LessonError."""
    data, source = _read(path)
    if not isinstance(data.get("lessons"), list):
        raise source.error(("lessons",), f"{path.name} has no list of lessons")
    lessons = list(dict.fromkeys(item for item in data["lessons"] if _is_id(item)))
    order = data.get("order")
    return {
        "title": _text(data, "title"),
        "summary": _text(data, "summary"),
        "order": order if type(order) is int else DEFAULT_ORDER,
        "lessons": lessons,
    }


def scan_lesson(path: Path) -> Scan:
    """Title, summary and the fields of each exercise of a lesson file. Raises LessonError."""
    data, source = _read(path)
    if not data:
        raise source.error((), "this is not a lesson")
    items = data.get("exercises")
    networks = data.get("networks")
    found = (_exercise(item, networks) for item in (items if isinstance(items, list) else []))
    exercises = [fields for fields in found if fields is not None]
    return {
        "title": _text(data, "title"),
        "summary": _text(data, "summary"),
        "exercises": exercises,
    }


def _read(path: Path) -> tuple[dict[Any, Any], Any]:
    from tutor.lesson.source import read_source

    source = read_source(path)
    return (source.data if isinstance(source.data, dict) else {}), source


def _exercise(item: Any, networks: Any) -> list[Any] | None:
    """The fields of an ExerciseOutline; None for what is no exercise."""
    from tutor.lesson.content import content_hash, exercise_hash

    if not isinstance(item, dict) or not _is_id(item.get("id")):
        return None
    kind = next((kind for kind in KINDS if kind in item), None)
    if kind is None:
        return None
    title = _text(item, "title") or item["id"]
    code = content_hash({"code": item["code"]}) if "code" in item else ""
    whole = exercise_hash(item, networks)
    return [item["id"], title, kind, whole, code, item.get("review") is not False]


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and not {"/", "\0"} & set(value)


def _text(data: dict[Any, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


class Memory:
    """Scans by file, kept in ``file``; where that can't be read or written, nothing is lost."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known = _load(file)
        self._new = False

    def scan(self, path: Path, read: Callable[[Path], Scan]) -> Scan:
        """What ``read`` gives for a file, read only if the file has changed. Raises LessonError."""
        key, stamp = str(path), _stamp(path)
        known = self._known.get(key)
        if known is not None and stamp is not None and known[0] == stamp:
            found: Scan = known[1]
            return found
        found = read(path)
        if stamp is not None:
            self._known[key] = [stamp, found]
            self._new = True
        return found

    def save(self) -> None:
        """Keep what was read, if anything was."""
        if self._file is None or not self._new:
            return
        self._new = False
        text = json.dumps({"format": [_FORMAT, __version__], "files": self._known})
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8")
            part.replace(self._file)


def _load(file: Path | None) -> dict[str, list[Any]]:
    if file is None:
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        files = data["files"] if data["format"] == [_FORMAT, __version__] else {}
        return {path: [stamp, scan] for path, (stamp, scan) in files.items() if _is_scan(scan)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_scan(scan: Scan) -> bool:
    return scan.keys() in (
        {"title", "summary", "order", "lessons"},
        {"title", "summary", "exercises"},
    )


def _stamp(path: Path) -> list[int] | None:
    """What changes with a file; None if it is too young to tell, or no ordinary file."""
    try:
        found = path.stat()
    except OSError:
        return None
    import time

    if abs(time.time_ns() - found.st_mtime_ns) < _YOUNG:
        return None
    return [found.st_mtime_ns, found.st_size, found.st_ino]
