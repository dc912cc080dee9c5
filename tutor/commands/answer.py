"""``tutor answer``: grade without a screen."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from tutor.commands.output import folded, verdict_sign, write_json, write_lines
from tutor.grading.verdict import Verdict
from tutor.lesson.errors import LessonError, why
from tutor.lesson.where import WhereError
from tutor.progress.store import Store
from tutor.progress.where import data_folder
from tutor.runner.observation import Event, Printed
from tutor.session.desk import Desk
from tutor.session.open import find_work
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf
from tutor.session.work import Work


class UseError(Exception):
    """The command can't be carried out as it was given."""


def run(options: argparse.Namespace) -> int:
    """Grade an answer or a file of code; 0 if it passed, 1 if it did not."""
    store, warning = Store.open_or_memory()
    if warning and options.record:
        sys.stderr.write(f"{warning}\n")
    with store:
        shelf = Shelf(store, warning)
        try:
            work = find_work(shelf, options.what.strip())
            submission = _submission(work, options)
            verdict = asyncio.run(_grade(Desk(shelf, data_folder()), work, submission, options))
        except (LessonError, WhereError, UseError) as problem:
            return refuse(problem)
    if verdict.check == "data":
        return refuse(verdict.message)
    if options.json:
        write_json({
            "passed": verdict.passed,
            "message": _message(verdict),
            "check": verdict.check,
            "mistakes": list(verdict.mistakes),
            "output": verdict.output,
            "seconds": round(verdict.seconds, 4),
        })  # fmt: skip
    else:
        write_lines(folded(f"{verdict_sign(verdict.passed)} {_message(verdict)}", 2))
    return 0 if verdict.passed else 1


def _message(verdict: Verdict) -> str:
    return " ".join(part for part in (verdict.message, verdict.next) if part)


def _submission(work: Work, options: argparse.Namespace) -> str:
    if "#" not in options.what:
        raise UseError(f"say which exercise, like {options.what.strip()}#{work.exercise.id}")
    if work.exercise.kind == "read":
        raise UseError(f"{options.what.strip()} is to read; open it on the screen")
    if work.exercise.kind != "code":
        if options.code or options.text is None:
            raise UseError(f"{options.what.strip()} takes an answer: tutor answer WHAT TEXT")
        return str(options.text).strip()
    if options.text is not None or not options.code:
        raise UseError(f"{options.what.strip()} takes code: tutor answer WHAT --code FILE")
    if not (work.shipped or options.trust):
        raise UseError(
            f"{work.lesson.path} did not come with the program and brings code of its own; "
            "if you trust its author, add --trust"
        )
    try:
        if options.code == "-":
            return sys.stdin.read()
        return Path(options.code).read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise UseError(f"{options.code} can't be read: {why(problem)}") from None
    except UnicodeDecodeError:
        raise UseError(f"{options.code} can't be read: it is not UTF-8 text") from None


async def _grade(desk: Desk, work: Work, submission: str, options: argparse.Namespace) -> Verdict:
    def listen(event: Event) -> None:
        if isinstance(event, Printed) and not options.json:
            sys.stdout.write(event.text)
            sys.stdout.flush()

    try:
        if work.exercise.kind == "code":
            verdict = await desk.check_code(work, submission, listen)
        else:
            verdict = desk.check_text(work, submission)
    finally:
        await desk.close()
    if options.record and verdict.check not in ("format", "data"):
        warning = desk.record(work, submission, verdict, hints=0)
        if warning:
            sys.stderr.write(f"{warning}\n")
    return verdict
