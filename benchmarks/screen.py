"""The screen against a bare Textual app: start, memory, a key in the stepper."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.table import Result, of
from benchmarks.terminal import Terminal

ROUNDS = 7
KEYS = 25
BYTES = 1500
BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
TUTOR = [sys.executable, "-m", "tutor"]


def environment(home: str) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("NO_", "TEXTUAL", "COLORTERM"))
    }
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {"TERM": "xterm-256color", "TUTOR_HOME": home, "LC_ALL": "C.UTF-8"}


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        starts: dict[str, list[float]] = {"ours": [], "bare": []}
        memory: dict[str, list[float]] = {"ours": [], "bare": []}
        for warm_up in (True, *[False] * ROUNDS):
            for name, command, text in (("bare", BARE, "ready"), ("ours", TUTOR, "q quit")):
                with Terminal(command, env) as terminal:
                    seconds = terminal.wait_for(text)
                    terminal.settle()
                    if not warm_up:
                        starts[name].append(seconds)
                        memory[name].append(terminal.memory() / 1024)
        key, size = stepper_keys(env)
        bare_key, bare_size = bare_keys(env)
    bytes_note = f"({size:.0f} bytes a key, goal < {BYTES}; bare {bare_size:.0f})"
    return [
        Result("start to first home screen", "bare Textual app", of(starts["ours"]),
               of(starts["bare"]), "s", 1.5),
        Result("memory of the screen's process", "bare Textual app", of(memory["ours"]),
               of(memory["bare"]), "MB", 1.6),
        Result("a key in the stepper to its repaint", "bare app, one line", key * 1000,
               bare_key * 1000, "ms", 5, bytes_note, size < BYTES),
    ]  # fmt: skip


def stepper_keys(env: dict[str, str]) -> tuple[float, float]:
    """Median seconds and bytes of → in the stepper of exercise 18."""
    command = [*TUTOR, "open", "backward-propagation#a-round-of-backprop"]
    with Terminal(command, env) as terminal:
        terminal.wait_for("step")
        terminal.settle()
        terminal.key(b"\x1b[C")
        measured = []
        for _ in range(KEYS // 5):
            measured += [terminal.key(b"\x1b[C") for _ in range(5)]
            measured += [terminal.key(b"\x1b[D") for _ in range(5)]
    return of([t for t, _ in measured]), of([float(n) for _, n in measured])


def bare_keys(env: dict[str, str]) -> tuple[float, float]:
    with Terminal(BARE, env) as terminal:
        terminal.wait_for("ready")
        terminal.settle()
        measured = [terminal.key(b"x") for _ in range(KEYS)]
    return of([t for t, _ in measured]), of([float(n) for _, n in measured])
