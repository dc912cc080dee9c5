"""Whatever is written can be read, on black and on white, in 256 colours and in 16."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pyte.screens import Char, Screen

from tests.whole.test_learner import DOWN, ENTER, RIGHT

NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
CONSOLE = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)


@dataclass(frozen=True)
class Palette:
    """What a terminal makes of the names of colours."""

    foreground: str
    background: str
    colours: str

    def colour(self, name: str, default: str) -> str:
        if name == "default":
            return default
        bright = name.removeprefix("bright")
        if bright in NAMES:
            return self.colours.split()[NAMES.index(bright) + 8 * (bright != name)]
        return name

    def contrast(self, cell: Char) -> float:
        """Of the character to what is behind it, as WCAG 2 defines it; 1 to 21."""
        front = luminance(self.colour(cell.fg, self.foreground))
        back = luminance(self.colour(cell.bg, self.background))
        return (max(front, back) + 0.05) / (min(front, back) + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(part * share for part, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


WHITE, BLACK = Palette("000000", "ffffff", XTERM), Palette("e5e5e5", "000000", XTERM)
VGA = Palette("aaaaaa", "000000", CONSOLE)
#: How a terminal calls itself, its palettes, and the least contrast; 16 colours have not the best.
KINDS = {
    "xterm-256color": ((WHITE, BLACK), 4.5),
    "xterm": ((WHITE, BLACK), 3.9),
    "linux": ((VGA,), 3.9),
}
#: What to open, what stands there then, and the keys that lead on.
PLACES = {
    "home": ((), "quit", (DOWN, b"\x03")),
    "palette": ((), "quit", (b"\x10", b"l")),
    "stepper": (("open", "backward-propagation#a-round-of-backprop"), "step", (RIGHT, RIGHT)),
    "editor": (("open", "forward-propagation#forward-by-code"), "enter edit",
               (ENTER, b"'s' if True or 1: # 2\r", b"\x1b[1;2A" * 2)),
    "answer": (("open", "forward-propagation#deeper-by-hand"), "enter", (b"12" + ENTER,)),
    "lab": (("lab",), "keys", (b"\t", b"+")),
}  # fmt: skip


def written(screen: Screen) -> Iterator[Char]:
    """The cells with a character; blocks, which bars are made of, are none."""
    cells = (screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns))
    return (cell for cell in cells if cell.data.strip() and not "▀" <= cell.data <= "▟")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_written_can_be_read(open_tutor, kind: str, place: str) -> None:
    (palettes, least), (arguments, ready, keys) = KINDS[kind], PLACES[place]
    with open_tutor(*arguments, TERM=kind) as terminal:
        terminal.wait_for(ready)
        terminal.settle()
        for key in keys:
            terminal.send(key)
            terminal.settle()
        faint = {
            (cell.fg, cell.bg, cell.data)
            for cell in written(terminal.screen)
            for palette in palettes
            if palette.contrast(cell) < least
        }
        assert not faint, terminal.text
