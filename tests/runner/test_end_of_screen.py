"""However the program ends, all that it started ends within two seconds, with a sandbox or without.

This is a promise, so here is the one place where a test looks at the clock: from the end of the
program to the end of its last child.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.conftest import Open
from tests.runner.test_processes import ENDLESS, is_running, warm_parent, way
from tutor.runner import tree

__all__ = ["way"]

#: What is promised, and what a machine with much else to do may take beyond it (seconds).
PROMISED, ALLOWANCE = 2.0, 3.0
CTRL_Q, CTRL_R = b"\x11", b"\x12"

How = Callable[[Terminal], None]


def is_killed(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGKILL)


def crashes(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGSEGV)


def is_asked_to_end(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGTERM)


def loses_its_terminal(terminal: Terminal) -> None:
    terminal.hang_up()


def quits(terminal: Terminal) -> None:
    os.write(terminal.fd, CTRL_Q)


@pytest.fixture
def terminal(open_tutor: Open, way: str, tmp_path: Path) -> Terminal:
    """The program, with code at work that has left its session, its parent and its environment."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    terminal = open_tutor(
        *("open", "forward-propagation#forward-by-code"),
        TUTOR_SANDBOX=os.environ["TUTOR_SANDBOX"],
        TMPDIR=str(scratch),
    )
    terminal.wait_for("enter edit")
    terminal.send(b"\r")
    terminal.wait_for("node_0_value = ...")
    terminal.send(f"\x1b[200~0; exec({ENDLESS!r})\x1b[201~".encode() + CTRL_R)
    terminal.wait_for("begun")
    return terminal


@pytest.mark.parametrize("ends", [is_killed, crashes, is_asked_to_end, loses_its_terminal, quits])
def test_all_ends_with_the_screen(terminal: Terminal, ends: How, tmp_path: Path) -> None:
    all_ends(terminal, ends, tmp_path, is_halted=False)


@pytest.mark.parametrize("ends", [is_killed, quits])
def test_also_while_the_warm_parent_is_halted(
    terminal: Terminal, ends: How, tmp_path: Path
) -> None:
    all_ends(terminal, ends, tmp_path, is_halted=True)


def all_ends(terminal: Terminal, ends: How, tmp_path: Path, *, is_halted: bool) -> None:
    """The program ends in a way, and in time after it everything else does."""
    pids = {pid for pid in tree.members(terminal.pid) if is_running(pid)} - {terminal.pid}
    assert len(pids) >= 4
    if is_halted:
        os.kill(warm_parent(pids), signal.SIGSTOP)
    ends(terminal)
    terminal.wait_for_exit()
    until = time.monotonic() + PROMISED + ALLOWANCE
    while (left := {pid for pid in pids if is_running(pid)}) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left
    assert list((tmp_path / "scratch").iterdir()) == []
