"""What was found fine is remembered by its content, so that it need not be run again."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import tutor
from tutor import __version__
from tutor.authoring.cases import SORTS
from tutor.authoring.trial import Trial
from tutor.authoring.verify import Plan, Result
from tutor.lesson.content import content_hash
from tutor.session.work import Work

#: The rooms whose files decide about a result.
_DECIDING = ("network", "lab", "lesson", "datasets", "runner", "grading", "session", "authoring")
#: Older entries go when there are more.
MOST_ENTRIES = 20_000


class Cache:
    """Fine results, kept in ``file``; None: nowhere. What can't be read or written is lost."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known = _load(file)

    def get(self, work: Work, plan: Plan) -> Result | None:
        """The result of verifying this content with this plan before, if it was fine."""
        entry = self._known.get(key(work, plan))
        try:
            if entry is None:
                return None
            known = {sort: int(entry["held"][sort]) for sort in SORTS}
            trial = Trial(int(entry["killed"]), int(entry["equal"]))
            return Result(work, (), 0.0, trial, known)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, result: Result, plan: Plan) -> None:
        """Remember a result if it is fine."""
        if result.fine:
            held = {sort: result.count(sort)[0] for sort in SORTS}
            trial = {"killed": result.trial.killed, "equal": result.trial.equal}
            self._known[key(result.work, plan)] = {"held": held, **trial}

    def save(self) -> None:
        """Keep what is known, with what other runs may have found meanwhile."""
        if self._file is None:
            return
        entries = list((_load(self._file) | self._known).items())[-MOST_ENTRIES:]
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(dict(entries)), encoding="utf-8")
            part.replace(self._file)


def key(work: Work, plan: Plan) -> str:
    """Changes with all that decides about a result: exercise, networks, plan, program and data."""
    lesson = work.lesson.source.data
    return content_hash({
        "exercise": work.hash,
        "networks": lesson.get("networks") if isinstance(lesson, dict) else None,
        "plan": asdict(plan),
        "program": _program(),
    })  # fmt: skip


@cache
def _program() -> str:
    """Changes with the version, and with each edit of a checkout, its data sets included."""
    digest = hashlib.sha256(__version__.encode())
    folders = (path for path in Path(tutor.__file__).parent.iterdir() if path.name in _DECIDING)
    for path in sorted(
        path for folder in folders for path in folder.rglob("*.*") if path.suffix != ".pyc"
    ):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()


def _load(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
