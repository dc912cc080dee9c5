"""The warm parent: a process that has imported what submissions need, and forks for each.

``python -m tutor.runner.warm NEEDS FD SCRATCH`` takes commands from the socket FD and answers on
it. It has one thread and runs nothing itself, so that a fork is safe even with TensorFlow
imported. It ends with the screen: at the end of the socket, on a signal, and on Linux with its
parent.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from types import FrameType
from typing import NoReturn

from tutor.runner import child, process, wire
from tutor.runner.codec import from_json
from tutor.runner.observation import Job
from tutor.runner.watch import Pipes, Watch, cpu_limit

#: What each kind of parent imports at once; numpy loads its random part only when it is used.
LIBRARIES = {
    "numpy": ("numpy.random",),
    "pandas": ("numpy.random", "pandas"),
    "keras": ("numpy.random", "pandas", "tensorflow", "keras"),
}
#: What it imports when a job's text names it: once, before the fork, and for all that follow.
NAMED = {
    "pandas": ("pandas",),
    "sklearn": ("sklearn.metrics", "sklearn.model_selection", "sklearn.preprocessing"),
    "matplotlib": ("matplotlib.pyplot", "mpl_ascii"),
}
#: Modules that the data of a job comes from.
_OF_DATA = {"digits": ("sklearn.datasets",)}

#: Signals that end the parent.
_LEAVING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def forks(needs: str) -> bool:
    """Whether submissions are forked; ``TUTOR_FORK=0`` or ``1`` decides it by hand."""
    asked = os.environ.get("TUTOR_FORK")
    if asked in ("0", "1"):
        return asked == "1"
    # TensorFlow on macOS starts threads that a forked child waits for in vain.
    return not (sys.platform == "darwin" and needs == "keras")


def main(arguments: list[str]) -> None:
    """Import, say that all is ready, and serve until the socket ends."""
    needs, fd, scratch = arguments
    process.die_with_parent(signal.SIGTERM)
    process.become_subreaper()
    screen = socket.socket(fileno=int(fd))
    parent = WarmParent(needs, screen, scratch)
    try:
        parent.serve()
    except (OSError, wire.FrameError):
        pass  # The screen is gone.
    finally:
        parent.close()


class WarmParent:
    """Serves one screen: at most one child at a time."""

    def __init__(self, needs: str, screen: socket.socket, scratch: str) -> None:
        self._needs = needs
        self._forks = forks(needs)
        self._screen = screen
        self._scratch = scratch
        self._commands = wire.Decoder()
        self._watch: Watch | None = None
        self._leaving = False
        # A byte arrives here with every signal, which ends the waiting in ``select``.
        self._wake, self._waker = socket.socketpair()
        self._wake.setblocking(False)
        self._waker.setblocking(False)

    def serve(self) -> None:
        """Answer commands until the socket ends."""
        if self._forks:
            _import(LIBRARIES[self._needs])
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in _LEAVING:
            signal.signal(number, self._leave)
        self._send(wire.READY, None)
        while not self._leaving and self._turn():
            pass

    def close(self) -> None:
        """End what runs and leave nothing behind."""
        if self._watch is not None:
            process.kill_group(self._watch.pid)
        process.kill_orphans()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _leave(self, number: int, frame: FrameType | None) -> None:
        # It raises nothing: the screen's end and this signal come at the same time, and what is
        # being tidied up then must be tidied up to the end.
        self._leaving = True

    # --- the loop -------------------------------------------------------------------------------

    def _turn(self) -> bool:
        watch = self._watch
        wait = watch.check() if watch else None
        pipes = watch.open if watch else []
        ready = _readable([self._screen.fileno(), self._wake.fileno(), *pipes], wait)
        for fd in [fd for fd in pipes if fd in ready]:
            assert watch is not None
            watch.read(fd)
        if self._wake.fileno() in ready:
            with suppress(BlockingIOError):
                self._wake.recv(4096)
            self._reap()
        return self._screen.fileno() not in ready or self._take_commands()

    def _take_commands(self) -> bool:
        data = self._screen.recv(1 << 16)
        for tag, payload in self._commands.feed(data):
            if tag == wire.RUN:
                self._run(from_json(Job, wire.unpack(payload)))
            elif tag == wire.STOP and self._watch is not None:
                self._watch.end("stopped")
            elif tag == wire.FINISH and self._watch is not None:
                self._watch.finish_soon()
            elif tag == wire.PRELOAD:
                self._preload(wire.unpack(payload))
        return bool(data)

    def _reap(self) -> None:
        """Take note of every child that has ended; orphans are among them."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if self._watch is not None and pid == self._watch.pid:
                watch, self._watch = self._watch, None
                watch.finish(status)

    def _send(self, tag: bytes, value: object) -> None:
        data = wire.frame(tag, value) if isinstance(value, bytes) else wire.pack(tag, value)
        self._screen.sendall(data)

    # --- children -------------------------------------------------------------------------------

    def _preload(self, text: str) -> None:
        if self._forks:
            for word, modules in NAMED.items():
                if re.search(rf"\b{word}\b", text):
                    _import(modules)

    def _run(self, job: Job) -> None:
        self._send(wire.BEGUN, None)
        self._preload(f"{job.setup}\n{job.code}")
        if self._forks:
            _import(_OF_DATA.get(job.data or "", ()))
        folder = tempfile.mkdtemp(dir=self._scratch)
        out, out_end = os.pipe()
        err, err_end = os.pipe()
        events, events_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_child(job, folder, (out_end, err_end, events_end), (out, err, events))
        for fd in (out_end, err_end, events_end):
            os.close(fd)
        self._watch = Watch(pid, job, Pipes(out, err, events), folder, self._send)

    def _become_child(
        self, job: Job, folder: str, ends: tuple[int, int, int], others: tuple[int, int, int]
    ) -> NoReturn:
        """In the new process: let go of everything of the parent's, then run the job."""
        status = 70
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, *_LEAVING):
                signal.signal(number, signal.SIG_DFL)
            for fd in (*others, self._screen.fileno(), self._wake.fileno(), self._waker.fileno()):
                os.close(fd)
            os.dup2(ends[0], 1)
            os.dup2(ends[1], 2)
            os.close(ends[0])
            os.close(ends[1])
            os.chdir(folder)
            confine(job)
            if self._forks:
                status = child.run(job, ends[2])
            else:
                child.start_afresh(job, ends[2])
        finally:
            os._exit(status)


def confine(job: Job) -> None:
    """The first thing a child does: a session of its own, an end with its parent, limits.

    This is the place for a namespace of its own.
    """
    os.setsid()
    process.die_with_parent(signal.SIGKILL)
    address_space = None if job.needs == "keras" else job.memory_limit
    process.limit_resources(cpu_limit(job), address_space)


def _import(modules: tuple[str, ...]) -> None:
    """Import ahead. What is missing is told by the submission that needs it."""
    for module in modules:
        with suppress(Exception):
            import_module(module)


def _readable(fds: list[int], seconds: float | None) -> set[int]:
    poll = select.poll()
    for fd in fds:
        poll.register(fd, select.POLLIN)
    return {fd for fd, _ in poll.poll(None if seconds is None else seconds * 1000)}


if __name__ == "__main__":
    main(sys.argv[1:])
