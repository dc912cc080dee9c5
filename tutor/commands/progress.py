"""``tutor progress``: what was done, and moving it to another machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tutor.commands.output import columns, open_store, write_json, write_lines
from tutor.datasets.columns import blocks
from tutor.lesson.errors import why
from tutor.network.numbers import counted
from tutor.progress.store import Contents, ProgressError, Store
from tutor.progress.transfer import attempts_csv, export, import_
from tutor.progress.where import progress_file
from tutor.session.account import Account, CourseAccount, accounts
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf

_HEADS = ("done", "changed", "attempts", "hints", "last")
_ROOM_FOR_HEADS = 48


def run(options: argparse.Namespace) -> int:
    """Say what was done: a table, or JSON, or every attempt as CSV."""
    if options.json and options.csv:
        return refuse("tutor progress: --json or --csv, not both")
    if options.submissions and not options.csv:
        return refuse("tutor progress: --submissions goes with --csv")
    with open_store() as store:
        if options.csv:
            sys.stdout.write(attempts_csv(store, options.submissions))
            return 0
        found = accounts(Shelf(store))
    if options.json:
        write_json({"courses": [_course_json(each) for each in found]})
    else:
        write_lines(_table(found))
    return 0


def export_to(options: argparse.Namespace) -> int:
    """Write all progress to a file: CSV where its name says so, else JSON."""
    store, warning = Store.open_or_memory()
    with store:
        if warning and store.contents() == Contents():
            return refuse(warning)
        text = export(store, "csv" if options.file.lower().endswith(".csv") else "json")
        count = len(store.attempts())
    if options.file == "-":
        sys.stdout.write(text)
        return 0
    path = Path(options.file).expanduser()
    try:
        # CSV has its own ends of lines.
        with path.open("w" if options.force else "x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        return refuse(f"{path} is there already; name another file, or write over it with --force")
    except OSError as error:
        return refuse(f"{path} can't be written: {why(error)}")
    sys.stdout.write(f"{counted(count, 'attempt')} written to {path}.\n")
    return 0


def import_from(options: argparse.Namespace) -> int:
    """Add what was exported elsewhere; twice is the same as once."""
    try:
        if options.file == "-":
            text = sys.stdin.read()
        else:
            # As it is: what was submitted may have any ends of lines.
            with Path(options.file).expanduser().open(encoding="utf-8", newline="") as file:
                text = file.read()
        with Store(progress_file()) as store:
            new = import_(store, text)
    except OSError as error:
        return refuse(f"{options.file} can't be read: {why(error)}")
    except UnicodeDecodeError:
        return refuse(f"{options.file} is not an export of progress: it is not text in UTF-8")
    except ProgressError as problem:
        return refuse(f"{options.file}: {problem}")
    sys.stdout.write(
        f"{counted(new, 'attempt')} added.\n" if new else "No attempt in it was new.\n"
    )
    return 0


# --- the table ------------------------------------------------------------------------------------


def _table(found: tuple[CourseAccount, ...]) -> Iterator[str]:
    width = max(columns(), 40)
    room = max(width - _ROOM_FOR_HEADS, 20)
    labels: list[str] = []
    rows: list[tuple[str, ...]] = []
    for course in found:
        for indent, account in (("", course.total), *(("  ", part) for part in course.lessons)):
            labels.append(_shortened(indent + account.title, room))
            rows.append(_row(account))
    yield from blocks(_HEADS, rows, labels, width)
    last = max((course.total.last for course in found if course.total.last), default=None)
    yield ""
    yield f"Last attempt: {_date(last)}" if last else "Nothing was tried yet; begin with: tutor"


def _row(account: Account) -> tuple[str, ...]:
    done = f"{account.done}/{account.exercises}" if account.exercises else str(account.done)
    changed = str(account.changed or "")
    return done, changed, str(account.attempts), str(account.hints), _date(account.last)


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _date(at: datetime | None) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else "-"


# --- JSON -----------------------------------------------------------------------------------------


def _course_json(course: CourseAccount) -> dict[str, Any]:
    lessons = [_json(lesson) for lesson in course.lessons]
    return _json(course.total) | {"here": course.here, "lessons": lessons}


def _json(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "title": account.title,
        "exercises": account.exercises,
        "done": account.done,
        "changed": account.changed,
        "attempts": account.attempts,
        "hints": account.hints,
        "last": account.last.isoformat() if account.last else None,
    }
