"""What all tests share: a home of their own, and the program in a terminal."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal

#: What must not leak from the machine into a test.
UNWANTED = (
    "TUTOR_",
    "TEXTUAL",
    "NO_COLOR",
    "NO_UNICODE",
    "COLORTERM",
    "STY",
    "SSH_",
    "COLUMNS",
    "LINES",
)

# A shell that runs the tests in the background has them ignored, which programs would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own, in UTF-8 and 256 colours."""
    kept = {key: text for key, text in os.environ.items() if not key.startswith(UNWANTED)}
    return kept | {
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "TUTOR_HOME": str(tmp_path / "tutor-home"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }


Open = Callable[..., Terminal]


@pytest.fixture
def open_tutor(environment: dict[str, str]) -> Iterator[Open]:
    """Opens the program in a terminal of its own; what is still open at the end is killed."""
    opened: list[Terminal] = []

    def open_(*arguments: str, size: tuple[int, int] = (80, 24), **extra: str) -> Terminal:
        command = [sys.executable, "-m", "tutor", *arguments]
        terminal = Terminal(command, environment | extra, size)
        opened.append(terminal)
        return terminal

    yield open_
    for terminal in opened:
        terminal.close()
