"""What somebody might do next, drawn by lot: keys, texts to paste, sizes of the window."""

from __future__ import annotations

import random
from collections.abc import Sequence

Lot = random.Random

SIZES = ((80, 24), (120, 40), (40, 12), (200, 60), (20, 5), (1, 1))
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRINTABLE = [*LETTERS, *"0123456789 -+.,/?[]<>()*=#'\"é漢"]
MOVING = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"]
DOING = ["enter", "enter", "escape", "backspace", "delete", "f2", "f3", "f4", "ctrl+home"]
#: All but ctrl+q, which ends the program, and ctrl+f, which Textual's headless driver takes.
CONTROL = [f"ctrl+{letter}" for letter in "abcdeghijklmnoprstuvwxyz"]

#: Characters without a cell: one that joins others, one that turns the direction of writing.
UNSEEN = "a\u200d\u202eb"
PASTES = (
    "",
    "2",
    "3*2 + 5*4",
    "-3.5",
    "\n\n\n",
    "for i in range(3):\n    print(i)\n",
    "\tdef f(x):\r\n\t\treturn x\r\n",
    "weight(a->b) = 2.5, train = 10",
    "漢字 e\u0301 \U0001f600\n",
    UNSEEN,
    "\x1b[31mred\x07\x00\x9b",
    "x = 1\n" * 400,
    "w" * 3000,
)


def key(lot: Lot, known: Sequence[str] = ()) -> str:
    """A key: any, or now and then one that is ``known`` to do something here."""
    if known and lot.random() < 0.25:
        return lot.choice(known)
    return lot.choice(lot.choices((PRINTABLE, MOVING, DOING, CONTROL), (5, 5, 3, 2))[0])
