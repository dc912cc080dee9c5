"""A program in a pseudo-terminal, timed from outside."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

#: A repaint is over when nothing came for this long.
QUIET = 0.05


class Terminal:
    """A child with a terminal of its own; what it writes is fed to an emulator."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.exit_code: int | None = None
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        columns, lines = size
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill what still runs."""
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.exit_code = -signal.SIGKILL
        self.hang_up()

    def hang_up(self) -> None:
        """Take the terminal away from what runs in it."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def wait_for_exit(self, limit: float = 30.0) -> int:
        """The exit code, once the program has ended by itself."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            self.stream.feed(self._read(0.05))
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
                return self.exit_code
        raise TimeoutError(f"still running:\n{self.text}")

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def _read(self, wait: float) -> bytes:
        ready, _, _ = select.select([self.fd] if self.fd >= 0 else [], [], [], wait)
        try:
            return os.read(self.fd, 1 << 16) if ready else b""
        except OSError:
            return b""

    def wait_for(self, text: str, limit: float = 40.0) -> float:
        """Seconds since the start until the text stood on the screen."""
        return self.wait_until(lambda: text in self.text, limit, text)

    def wait_until(self, holds: Callable[[], bool], limit: float, what: str) -> float:
        end = time.perf_counter() + limit
        while not holds():
            if time.perf_counter() > end:
                raise TimeoutError(f"no {what!r} on the screen:\n{self.text}")
            self.stream.feed(self._read(0.05))
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Take what comes until nothing comes."""
        while data := self._read(0.3):
            self.stream.feed(data)

    def send(self, keys: bytes) -> None:
        """Send keys, and take what comes in answer until it is quiet."""
        os.write(self.fd, keys)
        wait = 1.0
        while data := self._read(wait):
            self.stream.feed(data)
            wait = QUIET

    def key(self, keys: bytes) -> tuple[float, int]:
        """Send a key; seconds to the last byte of its repaint, and how many bytes came."""
        begin = time.perf_counter()
        os.write(self.fd, keys)
        last, count, wait = begin, 0, 1.0
        while data := self._read(wait):
            last, wait = time.perf_counter(), QUIET
            count += len(data)
            self.stream.feed(data)
        return last - begin, count

    def memory(self) -> int:
        """Resident memory of the process, in kB."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
