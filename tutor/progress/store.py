"""The learner's progress, in one SQLite file.

Every write is one transaction and is on the disk when the method returns: a process that is killed
loses nothing that was acknowledged.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from tutor.progress.database import back_up, connect, connect_to_copy, explained, transaction
from tutor.progress.rows import (
    ATTEMPT_COLUMNS,
    attempt_of,
    draft_of,
    insert_attempts,
    loads,
    place_of,
    replace_draft,
    replace_place,
    time_of,
)
from tutor.progress.values import (
    REVIEW,
    Attempt,
    Contents,
    Done,
    Draft,
    Overview,
    Place,
    ProgressError,
    Tally,
)
from tutor.progress.where import progress_file

__all__ = [
    "Attempt",
    "Contents",
    "Done",
    "Draft",
    "Overview",
    "Place",
    "ProgressError",
    "Store",
    "Tally",
]


class Store:
    """Attempts, drafts, hints, settings and the place of one learner.

    Opened when it is first used. Every method raises ProgressError, with a sentence for the
    learner, where the file can't be read or written. It may be used from several threads.
    """

    def __init__(self, path: Path | None) -> None:
        """``path`` is the file; None keeps everything in memory."""
        self.path = path
        self._open: sqlite3.Connection | None = None
        self._lock = RLock()

    @classmethod
    def open_or_memory(cls, path: Path | None = None) -> tuple[Store, str | None]:
        """The store in this file (the learner's own, unless named), opened and tried out.

        Where nothing can be saved there: a store in memory, with what could be read of the file,
        and a sentence that says so.
        """
        path = path or progress_file()
        store = cls(path)
        try:
            store.overview()
            if _writable(path):
                return store, None
            warning = f"{path} can't be written; check its permissions."
        except ProgressError as problem:
            warning = str(problem)
        store.close()
        return cls._copy(path), f"{warning} Until then nothing is saved."

    @classmethod
    def _copy(cls, path: Path) -> Store:
        """A store in memory with what stands in the file, or with nothing if it can't be read."""
        memory = cls(None)
        try:
            memory._open = connect_to_copy(path)
            memory.contents()
        except ProgressError:
            memory.close()
        return memory

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; it is opened again if the store is used again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    # --- attempts -------------------------------------------------------------------------------

    def record(self, attempt: Attempt) -> None:
        """Add an attempt."""
        with self._connection() as connection:
            insert_attempts(connection, (attempt,))

    def attempts(self, key: str | None = None) -> list[Attempt]:
        """The attempts at one exercise, or all, in the order they were made."""
        where, values = ("WHERE key = ?", (key,)) if key is not None else ("", ())
        return self._attempts(f"{where} ORDER BY id", values)

    def last_attempts(self, course: str, count: int) -> list[Attempt]:
        """So many of the last attempts at a course's exercises, in the order they were made."""
        where, values = _of_course(course)
        limit = f"WHERE true {where} ORDER BY id DESC LIMIT ?"
        return self._attempts(limit, (*values, count))[::-1]

    def _attempts(self, rest: str, values: tuple[str | int, ...]) -> list[Attempt]:
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT {ATTEMPT_COLUMNS} FROM attempts {rest}", values
            ).fetchall()
            return [attempt_of(row) for row in rows]

    def done(self, course: str | None = None) -> Mapping[str, Done]:
        """Which exercises were ever passed, by key: those of a course, or all."""
        where, values = _of_course(course)
        with self._connection() as connection:
            # With max(id) SQLite takes the other columns from the row that has it.
            rows = connection.execute(
                f"SELECT key, hash, at, max(id) FROM attempts WHERE passed {where} GROUP BY key",
                values,
            ).fetchall()
            return {key: Done(time_of(at), hash_then) for key, hash_then, at, _ in rows}

    def tallies(self, course: str | None = None) -> Mapping[str, Tally]:
        """How often each exercise was tried, by key: those of a course, or all."""
        where, values = _of_course(course)
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT key, count(*), sum(passed), max(at) FROM attempts "
                f"WHERE true {where} GROUP BY key",
                values,
            ).fetchall()
            return {key: Tally(tries, passes, time_of(last)) for key, tries, passes, last in rows}

    def overview(self) -> Overview:
        """What is done, and where the learner is, at one moment."""
        with self._connection() as connection, transaction(connection, "DEFERRED"):
            return Overview(self.done(), self.place())

    # --- where things stand ---------------------------------------------------------------------

    def draft(self, key: str) -> Draft | None:
        """What was written for an exercise and not submitted."""
        return next((draft for draft in self._drafts("WHERE key = ?", (key,))), None)

    def save_draft(self, key: str, state: Mapping[str, Any]) -> None:
        """Keep what is written now, instead of what was."""
        with self._connection() as connection:
            replace_draft(connection, Draft(key, state))

    def drop_draft(self, key: str) -> None:
        """Forget what was written, as if the exercise had never been begun."""
        with self._connection() as connection:
            connection.execute("DELETE FROM drafts WHERE key = ?", (key,))

    def _drafts(self, where: str = "", values: Sequence[str] = ()) -> list[Draft]:
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT key, state, at FROM drafts {where} ORDER BY key", values
            ).fetchall()
            return [draft_of(row) for row in rows]

    def place(self) -> Place | None:
        """Where the learner was last, in whichever window."""
        with self._connection() as connection:
            row = connection.execute("SELECT course, lesson, exercise, state FROM place").fetchone()
            return None if row is None else place_of(row)

    def save_place(self, place: Place) -> None:
        """The learner is here now."""
        with self._connection() as connection:
            replace_place(connection, place)

    def hints(self, key: str) -> int:
        """How many hints of an exercise are open."""
        with self._connection() as connection:
            row = connection.execute("SELECT used FROM hints WHERE key = ?", (key,)).fetchone()
            return 0 if row is None else int(row[0])

    def save_hints(self, key: str, used: int) -> None:
        """So many hints of an exercise are open now."""
        with self._connection() as connection:
            connection.execute("INSERT OR REPLACE INTO hints VALUES (?, ?)", (key, used))

    def all_hints(self) -> Mapping[str, int]:
        """How many hints are open, by key, where any are."""
        with self._connection() as connection:
            return dict(connection.execute("SELECT key, used FROM hints ORDER BY key").fetchall())

    # --- settings -------------------------------------------------------------------------------

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting (JSON), or the default."""
        with self._connection() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
            return default if row is None else loads(row[0])

    def save_setting(self, key: str, value: Any) -> None:
        """Keep a setting; the value is JSON."""
        with self._connection() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, json.dumps(value))
            )

    # --- everything -----------------------------------------------------------------------------

    def contents(self) -> Contents:
        """All that is kept, at one moment."""
        with self._connection() as connection, transaction(connection, "DEFERRED"):
            settings = connection.execute("SELECT key, value FROM settings ORDER BY key").fetchall()
            return Contents(
                attempts=tuple(self.attempts()),
                drafts=tuple(self._drafts()),
                place=self.place(),
                hints=self.all_hints(),
                settings={key: loads(value) for key, value in settings},
            )

    def merge(self, contents: Contents) -> int:
        """Add what is new in ``contents``, all or nothing; gives how many attempts were new.

        Attempts that are here already stay single. Of two drafts the later stays, of two counts of
        hints the greater; the place and the settings that are here stay.
        """
        with self._connection() as connection, transaction(connection):
            known = set(self.attempts())
            new = [attempt for attempt in dict.fromkeys(contents.attempts) if attempt not in known]
            insert_attempts(connection, new)
            here = {draft.key: draft.at for draft in self._drafts()}
            for draft in contents.drafts:
                if draft.key not in here or here[draft.key] < draft.at:
                    replace_draft(connection, draft)
            connection.executemany(
                "INSERT INTO hints VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET used = max(used, excluded.used)",
                contents.hints.items(),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO settings VALUES (?, ?)",
                [(key, json.dumps(value)) for key, value in contents.settings.items()],
            )
            if contents.place is not None and self.place() is None:
                self.save_place(contents.place)
            return len(new)

    def forget(self, course: str) -> Path | None:
        """Delete all that is kept of a course; gives the copy of the file as it was before."""
        with self._connection() as connection:
            copy = None if self.path is None else back_up(self.path, f"before-{course}")
            with transaction(connection):
                for prefix in (course, f"{REVIEW}/{course}"):
                    where, values = _of_course(prefix)
                    for table in ("attempts", "drafts", "hints"):
                        connection.execute(f"DELETE FROM {table} WHERE true {where}", values)
                connection.execute("DELETE FROM place WHERE course = ?", (course,))
        return copy

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone; its errors become sentences."""
        with self._lock, explained(self.path):
            if self._open is None:
                self._open = connect(self.path)
            yield self._open


def _writable(path: Path) -> bool:
    """Whether the file and, for the journal beside it, its folder can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _of_course(course: str | None) -> tuple[str, tuple[str, ...]]:
    """A condition on the key, and its values; "0" is the character after "/"."""
    if course is None:
        return "", ()
    return "AND key >= ? AND key < ?", (f"{course}/", f"{course}0")
