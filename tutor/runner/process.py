"""What the operating system is asked for: limits, and an end for everything that was started."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from tutor.runner import tree

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36

#: No file that the learner's code writes may be larger.
FILE_LIMIT = 64 << 20

_libc = ctypes.CDLL(None)


def _prctl(option: int, value: int) -> None:
    """Linux only; elsewhere the end of the pipes does the same a little later."""
    if sys.platform == "linux":
        _libc.prctl(option, value, 0, 0, 0)


def die_with_parent(number: signal.Signals) -> None:
    """Ask for a signal when the parent of this process ends, in whatever way."""
    _prctl(_PR_SET_PDEATHSIG, number)


def become_subreaper() -> None:
    """Orphans of this process's children become its own children, so that it can end them."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def limit_resources(cpu_seconds: int, address_space: int | None, tasks: int | None) -> None:
    """Limit this process and what it starts: processor time, address space, files, no cores.

    ``tasks`` (processes and threads) are counted for the user as a whole, so that limit makes
    sense only in a user namespace of one's own.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, FILE_LIMIT)
    if tasks is not None:
        _limit(resource.RLIMIT_NPROC, tasks)
    # The soft limit ends the process with SIGXCPU, which tells it from other endings.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    # macOS refuses to limit the address space.
    if address_space is not None and sys.platform == "linux":
        _limit(resource.RLIMIT_AS, tree.memory_used(os.getpid())[0] + address_space)


def counts_tasks_by_namespace() -> bool:
    """Whether the kernel counts processes for each user namespace: Linux from 5.14 on."""
    major, minor = (int(part) for part in os.uname().release.split(".")[:2])
    return sys.platform == "linux" and (major, minor) >= (5, 14)


def _limit(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def cpu_limit(seconds: float) -> int:
    """Processor seconds for code that may run so long: on every core, and some to begin with."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(seconds * (os.cpu_count() or 1)) + 30
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard - 1)


def kill_group(pid: int) -> None:
    """End a process and its group at once. Nothing happens if it is gone."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def kill_orphans(seconds: float = 1.0) -> None:
    """End every child of this process, again and again until none is left, at most so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for pid in _children():
            kill_group(pid)
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.001)
        except ChildProcessError:
            return


def _children() -> list[int]:
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(pid) for pid in text.split()]
