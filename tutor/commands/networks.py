"""``FILE[#NETWORK]`` on the command line."""

from __future__ import annotations

from difflib import get_close_matches

from tutor.lesson.where import WhereError
from tutor.network.trace import Trace
from tutor.progress.store import Store
from tutor.session.open import find_lesson
from tutor.session.shelf import Shelf


def traced(what: str, updates: int = 1) -> tuple[str, Trace]:
    """The name and the trace of a network. Raises WhereError or LessonError."""
    file, _, name = what.strip().partition("#")
    lesson = find_lesson(Shelf(Store(None)), file)
    names = list(lesson.problems)
    if not names:
        raise WhereError(f"{file}: this lesson has no networks")
    if not name and len(names) > 1:
        raise WhereError(f"{file} has several networks; say which: {', '.join(names)}")
    name = name or names[0]
    if name not in lesson.problems:
        near = get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(names)}"
        raise WhereError(f"{file} has no network called {name} ({hint})")
    return name, lesson.trace(name, updates)
