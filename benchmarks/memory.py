"""What a host has to have for its learners: ``python -m benchmarks.memory`` prints a table of it.

All in PSS: what processes share is divided among those who share it, so that sums are right.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.screen import BARE, TUTOR, environment
from benchmarks.terminal import Terminal
from tutor.runner.observation import Event, Job, Needs, Printed
from tutor.runner.runner import Runner
from tutor.runner.tree import members

#: Parents at the same time, as with so many learners: what they share shows only then.
MANY = 4
#: It says that it has come so far, and waits to be looked at.
WAIT = "print('now', flush=True)\nimport time\ntime.sleep(60)\n"
TRAIN = """\
x = np.random.rand(512, 9).astype('float32')
model = Sequential([Dense(50, activation='relu'), Dense(32, activation='relu'), Dense(1)])
model.compile('adam', 'mean_squared_error')
model.fit(x, x[:, 0], epochs=3, verbose=0)
"""


def pss(pids: Iterable[int]) -> float:
    """MB of memory of processes, those that ended left out."""
    return sum(map(_pss, pids)) / 1024


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:"), 0)


def of_screens(command: list[str], text: str) -> float:
    """MB of each of several screens, alone without what they have started."""
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        terminals = [Terminal(command, env) for _ in range(MANY)]
        try:
            for terminal in terminals:
                terminal.wait_for(text)
                terminal.settle()
            return pss(terminal.pid for terminal in terminals) / MANY
        finally:
            for terminal in terminals:
                terminal.close()


async def of_parents(needs: Needs, code: str) -> tuple[float, float]:
    """MB of each of several warm parents, and what each of them has more while it runs code."""
    async with _warm(needs) as runners:
        idle = pss(_below()) / MANY
        waiting = [asyncio.Event() for _ in runners]
        jobs = [
            asyncio.create_task(runner.run(Job(code + WAIT, needs=needs, time_limit=120), _on(now)))
            for runner, now in zip(runners, waiting, strict=True)
        ]
        for now in waiting:
            await asyncio.wait_for(now.wait(), 120)
        busy = pss(_below()) / MANY
        for runner in runners:
            runner.stop()
            runner.stop()
        await asyncio.gather(*jobs)
    return idle, busy - idle


@asynccontextmanager
async def _warm(needs: Needs) -> AsyncIterator[list[Runner]]:
    """Runners whose parents have imported all, and have run something."""
    runners = [Runner() for _ in range(MANY)]
    try:
        for runner in runners:
            await runner.run(Job("1", needs=needs, time_limit=300))
        await asyncio.sleep(1)
        yield runners
    finally:
        for runner in runners:
            await runner.close()


def _on(now: asyncio.Event) -> Callable[[Event], None]:
    def see(event: Event) -> None:
        if isinstance(event, Printed) and "now" in event.text:
            now.set()

    return see


def _below() -> list[int]:
    """All processes that this one has started."""
    return [pid for pid in members(os.getpid()) if pid != os.getpid()]


def main() -> None:
    """Print the table."""
    os.environ["TUTOR_KERAS_PARENTS"] = str(MANY)
    with tempfile.TemporaryDirectory() as places:
        os.environ["TUTOR_HOST_DIR"] = places
        bare, screen = of_screens(BARE, "ready"), of_screens(TUTOR, "q quit")
        rows = [("a bare Textual app", bare), ("the screen, home", screen)]
        kinds: tuple[tuple[Needs, str], ...] = (
            ("numpy", "x = np.ones((100, 100)) @ np.ones((100, 100))\n"),
            ("pandas", "df = pd.DataFrame({'a': range(1000)}).describe()\n"),
            ("keras", TRAIN),
        )
        for needs, code in kinds:
            sys.stderr.write(f"measuring {needs} …\n")
            idle, more = asyncio.run(of_parents(needs, code))
            rows += [(f"a warm {needs} parent", idle), ("  more while code runs in it", more)]
    print(f"MB (PSS) for each learner, with {MANY} at the same time")
    for what, size in rows:
        print(f"  {what:<32}{size:>7.1f}")


if __name__ == "__main__":
    main()
