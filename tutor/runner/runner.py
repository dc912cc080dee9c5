"""Runs jobs in child processes that a warm parent forks; the screen's side of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tutor.runner import host, wire
from tutor.runner.codec import to_json
from tutor.runner.observation import Event, Job, Needs, Observation, Waiting
from tutor.runner.parent import Isolation, Parent, ParentError
from tutor.runner.record import Recording

OnEvent = Callable[[Event], object]

#: What a parent that has imported more can run as well.
_COVERS: dict[Needs, tuple[Needs, ...]] = {
    "numpy": ("numpy", "pandas", "keras"),
    "pandas": ("pandas", "keras"),
    "keras": ("keras",),
}
#: The parent keeps the limits; should it be hung itself, it is ended this much later.
GRACE_SECONDS = 150.0
#: A stop takes some milliseconds; a parent that needs more is ended.
STOP_SECONDS = 3.0
#: The parent ends what follows a stopped training sooner than this.
FINISH_SECONDS = 20.0
#: Parents that nobody used for so long are ended; sooner if others wait for the place of one.
IDLE_MINUTES = 15.0
IDLE_LOOK_SECONDS = 60.0


def idle_seconds() -> float:
    """How long a parent stays warm for nothing; ``TUTOR_WARM_MINUTES`` says it by hand."""
    try:
        return 60 * float(os.environ.get("TUTOR_WARM_MINUTES", IDLE_MINUTES))
    except ValueError:
        return 60 * IDLE_MINUTES


@dataclass(frozen=True, slots=True)
class _Stop:
    """What is asked of a job: to end soon, after its training; or now."""

    soon: asyncio.Event = field(default_factory=asyncio.Event)
    now: asyncio.Event = field(default_factory=asyncio.Event)


class Runner:
    """Runs one job at a time; others wait. Use it in one event loop, as a context manager.

    Data in ``data_folder`` can be read by the code at once (in other folders too, but the first
    job that wants them waits for a new parent).
    """

    def __init__(self, data_folder: Path | None = None) -> None:
        self._data_folder = str(data_folder) if data_folder else None
        self._parents: dict[Needs, Parent] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._idle: asyncio.TimerHandle | None = None
        self._listeners: list[OnEvent] = []
        self._before: int | None = None
        self._turn = asyncio.Lock()
        self._stop: _Stop | None = None
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def warm(self, needs: Needs, text: str = "") -> None:
        """Start a warm parent in the background, if there is none that will do.

        What else ``text`` (an exercise's setup and solution) imports is imported ahead too.
        """
        parent = self._parent(needs)
        if text:
            parent.preload(text)

    def is_ready(self, needs: Needs) -> bool:
        """Whether a job would start at once, with all libraries imported."""
        return any(parent.ready for parent in self._fitting(needs))

    def stop(self) -> None:
        """End the job at hand; ``run`` then returns what was seen of it. The parent stays warm.

        A training ends with its batch, and the code after it goes on for a moment. A second stop
        ends that too.
        """
        if self._stop is not None:
            asked = self._stop.now if self._stop.soon.is_set() else self._stop.soon
            asked.set()

    async def run(self, job: Job, on_event: OnEvent | None = None) -> Observation:
        """Run a job to its end; ``on_event`` is called with each event as it arrives.

        Raises OSError if no process can be started, RuntimeError after ``close``. When it is
        cancelled, or ``on_event`` raises, the job is ended first.
        """
        on_event = on_event or _ignore
        self._listeners.append(on_event)
        try:
            if self._before is not None:
                on_event(Waiting(self._before))
            async with self._turn:
                return await self._take_turn(job, on_event)
        finally:
            self._listeners.remove(on_event)
            self._rest()

    async def _take_turn(self, job: Job, on_event: OnEvent) -> Observation:
        if self._closed:
            raise RuntimeError("this runner is closed")
        self._stop = _Stop()
        try:
            return await self._run(job, on_event, self._stop)
        finally:
            self._stop = None

    async def close(self) -> None:
        """End the job at hand and all parents. Nothing is left running."""
        self._closed = True
        for _ in range(2):
            self.stop()
        for parent in self._parents.values():
            parent.kill()
        async with self._turn:
            self._let_go()
            await asyncio.gather(*self._ending)

    # --- parents --------------------------------------------------------------------------------

    async def isolation(self, needs: Needs = "numpy") -> Isolation:
        """What stands between the code and the machine. Raises OSError."""
        parent = self._parent(needs)
        await parent.wait_ready()
        return parent.isolation

    def _fitting(self, needs: Needs, data_folder: str | None = None) -> list[Parent]:
        parents = [self._parents[kind] for kind in _COVERS[needs] if kind in self._parents]
        return [parent for parent in parents if parent.alive and parent.shows(data_folder)]

    def _parent(self, needs: Needs, data_folder: str | None = None) -> Parent:
        """A ready parent that will do, or the one of this kind, which is started if need be."""
        fitting = self._fitting(needs, data_folder)
        for parent in fitting:
            if parent.ready:
                return parent
        for parent in fitting:
            if parent.needs == needs:
                return parent
        if needs in self._parents:
            self._end(self._parents[needs])
        parent = self._parents[needs] = Parent(
            needs, data_folder or self._data_folder, self._tell_before
        )
        self._rest()
        return parent

    def _end(self, parent: Parent) -> None:
        """End a parent in the background; the next job starts a new one."""
        if self._parents.get(parent.needs) is parent:
            del self._parents[parent.needs]
        if not parent.holds_place:
            self._before = None
        task = asyncio.get_running_loop().create_task(parent.close())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _rest(self) -> None:
        """From now on nothing is run; have a look now and then for how long."""
        if self._idle is not None:
            self._idle.cancel()
        self._idle = None
        if self._parents and not self._closed:
            loop = asyncio.get_running_loop()
            look = min(idle_seconds(), IDLE_LOOK_SECONDS)
            self._idle = loop.call_later(look, self._look, loop.time() + idle_seconds())

    def _look(self, until: float) -> None:
        """End parents that are idle for long, and a place that is idle while others wait for it."""
        loop = asyncio.get_running_loop()
        if self._turn.locked():
            return
        if loop.time() >= until:
            self._let_go()
            return
        large = self._parents.get("keras")
        if large is not None and large.holds_place and host.somebody_waits():
            self._end(large)
        self._idle = loop.call_later(IDLE_LOOK_SECONDS, self._look, until)

    def _let_go(self) -> None:
        """End all parents; the next job starts a new one."""
        if self._idle is not None:
            self._idle.cancel()
        for parent in list(self._parents.values()):
            self._end(parent)

    def _tell_before(self, before: int | None) -> None:
        self._before = before
        for listener in self._listeners:
            listener(Waiting(before))

    # --- one job --------------------------------------------------------------------------------

    async def _run(self, job: Job, on_event: OnEvent, stop: _Stop) -> Observation:
        recording = Recording()
        # A parent that died while nobody looked never took the job: a new one may.
        for _ in range(2):
            parent = self._parent(job.needs, job.data_folder)
            try:
                if await _unless(stop.soon, parent.wait_ready()):
                    await self._observe(parent, job, recording, on_event, stop)
                break
            except (ParentError, TimeoutError) as error:
                self._give_up(parent, recording, error)
            if recording.begun or stop.soon.is_set():
                break
        return recording.observation("stopped" if stop.soon.is_set() else "crash")

    async def _observe(
        self,
        parent: Parent,
        job: Job,
        recording: Recording,
        on_event: OnEvent,
        stop: _Stop,
    ) -> None:
        """Have the job run, and take what comes until its end, or until it is to stop."""
        parent.send(wire.RUN, to_json(job))
        try:
            async with asyncio.timeout(job.time_limit + GRACE_SECONDS):
                await _unless(stop.soon, _collect(parent, recording, on_event))
            if stop.soon.is_set() and not recording.ended:
                parent.send(wire.FINISH)
                async with asyncio.timeout(FINISH_SECONDS):
                    await _unless(stop.now, _collect(parent, recording, on_event))
        finally:
            # Also when cancelled: the next job must find the parent idle.
            if not recording.ended:
                await self._end_job(parent, recording)

    async def _end_job(self, parent: Parent, recording: Recording) -> None:
        """Have the parent end its job now; one that doesn't is given up."""
        parent.send(wire.STOP)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await _collect(parent, recording, _ignore)
        except (ParentError, TimeoutError) as error:
            self._give_up(parent, recording, error)

    def _give_up(self, parent: Parent, recording: Recording, error: Exception) -> None:
        """End a parent that was lost with its job, and warm another."""
        recording.lost = recording.lost or str(error)
        if self._parents.get(parent.needs) is parent:
            parent.kill()
            self._end(parent)
            if not self._closed:
                self.warm(parent.needs)


async def _collect(parent: Parent, recording: Recording, on_event: OnEvent) -> None:
    """Take frames until the child's end. Cancelled, it can be taken up again."""
    while not recording.ended:
        event = recording.take(*await parent.receive())
        if event is not None:
            on_event(event)


async def _unless(asked: asyncio.Event, action: Coroutine[Any, Any, None]) -> bool:
    """Do something unless, or until, a stop is asked for; whether it was done."""
    task = asyncio.ensure_future(action)
    stop = asyncio.ensure_future(asked.wait())
    try:
        await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        return task.done()
    finally:
        for future in (task, stop):
            future.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)


def _ignore(event: Event) -> None:
    """What happens after a stop is in the observation."""
