"""The desk at work in a thread of its own, so that runs go on while a line is awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self

from tutor.grading.verdict import Verdict
from tutor.session.desk import Desk, Listener
from tutor.session.work import Work

#: Seconds that children may take to end.
_PATIENCE = 5.0


class Workshop:
    """Runs code at a desk; entered before the first run, and left when all is over."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="workshop", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        closing = asyncio.run_coroutine_threadsafe(self.desk.close(), self._loop)
        with suppress(TimeoutError):  # the children end with this process
            closing.result(_PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)

    def prepare(self, work: Work) -> None:
        """Warm what an exercise needs, in the background."""
        self._loop.call_soon_threadsafe(self.desk.prepare, work)

    def check_code(
        self,
        work: Work,
        source: str,
        listen: Listener,
        columns: int,
        stopping: Callable[[], None],
    ) -> Verdict:
        """Run and judge a submission. Each interrupt calls ``stopping`` and stops what runs."""
        checking = self.desk.check_code(work, source, listen, columns)
        future: Future[Verdict] = asyncio.run_coroutine_threadsafe(checking, self._loop)
        while True:
            try:
                return future.result()
            except KeyboardInterrupt:
                stopping()
                self._loop.call_soon_threadsafe(self.desk.stop)
