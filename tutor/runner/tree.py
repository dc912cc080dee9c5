"""All processes that a submission is made of: how many, how much memory, and their end."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def members(pid: int) -> Iterator[int]:
    """A process and everything that descends from it; nothing where that can't be known."""
    waiting, seen = [pid], set[int]()
    while waiting:
        member = waiting.pop()
        if member not in seen:
            seen.add(member)
            yield member
            waiting.extend(children(member))


def children(pid: int) -> Iterator[int]:
    """What a process started; nothing where that can't be known."""
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                yield from map(int, (thread / "children").read_text(encoding="ascii").split())


def memory_used(pid: int) -> tuple[int, int]:
    """Bytes of address space and of resident memory of a process; zeros where unknown."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return int(pages[0]) * resource.getpagesize(), int(pages[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0, 0


def takes_more(pids: list[int], limit: int, base: int) -> bool:
    """Whether processes take more than ``limit`` bytes together, beside the ``base`` bytes that
    each of them shares with the process it was forked from.

    What they share is counted once, but that takes time to find out, so first it is guessed.
    """
    limit -= _nameless_files(pids)
    resident = {pid: memory_used(pid)[1] for pid in pids}
    if sum(max(0, size - base) for size in resident.values()) <= limit:
        return False
    return sum(_share(pid, size) for pid, size in resident.items()) - base > limit


def _nameless_files(pids: list[int]) -> int:
    """Bytes of the files in memory that processes hold open and that lie in no folder."""
    sizes: dict[int, int] = {}
    for pid in pids:
        with suppress(OSError):
            for fd in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if str(fd.readlink()).startswith("/memfd:"):
                        status = fd.stat()
                        sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values())


def _share(pid: int, otherwise: int) -> int:
    """Bytes of a process, those it shares divided among those who share them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        return next(
            int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")
        )
    except (OSError, StopIteration):
        return otherwise


def kill_marked(mark: str) -> None:
    """End every process that was started with this text in its environment, until none is left."""
    for _ in range(20):
        found = [pid for pid in everything() if mark.encode() in _environment(pid)]
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            return


def everything() -> Iterator[int]:
    """All processes there are; none where that can't be known."""
    with suppress(OSError):
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                yield int(entry.name)


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
