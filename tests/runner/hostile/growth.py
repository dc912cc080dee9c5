"""What grows with the submissions: processes, descriptors and memory, here and below."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.runner import tree
from tutor.runner.observation import Job, Needs
from tutor.runner.runner import Runner

#: Submissions before anything is measured: libraries fill their caches with the first.
BEFORE = 10
#: Seconds until the place for the next submission is made.
PAUSE = 1.0

CODE = "x = np.ones(100_000)\nprint(x.sum())\nopen('f', 'w').write('x' * 9999)\n"
TRAINING = """
model = Sequential([Dense(4, activation='relu'), Dense(1)])
model.compile('adam', 'mse')
model.fit(np.ones((20, 3)), np.ones(20), epochs=2)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """Processes of one program: how many, their descriptors, bytes of memory."""

    processes: int
    descriptors: int
    memory: int


async def sizes_around(needs: Needs, count: int) -> tuple[dict[str, Size], dict[str, Size]]:
    """The sizes before and after so many submissions, of which every seventh fails."""
    code = CODE + (TRAINING if needs == "keras" else "")
    async with Runner() as runner:
        for number in range(-BEFORE, count):
            if number == 0:
                before = await _sizes()
            fails = number % 7 == 0
            job = Job(code + "raise ValueError(x)\n" * fails, needs=needs, names=("x",))
            seen = await runner.run(job)
            assert seen.ending == ("error" if fails else "complete"), seen
        return before, await _sizes()


def growth(before: dict[str, Size], after: dict[str, Size], bytes_each: int) -> Iterator[str]:
    """What has grown, as sentences; of memory, each process may take ``bytes_each`` more."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, Size(0, 0, 0)), after.get(name, Size(0, 0, 0))
        if new.processes > old.processes:
            yield f"{name}: {new.processes - old.processes} processes more"
        if new.descriptors > old.descriptors:
            yield f"{name}: {new.descriptors - old.descriptors} descriptors more"
        if new.memory - old.memory > bytes_each * new.processes:
            yield f"{name}: {(new.memory - old.memory) >> 10:,} KB more"


async def _sizes() -> dict[str, Size]:
    """This process, and the programs that run below it."""
    await asyncio.sleep(PAUSE)
    found: dict[str, list[int]] = {}
    for pid in tree.members(os.getpid()):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        name = "this process" if pid == os.getpid() else Path(command[0]).name
        found.setdefault(name, []).append(pid)
    return {
        name: Size(
            len(pids), sum(map(_descriptors, pids)), sum(tree.memory_used(pid)[1] for pid in pids)
        )
        for name, pids in found.items()
    }


def _descriptors(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # of another user, as what is around a submission
        return 0
