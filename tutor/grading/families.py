"""A family of exceptions: patterns of their messages, each with what puts it in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.runner.observation import ErrorView

#: What happened, and what explains it or helps; the second may be empty.
Words = tuple[str, str]
Found = re.Match[str]
#: Patterns, each with what explains its match; None leaves it to the patterns that follow.
Family = tuple[tuple[str, Callable[[Found, ErrorView], Words | None]], ...]


def words_of(family: Family, error: ErrorView, message: str | None = None) -> Words | None:
    """The two sentences of the first pattern that knows the exception; None where none does.

    ``message`` is looked at in place of the exception's own.
    """
    text = error.message if message is None else message
    for pattern, explain in family:
        found = re.search(pattern, text, re.DOTALL)
        words = explain(found, error) if found is not None else None
        if words is not None:
            return words
    return None
