"""``FILE[#NETWORK]`` on the command line."""

from __future__ import annotations

from tutor.network.trace import Trace
from tutor.progress.store import Store
from tutor.session.open import find_network
from tutor.session.shelf import Shelf


def traced(what: str, updates: int = 1) -> tuple[str, Trace]:
    """The name and the trace of a network. Raises WhereError or LessonError."""
    lesson, name = find_network(Shelf(Store(None)), what)
    return name, lesson.trace(name, updates)
