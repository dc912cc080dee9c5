"""One running submission, as the warm parent watches it: its pipes, its limits, its ending."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tutor.runner import process, wire
from tutor.runner.observation import Job
from tutor.runner.output import Output

#: A child has this long to begin (a fresh process has to import its libraries first).
BEGIN_SECONDS = 120.0
#: A child that has run out of time may say in which line it is.
LINE_SECONDS = 0.1
#: What comes after a training that was stopped may take so long.
FINISH_SECONDS = 5.0
#: Output far beyond its limit ends the run.
OUTPUT_FACTOR = 100
#: So do more bytes of events than this.
EVENT_LIMIT = 128 << 20

_READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Pipes:
    """The reading ends of what a child writes to."""

    out: int
    err: int
    events: int


class Watch:
    """A running child. ``send`` passes a frame on to the screen."""

    def __init__(
        self, pid: int, job: Job, pipes: Pipes, folder: str, send: Callable[[bytes, object], None]
    ) -> None:
        self.pid = pid
        self._job = job
        self._folder = folder
        self._send = send
        self._outputs = {
            pipes.out: ("out", Output(job.output_limit)),
            pipes.err: ("err", Output(job.output_limit)),
        }
        self._events = pipes.events
        self._decoder = wire.Decoder()
        self._event_bytes = 0
        self._ending: str | None = None
        self._complete = False
        self._line: int | None = None
        self._begun = time.monotonic()
        self._deadline = self._begun + BEGIN_SECONDS
        self._memory = job.memory_limit + process.memory_used(os.getpid())[1]
        # Output first: what was printed before an event is passed on before it.
        self.open = [pipes.out, pipes.err, pipes.events]
        for fd in self.open:
            os.set_blocking(fd, False)

    # --- what the child sends -------------------------------------------------------------------

    def read(self, fd: int) -> bool:
        """Take what there is at a pipe; whether there may be more."""
        try:
            data = os.read(fd, _READ)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        if not data:
            self.open.remove(fd)
            os.close(fd)
            return False
        if fd == self._events:
            self._take_events(data)
        else:
            self._take_output(fd, data)
        return True

    def _take_output(self, fd: int, data: bytes) -> None:
        name, output = self._outputs[fd]
        text = output.feed(data)
        if text:
            self._send(wire.OUTPUT, {"stream": name, "text": text})
        if output.total > OUTPUT_FACTOR * self._job.output_limit:
            self.end("output")

    def _take_events(self, data: bytes) -> None:
        self._event_bytes += len(data)
        if self._event_bytes > EVENT_LIMIT:
            self.end("output")
            return
        try:
            frames = self._decoder.feed(data)
        except wire.FrameError:
            self.end("crash")
            return
        for tag, payload in frames:
            self._take_frame(tag, payload)

    def _take_frame(self, tag: bytes, payload: bytes) -> None:
        if tag == wire.BEGUN and not self._complete:
            self._begun = time.monotonic()
            self._deadline = self._begun + self._job.time_limit
        elif tag == wire.LINE:
            self._take_line(payload)
        elif tag in (wire.EVENT, wire.RESULT):
            self._complete = self._complete or tag == wire.RESULT
            self._send(tag, payload)

    def _take_line(self, payload: bytes) -> None:
        with suppress(wire.FrameError):
            line = wire.unpack(payload)
            self._line = line if type(line) is int else None

    # --- limits -------------------------------------------------------------------------------

    def check(self) -> float:
        """End the child if it is beyond a limit; seconds until the next look."""
        now = time.monotonic()
        if now >= self._deadline:
            self._out_of_time(now)
        elif process.memory_used(self.pid)[1] > self._memory:
            self.end("memory")
        return max(0.0, min(0.25, self._deadline - now))

    def _out_of_time(self, now: float) -> None:
        if self._ending is None:
            self._ending = "time"
            self._deadline = now + LINE_SECONDS
            self._signal(signal.SIGUSR1)
        else:
            process.kill_group(self.pid)
            self._deadline = now + 1.0

    def end(self, ending: str) -> None:
        """End the child now, for this reason, unless there was one before."""
        self._ending = self._ending or ending
        process.kill_group(self.pid)

    def finish_soon(self) -> None:
        """Have the child stop its training and go on from there for a moment; else it ends."""
        self._ending = self._ending or "stopped"
        self._deadline = min(self._deadline, time.monotonic() + FINISH_SECONDS)
        self._signal(signal.SIGUSR2)

    def _signal(self, number: signal.Signals) -> None:
        """Ask the child for something."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    # --- the ending -----------------------------------------------------------------------------

    def finish(self, status: int) -> None:
        """The child is gone: end what it left behind, read the rest, say how it ended."""
        seconds = time.monotonic() - self._begun
        process.kill_group(self.pid)
        process.kill_orphans()
        for fd in list(self.open):
            # No more than what a pipe can hold, should somebody still write to it.
            for _ in range(_pipe_size(fd) // _READ + 1):
                if not self.read(fd):
                    break
        for fd in self.open:
            os.close(fd)
        left_out = 0
        for name, output in self._outputs.values():
            missing, text = output.finish()
            left_out += missing if name == "out" else 0
            if missing:
                text = f"\n… {missing:,} bytes left out …\n{text}"
            if text:
                self._send(wire.OUTPUT, {"stream": name, "text": text})
        shutil.rmtree(self._folder, ignore_errors=True)
        code = os.waitstatus_to_exitcode(status)
        self._send(
            wire.ENDED,
            {
                "ending": self._ending or _ending(code, self._complete),
                "signal": _signal_name(-code) if code < 0 else "",
                "line": self._line,
                "left_out": left_out,
                "seconds": seconds,
            },
        )


def _ending(code: int, complete: bool) -> str:
    """How a child ended that nobody ended, by its exit code (negative: a signal)."""
    if code == -signal.SIGXCPU:
        return "time"
    if code < 0:
        return "crash"
    return "complete" if complete and code == 0 else "exit"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _pipe_size(fd: int) -> int:
    size = getattr(fcntl, "F_GETPIPE_SZ", None)
    return fcntl.fcntl(fd, size) if size is not None else _READ


def cpu_limit(job: Job) -> int:
    """Processor seconds a job may take: its time on every core, and some to begin with."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(job.time_limit * (os.cpu_count() or 1)) + 30
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard - 1)
