"""Nothing is left running: after close, when the parent dies or hangs.

Everything is tried in the sandbox, where there is one, and without it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tutor.runner import tree
from tutor.runner.observation import Event, Job, Observation, Printed
from tutor.runner.runner import Runner

#: A job that starts a process which leaves its session, its parent and its environment, and then
#: runs for ever.
ENDLESS = """
import os, sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        code = "print('begun', flush=True)\\nwhile True: pass"
        os.execve(sys.executable, [sys.executable, "-c", code], {})
    os._exit(0)
while True: pass
"""


@pytest.fixture(params=["sandbox", "plain"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """In the sandbox (if there is one here) or without."""
    monkeypatch.setenv("TUTOR_SANDBOX", "1" if request.param == "sandbox" else "0")
    return str(request.param)


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that only waits to be noticed is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def gone(pids: Iterable[int]) -> bool:
    """Whether the processes end soon."""
    until = time.monotonic() + 10
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.02)
    return True


def started(runner: Runner) -> set[int]:
    """All processes of the runner's parents, the learner's code among them."""
    tops = [parent.pid for parent in runner._parents.values() if parent.pid is not None]
    return {pid for top in tops for pid in tree.members(top) if is_running(pid)}


def warm_parent(pids: Iterable[int]) -> int:
    """The process that forks for each submission: the first that runs the module, but for bwrap,
    or the keeper, which is around all the others."""
    around = min(pids)

    def is_warm(pid: int) -> bool:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"tutor.runner.warm" in words and b"--die-with-parent" not in words

    return min(pid for pid in pids if pid != around and is_warm(pid))


def when_begun(begun: asyncio.Event) -> Callable[[Event], None]:
    """A listener that says when something was printed."""

    def listen(event: Event) -> None:
        if isinstance(event, Printed):
            begun.set()

    return listen


async def run_endless(runner: Runner) -> tuple[asyncio.Task[Observation], set[int]]:
    """ENDLESS, once all of its processes are there, and they with those around them."""
    begun = asyncio.Event()
    run = asyncio.create_task(runner.run(Job(ENDLESS, time_limit=60), when_begun(begun)))
    await asyncio.wait_for(begun.wait(), 20)
    return run, started(runner)


async def test_close_ends_the_run_and_the_parent(way: str) -> None:
    async with Runner() as runner:
        run, pids = await run_endless(runner)
        assert len(pids) >= 3
    assert (await run).ending == "stopped"
    assert not any(is_running(pid) for pid in pids)


async def test_close_while_libraries_are_imported_does_not_wait_for_them() -> None:
    runner = Runner()
    runner.warm("keras")
    run = asyncio.create_task(runner.run(Job("1", needs="keras")))
    await asyncio.sleep(0.3)
    await runner.close()
    assert (await run).ending == "stopped"
    with pytest.raises(RuntimeError):
        await runner.run(Job("1"))


async def test_what_is_over_is_gone_soon_though_nobody_waits_for_it(way: str) -> None:
    name = f"over-{os.getpid()}"
    code = f"""
import signal, threading
open("/proc/self/comm", "w").write({name!r})
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
for _ in range(3):
    threading.Thread(target=signal.pause).start()
"""
    async with Runner() as runner:
        for _ in range(5):  # more than may be ending at the same time
            assert (await runner.run(Job(code))).ending == "complete"
        assert await gone(pid for pid in started(runner) if command_name(pid) == name)


def command_name(pid: int) -> str:
    """What a process is called; empty if it is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


async def test_nothing_is_left_on_disk(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with Runner() as runner:
        await runner.run(Job("open('note.txt', 'w').write('x')"))
        for scratch in tmp_path.iterdir():
            assert list(scratch.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
async def test_all_ends_with_the_parent_and_a_new_one_is_started(number: int, way: str) -> None:
    async with Runner() as runner:
        run, pids = await run_endless(runner)
        os.kill(warm_parent(pids), number)
        assert (await run).ending == "crash"
        assert await gone(pids)
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_a_parent_that_is_halted_is_noticed_and_replaced(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Runner() as runner:
        await runner.run(Job("1"))
        run, pids = await run_endless(runner)
        (parent,) = runner._parents.values()
        parent._patience = 1.0
        os.kill(warm_parent(pids), signal.SIGSTOP)
        seen = await asyncio.wait_for(run, 15)
        assert seen.ending == "crash"
        assert seen.error is not None and "a new one" in seen.error.message
        assert await gone(pids)
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_a_cancelled_run_is_cancelled_also_when_its_parent_is_lost(way: str) -> None:
    async with Runner() as runner:
        run, pids = await run_endless(runner)
        os.kill(warm_parent(pids), signal.SIGKILL)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert await gone(pids)
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_a_parent_that_died_while_idle_is_replaced(way: str) -> None:
    async with Runner() as runner:
        await runner.run(Job("1"))
        pids = started(runner)
        os.kill(warm_parent(pids), signal.SIGKILL)
        assert await gone(pids)
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_parents_are_let_go_when_nothing_is_run_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TUTOR_WARM_MINUTES", "0.01")
    async with Runner() as runner:
        assert (await runner.run(Job("import time\ntime.sleep(1)"))).ending == "complete"
        pids = started(runner)
        assert await gone(pids)
        assert not runner.is_ready("numpy")
        assert (await runner.run(Job("print(1)"))).printed == "1\n"


@pytest.mark.parametrize("attack", ["os.kill(os.getppid(), 9)", "os.kill(os.getppid(), 19)"])
async def test_code_that_attacks_the_parent_does_not_pass(attack: str, way: str) -> None:
    async with Runner() as runner:
        run = asyncio.create_task(
            runner.run(Job(f"import os\n{attack}\nwhile True: pass", time_limit=2))
        )
        await asyncio.sleep(1)
        runner.stop()
        assert (await run).ending != "complete"
        assert (await runner.run(Job("print(1)"))).ending == "complete"
