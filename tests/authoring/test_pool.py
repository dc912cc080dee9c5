"""Several exercises at once: in order, each with a desk, and all ended together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.authoring.gather import gather
from tutor.authoring.pool import verify_all
from tutor.authoring.verify import Listener, Plan, Result
from tutor.progress.store import Store
from tutor.session.shelf import Shelf
from tutor.session.work import Work

Write = Callable[..., Path]


def code(number: int, statement: str = "pass") -> str:
    return f"""\
- id: number-{number}
  title: Number {number}
  code:
    task: Set `n`.
    solution: |
      {statement}
      n = {number}
    checks: [{{variable: n}}]
"""


def works(write: Write, *exercises: str) -> tuple[Shelf, list[Work]]:
    shelf = Shelf(Store(None))
    gathered = gather(shelf, [str(write(*exercises))])
    assert gathered.errors == []
    return shelf, gathered.works


class Heard(Listener):
    def __init__(self) -> None:
        self.works: list[Work] = []
        self.runs: list[tuple[str, int, int]] = []
        self.results: list[Result] = []

    def begun(self, work: Work) -> None:
        self.works.append(work)

    def ran(self, work: Work, done: int, total: int) -> None:
        self.runs.append((work.exercise.id, done, total))

    def ended(self, result: Result) -> None:
        self.results.append(result)


async def test_results_are_in_order_and_progress_is_told(write: Write) -> None:
    shelf, todo = works(write, *map(code, range(5)))
    heard = Heard()
    results = await verify_all(todo, shelf, Plan(), heard)
    assert [result.work for result in results] == todo
    assert {work.exercise.id for work in heard.works} == {work.exercise.id for work in todo}
    assert sorted(map(id, heard.results)) == sorted(map(id, results))
    assert sorted(heard.runs) == sorted((work.exercise.id, n, 2) for work in todo for n in (1, 2))
    assert all(result.fine for result in results)


async def test_when_one_fails_all_end(write: Write) -> None:
    endless = "import time\n      time.sleep(9)"
    shelf, todo = works(write, code(1), *(code(n, endless) for n in range(2, 8)))

    class Failing(Listener):
        def ended(self, result: Result) -> None:
            raise ZeroDivisionError

    async with asyncio.timeout(40):
        with pytest.raises(ZeroDivisionError):
            await verify_all(todo, shelf, Plan(), Failing())
    assert len(asyncio.all_tasks()) == 1


async def test_nothing_to_do(write: Write) -> None:
    shelf, _ = works(write, code(1))
    assert await verify_all([], shelf, Plan()) == ()
