"""The child's end of the private pipe: events, and the final record."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress
from typing import Any

from tutor.runner import wire
from tutor.runner.codec import to_json
from tutor.runner.observation import Event

#: Above what programs usually open, so that a loop that closes descriptors seldom meets it.
_HIGH = 200


def out_of_the_way(fd: int) -> int:
    """The same descriptor under a high number."""
    high = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _HIGH)
    os.close(fd)
    return high


class Channel:
    """Sends frames of this process; a fork of it sends nothing.

    Each is marked with a ``key`` that the parent has given, so that what is written to the
    descriptor by chance, or by whoever found it, is no frame.
    """

    def __init__(self, fd: int, key: str) -> None:
        self._fd = out_of_the_way(fd)
        self._key = key.encode()
        self._pid = os.getpid()

    def send(self, tag: bytes, value: Any = None) -> None:
        """Send one frame; in vain when the pipe was closed, which the parent will notice."""
        if os.getpid() == self._pid:
            with suppress(OSError):
                wire.write_all(self._fd, wire.frame(tag, self._key + wire.payload(value)))

    def record(self, record: dict[str, Any]) -> None:
        """Send the final record; without the data of its values if that is too much."""
        if len(wire.payload(record)) + len(self._key) > wire.FRAME_LIMIT:
            for value in [*record["values"].values(), *record["results"]]:
                value.pop("data", None)
        self.send(wire.RESULT, record)

    def event(self, event: Event) -> None:
        """Send an event. What was printed before it arrives before it (what is printed right
        after it may, too: output has pipes of its own)."""
        with suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
        self.send(wire.EVENT, {"event": type(event).__name__, **to_json(event)})
