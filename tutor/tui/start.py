"""From the command line to the screen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor import terminal
from tutor.session.refusal import refuse

if TYPE_CHECKING:
    from tutor.lesson.course import Lesson
    from tutor.session.opened import Left
    from tutor.session.shelf import Shelf
    from tutor.tui.app import TutorApp


def resume(options: argparse.Namespace) -> int:
    """``tutor``: the screen, where the learner left off."""
    shelf = _shelf()
    return _run(options, shelf, left=_left_open(shelf))


def _left_open(shelf: Shelf) -> tuple[Left, ...]:
    """What was open when the line dropped, from below."""
    entries = shelf.left_open()
    if not entries:
        return ()
    from tutor.session.opened import reopened

    return reopened(shelf, entries)


def open_what(options: argparse.Namespace) -> int:
    """``tutor open WHAT``."""
    from tutor.lesson.errors import LessonError
    from tutor.lesson.where import WhereError
    from tutor.session.open import find_place

    shelf = _shelf()
    try:
        place = find_place(shelf, options.what.strip())
    except (WhereError, LessonError) as problem:
        return refuse(problem)
    return _run(options, shelf, place)


def open_lab(options: argparse.Namespace) -> int:
    """``tutor lab [2-3-1 | FILE#NETWORK]``."""
    from tutor.lab.moves import MoveError
    from tutor.lesson.errors import LessonError
    from tutor.lesson.where import WhereError
    from tutor.session.lab import bench_of
    from tutor.session.opened import new_lab

    what, shelf = (options.what or "").strip(), _shelf()
    try:
        bench = bench_of(shelf, what, options.seed)
    except (WhereError, LessonError, MoveError) as error:
        return refuse(error)
    return _run(options, shelf, new_lab(bench, f"Lab · {what}" if what else "Lab"))


def open_drill(options: argparse.Namespace) -> int:
    """``tutor drill [TOPIC] [--level N] [--seed N]``."""
    from tutor.drill.topics import TopicError, check_choice
    from tutor.session.practice import Practice

    try:
        check_choice(options.topic, options.level, options.seed)
    except TopicError as error:
        return refuse(f"tutor drill: {error}")
    shelf = _shelf()
    practice = Practice(shelf, options.topic, options.level, options.seed)
    return _run(options, shelf, practice)


def open_review(options: argparse.Namespace) -> int:
    """``tutor review``: the first of what is due, or a sentence where nothing is."""
    from tutor.lesson.errors import LessonError
    from tutor.lesson.where import WhereError
    from tutor.session.open import begin_review
    from tutor.session.review import outlook

    shelf = _shelf()
    try:
        work = begin_review(shelf)
    except (WhereError, LessonError) as problem:
        return refuse(problem)
    if work is None:
        sys.stdout.write(f"{outlook(shelf)}\n")
        return 0
    return _run(options, shelf, work)


def _shelf() -> Shelf:
    from tutor.progress.store import Store
    from tutor.session.shelf import Shelf

    store, warning = Store.open_or_memory()
    return Shelf(store, warning)


def preview(options: argparse.Namespace) -> int:
    """``tutor preview PATH``."""
    from tutor.authoring.preview import find_preview
    from tutor.lesson.where import WhereError

    if options.plain:
        return refuse("tutor preview: only on a screen; `tutor --plain open` reads a lesson out")
    try:
        shelf, spot = find_preview(options.what.strip())
    except WhereError as problem:
        return refuse(problem)

    def app(ascii_only: bool) -> TutorApp:
        from tutor.tui.preview import PreviewApp

        return PreviewApp(shelf, spot, ascii_only)

    return _show(app)


def _run(
    options: argparse.Namespace,
    shelf: Shelf,
    place: Left | tuple[Lesson, str] | None = None,
    left: tuple[Left, ...] = (),
) -> int:
    if options.plain:
        from tutor.plain.start import run

        return run(shelf, place, left)

    def app(ascii_only: bool) -> TutorApp:
        from tutor.tui.app import TutorApp

        return TutorApp(shelf, place, ascii_only, left)

    return _show(app)


def _show(make: Callable[[bool], TutorApp]) -> int:
    """Run an app, which is made once the terminal is known to show it; the exit code."""
    problem = terminal.too_dumb()
    if problem:
        return refuse(f"tutor: {problem}")
    terminal.prepare(os.environ)
    app = make(terminal.ascii_only())
    app.run(mouse=terminal.takes_mouse())
    return app.return_code or 0
