"""``tutor verify``: all that can be wrong with lessons, run for real."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tutor.authoring.cache import Cache
from tutor.authoring.gather import Gathered, gather
from tutor.authoring.junit import junit
from tutor.authoring.pool import verify_all
from tutor.authoring.table import REMEDY, paragraph, summary, survivor, table, to_json
from tutor.authoring.verify import Plan, Result
from tutor.commands.output import folded, verdict_sign, write_json, write_lines
from tutor.commands.progress_line import ProgressLine
from tutor.lesson.errors import why
from tutor.lesson.excerpt import complaint
from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.progress.where import cache_folder
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf

#: How many mutants each exercise gets where nobody says another number.
MUTANTS = 20


def run(options: argparse.Namespace) -> int:
    """Verify; 0 if all is as it has to be, 1 if not, 2 if a lesson can't be read."""
    problem = _misuse(options)
    if problem:
        return refuse(f"tutor verify: {problem}")
    shelf = Shelf(Store(None))  # no progress is read or written
    try:
        gathered = gather(shelf, [what.strip() for what in options.what])
    except WhereError as unknown:
        return refuse(unknown)
    sys.stderr.write(complaint(gathered.errors, brief=options.json))
    begin = time.perf_counter()
    results = _verified(shelf, gathered, options)
    if options.junit:
        xml = junit(results, gathered.errors, gathered.remarks)
        try:
            Path(options.junit).write_bytes(xml)
        except OSError as error:
            return refuse(f"tutor verify: {options.junit} can't be written: {why(error)}")
    if options.json:
        write_json(to_json(results, gathered.errors, gathered.remarks))
    else:
        _write(results, gathered, options, time.perf_counter() - begin)
    if gathered.errors:
        return 2
    faults = any(remark.fault for remark in gathered.remarks)
    return 0 if not faults and all(result.fine for result in results) else 1


def _misuse(options: argparse.Namespace) -> str:
    if options.seeds < 1:
        return "--seeds takes a whole number from 1"
    if options.mutants is not None and options.mutants < 0:
        return "--mutants takes a whole number from 0"
    if options.changed and options.no_cache:
        return "--changed needs the cache, so leave out --no-cache"
    return ""


def _verified(shelf: Shelf, gathered: Gathered, options: argparse.Namespace) -> tuple[Result, ...]:
    """The results in their order; those that are remembered too, unless they are not asked for."""
    most = MUTANTS if options.mutants is None else options.mutants
    plan = Plan(options.seeds, options.static, 0 if options.no_mutants else most)
    # Without code all is computed sooner than it is looked up.
    forgetful = options.no_cache or (options.static and not options.changed)
    cache = Cache(None if forgetful else cache_folder() / "verified.json")
    known = [cache.get(work, plan) for work in gathered.works]
    todo = [work for work, result in zip(gathered.works, known, strict=True) if result is None]
    line = _Remembering(len(todo), cache, plan)
    try:
        new = iter(asyncio.run(verify_all(todo, shelf, plan, line)) if todo else ())
    finally:
        line.clear()
        cache.save()
    if options.changed:
        return tuple(new)
    return tuple(result or next(new) for result in known)


class _Remembering(ProgressLine):
    """Keeps each result at once: what was found is not lost where the rest is broken off."""

    def __init__(self, total: int, cache: Cache, plan: Plan) -> None:
        super().__init__(total)
        self._cache = cache
        self._plan = plan

    def ended(self, result: Result) -> None:
        """An exercise is done."""
        self._cache.put(result, self._plan)
        super().ended(result)


def _write(
    results: Sequence[Result], gathered: Gathered, options: argparse.Namespace, seconds: float
) -> None:
    if results:
        sys.stdout.write(table(results, verdict_sign(True), verdict_sign(False)))
    for result in results:
        for outcome in result.failures:
            _say("", paragraph(result, outcome))
        for mutant in result.trial.survivors:
            _say("", *survivor(result, mutant).splitlines())
    if any(result.trial.survivors for result in results):
        _say("", REMEDY, hang=0)
    for fault in (True, False):
        found = [remark.diagnostic for remark in gathered.remarks if remark.fault is fault]
        _say(*[""][: len(found)], *(f"{each}" if fault else f"advice: {each}" for each in found))
    note = " No code was run." if options.static else ""
    broken = len({error.file for error in gathered.errors})
    faults = sum(remark.fault for remark in gathered.remarks)
    _say("", f"{summary(results, seconds, broken, faults)}{note}", hang=0)


def _say(*lines: str, hang: int = 2) -> None:
    """Lines as wide as the terminal, where there is one."""
    for line in lines:
        write_lines(folded(line, hang) if line.strip() and line[0] != " " else [line])
