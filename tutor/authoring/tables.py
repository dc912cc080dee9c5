"""The shipped tables, each read once: lessons are verified with them, whatever data is in use."""

from __future__ import annotations

from functools import cache

from tutor.datasets.table import Table, load_table


@cache
def shipped_table(name: str) -> Table:
    """The shipped table of this name. Raises DataError."""
    return load_table(name)
