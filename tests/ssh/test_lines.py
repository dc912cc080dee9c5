"""Over SSH: a line that is cut loses nothing and leaves nothing, and one goes on where one was."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.ssh.conftest import Serve
from tests.ssh.server import Server
from tutor.runner.tree import members

PYTHON = shlex.quote(sys.executable)
TUTOR = f"{PYTHON} -m tutor"
ENTER, UP, DOWN, END = b"\r", b"\x1b[A", b"\x1b[B", b"\x1b[F"
RUN, QUIT = b"\x12", b"\x11"

TRAINING = """\
model = Sequential([Dense(50, activation='relu'), Dense(1)])
model.compile(optimizer='adam', loss='mean_squared_error')
model.fit(predictors, target, epochs=5000)
"""


def kill_the_client(server: Server, terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGKILL)


def end_the_session(server: Server, terminal: Terminal) -> None:
    for session in server.sessions():
        os.kill(session, signal.SIGKILL)


def lose_the_line(server: Server, terminal: Terminal) -> None:
    """The client answers no more, as if a cable were pulled."""
    os.kill(terminal.pid, signal.SIGSTOP)


Cut = Callable[[Server, Terminal], None]


def running(server: Server) -> set[int]:
    """All that runs for those who are logged in: shells, tutor, its parents and submissions."""
    return {pid for session in server.sessions() for pid in members(session)}


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def left(pids: set[int], limit: float = 20.0) -> list[str]:
    """What still runs of some processes, after it had time to end."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        still = [command for pid in pids if (command := command_of(pid))]
        if not still:
            return []
        time.sleep(0.1)
    return still


def paste(terminal: Terminal, text: str) -> None:
    terminal.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")


def begin(terminal: Terminal, what: str) -> None:
    """From the shell into the editor of an exercise."""
    terminal.send(f"{TUTOR} open {shlex.quote(what)}\r".encode())
    terminal.wait_for("enter edit")
    terminal.send(ENTER)
    terminal.wait_for("^r run")


def go_on(terminal: Terminal) -> None:
    """From the shell to where the line dropped, which was the editor."""
    terminal.send(f"{TUTOR}\r".encode())
    terminal.wait_for("^r run")


@pytest.mark.parametrize("cut", [kill_the_client, end_the_session, lose_the_line])
def test_a_line_cut_while_typing(serve: Serve, cut: Cut) -> None:
    server = serve()
    with server.log_in() as terminal:
        begin(terminal, "forward-propagation#forward-by-code")
        terminal.send(b"40 + 2")
        terminal.wait_for("node_0_value = 40 + 2")
        started = running(server)
        assert any("tutor.runner.warm" in command_of(pid) for pid in started)
        cut(server, terminal)
        assert left(started) == []
    with server.log_in() as terminal:
        go_on(terminal)
        terminal.wait_for("Forward propagation in code")
        terminal.send(b"7")
        terminal.wait_for("node_0_value = 40 + 27")
        terminal.send(QUIT)


@pytest.mark.keras
def test_a_line_cut_while_training(serve: Serve) -> None:
    server = serve()
    with server.log_in() as terminal:
        begin(terminal, "keras-models#fit")
        terminal.send(UP * 20)
        paste(terminal, TRAINING + '"""')  # what stood there becomes a text that nothing reads
        terminal.send(DOWN * 40 + END)
        paste(terminal, '\n"""')
        terminal.send(RUN)
        terminal.wait_for("/5000 ", 60)
        started = running(server)
        kill_the_client(server, terminal)
        assert left(started) == []
    with server.log_in() as terminal:
        go_on(terminal)
        terminal.send(UP * 20)
        terminal.wait_for("epochs=5000)")
        terminal.send(QUIT)


@pytest.mark.parametrize(
    ("settings", "key_options"),
    [
        (f"ForceCommand {TUTOR}\nDisableForwarding yes\n", ""),
        ("", f'restrict,pty,command="{TUTOR}"'),
    ],
    ids=["of the server", "of the key"],
)
def test_a_forced_command_is_all_there_is(serve: Serve, settings: str, key_options: str) -> None:
    server = serve(settings, key_options)
    for asked in ((), ("cat /etc/passwd",)):
        with server.log_in(*asked) as terminal:
            terminal.wait_for("q quit")
            assert "root:" not in terminal.text
            terminal.send(b"q")
            assert terminal.wait_for_exit() == 0
    assert left(running(server)) == []


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux not found: install it")
def test_in_tmux_the_screen_itself_outlives_the_line(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    tmux = f"tmux -f /dev/null -S {shlex.quote(str(tmp_path / 'tmux'))}"
    inside = f"{TUTOR} open forward-propagation#forward-by-code"
    with server.log_in(f"{tmux} new-session {shlex.quote(inside)}") as terminal:
        terminal.wait_for("enter edit")
        terminal.send(ENTER)
        terminal.send(b"40 + 2")
        terminal.wait_for("node_0_value = 40 + 2")
        kill_the_client(server, terminal)
    with server.log_in(f"{tmux} attach") as terminal:
        terminal.wait_for("node_0_value = 40 + 2")
        terminal.send(b"7")
        terminal.wait_for("node_0_value = 40 + 27")
        terminal.send(QUIT)
        assert terminal.wait_for_exit() == 0
