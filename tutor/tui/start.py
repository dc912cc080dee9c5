"""From the command line to the screen."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from tutor import terminal

if TYPE_CHECKING:
    from tutor.lesson.course import Lesson
    from tutor.session.shelf import Shelf
    from tutor.session.work import Work


def resume(options: argparse.Namespace) -> int:
    """``tutor``: the screen, where the learner left off."""
    return _run()


def open_what(options: argparse.Namespace) -> int:
    """``tutor open WHAT``."""
    from tutor.lesson.errors import LessonError
    from tutor.lesson.where import WhereError
    from tutor.session.open import find_place

    shelf = _shelf()
    try:
        place = find_place(shelf, options.what.strip())
    except (WhereError, LessonError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    return _run(shelf, place)


def _shelf() -> Shelf:
    from tutor.progress.store import Store
    from tutor.session.shelf import Shelf

    store, warning = Store.open_or_memory()
    return Shelf(store, warning)


def _run(shelf: Shelf | None = None, place: Work | tuple[Lesson, str] | None = None) -> int:
    problem = terminal.too_dumb()
    if problem:
        sys.stderr.write(f"tutor: {problem}\n")
        return 2
    terminal.prepare(os.environ)
    from tutor.tui.app import TutorApp

    app = TutorApp(shelf or _shelf(), place, ascii_only=terminal.ascii_only())
    app.run(mouse=not os.environ.get("SSH_TTY"))
    return app.return_code or 0
