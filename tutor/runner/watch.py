"""One running submission, as the warm parent watches it: its pipes, its limits, its ending."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from tutor.runner import child, tree, wire
from tutor.runner.cell import Cell
from tutor.runner.observation import Ending, Job
from tutor.runner.output import Output

#: A child has this long to begin (a fresh process has to import its libraries first).
BEGIN_SECONDS = 120.0
#: A child that is beyond a limit may say in which line it is; it takes a while with many processes.
LINE_SECONDS = 0.7
#: What comes after a training that was stopped may take so long.
FINISH_SECONDS = 5.0
#: Output far beyond its limit ends the run.
OUTPUT_FACTOR = 100
#: So do more bytes of events than this.
EVENT_LIMIT = 128 << 20

#: More processes at once end it.
PROCESS_LIMIT = 64
#: Memory and processes are looked at so often (seconds).
LOOK_SECONDS = 0.1
#: The screen hears something at least so often, or the warm parent is taken to be hung.
BEAT_SECONDS = 10.0
#: Of what the child says about where it is, so many bytes are kept.
TRACEBACK_LIMIT = 1 << 16

_READ = 1 << 16


class Watch:
    """A running child. ``send`` passes a frame on to the screen."""

    def __init__(self, cell: Cell, job: Job, send: Callable[[bytes, object], None]) -> None:
        self.pid = cell.pid
        self._cell = cell
        self._job = job
        self._send = send
        self._outputs = {
            cell.out: ("out", Output(job.output_limit)),
            cell.err: ("err", Output(job.output_limit)),
        }
        self._decoder = wire.Decoder()
        self._event_bytes = 0
        self._ending: Ending | None = None
        self._interrupted = False
        self._complete = False
        self._line: int | None = None
        self._traceback = b""
        self._begun = time.monotonic()
        self._deadline = self._begun + BEGIN_SECONDS
        self._next_beat = self._begun + 1.0
        self._base = tree.memory_used(os.getpid())[1]
        # Output first: what was printed before an event is passed on before it.
        self.open = [cell.out, cell.err, cell.events, cell.lines]
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
        if fd == self._cell.events:
            self._take_events(data)
        elif fd == self._cell.lines:
            self._take_traceback(data)
        else:
            self._take_output(fd, data)
        return True

    def _take_traceback(self, data: bytes) -> None:
        self._traceback = (self._traceback + data)[-TRACEBACK_LIMIT:]
        if self._interrupted and child.line_in(self._traceback) is not None:
            self._deadline = time.monotonic()

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
        key = self._cell.key.encode()
        for tag, payload in frames:
            if not payload.startswith(key):  # It comes from the learner's code itself.
                self.end("crash")
                return
            self._take_frame(tag, payload[len(key) :])

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
        if now >= self._next_beat:
            self._send(wire.BEAT, BEAT_SECONDS)
            self._next_beat = now + 1.0
        if now >= self._deadline:
            self._at_deadline(now)
        elif not self._interrupted:
            self._check_size(now)
        return max(0.0, min(LOOK_SECONDS, self._deadline - now))

    def _at_deadline(self, now: float) -> None:
        if self._ending is None:
            self._interrupt("time", now)
        else:
            self._cell.kill()
            self._deadline = now + 1.0

    def _check_size(self, now: float) -> None:
        pids = list(tree.members(self.pid))
        if len(pids) > PROCESS_LIMIT:
            self._interrupt("processes", now)
        elif tree.takes_more(pids, self._job.memory_limit, self._base):
            self._interrupt("memory", now)

    def _interrupt(self, ending: Ending, now: float) -> None:
        """Ask in which line the code is; it is ended soon, whatever it says."""
        self._interrupted = True
        self._ending = self._ending or ending
        self._deadline = now + LINE_SECONDS
        self._signal(signal.SIGUSR1)

    def end(self, ending: Ending) -> None:
        """End the child now, for this reason, unless there was one before."""
        self._ending = self._ending or ending
        self._cell.kill()
        self._deadline = time.monotonic() + 1.0

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

    @property
    def is_over(self) -> bool:
        """Whether the record is complete, and nothing else runs that had to be waited for."""
        return self._complete and self._cell.is_alone

    def let_go(self) -> None:
        """End it, and say so without waiting until it is gone."""
        self._cell.kill()
        self.finish(0)

    def finish(self, status: int) -> None:
        """The child is gone: end what it left behind, read the rest, say how it ended."""
        seconds = time.monotonic() - self._begun
        self._cell.end_rest()
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
        code = self._cell.exit_code(status)
        self._send(
            wire.ENDED,
            {
                "ending": self._ending or _ending(code, self._complete),
                "signal": _signal_name(-code) if code < 0 else "",
                "line": self._line or child.line_in(self._traceback),
                "left_out": left_out,
                "seconds": seconds,
            },
        )


def _ending(code: int, complete: bool) -> Ending:
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
