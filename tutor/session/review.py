"""What is due for review, and what comes next; light enough for the home screen."""

from __future__ import annotations

from datetime import datetime

from tutor.progress.store import ProgressError
from tutor.review.rounds import Item, upcoming
from tutor.session.shelf import Shelf


def comes_back(shelf: Shelf) -> tuple[Item, ...]:
    """All that comes back, the first due first; nothing where the record can't be read."""
    try:
        return upcoming(shelf.courses, shelf.store.attempts())
    except ProgressError as problem:
        shelf.warning = str(problem)
        return ()


def due_now(items: tuple[Item, ...], now: datetime) -> tuple[Item, ...]:
    """Those of the items that are due."""
    return tuple(item for item in items if item.due <= now)


def outlook(shelf: Shelf) -> str:
    """A sentence for when nothing is due, or what is due is done: what comes next."""
    now = shelf.clock()
    items = comes_back(shelf)
    left = len(due_now(items, now))
    if left:
        return f"Still due for review: {left}."
    if not items:
        return "Nothing is due for review. What was wrong or needed a hint comes back after days."
    first = items[0]
    when = first.due.astimezone()
    day = "today" if when.date() == now.astimezone().date() else f"on {when:%A, %d %B}"
    return f"Nothing is due for review now. The next is “{first.title}”, {day} at {when:%H:%M}."
