"""``tutor new``: a commented start of a course, a lesson or an exercise."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tutor.authoring.new import NewError, create, exercise_text
from tutor.lesson.kinds import COURSE_FILE, KINDS
from tutor.session.refusal import refuse


def run(options: argparse.Namespace) -> int:
    """Write the start, or print that of an exercise; 2 where it can't be made."""
    start = options.start
    if options.notebook is not None and start != "lesson":
        return refuse("tutor new: only a lesson can be made --from a notebook")
    if options.path is None and start in KINDS:
        sys.stdout.write(exercise_text(start))
        return 0
    if not (options.path or "").strip():
        return refuse(f"tutor new: say where the {start} is to be written, as a path")
    notebook = Path(options.notebook).expanduser() if options.notebook is not None else None
    try:
        written = create(start, Path(options.path.strip()).expanduser(), notebook)
    except (NewError, OSError, ValueError, RuntimeError) as problem:  # RuntimeError: no such home
        return refuse(f"tutor new: {problem}")
    _say(written, start)
    return 0


def _say(written: tuple[Path, ...], start: str) -> None:
    """What was written, and what to do with it."""
    last = written[-1]
    for path in written:
        sys.stdout.write(f"Written: {_near(path)}\n")
    if start != "course" and (last.parent / COURSE_FILE).is_file():
        course = _near(last.parent / COURSE_FILE)
        sys.stdout.write(f"Put {last.stem} under lessons: in {course}, where it belongs.\n")
    what = _near(last.parent if start == "course" else last)
    sys.stdout.write(f"`tutor preview {what}` shows it, `tutor verify {what}` checks it.\n")


def _near(path: Path) -> Path:
    """The path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) and path != here else path
