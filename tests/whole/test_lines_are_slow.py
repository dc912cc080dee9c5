"""What goes over the line: few bytes for a key, none for nothing, and all that is needed."""

from __future__ import annotations

import fcntl
import random
import struct
import termios

import pytest

from benchmarks.terminal import Terminal

RIGHT, LEFT, DOWN, UP, TAB = b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A", b"\t"

#: A place: what to open, what stands there, keys that lead on, keys, and bytes for one of them.
PLACES = {
    "home": ((), "q quit", b"", (DOWN, DOWN, DOWN, UP, UP), 600),
    "stepper": (("open", "backward-propagation#a-round-of-backprop"), "step", b"",
                (RIGHT, RIGHT, RIGHT, LEFT, LEFT), 900),
    "editor": (("open", "forward-propagation#forward-by-code"), "enter edit", b"\r",
               (b"a", b"b", b"(", DOWN, b"\x7f"), 200),
    "answer": (("open", "forward-propagation#deeper-by-hand"), "enter", b"",
               (b"1", b"2", b"3"), 200),
    "lab": (("lab",), "keys", b"", (TAB, b"+", b"+", b"-", b" "), 1600),
}  # fmt: skip


def repainted(terminal: Terminal) -> list[str]:
    """What stands there after all was painted anew: other columns, and then the same again."""
    for columns in (90, 80):
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        terminal.screen.resize(24, columns)
        terminal.settle()
    return list(terminal.screen.display)


@pytest.mark.parametrize("place", PLACES)
def test_a_key_takes_few_bytes(open_tutor, place: str) -> None:
    arguments, ready, lead, keys, most = PLACES[place]
    with open_tutor(*arguments) as terminal:
        terminal.wait_for(ready)
        terminal.settle()
        if lead:
            terminal.send(lead)
            terminal.settle()
        terminal.key(keys[0])
        sizes = sorted(terminal.key(key)[1] for key in keys)
        assert 0 < sizes[len(sizes) // 2] <= most, sizes
        terminal.settle()
        assert terminal._read(0.5) == b""  # nothing moves by itself


@pytest.mark.parametrize("place", PLACES)
def test_what_was_left_out_stood_there_already(open_tutor, place: str) -> None:
    arguments, ready, lead, keys, _ = PLACES[place]
    lot = random.Random(place)
    with open_tutor(*arguments) as terminal:
        terminal.wait_for(ready)
        terminal.settle()
        for _ in range(3):
            for key in [lead, *lot.choices([*keys, b"?", b"\x07", b"\x0e", "漢".encode()], k=12)]:
                terminal.send(key)
            terminal.settle()
            before = list(terminal.screen.display)
            assert before == repainted(terminal)
