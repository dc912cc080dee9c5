"""Random keys in a real terminal: ``python -m tests.whole.monkey_in_terminal [--keys N]``.

Only what differs is sent of a repaint. Now and then, once it is quiet, every cell that stands on
the terminal has to be what the program means to show, with its colours. What is not ends it with
the seed and the keys of that life.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte

from benchmarks.terminal import Terminal
from tests.whole.chance import PASTES, UNSEEN, Lot, key
from tests.whole.telling import ASK

#: Keys from a start to the next, and from one look at the screen to the next.
LIFE, LOOK = 120, 12
SIZES = ((80, 24), (120, 40), (40, 12), (30, 8))
PLACES = (
    (), ("lab",), ("drill",), ("open", "backward-propagation#a-round-of-backprop"),
    ("open", "forward-propagation#forward-by-code"), ("open", "forward-propagation#deeper-by-hand"),
    ("open", "backprop-by-hand"), ("preview", "forward-propagation"),
)  # fmt: skip
TERMINALS = (
    {"TERM": "xterm-256color"}, {"TERM": "linux"}, {"TERM": "screen"}, {"NO_COLOR": "1"},
    {"NO_UNICODE": "1"}, {"COLORTERM": "truecolor"},
)  # fmt: skip
BYTES = {
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H",
    "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "delete": b"\x1b[3~",
    "tab": b"\t", "shift+tab": b"\x1b[Z", "enter": b"\r", "escape": b"\x1b", "backspace": b"\x7f",
    "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS", "ctrl+home": b"\x1b[1;5H",
}  # fmt: skip
#: The emulator draws nothing that comes behind what has no cell.
SEEN = tuple(text for text in PASTES if text != UNSEEN)
#: What comes over a bad line, or from a terminal of another encoding.
NOISE = (b"\xff", b"\xe9", b"\x1b[", b"\x1b[999", b"\x1bO", b"\xf0\x9f", b"\x1b]0;x\x07", b"\x00")


class FaultError(Exception):
    """The program ended, or the terminal shows something else than the program means to."""


def keys(lot: Lot) -> bytes:
    """A few bytes, as they come from a keyboard, a clipboard or a bad line."""
    kind = lot.random()
    if kind < 0.02:
        return lot.choice(NOISE)
    if kind < 0.05:
        return b"\x1b[200~" + lot.choice(SEEN).encode() + b"\x1b[201~"
    name = key(lot)
    if name == "ctrl+z":  # which stops the process where it comes after the end
        name = "ctrl+y"
    if name.startswith("ctrl+") and len(name) == len("ctrl+a"):
        return bytes([ord(name[-1]) - ord("a") + 1])
    return BYTES.get(name) or name.encode()


def resize(terminal: Terminal, columns: int, lines: int) -> None:
    """Give the window another size."""
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    terminal.screen.resize(lines, columns)


def differences(shown: pyte.Screen, meant: pyte.Screen) -> list[str]:
    """Each cell that is not as it is meant to be."""
    return [
        f"row {y + 1} column {x + 1}: {brief(shown.buffer[y][x])} for {brief(meant.buffer[y][x])}"
        for y in range(meant.lines)
        for x in range(meant.columns)
        if shown.buffer[y][x] != meant.buffer[y][x]
    ]


def brief(cell: pyte.screens.Char) -> str:
    """A cell with what is special about it."""
    usual = pyte.screens.Char(cell.data)._asdict()
    return " ".join(
        [repr(cell.data), *(f"{n}={v}" for n, v in cell._asdict().items() if v != usual[n])]
    )


def meant_by(terminal: Terminal, file: Path, limit: float = 20.0) -> pyte.Screen | None:
    """What the program means to show now; None if it has ended."""
    file.unlink(missing_ok=True)
    os.kill(terminal.pid, ASK)
    end = time.monotonic() + limit
    while not file.exists():
        if ended(terminal):
            return None
        if time.monotonic() > end:
            raise FaultError(f"the program does not answer\n{terminal.text}")
        terminal.stream.feed(terminal._read(0.02))
    screen = pyte.Screen(terminal.screen.columns, terminal.screen.lines)
    pyte.Stream(screen).feed(file.read_text(encoding="utf-8"))
    return screen


def look(terminal: Terminal, file: Path) -> None:
    """Compare, once it is quiet; while something runs, what comes meanwhile makes a difference."""
    found: list[str] = []
    for _ in range(5):
        terminal.settle()
        meant = None if ended(terminal) else meant_by(terminal, file)
        found = differences(terminal.screen, meant) if meant else []
        if not found:
            return
    raise FaultError("\n".join((*found[:20], terminal.text)))


def ended(terminal: Terminal) -> bool:
    """Whether the program has ended; raises FaultError if not because of a key."""
    if terminal.exit_code is None:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if not pid:
            return False
        terminal.exit_code = os.waitstatus_to_exitcode(status)
    if terminal.exit_code:
        terminal.settle()
        raise FaultError(f"ended with {terminal.exit_code}\n{terminal.text}")
    return True


def live(lot: Lot, home: Path, count: int, pressed: list[bytes]) -> None:
    """One life: start somewhere in some terminal, press keys, look; until it is over or quits."""
    file = home / "meant"
    kept = {name: text for name, text in os.environ.items() if name not in ("NO_COLOR", "STY")}
    environment = kept | {
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TUTOR_HOME": str(home), "VISUAL": "true",
    } | lot.choice(TERMINALS)  # fmt: skip
    command = [sys.executable, "-m", "tests.whole.telling", str(file), *lot.choice(PLACES)]
    with Terminal(command, environment, lot.choice(SIZES[:2])) as terminal:
        terminal.wait_until(lambda: any(map(str.strip, terminal.screen.display)), 60, "anything")
        while len(pressed) < count:
            for _ in range(LOOK):
                if lot.random() < 0.03:
                    resize(terminal, *lot.choice(SIZES))
                else:
                    pressed.append(keys(lot))
                    os.write(terminal.fd, pressed[-1])
                terminal.stream.feed(terminal._read(lot.choice((0.0, 0.0, 0.05))))
                if ended(terminal):
                    return
            look(terminal, file)


def run(number: int, seed: int) -> None:
    """So many keys; raises FaultError with what leads there as a note."""
    done = 0
    while done < number:
        pressed: list[bytes] = []
        try:
            with tempfile.TemporaryDirectory() as home:
                live(Lot(seed), Path(home), min(LIFE, number - done), pressed)
        except Exception as error:
            error.add_note(f"seed {seed}: {b' '.join(pressed)!r}")
            raise
        done += max(1, len(pressed))
        seed += 1


def main() -> None:
    """From the command line; the exit code is 1 where something was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=5_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    run(given.keys, given.seed)
    sys.stdout.write(f"{given.keys:,} keys, and all that stood there was meant\n")


if __name__ == "__main__":
    main()
