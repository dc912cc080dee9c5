"""Opening the SQLite file, its schema, and what its errors mean to the learner.

A rollback journal and no WAL, which needs shared memory and so does not work over NFS. Several
processes may use the file at once: a statement waits for the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path

from tutor.lesson.errors import why
from tutor.progress.values import ProgressError

WAIT_SECONDS = 10.0

#: Statements that lead from each version of the schema to the next; the first from an empty file.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            hash TEXT NOT NULL,
            submission TEXT NOT NULL,
            passed INTEGER NOT NULL,
            message TEXT NOT NULL,
            mistakes TEXT NOT NULL,
            hints INTEGER NOT NULL,
            seconds REAL NOT NULL,
            at TEXT NOT NULL
        )
        """,
        # Holds all that the home screen asks for, so that no submission is read for it.
        "CREATE INDEX attempts_by_key ON attempts (key, passed, id, hash, at)",
        "CREATE TABLE drafts (key TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL)",
        """
        CREATE TABLE place (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            course TEXT NOT NULL,
            lesson TEXT NOT NULL,
            exercise TEXT NOT NULL,
            state TEXT NOT NULL
        )
        """,
        "CREATE TABLE hints (key TEXT PRIMARY KEY, used INTEGER NOT NULL)",
        "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    (
        """
        CREATE TRIGGER attempts_stay BEFORE UPDATE ON attempts
        BEGIN SELECT RAISE(ABORT, 'attempts are only ever added'); END
        """,
    ),
)
VERSION = len(MIGRATIONS)
#: Marks the file as one of ours ("tutr").
APPLICATION_ID = 0x74757472


def connect(path: Path | None) -> sqlite3.Connection:
    """Open the file, made and brought up to date as needed, or a database in memory for None.

    A file of an older version is copied beside itself before it is changed. Raises ProgressError
    if that can't be; a file that is not ours, broken, or newer is left alone.
    """
    with explained(path):
        if path is not None:
            _make_folder(path)
        connection = _connection(":memory:" if path is None else path)
        try:
            _bring_up_to_date(connection, path, path)
            # To empty the journal is cheaper than to delete it, most of all over NFS.
            connection.execute("PRAGMA journal_mode = TRUNCATE")
        except BaseException:
            connection.close()
            raise
        return connection


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """What stands in the file, in memory and brought up to date; the file is only read.

    Raises ProgressError, as ``connect``.
    """
    with (
        explained(path),
        closing(_connection(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file,
    ):
        memory = _connection(":memory:")
        try:
            _copy(file, memory)
            _bring_up_to_date(memory, path, None)
        except BaseException:
            memory.close()
            raise
        return memory


def back_up(path: Path, why: str) -> Path:
    """Copy the file as it is now beside itself; nothing there is overwritten. Gives the copy.

    Raises sqlite3.Error, OSError.
    """
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{path.stem}.{why}{ending}{path.suffix}" for ending in endings)
    copy = next(file for file in map(path.with_name, names) if not file.exists())
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    with closing(_connection(path)) as file, closing(_connection(part)) as other:
        _copy(file, other)
    return part.replace(copy)


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Several statements as one: all of them happen, or none does."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turns what goes wrong with the file into a ProgressError with a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise ProgressError(_sentence(error, path)) from error
    except OSError as error:
        raise ProgressError(f"Progress can't be read or saved in {path}: {why(error)}.") from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ProgressError(
            f"Progress can't be saved: the folder {path.parent} can't be made ({why(error)}). "
            "Set TUTOR_HOME to a folder of your own."
        ) from error


def _connection(database: Path | str, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(
        database, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=uri
    )


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    with transaction(source, "DEFERRED"):
        # With this read the source is held; a copy would wait for it without end.
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target)


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path | None, to_back_up: Path | None
) -> None:
    """Lead the schema of a database, which came from ``path``, to the version of today."""
    if _version(connection, path) == VERSION:
        return
    with transaction(connection):
        # Another process may have done it in the meantime.
        version = _version(connection, path)
        if to_back_up is not None and 0 < version < VERSION:
            back_up(to_back_up, f"version-{version}")
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path | None) -> int:
    """The version of the schema, 0 for an empty file. Raises ProgressError for a foreign one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and version == 0:
        return 0
    if mark != APPLICATION_ID:
        raise ProgressError(
            f"{path} is a database of another program; it was left as it is. "
            "Set TUTOR_HOME to a folder of your own."
        )
    if version > VERSION:
        raise ProgressError(
            f"{path} was written by a newer version of tutor and was left as it is. Update tutor "
            "to go on with it."
        )
    return int(version)


def _unreadable(path: Path | None) -> str:
    return (
        f"{path} can't be read as tutor's progress: it is damaged or another kind of file. "
        "It was left as it is; move it away to begin a new one."
    )


def _sentence(error: sqlite3.Error, path: Path | None) -> str:
    """What went wrong, where, and what to do."""
    # The low byte is the kind of error; the rest of the code is detail.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if kind in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return _unreadable(path)
    reason = {
        sqlite3.SQLITE_BUSY: "another program has kept it busy; try again in a moment",
        sqlite3.SQLITE_LOCKED: "another program has kept it busy; try again in a moment",
        sqlite3.SQLITE_FULL: "the disk is full; make room and try again",
        sqlite3.SQLITE_READONLY: "it may only be read; check its permissions",
        sqlite3.SQLITE_PERM: "it may not be opened; check its permissions",
        sqlite3.SQLITE_CANTOPEN: "it can't be opened; check the folder and its permissions",
        sqlite3.SQLITE_IOERR: "the disk reports an error; it may be full or gone",
    }.get(kind, str(error))
    return f"Progress can't be read or saved in {path}: {reason}."
