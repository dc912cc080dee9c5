"""Snippets are handed in on the screen, with a key now and then, and what comes of it is noted."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
import unicodedata
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.runner.hostile.snippets import Snippet
from tests.tui.screens import text_of, wait_until
from tutor.grading.verdict import Verdict
from tutor.progress.store import Store
from tutor.runner import tree
from tutor.runner.runner import Runner
from tutor.session.desk import Desk
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.session.work import Work
from tutor.tui.app import TutorApp
from tutor.tui.code import CodeScreen

LESSON = Path(__file__).with_name("lesson.yaml")
#: Seconds that the lesson gives the code, between two keys, and until all is gone afterwards.
TIME_LIMIT, KEY_SECONDS, GONE_SECONDS = 1.0, 0.1, 2.0
#: A submission has this long; then it hangs.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a snippet.

    ``seconds`` from the key that runs it to the verdict, ``over`` beyond the limit in the run
    itself, ``key`` the longest time a key took meanwhile. ``left`` counts processes, ``files``
    has paths, ``raw`` characters that would move the cursor of the terminal.
    """

    snippet: Snippet
    verdict: Verdict
    seconds: float
    key: float
    left: int
    files: tuple[str, ...]
    raw: str

    @property
    def over(self) -> float:
        """Seconds that the run took beyond its limit."""
        return max(0.0, self.verdict.seconds - TIME_LIMIT)

    @property
    def faults(self) -> Iterator[str]:
        """What must not be, as sentences."""
        verdict = self.verdict
        if verdict.passed:
            yield "it passed"
        elif verdict.check.partition(" ")[0] not in self.snippet.verdicts:
            yield f"the verdict was {verdict.check}: {verdict.message[:200]}"
        if not verdict.passed and not verdict.message.strip():
            yield "nothing was said"
        if self.left:
            yield f"{self.left} processes were left"
        if self.files:
            yield f"files were left: {', '.join(self.files[:3])}"
        if self.raw:
            yield f"the screen had {self.raw!r} on it"


class NoSandboxError(Exception):
    """Hostile code is not let loose on a machine."""


class _Desk(Desk):
    """Remembers the last verdict."""

    last: Verdict | None = None

    async def check_code(self, work: Work, source: str, *arguments: Any) -> Verdict:
        self.last = None
        verdict = await super().check_code(work, source, *arguments)
        self.last = verdict
        return verdict


async def hand_in(snippets: Iterable[Snippet], home: Path) -> AsyncIterator[Outcome]:
    """What comes of each, one after the other on one screen; the program's files lie in ``home``.

    Raises TimeoutError where there is no verdict, NoSandboxError where this would do real harm.
    """
    with _environment(home):
        await _need_sandbox()
        shelf = Shelf(Store(home / "progress.sqlite"))
        work = find_work(shelf, str(LESSON))
        app = TutorApp(shelf, work)
        app.desk = desk = _Desk(shelf)
        desk.trust(work)
        async with app.run_test(size=(80, 24)) as pilot:
            await wait_until(pilot, lambda: isinstance(app.screen, CodeScreen))
            await wait_until(pilot, lambda: desk.is_ready(work))
            await _hand_in(pilot, desk, "total = 15\n")
            idle = await _settled(home)
            files = set(_files(home))
            for snippet in snippets:
                verdict, seconds, key = await _hand_in(pilot, desk, snippet.source)
                left = await _left(home, idle)
                new = tuple(sorted(set(_files(home)) - files))
                yield Outcome(snippet, verdict, seconds, key, left, new, _raw(pilot))
        await desk.close()


async def _need_sandbox() -> None:
    async with Runner() as runner:
        isolation = await runner.isolation()
    if not (isolation.sandbox and isolation.namespaces):
        raise NoSandboxError("without a sandbox this could delete files and end every process")


def _raw(pilot: Pilot[None]) -> str:
    """What stands on the screen and is no character to be seen."""
    text = text_of(pilot.app).replace("\n", "")
    return "".join({c for c in text if unicodedata.category(c) in ("Cc", "Cs")})


async def _hand_in(pilot: Pilot[None], desk: _Desk, source: str) -> tuple[Verdict, float, float]:
    """Put a text into the editor and run it; the verdict, and how long it and the keys took."""
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    screen.field.replace_all("")
    screen.field.replace_all(source)
    await pilot.pause()
    screen.action_to_editor()
    runs, begin, slowest = screen.run_count, time.perf_counter(), 0.0
    await pilot.press("ctrl+r")
    async with asyncio.timeout(PATIENCE):
        while screen.run_count == runs:
            pressed = time.perf_counter()
            await pilot.press("left")
            slowest = max(slowest, time.perf_counter() - pressed)
            await asyncio.sleep(KEY_SECONDS)
    seconds = time.perf_counter() - begin
    await pilot.pause()
    assert desk.last is not None
    return desk.last, seconds, slowest


# --- what is left ---------------------------------------------------------------------------------


def _ours(home: Path) -> set[int]:
    """Processes that descend from this one, or that were started with this home."""
    mark = str(home).encode()
    marked = {pid for pid in tree.everything() if mark in tree._environment(pid)}
    return {pid for pid in marked | set(tree.members(os.getpid())) if _is_alive(pid)}


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def _settled(home: Path) -> int:
    """How many processes there are when nothing is run."""
    await asyncio.sleep(GONE_SECONDS / 2)
    return len(_ours(home))


async def _left(home: Path, idle: int) -> int:
    """How many more processes there are than in idle times, when they had time to end."""
    until = time.monotonic() + GONE_SECONDS
    while (left := len(_ours(home)) - idle) > 0 and time.monotonic() < until:
        await asyncio.sleep(0.05)
    return max(0, left)


def _files(home: Path) -> Iterator[str]:
    """Files in the home, without those of the progress, and in the folder where this runs."""
    kept = ("progress.sqlite", "cache")
    for path in home.rglob("*"):
        name = str(path.relative_to(home))
        if not name.startswith(kept) and not path.is_dir():
            yield name
    yield from (path.name for path in Path.cwd().iterdir())


@contextmanager
def _environment(home: Path) -> Iterator[None]:
    """The program's files, and those for a while, lie in ``home``."""
    scratch = home / "tmp"
    scratch.mkdir(parents=True, exist_ok=True)
    given: Mapping[str, str] = {"TUTOR_HOME": str(home), "TMPDIR": str(scratch)}
    before = {name: os.environ.get(name) for name in given}
    tempfile.tempdir = str(scratch)
    os.environ.update(given)
    try:
        yield
    finally:
        tempfile.tempdir = None
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
