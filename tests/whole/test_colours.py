"""What reaches the terminal where colours are not wanted: nothing but its own."""

from __future__ import annotations

import re

from benchmarks.terminal import Terminal

#: SGR sequences that set a foreground or background colour.
_COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


def kept_bytes(terminal: Terminal) -> list[bytes]:
    """All that comes from now on."""
    taken: list[bytes] = []
    read = terminal._read

    def kept(wait: float) -> bytes:
        taken.append(read(wait))
        return taken[-1]

    terminal._read = kept  # type: ignore[method-assign]
    return taken


def bytes_of(terminal: Terminal) -> bytes:
    """All bytes of the first screens."""
    taken = kept_bytes(terminal)
    terminal.wait_for("quit")
    terminal.settle()
    return b"".join(taken)


def test_no_colour_means_none_at_all(open_tutor) -> None:
    with open_tutor(NO_COLOR="1") as terminal:
        seen = bytes_of(terminal)
        assert b"Deep learning" in seen
        assert _COLOUR.findall(seen) == []


def test_text_is_in_the_terminals_own_colours(open_tutor) -> None:
    with open_tutor() as terminal:
        seen = bytes_of(terminal)
        backgrounds = re.findall(rb"\x1b\[(?:[\d;]*;)?48;[\d;]*m", seen)
        assert backgrounds == []
