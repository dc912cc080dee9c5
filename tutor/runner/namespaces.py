"""Linux namespaces: for each submission a place of its own, in which it may do nothing.

What a process starts in there ends with it, it sees no process but its own, has no capability, and
writes only to a /tmp that is gone afterwards.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tutor.runner import process

#: What may lie in the /tmp of a submission, and in its shared memory of either kind, each (bytes).
SPACE_LIMIT = 256 << 20
_INODES = 20_000
#: The same for what System V shares: memory in pages, queues, and semaphores (in one set, in all,
#: operations, sets). Nobody counts these as memory of a process.
_SHARED = {
    "shmall": f"{SPACE_LIMIT // resource.getpagesize()}",
    "msgmni": "32",
    "sem": "250 2000 100 128",
}

#: The user that a submission becomes where the program runs as root ("nobody").
ORDINARY = 65534

_NEW_MOUNT, _NEW_IPC, _NEW_USER, _NEW_PID = 0x20000, 0x08000000, 0x10000000, 0x20000000
_NO_SUID, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8
_BIND, _RECURSIVE, _PRIVATE = 1 << 12, 1 << 14, 1 << 18
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 24, 38
_CAPABILITY_VERSION = 0x20080522

#: What ``enter`` makes of a process: the one outside, the first inside, and the inner one.
PROCESSES = 3

_libc = ctypes.CDLL(None, use_errno=True)


def become_ordinary() -> None:
    """As root in a sandbox: look at its processes only, and become an ordinary user for good.

    Raises OSError.
    """
    # The sandbox covers parts of /proc, and so the kernel would not show a new one further in.
    _mount("proc", "/proc", _NO_SUID | _NO_DEVICES | _NO_PROGRAMS)
    os.setgroups([])
    os.setresgid(ORDINARY, ORDINARY, ORDINARY)
    os.setresuid(ORDINARY, ORDINARY, ORDINARY)
    _set_dumpable(True)


def enter() -> None:
    """Go on in a new process inside new namespaces, and return only there.

    This process stays outside and waits: at SIGTERM it ends all that is inside, SIGUSR1 and 2 it
    passes on. At the end it exits with the status of the inner process (128 + n for signal n). So
    does the first process inside, which the inner one can neither end nor look into. Raises
    OSError.
    """
    user, group = os.geteuid(), os.getegid()
    _unshare(_NEW_MOUNT | _NEW_IPC | _NEW_PID, (0, user), (0, group))
    first = _fork()
    if first:
        signal.signal(signal.SIGTERM, lambda *_: _signal(first, signal.SIGKILL))
        _wait_for(first, 255)
    _furnish()
    _unshare(0, (user, 0), (group, 0))
    _no_more()
    _drop_capabilities()
    _set_dumpable(False)
    inner = _fork()
    if inner:
        _wait_for(inner, 127)
    _set_dumpable(True)


def _unshare(what: int, user: tuple[int, int], group: tuple[int, int]) -> None:
    """Go into a new user namespace and others: user and group there, and what they were here."""
    _check(_libc.unshare(_NEW_USER | what))
    _tell("/proc/self/setgroups", "deny")
    _tell("/proc/self/uid_map", "{} {} 1".format(*user))
    _tell("/proc/self/gid_map", "{} {} 1".format(*group))


def work() -> bool:
    """Whether this process may make such namespaces: it is tried."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            enter()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1] == 0


def exit_code(code: int) -> int:
    """The exit code of the inner process (negative: a signal), by that of the one outside."""
    return 128 - code if code > 128 else code


def _tell(path: str, text: str) -> None:
    """Tell the kernel something. Every page that this process writes to is memory of its own for
    as long as it waits, hence no more than this is used."""
    fd = os.open(path, os.O_WRONLY)
    os.write(fd, text.encode("ascii"))
    os.close(fd)


def _fork() -> int:
    """Fork a process that ends with this one."""
    pid = os.fork()
    if pid == 0:
        process.die_with_parent(signal.SIGKILL)
    return pid


def _wait_for(pid: int, largest: int) -> None:
    """Hold nothing open, wait for the end of a process, and end like it; no exit code of its own
    choice may be above the ``largest``, and so look like a signal."""
    for number in (signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, lambda asked, _: _signal(pid, signal.Signals(asked)))
    os.closerange(0, min(os.sysconf("SC_OPEN_MAX"), 1 << 16))
    while True:
        ended, status = os.wait()
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)
            os._exit(128 - code if code < 0 else min(code, largest))


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _furnish() -> None:
    """In the first process inside, still as its root: its own /proc, /tmp and shared memory."""
    _check(_libc.mount(None, b"/", None, _RECURSIVE | _PRIVATE, None))
    _mount("proc", "/proc", _NO_SUID | _NO_DEVICES | _NO_PROGRAMS)
    _empty("/tmp")
    _empty("/dev/shm")
    for name, limit in _SHARED.items():
        with suppress(PermissionError):  # Linux before 5.19 leaves this to the machine's root.
            _tell(f"/proc/sys/kernel/{name}", limit)


def _no_more() -> None:
    """Nothing in this user namespace may make namespaces."""
    for kind in ("user", "mnt", "net"):
        _tell(f"/proc/sys/user/max_{kind}_namespaces", "0")


def _empty(folder: str) -> None:
    """Cover a folder by an empty one; what is mounted in it stays."""
    inner = list(_mounted_in(folder))
    kept = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in inner}
    space = f"size={SPACE_LIMIT},nr_inodes={_INODES},mode=1777"
    _mount("tmpfs", folder, _NO_SUID | _NO_DEVICES, space)
    for path, fd in kept.items():
        source = f"/proc/self/fd/{fd}"
        if Path(source).is_dir():
            Path(path).mkdir(parents=True, exist_ok=True)
        else:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch()
        _check(_libc.mount(source.encode(), path.encode(), None, _BIND | _RECURSIVE, None))
        os.close(fd)


def _mounted_in(folder: str) -> Iterator[str]:
    """Where something is mounted in a folder, as the kernel lists it, outer before inner."""
    fd = os.open("/proc/self/mountinfo", os.O_RDONLY)
    text = b"".join(iter(lambda: os.read(fd, 1 << 16), b""))
    os.close(fd)
    for line in text.splitlines():
        point = os.fsdecode(line.split()[4])
        if point.startswith(f"{folder}/"):
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)


def _mount(kind: str, folder: str, flags: int, options: str = "") -> None:
    _check(_libc.mount(kind.encode(), folder.encode(), kind.encode(), flags, options.encode()))


def _drop_capabilities() -> None:
    """Give up every capability for good, also for what is started from here on."""
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    number = 0
    while _libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0) == 0:
        number += 1
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()))


def _set_dumpable(yes: bool) -> None:
    """Whether processes of the same user may look into this one."""
    _check(_libc.prctl(_PR_SET_DUMPABLE, int(yes), 0, 0, 0))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
