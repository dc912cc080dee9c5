"""Nothing is left running: after close, when the parent dies, when the screen is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tutor.runner.observation import Event, Job, Printed
from tutor.runner.runner import Runner

#: A job that prints its own process id and its parent's, then runs for ever.
ENDLESS = "import os\nprint(os.getpid(), os.getppid())\nwhile True:\n    pass"


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that only waits to be noticed is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def gone(pids: Iterable[int]) -> bool:
    """Whether the processes end soon."""
    until = time.monotonic() + 10
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.02)
    return True


def tell(pids: asyncio.Future[list[int]]) -> Callable[[Event], None]:
    """A listener that passes on the process ids that ENDLESS prints."""

    def listen(event: Event) -> None:
        if isinstance(event, Printed) and not pids.done():
            pids.set_result([int(word) for word in event.text.split()])

    return listen


async def test_close_ends_the_run_and_the_parent() -> None:
    pids: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
    async with Runner() as runner:
        run = asyncio.create_task(runner.run(Job(ENDLESS, time_limit=60), tell(pids)))
        await pids
    assert (await run).ending == "stopped"
    assert not any(is_running(pid) for pid in pids.result())


async def test_close_while_libraries_are_imported_does_not_wait_for_them() -> None:
    runner = Runner()
    runner.warm("keras")
    run = asyncio.create_task(runner.run(Job("1", needs="keras")))
    await asyncio.sleep(0.3)
    await runner.close()
    assert (await run).ending == "stopped"
    with pytest.raises(RuntimeError):
        await runner.run(Job("1"))


async def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with Runner() as runner:
        await runner.run(Job("open('note.txt', 'w').write('x')"))
        (scratch,) = tmp_path.iterdir()
        assert list(scratch.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
async def test_children_end_with_their_parent_and_a_new_one_is_started(number: int) -> None:
    pids: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
    async with Runner() as runner:
        run = asyncio.create_task(runner.run(Job(ENDLESS, time_limit=60), tell(pids)))
        child, parent = await pids
        os.kill(parent, number)
        assert (await run).ending == "crash"
        assert await gone([child, parent])
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_a_parent_that_died_while_idle_is_replaced() -> None:
    async with Runner() as runner:
        seen = await runner.run(Job("import os\nprint(os.getppid())"))
        os.kill(int(seen.printed), signal.SIGKILL)
        assert await gone([int(seen.printed)])
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_code_that_kills_the_parent_does_not_pass() -> None:
    async with Runner() as runner:
        seen = await runner.run(Job("import os\nos.kill(os.getppid(), 9)\nwhile True: pass"))
        assert seen.ending == "crash"
        assert (await runner.run(Job("print(1)"))).ending == "complete"


async def test_code_that_halts_the_parent_can_be_stopped() -> None:
    async with Runner() as runner:
        code = "import os\nprint(1)\nos.kill(os.getppid(), 19)\nwhile True: pass"
        run = asyncio.create_task(runner.run(Job(code, time_limit=60)))
        await asyncio.sleep(1)
        runner.stop()
        assert (await run).ending == "stopped"
        assert (await runner.run(Job("print(1)"))).ending == "complete"


SCREEN = f"""
import asyncio
from tutor.runner.observation import Job, Printed
from tutor.runner.runner import Runner

async def main():
    async with Runner() as runner:
        job = Job({ENDLESS!r}, time_limit=60)
        await runner.run(job, lambda event: print(event.text, flush=True))

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
async def test_everything_ends_with_the_screen(number: int, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", SCREEN],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as screen:
        assert screen.stdout is not None
        pids = [int(word) for word in screen.stdout.readline().split()]
        assert len(pids) == 2 and all(is_running(pid) for pid in pids)
        screen.send_signal(number)
        screen.wait()
        assert await gone(pids)
        assert list(tmp_path.iterdir()) == []
