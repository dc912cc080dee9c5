"""The line drops: all is saved, and nothing is left running."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tutor.progress.store import Store


def children(pid: int) -> list[int]:
    """The children of a process."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


def ended(terminal: Terminal, pids: list[int], limit: float = 20.0) -> bool:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if terminal.exit_code is None:
            pid, status = os.waitpid(terminal.pid, os.WNOHANG)
            if pid:
                terminal.exit_code = os.waitstatus_to_exitcode(status)
        elif not any(map(alive, pids)):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("busy", [False, True], ids=["typing", "running"])
def test_a_dropped_line_saves_and_ends_everything(
    open_tutor, environment: dict[str, str], busy: bool
) -> None:
    terminal = open_tutor("open", "forward-propagation#forward-by-code")
    terminal.wait_for("enter edit")
    terminal.send(b"\r")
    terminal.wait_for("node_0_value = ...")
    terminal.send(b"41 + 1\rwhile True: pass")
    if busy:
        terminal.send(b"\x12")
        terminal.wait_for("running")
    running = children(terminal.pid)
    assert running  # the warm parent, started while one reads
    os.close(terminal.fd)
    terminal.fd = -1
    assert ended(terminal, running)
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        draft = store.draft("deep-learning/forward-by-code")
        assert draft is not None
        assert "node_0_value = 41 + 1" in draft.state["text"]
        assert "while True: pass" in draft.state["text"]
        assert ("while this code was running" in draft.state["feedback"]) is busy
        assert not store.attempts()  # nobody submitted what the end cut short
