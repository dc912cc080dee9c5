"""``tutor review`` without the screen: what is due again, and what comes next."""

from __future__ import annotations

import argparse
from datetime import UTC
from typing import Any

from tutor.commands.output import folded, open_store, write_json, write_lines
from tutor.review.rounds import Item
from tutor.session.review import comes_back, due_now, outlook
from tutor.session.shelf import Shelf


def run(options: argparse.Namespace) -> int:
    """Print what is due, what has waited longest first."""
    with open_store() as store:
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
        lines = [
            f"{item.due.astimezone():%Y-%m-%d %H:%M}  {_what(shelf, item)}  {item.title}"
            for item in due
        ]
        write_lines(lines or folded(outlook(shelf)))
    return 0


def _json(shelf: Shelf, item: Item) -> dict[str, Any]:
    due = item.due.astimezone(UTC).isoformat(timespec="seconds")
    return {"id": item.key, "what": _what(shelf, item), "title": item.title, "due": due}


def _what(shelf: Shelf, item: Item) -> str:
    """What the commands take for it."""
    course = next(course for course in shelf.courses if course.id == item.course)
    lesson = next(lesson for lesson in course.lessons if lesson.id == item.lesson)
    return shelf.what(course, lesson, item.exercise)
