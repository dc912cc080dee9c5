"""Places for warm Keras parents, which are large: so many on the whole host, and a fair queue.

A place and a ticket are files that their owner holds a lock on, so whoever is killed frees both.
The folder is ``TUTOR_HOST_DIR``, which all users of a host must be able to write to, or one of
the user's own; the number of places is ``TUTOR_KERAS_PARENTS``, or what the memory is enough for.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Memory that a training needs (bytes); the host has as many places as it has so much.
PLACE_BYTES = 1 << 30
#: Who waits looks so often (seconds).
LOOK_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is held until it is closed, or its process ends."""

    fd: int

    def close(self) -> None:
        """Free the place."""
        os.close(self.fd)


def folder() -> Path:
    """Where the places are."""
    named = os.environ.get("TUTOR_HOST_DIR")
    return Path(named or Path(tempfile.gettempdir(), f"tutor-places-{os.getuid()}"))


def places() -> int:
    """How many warm Keras parents there may be; at least one."""
    named = os.environ.get("TUTOR_KERAS_PARENTS", "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    return max(1, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // PLACE_BYTES)


async def place(tell: Callable[[int | None], object]) -> Place | None:
    """Wait for a place; None where a folder for them can't be had.

    ``tell`` hears how many are before, whenever that changes, and None when the place is there.
    """
    queue = folder()
    try:
        queue.mkdir(parents=True, exist_ok=True)
        ticket = _Ticket(queue)
    except OSError:
        return None
    told: int | None = None
    try:
        while True:
            before = ticket.before()
            free = _free_place(queue, places()) if before == 0 else None
            if free is not None:
                if told is not None:
                    tell(None)
                return Place(free)
            if before != told:
                told = before
                tell(before)
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        ticket.close()


def somebody_waits() -> bool:
    """Whether there is a queue for the places."""
    return any(_is_waiting(path) for path in folder().glob("ticket-*"))


class _Ticket:
    """A turn in the queue, by the time it was drawn."""

    def __init__(self, queue: Path) -> None:
        name = f"{time.time_ns():020d}-{os.getpid()}"
        hidden = queue / f"new-{name}"
        self._queue = queue
        self._path = queue / f"ticket-{name}"
        self._fd = _create(hidden)
        # It is locked before it can be seen, or others took it for one that is left over.
        fcntl.flock(self._fd, fcntl.LOCK_EX)
        hidden.rename(self._path)

    def before(self) -> int:
        """How many who still wait came before."""
        earlier = (p for p in self._queue.glob("ticket-*") if p.name < self._path.name)
        return sum(_is_waiting(path) for path in earlier)

    def close(self) -> None:
        """Leave the queue."""
        with suppress(OSError):
            self._path.unlink()
        os.close(self._fd)


def _is_waiting(ticket: Path) -> bool:
    """Whether somebody holds a ticket; one that is left over is thrown away."""
    try:
        fd = os.open(ticket, os.O_RDONLY)
    except OSError:
        return False
    try:
        if not _lock(fd):
            return True
        with suppress(OSError):
            ticket.unlink()
        return False
    finally:
        os.close(fd)


def _free_place(queue: Path, count: int) -> int | None:
    """The locked descriptor of a place that was free, if there is one."""
    for number in range(count):
        try:
            fd = _open(queue / f"place-{number}")
        except OSError:
            continue
        if _lock(fd):
            return fd
        os.close(fd)
    return None


def _open(path: Path) -> int:
    """Open a file that may be another user's; only a new one is created."""
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        with suppress(FileExistsError):
            os.close(_create(path))
        return os.open(path, os.O_RDONLY)


def _create(path: Path) -> int:
    """Create a file that all users can lock, whatever the umask."""
    fd = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL)
    os.fchmod(fd, 0o644)
    return fd


def _lock(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
