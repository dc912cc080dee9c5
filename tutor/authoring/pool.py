"""Several exercises verified at once: each worker has a desk of its own, with warm parents."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from tutor.authoring.verify import Plan, Result, verify_exercise
from tutor.runner.host import places
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf
from tutor.session.work import Work

#: Told when an exercise is begun, and with its result when it is done.
OnBegun = Callable[[Work], object]
OnDone = Callable[[Result], object]


def _nobody(what: object) -> None:
    """Nobody listens."""


async def verify_all(
    works: Sequence[Work],
    shelf: Shelf,
    plan: Plan,
    *,
    on_begun: OnBegun = _nobody,
    on_done: OnDone = _nobody,
) -> tuple[Result, ...]:
    """Verify exercises, as many at once as there are processors; the results are in order.

    No more workers train than the memory has places for warm Keras parents.
    """
    queue = _Queue(works)
    results: dict[int, Result] = {}

    async def work_off(trains: bool) -> None:
        desk = Desk(shelf)
        try:
            while (number := queue.next(trains)) is not None:
                on_begun(works[number])
                results[number] = await verify_exercise(works[number], desk, plan)
                on_done(results[number])
        finally:
            await desk.close()

    count = max(1, min(len(works), os.cpu_count() or 1))
    await _together([work_off(number < places()) for number in range(count)])
    return tuple(results[number] for number in range(len(works)))


class _Queue:
    """The numbers of what is still to be done; trainings first, as they take longest."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._training = deque(n for n, work in enumerate(works) if _trains(work))
        self._others = deque(n for n, work in enumerate(works) if not _trains(work))

    def next(self, trains: bool) -> int | None:
        """The next number for a worker that can train, or can't; None if nothing is left."""
        for queue in (self._training, self._others) if trains else (self._others,):
            if queue:
                return queue.popleft()
        return None


def _trains(work: Work) -> bool:
    return work.exercise.code is not None and work.exercise.code.needs == "keras"


async def _together(workers: Sequence[Awaitable[None]]) -> None:
    """Run all workers to their end; when one fails, or this is cancelled, the others end first."""
    tasks = [asyncio.ensure_future(worker) for worker in workers]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
