"""A run in a fresh process, where forks are unsafe, sees what one in a fork does."""

from __future__ import annotations

import pytest

from tutor.runner.observation import Job, Observation
from tutor.runner.runner import Runner


async def run(job: Job, *, fork: bool, monkeypatch: pytest.MonkeyPatch) -> Observation:
    """What is seen of a job in a process of that kind."""
    monkeypatch.setenv("TUTOR_FORK", str(int(fork)))
    async with Runner() as runner:
        return await runner.run(job)


async def test_code_finds_the_same_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fork has been through another run while it waited, of which nothing may be left."""
    code = """
import linecache, random, sys, warnings
print(sorted(globals()), sys.argv, sorted(linecache.cache)[:2], np.array([np.float64(0.1)])[0])
print(random.random(), np.random.rand(), len(warnings.filters), np.get_printoptions())
x[5]
"""
    job = Job(code, setup="x = np.array([1])", again={"x": "x + 1"}, names=("x",), seed=3)
    forked = await run(job, fork=True, monkeypatch=monkeypatch)
    fresh = await run(job, fork=False, monkeypatch=monkeypatch)
    assert forked.values["x"].data == [2]
    for seen in (forked, fresh):
        assert (seen.ending, seen.line) == ("error", 5)
        assert (seen.printed, seen.values) == (forked.printed, forked.values)


async def test_a_fresh_process_trains_too(monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
model = Sequential([Dense(1)])
model.compile("sgd", "mse")
model.fit(np.ones((40, 3)), np.ones(40), epochs=2)
"""
    job = Job(code, needs="keras", time_limit=60)
    seen = await run(job, fork=False, monkeypatch=monkeypatch)
    assert seen.ending == "complete", seen.error
    assert len(seen.runs[0].logs) == 2
