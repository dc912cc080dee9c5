"""A run without an event loop at hand, forked or in a fresh process."""

from __future__ import annotations

import pytest

from tutor.runner.observation import Job
from tutor.runner.runner import run_once


def test_run_once_needs_no_event_loop() -> None:
    assert run_once(Job("print(np.array([1, 2]))")).printed == "[1 2]\n"


@pytest.mark.parametrize("fork", ["0", "1"])
def test_a_fresh_process_sees_the_same_as_a_fork(
    fork: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_FORK", fork)
    seen = run_once(Job("x = np.array([1])\nprint(x[0])\nx[5]", names=("x",), time_limit=5))
    assert (seen.ending, seen.printed, seen.line) == ("error", "1\n", 3)
    assert seen.values["x"].data == [1]


def test_without_forks_a_fresh_process_trains_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_FORK", "0")
    code = """
model = Sequential([Dense(1)])
model.compile("sgd", "mse")
model.fit(np.ones((40, 3)), np.ones(40), epochs=2)
"""
    seen = run_once(Job(code, needs="keras", time_limit=60))
    assert seen.ending == "complete", seen.error
    assert len(seen.runs[0].logs) == 2
