"""A process forked ahead of time that waits for its job, in a place of its own where there is one.

The place is made while the learner types, so that a submission doesn't wait for it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from tutor.runner import child, namespaces, process, tree, wire
from tutor.runner.codec import from_json, to_json
from tutor.runner.observation import Job

#: Processes and threads that a submission may have; libraries start some for each processor.
TASK_LIMIT = 256 + 16 * (os.cpu_count() or 1)

_SIGNALS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Place:
    """How processes are forked: each in ``namespaces`` of its own or not, with the libraries of
    the parent or ``afresh``, working in ``folder``."""

    folder: str
    namespaces: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The process, and the ends of its pipes: it reads its job, and writes the others.

    What it says of itself is marked with the ``key``.
    """

    pid: int
    place: Place
    key: str
    job: int
    out: int
    err: int
    events: int
    lines: int

    def give(self, job: Job) -> None:
        """Let it run a job. If it is gone, that shows at its end."""
        with suppress(OSError):
            wire.write_all(self.job, wire.pack(wire.RUN, to_json(job)))
        os.close(self.job)

    @property
    def ends(self) -> tuple[int, ...]:
        """All the descriptors, as long as it has no job."""
        return self.job, self.out, self.err, self.events, self.lines

    def discard(self) -> None:
        """End it without a job."""
        for fd in self.ends:
            os.close(fd)

    @property
    def is_alone(self) -> bool:
        """Whether the job's process is all there is in its namespaces, so that killing it ends
        at once whatever the job was; with anything else, its end has to be waited for."""
        return self.place.namespaces and len(list(tree.members(self.pid))) == namespaces.PROCESSES

    def kill(self) -> None:
        """End all of it, unless that was done; what is outside of namespaces is ended later."""
        if self.place.namespaces:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
        else:
            process.kill_group(self.pid)

    def end_rest(self) -> None:
        """When it is gone: end what it left behind, and take its files away."""
        if not self.place.namespaces:  # With them all of that went with it.
            process.kill_group(self.pid)
            process.kill_orphans()
            shutil.rmtree(self.place.folder, ignore_errors=True)

    def exit_code(self, status: int) -> int:
        """The exit code of the submission (negative: a signal)."""
        code = os.waitstatus_to_exitcode(status)
        return namespaces.exit_code(code) if self.place.namespaces else code


def prepare(place: Place, let_go: tuple[int, ...]) -> Cell:
    """Fork a process that waits for a job and has none of these descriptors. Raises OSError."""
    ours, theirs = _pipes()
    key = secrets.token_hex(8)
    pid = os.fork()
    if pid == 0:
        _become(place, key, theirs, (*ours, *let_go))
    for fd in theirs:
        os.close(fd)
    return Cell(pid, place, key, *ours)


def _pipes() -> tuple[list[int], list[int]]:
    """The parent's and the process's ends of five pipes; the first is for the job."""
    read, write = os.pipe()
    ours, theirs = [write], [read]
    for _ in range(4):
        read, write = os.pipe()
        ours.append(read)
        theirs.append(write)
    return ours, theirs


def _become(place: Place, key: str, ends: list[int], others: tuple[int, ...]) -> NoReturn:
    """In the new process: let go of everything of the parent's, wait for a job, run it."""
    status = 70
    try:
        signal.set_wakeup_fd(-1)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        process.die_with_parent(signal.SIGKILL)
        for fd in others:
            os.close(fd)
        if place.namespaces:
            namespaces.enter()
        os.chdir(place.folder)
        job_end, out, err, events, lines = ends
        for fd, stream in ((out, 1), (err, 2)):
            os.dup2(fd, stream)
            os.close(fd)
        if place.namespaces and not place.afresh:
            child.rehearse()
        job = _wait_for_job(job_end)
        if job is not None:
            _confine(job, place)
            run = child.start_afresh if place.afresh else child.run
            status = run(job, key, events, lines)
    finally:
        os._exit(status)


def _wait_for_job(fd: int) -> Job | None:
    """The job, or None if there will be none."""
    decoder = wire.Decoder()
    while data := os.read(fd, 1 << 16):
        for _, payload in decoder.feed(data):
            os.close(fd)
            return from_json(Job, wire.unpack(payload))
    return None


def _confine(job: Job, place: Place) -> None:
    """The last thing before the job: a session of its own, and limits."""
    os.setsid()
    address_space = None if job.needs == "keras" else job.memory_limit
    tasks = place.namespaces and process.counts_tasks_by_namespace()
    process.limit_resources(
        process.cpu_limit(job.time_limit), address_space, TASK_LIMIT if tasks else None
    )
