"""``tutor verify``: all that can be wrong with lessons, run for real."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys

from tutor import terminal
from tutor.authoring.gather import Gathered, gather
from tutor.authoring.table import paragraph, summary, table, to_json
from tutor.authoring.verify import Result, verify
from tutor.commands.output import refuse, write_json
from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf
from tutor.session.work import Work


def run(options: argparse.Namespace) -> int:
    """Verify; 0 if all is as it has to be, 1 if not, 2 if a lesson can't be read."""
    if options.seeds < 1:
        return refuse("tutor verify: --seeds takes a whole number from 1")
    shelf = Shelf(Store(None))  # no progress is read or written
    try:
        gathered = gather(shelf, [what.strip() for what in options.what])
    except WhereError as problem:
        return refuse(problem)
    for error in gathered.errors:
        sys.stderr.write(f"{error}\n")
    results = asyncio.run(_verify(Desk(shelf), gathered, options))
    if options.json:
        write_json(to_json(results, gathered.errors))
    else:
        _write(results, gathered, options)
    if gathered.errors:
        return 2
    return 1 if any(result.failures for result in results) else 0


async def _verify(
    desk: Desk, gathered: Gathered, options: argparse.Namespace
) -> tuple[Result, ...]:
    try:
        return await verify(
            gathered.works, desk, seeds=options.seeds, static=options.static, on_progress=_progress
        )
    finally:
        _clear()
        await desk.close()


def _progress(work: Work, before: int, total: int) -> None:
    if sys.stderr.isatty():
        _clear()
        line = f"{before + 1}/{total} {work.lesson.id}#{work.exercise.id}"
        sys.stderr.write(line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()


def _clear() -> None:
    """Take the progress line away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _write(results: tuple[Result, ...], gathered: Gathered, options: argparse.Namespace) -> None:
    right, wrong = ("OK", "NO") if terminal.ascii_only() else ("✓", "✗")
    if results:
        sys.stdout.write(table(results, right, wrong))
    for result in results:
        for outcome in result.failures:
            sys.stdout.write(f"\n{paragraph(result, outcome)}\n")
    note = " No code was run." if options.static else ""
    broken = len({error.file for error in gathered.errors})
    sys.stdout.write(f"\n{summary(results, broken)}{note}\n")
