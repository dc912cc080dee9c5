"""Code that attacks, breaks or cheats never passes, leaves nothing, and the screen stays alive.

Here is a part of it: every sixth snippet, and the tricks on exercises that need no Keras. All
of it is ``python -m tests.runner.hostile`` and ``python -m tests.runner.hostile tricks``.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.runner.hostile.screen import hand_in
from tests.runner.hostile.snippets import snippets
from tests.runner.hostile.tricks import code_exercises, passing
from tutor.progress.store import Store
from tutor.runner import tree
from tutor.runner.observation import Job
from tutor.runner.runner import Runner
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf

EVERY = 6
#: Bytes that a process may have grown after hundreds of submissions: less than 4 KB for each.
GROWTH = 2 << 20


async def test_hostile_snippets_fail_and_leave_nothing(tmp_path: Path) -> None:
    chosen = list(snippets())[::EVERY]
    faults = [
        f"{outcome.snippet.name}: {fault}"
        async for outcome in hand_in(chosen, tmp_path)
        for fault in outcome.faults
    ]
    assert not faults, "\n".join(faults)


def test_the_snippets_are_many_and_of_every_kind() -> None:
    names = [snippet.name for snippet in snippets()]
    assert len(names) == len(set(names)) >= 120
    kinds = Counter(name.partition("/")[0] for name in names)
    assert min(kinds.values()) >= 5, kinds


async def test_no_trick_passes_an_exercise_without_doing_it() -> None:
    shelf = Shelf(Store(None))
    desk = Desk(shelf)
    try:
        fallen = {
            work.key: tricks
            for work in code_exercises(shelf, "numpy")
            if (tricks := await passing(desk, work))
        }
    finally:
        await desk.close()
    assert fallen == {}


@pytest.mark.parametrize("sandbox", ["1", "0"])
async def test_nothing_grows_with_the_submissions(
    sandbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_SANDBOX", sandbox)
    code = (
        "import threading\nx = np.ones(100_000)\nprint(x.sum())\nopen('f', 'w').write('x' * 9999)"
    )
    async with Runner() as runner:
        for number in range(500):
            ending = "raise ValueError(x)" if number % 7 == 0 else ""
            seen = await runner.run(Job(f"{code}\n{ending}", names=("x",)))
            assert seen.ending == ("error" if ending else "complete")
            if number == 50:
                before = await _sizes()
        after = await _sizes()
    assert after.keys() == before.keys()
    for name, (count, descriptors, memory) in after.items():
        assert count == before[name][0], name
        assert descriptors <= before[name][1], name
        assert memory - before[name][2] < GROWTH * count, name


async def _sizes() -> dict[str, tuple[int, int, int]]:
    """For this process and each kind below it: how many, their descriptors, bytes of memory."""
    await asyncio.sleep(1)  # until the place for the next submission is made
    sizes: dict[str, list[int]] = {}
    for pid in tree.members(os.getpid()):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        name = "this" if pid == os.getpid() else Path(command[0]).name
        size = sizes.setdefault(name, [0, 0, 0])
        size[0] += 1
        size[1] += _descriptors(pid)
        size[2] += tree.memory_used(pid)[1]
    return {name: (count, fds, memory) for name, (count, fds, memory) in sizes.items()}


def _descriptors(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208
    except OSError:  # of another user, as it is around a submission
        return 0
