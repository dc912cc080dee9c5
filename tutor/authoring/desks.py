"""Desks at which submissions are run at once, each with warm parents of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from tutor.runner.host import places
from tutor.session.desk import Desk, References
from tutor.session.shelf import Shelf
from tutor.session.work import Work

T = TypeVar("T")


class Desks:
    """As many desks as there are processors; who wants one waits for one that is free.

    No more of them train than the memory has places for warm Keras parents. What a solution came
    to at one of them is known at all.
    """

    def __init__(self, shelf: Shelf, count: int | None = None) -> None:
        references: References = {}
        count = count or os.cpu_count() or 1
        self.shelf = shelf
        self.all = tuple(Desk(shelf, references=references) for _ in range(count))
        self._free = list(self.all)
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def free(self, work: Work) -> AsyncIterator[Desk]:
        """A desk that can run the exercise, for oneself."""
        able = self._able(work)
        async with self._changed:
            await self._changed.wait_for(lambda: any(desk in self._free for desk in able))
            desk = next(desk for desk in able if desk in self._free)
            self._free.remove(desk)
        try:
            yield desk
        finally:
            self._free.append(desk)
            async with self._changed:
                self._changed.notify_all()

    def _able(self, work: Work) -> Sequence[Desk]:
        """The desks that can run the exercise, those first that can do no more than that."""
        code = work.exercise.code
        able = self.all[: places()] if code is not None and code.needs == "keras" else self.all
        return able[::-1]

    async def close(self) -> None:
        """End every child."""
        for desk in self.all:
            await desk.close()


async def together(actions: Iterable[Awaitable[T]]) -> list[T]:
    """What all of them come to, in order; when one fails, or this is cancelled, all end first."""
    tasks = [asyncio.ensure_future(action) for action in actions]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
