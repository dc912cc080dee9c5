"""The warm parent: a process that has imported what submissions need, and forks for each.

``python -m tutor.runner.warm NEEDS FD SCRATCH HOW`` takes commands from the socket FD and answers
on it; HOW is ``sandboxed`` or ``plain``, files lie in SCRATCH. It has one thread and uses nothing
of TensorFlow itself, so that a fork is safe even with that imported. Whatever becomes of the
screen or of itself, the sandbox ends with it all that is in there, and without one a keeper does.
"""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module

from tutor.runner import child, namespaces, process, wire
from tutor.runner.cell import Cell, Place, prepare
from tutor.runner.codec import from_json
from tutor.runner.keeper import keep
from tutor.runner.observation import Job
from tutor.runner.watch import BEAT_SECONDS, Watch

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

#: Processes that wait for jobs: a submission is often run with several givens, one after the other.
#: Those of Keras are larger, and its submissions are run once.
AHEAD = {"numpy": 3, "pandas": 3, "keras": 1}
#: They are made when nothing has happened for so long (seconds), or there is none after a job. As
#: many may still be ending while others run.
REST_SECONDS = 0.05

#: Imports may take so long (from a slow disk), and nothing is heard meanwhile.
IMPORT_SECONDS = 300.0


def forks(needs: str) -> bool:
    """Whether submissions are forked; ``TUTOR_FORK=0`` or ``1`` decides it by hand."""
    asked = os.environ.get("TUTOR_FORK")
    if asked in ("0", "1"):
        return asked == "1"
    # TensorFlow on macOS starts threads that a forked child waits for in vain.
    return not (sys.platform == "darwin" and needs == "keras")


def main(arguments: list[str]) -> None:
    """Import, say that all is ready, and serve until the socket ends."""
    needs, fd, scratch, how = arguments
    screen = socket.socket(fileno=int(fd))
    if how == "plain":
        keep(screen, scratch)
    elif os.geteuid() == 0:
        namespaces.become_ordinary()
    process.become_subreaper()
    place = Place(
        "/tmp" if how == "sandboxed" else scratch,
        namespaces=how == "sandboxed" and namespaces.work(),
        afresh=not forks(needs),
    )
    with suppress(OSError, wire.FrameError):  # The screen is gone.
        WarmParent(needs, screen, place).serve()


class WarmParent:
    """Serves one screen: at most one running submission, and processes that wait for the next.

    Without namespaces none waits: it could be reached by the one that runs.
    """

    def __init__(self, needs: str, screen: socket.socket, place: Place) -> None:
        self._needs = needs
        self._screen = screen
        self._place = place
        self._commands = wire.Decoder()
        self._watch: Watch | None = None
        self._ahead: list[Cell] = []
        self._dying: set[int] = set()
        # A byte arrives here with every signal, which ends the waiting in ``select``.
        self._wake, self._waker = socket.socketpair()
        self._wake.setblocking(False)
        self._waker.setblocking(False)

    def serve(self) -> None:
        """Answer commands until the socket ends."""
        self._send(wire.HELLO, {"namespaces": self._place.namespaces})
        self._import(LIBRARIES[self._needs])
        if not self._place.afresh:
            child.rehearse()  # What comes of it once is then shared by all forks.
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._prepare_ahead(1)
        self._send(wire.READY, None)
        while self._turn():
            pass

    # --- the loop -------------------------------------------------------------------------------

    def _turn(self) -> bool:
        watch = self._watch
        wait = watch.check() if watch else self._rest()
        pipes = watch.open if watch else []
        ready = _readable([self._screen.fileno(), self._wake.fileno(), *pipes], wait)
        if not ready and watch is None:
            self._prepare_ahead(len(self._ahead) + 1)
        for fd in [fd for fd in pipes if fd in ready]:
            assert watch is not None
            watch.read(fd)
        if watch is not None and watch.is_over and len(self._dying) < AHEAD[self._needs]:
            self._dying.add(watch.pid)
            self._finish(watch.let_go)
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
                self._prepare_ahead(1)
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
            self._dying.discard(pid)
            if self._watch is not None and pid == self._watch.pid:
                self._finish(partial(self._watch.finish, status))
            elif any(pid == cell.pid for cell in self._ahead):
                self._discard_ahead()

    def _send(self, tag: bytes, value: object) -> None:
        data = wire.frame(tag, value) if isinstance(value, bytes) else wire.pack(tag, value)
        self._screen.sendall(data)

    # --- what comes before a job ----------------------------------------------------------------

    def _preload(self, text: str) -> None:
        """Import what a text names."""
        for word, modules in NAMED.items():
            if re.search(rf"\b{word}\b", text):
                self._import(modules)

    def _import(self, modules: tuple[str, ...]) -> None:
        """Import ahead. What is missing is told by the submission that needs it."""
        missing = (
            [] if self._place.afresh else [each for each in modules if each not in sys.modules]
        )
        if not missing:
            return
        self._send(wire.BEAT, IMPORT_SECONDS)
        for module in missing:
            with suppress(Exception):
                import_module(module)
        self._send(wire.BEAT, BEAT_SECONDS)
        self._discard_ahead()  # What was imported since is not in it.

    def _rest(self) -> float | None:
        """Seconds until another process is made ahead, if one is lacking."""
        lacks = self._place.namespaces and len(self._ahead) < AHEAD[self._needs]
        return REST_SECONDS if lacks else None

    def _prepare_ahead(self, count: int) -> None:
        """Have so many processes wait for jobs, if there were fewer."""
        while self._place.namespaces and len(self._ahead) < count:
            self._ahead.append(self._prepare())

    def _prepare(self) -> Cell:
        fds = [self._screen.fileno(), self._wake.fileno(), self._waker.fileno()]
        fds += self._watch.open if self._watch is not None else []
        fds += [fd for cell in self._ahead for fd in cell.ends]
        if self._place.namespaces:
            return prepare(self._place, tuple(fds))
        folder = tempfile.mkdtemp(dir=self._place.folder)
        return prepare(replace(self._place, folder=folder), tuple(fds))

    def _discard_ahead(self) -> None:
        while self._ahead:
            self._ahead.pop().discard()

    # --- the job --------------------------------------------------------------------------------

    def _run(self, job: Job) -> None:
        self._send(wire.BEGUN, None)
        self._preload(f"{job.setup}\n{job.code}")
        self._import(_OF_DATA.get(job.data or "", ()))
        cell = self._ahead.pop(0) if self._ahead else self._prepare()
        self._watch = Watch(cell, job, self._send)
        cell.give(job)

    def _finish(self, say: Callable[[], None]) -> None:
        """The job is done: say so, and have a process for the next."""
        self._watch = None
        say()
        self._prepare_ahead(1)


def _readable(fds: list[int], seconds: float | None) -> set[int]:
    poll = select.poll()
    for fd in fds:
        poll.register(fd, select.POLLIN)
    return {fd for fd, _ in poll.poll(None if seconds is None else seconds * 1000)}


if __name__ == "__main__":
    main(sys.argv[1:])
