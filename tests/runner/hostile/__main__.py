"""``python -m tests.runner.hostile [PATTERN…]``: hand in every hostile snippet and say what came.

With names, or parts of names, only those. ``tricks`` tries instead to pass every exercise of the
shelf without doing it, ``growth`` says what grows with the submissions. The exit code is 1 where
anything is as it must not be.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.runner.hostile.growth import growth, sizes_around
from tests.runner.hostile.screen import NoSandboxError, Outcome, hand_in
from tests.runner.hostile.snippets import Snippet, snippets
from tests.runner.hostile.tricks import code_exercises, passing
from tutor.progress.store import Store
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf


async def main(patterns: list[str]) -> int:
    """Print a line for each snippet, then the largest of the numbers."""
    chosen = [each for each in snippets() if _fits(each, patterns)]
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="tutor-hostile-") as folder:
        print(f"{'snippet':<32}{'verdict':<12}{'over':>6}{'total':>7}{'key ms':>8}")
        try:
            async for outcome in hand_in(chosen, Path(folder)):
                outcomes.append(outcome)
                _print(outcome)
        except NoSandboxError as problem:
            print(problem, file=sys.stderr)
            return 2
    print(_summary(outcomes))
    return int(any(fault for outcome in outcomes for fault in outcome.faults))


async def try_tricks() -> int:
    """Print which tricks each exercise of code falls for."""
    shelf = Shelf(Store(None))
    desk = Desk(shelf)
    fell = False
    try:
        for needs in ("numpy", "pandas", "keras"):
            for work in code_exercises(shelf, needs):
                tricks = await passing(desk, work)
                fell = fell or bool(tricks)
                print(f"{work.key:<40}{', '.join(tricks) or 'no trick passes'}", flush=True)
    finally:
        await desk.close()
    return int(fell)


async def watch_growth() -> int:
    """Print what hundreds of submissions leave behind, and some trainings."""
    fell = False
    for needs, count, bytes_each in (("numpy", 500, 2 << 20), ("keras", 30, 8 << 20)):
        before, after = await sizes_around(needs, count)
        for name, size in after.items():
            old = before[name]
            print(
                f"{needs:<7}{count:>4}  {name:<14}{size.processes} processes, descriptors "
                f"{old.descriptors} → {size.descriptors}, memory {old.memory >> 10:,} → "
                f"{size.memory >> 10:,} KB",
                flush=True,
            )
        fell = fell or any(growth(before, after, bytes_each))
    return int(fell)


def _fits(snippet: Snippet, patterns: list[str]) -> bool:
    return not patterns or any(pattern in snippet.name for pattern in patterns)


def _print(outcome: Outcome) -> None:
    verdict = outcome.verdict.check if not outcome.verdict.passed else "PASSED"
    print(
        f"{outcome.snippet.name:<32}{verdict:<12}{outcome.over:>6.2f}{outcome.seconds:>7.2f}"
        f"{1000 * outcome.key:>8.0f}",
        flush=True,
    )
    for fault in outcome.faults:
        print(f"    {fault}", flush=True)


def _summary(outcomes: list[Outcome]) -> str:
    passed = sum(outcome.verdict.passed for outcome in outcomes)
    faulty = sum(any(outcome.faults) for outcome in outcomes)
    over = max((outcome.over for outcome in outcomes), default=0.0)
    key = max((outcome.key for outcome in outcomes), default=0.0)
    left = sum(outcome.left for outcome in outcomes)
    files = sum(len(outcome.files) for outcome in outcomes)
    return (
        f"{len(outcomes)} snippets: {passed} passed, {left} processes and {files} files left, "
        f"at most {over:.2f} s over the limit, slowest key {1000 * key:.0f} ms, {faulty} faulty"
    )


if __name__ == "__main__":
    words = sys.argv[1:]
    other = {"tricks": try_tricks, "growth": watch_growth}.get(" ".join(words))
    sys.exit(asyncio.run(other() if other else main(words)))
