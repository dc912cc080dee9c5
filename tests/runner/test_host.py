"""Places for Keras parents on one host: never more than there are, first come first served."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.runner import host
from tutor.runner.observation import Event, Job, Waiting
from tutor.runner.runner import Runner


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOST_DIR", str(tmp_path / "places"))
    monkeypatch.setenv("TUTOR_KERAS_PARENTS", "2")
    monkeypatch.setattr(host, "LOOK_SECONDS", 0.02)
    return tmp_path / "places"


async def test_who_came_first_is_served_first_and_hears_how_many_are_before() -> None:
    served: list[int] = []
    heard: dict[int, list[int | None]] = {n: [] for n in range(5)}

    async def come(number: int) -> host.Place:
        place = await host.place(heard[number].append)
        assert place is not None
        served.append(number)
        return place

    tasks = []
    for number in range(5):
        tasks.append(asyncio.create_task(come(number)))
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    assert served == [0, 1]
    assert heard == {0: [], 1: [], 2: [0], 3: [1], 4: [2]}
    for number in range(5):
        place = await tasks[number]
        await asyncio.sleep(0.1)
        assert served == list(range(min(number + 2, 5)))
        place.close()
    assert heard[4] == [2, 1, 0, None]


async def test_one_who_gives_up_or_is_killed_is_not_waited_for(shared: Path) -> None:
    hold = """
import asyncio, time
from tutor.runner import host
async def hold():
    kept = [await host.place(print) for _ in range(3)]
    print("got all", flush=True)
async def both():
    task = asyncio.create_task(hold())
    await asyncio.sleep(1)
    print("waits", flush=True)
    await task
asyncio.run(both())
"""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True, cwd=root
    ) as other:
        assert other.stdout is not None
        while other.stdout.readline() != "waits\n":
            pass
        heard: list[int | None] = []
        given_up = asyncio.create_task(host.place(heard.append))
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(host.place(heard.append))
        await asyncio.sleep(0.1)
        assert heard == [1, 2]
        given_up.cancel()
        await asyncio.wait((given_up,))
        await asyncio.sleep(0.1)
        assert heard == [1, 2, 1]
        other.send_signal(signal.SIGKILL)
    place = await asyncio.wait_for(waiting, 5)
    assert place is not None
    place.close()
    assert not list(shared.glob("ticket-*"))


async def test_a_run_waits_for_its_place_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [await host.place(print) for _ in range(2)]
    events: list[Event] = []
    async with Runner() as runner:
        run = asyncio.create_task(runner.run(Job("1", needs="keras"), events.append))
        await asyncio.sleep(0.2)
        assert events == [Waiting(0)]
        runner.stop()
        assert (await run).ending == "stopped"
        assert (await runner.run(Job("print(1)"))).printed == "1\n"
    for place in places:
        assert place is not None
        place.close()


@pytest.mark.keras
async def test_a_place_that_is_idle_is_given_to_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.runner.runner.IDLE_LOOK_SECONDS", 0.1)
    monkeypatch.setenv("TUTOR_KERAS_PARENTS", "1")
    async with Runner() as runner:
        await runner.isolation("keras")
        assert runner.is_ready("keras")
        place = await asyncio.wait_for(host.place(print), 10)
        assert place is not None and not runner.is_ready("keras")
        place.close()


async def test_others_can_use_the_places_of_one_who_lets_nobody_read(shared: Path) -> None:
    before = os.umask(0o077)
    try:
        places = [await host.place(print) for _ in range(2)]
        waiting = asyncio.create_task(host.place(lambda _: None))
        await asyncio.sleep(0.1)
        modes = {path.name.partition("-")[0]: path.stat().st_mode for path in shared.iterdir()}
    finally:
        os.umask(before)
    assert {name: mode & 0o777 for name, mode in modes.items()} == {"place": 0o644, "ticket": 0o644}
    waiting.cancel()
    for place in places:
        assert place is not None
        place.close()
