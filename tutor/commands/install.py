"""``tutor install`` and ``tutor remove``: courses from elsewhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tutor.commands.output import open_store
from tutor.courses.carry import carry_over
from tutor.courses.install import FaultyError, Outcome, install, unknown, update
from tutor.courses.place import Installed
from tutor.courses.unpack import InstallError
from tutor.lesson.excerpt import complaint
from tutor.network.numbers import counted
from tutor.progress.store import Done, ProgressError, Store
from tutor.progress.values import key_of
from tutor.progress.where import courses_folder, progress_file
from tutor.session.refusal import refuse
from tutor.session.shelf import Shelf


def run(options: argparse.Namespace) -> int:
    """Install or update; 2 if that can't be."""
    what = (options.what or "").strip()
    if not what and not options.update:
        return refuse("tutor install takes a folder, a zip or tar.gz file, or the URL of a git "
                      "repository; with --update an installed course")  # fmt: skip
    if options.update and options.name:
        return refuse("tutor install: --as names a course when it is installed, not at an --update")
    with open_store() as store:
        shelf, installed = Shelf(store), Installed(courses_folder())
        others = tuple(place for place in shelf.places if place != courses_folder())
        try:
            if options.update:
                return _update(shelf, installed, others, what)
            _finish(shelf, install(what, installed, others, options.name))
        except InstallError as problem:
            return _refuse(problem)
        except ProgressError as problem:
            return refuse(problem)
    return 0


def _update(shelf: Shelf, installed: Installed, others: tuple[Path, ...], what: str) -> int:
    """Update one course, or all that there are; one that can't be leaves the others."""
    ids = [what] if what else installed.ids()
    if not ids:
        sys.stdout.write("No course is installed.\n")
    code = 0
    for id_ in ids:
        try:
            _finish(shelf, [update(id_, installed, others)])
        except InstallError as problem:
            code = _refuse(problem)
    return code


def _refuse(problem: InstallError) -> int:
    """One sentence; of a faulty course all that is wrong, as ``verify`` says it."""
    if not isinstance(problem, FaultyError):
        return refuse(problem)
    sys.stderr.write(complaint(problem.diagnostics, brief=False))
    return 2


def remove(options: argparse.Namespace) -> int:
    """Remove a course, and with ``--progress`` what was done in it."""
    id_ = options.course.strip()
    installed = Installed(courses_folder())
    try:
        if id_ not in installed.ids():
            raise unknown(id_, installed)
        installed.remove(id_)
        sys.stdout.write(f"Removed {id_}.\n")
        if not options.progress:
            sys.stdout.write("What you did in it is kept, should you install it again.\n")
            return 0
        with Store(progress_file()) as store:
            copy = store.forget(id_)
        sys.stdout.write(f"What you did in it is deleted; all as it was before is in {copy}.\n")
    except (InstallError, ProgressError) as problem:
        return refuse(problem)
    return 0


# --- what is said ---------------------------------------------------------------------------------


def _finish(shelf: Shelf, outcomes: Iterable[Outcome]) -> None:
    """Carry over what was done of exercises that have other names now, and say what came of it."""
    for outcome in outcomes:
        carry_over(shelf.store, outcome.course.id, outcome.renamed)
        done = shelf.store.done(outcome.course.id)
        for line in _lines(outcome, done):
            sys.stdout.write(f"{line}\n")


def _lines(outcome: Outcome, done: Mapping[str, Done]) -> Iterator[str]:
    course, version, before = outcome.course, outcome.origin.version, outcome.before
    name = f"{course.title} ({course.id}), "
    if outcome.is_same:
        yield f"Nothing new: {name}{version}, at {outcome.origin.source}"
        return
    if before is None:
        exercises = sum(len(lesson.exercises) for lesson in course.lessons)
        yield (
            f"Installed: {name}{version}: {counted(len(course.lessons), 'lesson')}, "
            f"{counted(exercises, 'exercise')}"
        )
        yield f"To open it: tutor open {course.id}"
        return
    yield f"Updated: {name}{before.version} -> {version}"
    moved = f", before from {before.source}" if before.source != outcome.origin.source else ""
    yield f"  from {outcome.origin.source}{moved}"
    for word, ids in (("new", outcome.new), ("changed", outcome.changed), ("gone", outcome.gone)):
        if ids:
            yield f"  {word + ':':<8} {', '.join(ids)}"
    if outcome.renamed:
        pairs = ", ".join(f"{old.id} -> {new.id}" for old, new in outcome.renamed)
        yield f"  {'renamed:':<8} {pairs}; what was done of them counts on"
    kept = [id_ for id_ in outcome.changed if key_of(course.id, id_) in done]
    if kept:
        yield f"  Done before, and so still done, but marked as changed: {', '.join(kept)}"
