"""Wrong use or a broken lesson, before anything was begun: one line, and the exit code for it."""

from __future__ import annotations

import sys

from tutor.lesson.errors import LessonError


def refuse(problem: object) -> int:
    """Say on standard error why a command can't be done; the exit code for it."""
    if isinstance(problem, LessonError):
        from tutor.lesson.excerpt import complaint

        sys.stderr.write(complaint(problem.diagnostics))
    else:
        sys.stderr.write(f"{problem}\n")
    return 2
