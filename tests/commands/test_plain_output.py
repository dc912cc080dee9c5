"""What commands print fits the terminal, has no escape codes, and is whole where programs read."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tutor.lesson.where import courses_in, shipped_courses

COMMANDS = (
    ("list",),
    ("progress",),
    ("data",),
    ("data", "show", "wages"),
    ("review", "--list"),
    ("doctor",),
    ("answer", "forward-propagation#deeper-by-hand", "3"),
)


def on_a_terminal(home: Path, columns: int, *arguments: str) -> list[str]:
    """The lines that a command writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-m", "tutor", *arguments]
    with subprocess.Popen(
        command, stdout=theirs, env={**environment, "TUTOR_HOME": str(home)}
    ) as process:
        os.close(theirs)
        written = bytearray()
        while chunk := _read(ours):
            written += chunk
    os.close(ours)
    assert process.returncode in (0, 1)
    return written.decode().splitlines()


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, 65_536)
    except OSError:  # how the end of a terminal is said
        return b""


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", [80, 40])
def test_lines_fit_the_terminal(tmp_path: Path, columns: int, arguments: tuple[str, ...]) -> None:
    lines = on_a_terminal(tmp_path, columns, *arguments)
    assert lines and not any("\x1b" in line for line in lines)
    longest = max(len(word) for line in lines for word in line.split())  # a path is never broken
    folded = [line for line in lines if not line.startswith("tutor ")]  # to be copied
    assert max(map(len, folded)) <= max(columns, longest)


@pytest.mark.parametrize("columns", [80, 40])
def test_every_exercise_is_listed_with_what_opens_it(tmp_path: Path, columns: int) -> None:
    lines = on_a_terminal(tmp_path, columns, "list")
    named = [word for line in lines for word in line.split() if word.startswith("#")]
    courses = courses_in((shipped_courses(),))
    assert named == [f"#{e.id}" for c in courses for x in c.lessons for e in x.exercises]
    assert lines[-1].startswith("tutor open ")
