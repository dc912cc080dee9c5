"""``tutor review`` without the screen: what is due again, and what comes next."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC
from typing import Any

from tutor import terminal
from tutor.commands.output import write_json
from tutor.diagram import ASCII
from tutor.progress.store import Store
from tutor.review.rounds import Item
from tutor.session.review import comes_back, due_now, outlook
from tutor.session.shelf import Shelf


def run(options: argparse.Namespace) -> int:
    """Print what is due, what has waited longest first."""
    store, warning = Store.open_or_memory()
    with store:
        if warning:
            sys.stderr.write(f"{warning}\n")
        shelf = Shelf(store)
        items = comes_back(shelf)
        due = due_now(items, shelf.clock())
        if options.json:
            later = items[len(due) :]
            write_json({
                "due": [_json(shelf, item) for item in due],
                "next": _json(shelf, later[0]) if later else None,
            })  # fmt: skip
            return 0
        for item in due:
            _write(f"{item.due.astimezone():%Y-%m-%d %H:%M}  {_what(shelf, item)}  {item.title}")
        if not due:
            _write(outlook(shelf))
    return 0


def _json(shelf: Shelf, item: Item) -> dict[str, Any]:
    due = item.due.astimezone(UTC).isoformat(timespec="seconds")
    return {"id": item.key, "what": _what(shelf, item), "title": item.title, "due": due}


def _what(shelf: Shelf, item: Item) -> str:
    """What the commands take for it."""
    course = next(course for course in shelf.courses if course.id == item.course)
    lesson = next(lesson for lesson in course.lessons if lesson.id == item.lesson)
    return shelf.what(course, lesson, item.exercise)


def _write(line: str) -> None:
    sys.stdout.write((ASCII.plain(line) if terminal.ascii_only() else line) + "\n")
