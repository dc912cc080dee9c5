"""The screen against a bare Textual app: start, memory, a key at home, in the stepper, typed."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.table import Result, of
from benchmarks.terminal import Terminal

ROUNDS = 7
KEYS = 25
BYTES = 1500
BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
TUTOR = [sys.executable, "-m", "tutor"]

RIGHT, LEFT, DOWN, UP = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A"


@dataclass(frozen=True)
class Place:
    """What to open, what then stands there, a key that leads on, and the keys that are timed."""

    what: str
    arguments: tuple[str, ...]
    ready: str
    lead: bytes
    keys: tuple[bytes, ...]


PLACES = (
    Place("a key on the home screen", (), "q quit", b"", (DOWN, DOWN, UP, UP)),
    Place("a key in the stepper", ("open", "backward-propagation#a-round-of-backprop"), "step",
          RIGHT, (*[RIGHT] * 5, *[LEFT] * 5)),
    Place("a letter in the editor", ("open", "forward-propagation#forward-by-code"), "enter edit",
          b"\r", (b"a", b"b", b"(", b"\x7f", b" ")),
)  # fmt: skip


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
        bare = keys([*BARE], env, "ready", b"", (b"x",))
        pressed = [
            _pressed(place, keys([*TUTOR, *place.arguments], env, place.ready, place.lead,
                                 place.keys), bare)
            for place in PLACES
        ]  # fmt: skip
    return [
        Result("start to first home screen", "bare Textual app", of(starts["ours"]),
               of(starts["bare"]), "s", 1.5),
        Result("memory of the screen's process", "bare Textual app", of(memory["ours"]),
               of(memory["bare"]), "MB", 1.6),
        *pressed,
    ]  # fmt: skip


@dataclass(frozen=True)
class Pressed:
    """Keys pressed in turn: seconds to the repaint, median and 95th percentile; median bytes."""

    median: float
    slow: float
    size: float


def _pressed(place: Place, ours: Pressed, bare: Pressed) -> Result:
    note = (
        f"(95th percentile {ours.slow * 1000:.3g} ms, bare {bare.slow * 1000:.3g}; "
        f"{ours.size:.0f} bytes a key, goal < {BYTES}, bare {bare.size:.0f})"
    )
    return Result(f"{place.what} to its repaint", "bare app, one line", ours.median * 1000,
                  bare.median * 1000, "ms", 5, note, ours.size < BYTES)  # fmt: skip


def keys(
    command: list[str], env: dict[str, str], ready: str, lead: bytes, pressed: tuple[bytes, ...]
) -> Pressed:
    """What keys take that are pressed in turn."""
    with Terminal(command, env) as terminal:
        terminal.wait_for(ready)
        terminal.settle()
        if lead:
            terminal.send(lead)
            terminal.settle()
        measured = [terminal.key(pressed[i % len(pressed)]) for i in range(2 * KEYS)]
    seconds = [taken for taken, _ in measured]
    return Pressed(of(seconds), quantiles(seconds, n=20)[-1], of([float(n) for _, n in measured]))
