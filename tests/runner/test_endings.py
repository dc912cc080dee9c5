"""Code that does not end as it should: it is ended, it never passes, and nothing hangs."""

from __future__ import annotations

import asyncio
import os
import textwrap
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tutor.runner.observation import Event, Job, Observation, Printed
from tutor.runner.runner import Runner

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as runner:
        yield runner


async def run(runner: Runner, code: str, time_limit: float = 5.0) -> Observation:
    """What is seen of the code; afterwards the runner must still work."""
    seen = await runner.run(Job(textwrap.dedent(code), time_limit=time_limit))
    assert (await runner.run(Job("print('still here')"))).printed == "still here\n"
    return seen


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("print(1)\nraise SystemExit", 2),
        ("import sys\nprint(1)\nsys.exit(0)", 3),
        ("print(1)\nexit()", 2),
        ("import os\nprint(1, flush=True)\nos._exit(0)", None),
        ("import os\nprint(1, flush=True)\nos._exit(3)", None),
        ("def f():\n    raise SystemExit('bye')\nprint(1)\nf()", 2),
    ],
)
async def test_leaving_early_is_no_complete_record(
    runner: Runner, code: str, line: int | None
) -> None:
    seen = await run(runner, code)
    assert (seen.ending, seen.line, seen.printed) == ("exit", line, "1\n")
    assert seen.values == {}


async def test_leaving_from_a_call_is_an_error_of_the_call(runner: Runner) -> None:
    job = Job("import os, sys", calls=("sys.exit(0)", "1 + 1"))
    seen = await runner.run(job)
    assert [type(result).__name__ for result in seen.results] == ["ErrorView", "Value"]
    assert (await runner.run(Job("import os", calls=("os._exit(0)",)))).ending == "exit"


@pytest.mark.parametrize(
    ("code", "signal"),
    [
        ("import os\nos.kill(os.getpid(), 9)", "SIGKILL"),
        ("import os\nos.killpg(0, 9)", "SIGKILL"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("import os\nos.abort()", "SIGABRT"),
    ],
)
async def test_a_crash_names_its_signal(runner: Runner, code: str, signal: str) -> None:
    seen = await run(runner, code)
    assert seen.ending == "crash"
    assert seen.error is not None and seen.error.type == signal and seen.error.message


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = 1\nwhile True:\n    pass", 3),
        ("import time\ntime.sleep(100)", 2),
        ("import os\nwhile True:\n    os.getpid()", 3),
        ("import signal, time\nsignal.pthread_sigmask(0, range(1, 64))\ntime.sleep(99)", None),
        ("import os\nos.kill(os.getpid(), 19)", None),
        ("import os\nos.closerange(0, 1000)\nwhile True:\n    pass", None),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass", 3),
    ],
)
async def test_code_without_end_is_ended(runner: Runner, code: str, line: int | None) -> None:
    seen = await run(runner, f"print('begun')\n{code}", time_limit=0.5)
    assert seen.ending == "time"
    assert seen.printed == "begun\n"
    assert seen.line in ({None} if line is None else {line, line + 1})


async def test_closing_everything_is_no_complete_record(runner: Runner) -> None:
    seen = await run(runner, "import os\nos.closerange(0, 1000)")
    assert seen.ending == "exit"


async def test_endless_output_is_ended(runner: Runner) -> None:
    job = Job("while True:\n    print('x' * 10000)", output_limit=10_000, time_limit=20)
    seen = await runner.run(job)
    assert seen.ending == "output"
    assert len(seen.printed) < 30_000 and seen.left_out > 900_000


async def test_too_much_memory_is_told_with_the_line(runner: Runner) -> None:
    seen = await run(runner, "x = 1\ny = np.ones((100_000, 100_000))")
    assert (seen.ending, seen.line) == ("memory", 2)
    seen = await run(runner, "x = [0] * 10\nwhile True:\n    x = x + x", time_limit=30)
    assert (seen.ending, seen.line) == ("memory", 3)


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="Linux only")
async def test_memory_that_belongs_to_no_process_counts(runner: Runner) -> None:
    code = """
    import os
    for _ in range(20):
        os.write(os.memfd_create("kept"), bytes(32 << 20))
    while True: pass
    """
    job = Job(textwrap.dedent(code), time_limit=30, memory_limit=512 << 20)
    seen = await runner.run(job)
    assert seen.ending == "memory" and seen.line in (4, 5)


async def test_deep_recursion_and_deep_nesting_are_errors(runner: Runner) -> None:
    seen = await run(runner, "def f(n):\n    return f(n + 1)\nf(0)")
    assert seen.error is not None and seen.error.type == "RecursionError"
    assert seen.error.facts["function"] == "f"
    seen = await run(runner, f"x = {'(' * 5000}{')' * 5000}")
    assert seen.ending in ("error", "memory")
    seen = await run(runner, "x = []\nfor _ in range(100000): x = [x]")
    assert seen.ending == "complete"


async def test_threads_and_exit_handlers_are_not_waited_for(runner: Runner) -> None:
    code = """
    import atexit, threading, time
    atexit.register(print, 'too late')
    threading.Thread(target=time.sleep, args=(100,)).start()
    print('done')
    """
    seen = await run(runner, code)
    assert (seen.ending, seen.printed) == ("complete", "done\n")


async def test_a_fork_of_the_learners_does_not_report(runner: Runner) -> None:
    seen = await run(runner, "import os\nif os.fork() == 0:\n    x = 1\nelse:\n    os._exit(0)")
    assert seen.ending == "exit"


async def test_stop_keeps_what_was_seen_and_the_parent(runner: Runner) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Printed):
            runner.stop()

    job = Job("print('first')\nwhile True:\n    pass", time_limit=60)
    seen = await runner.run(job, stop)
    assert (seen.ending, seen.printed) == ("stopped", "first\n")
    assert runner.is_ready("numpy")
    runner.stop()
    assert (await runner.run(Job("print(1)"))).ending == "complete"


async def test_a_cancelled_run_ends_its_job_first(runner: Runner) -> None:
    begun = asyncio.Event()
    job = Job("print('first')\nwhile True:\n    pass", time_limit=60)
    task = asyncio.create_task(runner.run(job, lambda event: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await runner.run(Job("print(1)"))).printed == "1\n"


async def test_a_listener_that_raises_ends_the_job_and_nothing_else(runner: Runner) -> None:
    def fail(event: Event) -> None:
        raise LookupError("a mistake in the listener")

    with pytest.raises(LookupError):
        await runner.run(Job("print(1)\nwhile True: pass", time_limit=60), fail)
    assert (await runner.run(Job("print(1)"))).printed == "1\n"


@pytest.mark.parametrize("text", ["x" * 100, "\x00\x00\x00\x05E[[[[[", "\xff" * 20])
async def test_noise_on_the_private_pipe_passes_nothing(runner: Runner, text: str) -> None:
    code = f"""
import os
for fd in range(3, 300):
    try:
        os.write(fd, {text.encode("latin-1")!r})
    except OSError:
        pass
"""
    assert (await run(runner, code)).ending in ("complete", "crash", "exit", "output")
