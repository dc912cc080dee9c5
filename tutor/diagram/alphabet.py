"""The two sets of characters a picture is made of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Characters by their role.

    ``joins`` holds a character for each sum of UP, DOWN, LEFT and RIGHT. ``marks`` stand around
    what is current, so that it is seen without colour. ``staggered``: a join does not tell its
    arms, so trunks that touch would seem to be one. ``ellipsis`` ends what is cut, in one cell;
    ``more`` begins a line on what is left out.
    """

    name: str
    joins: str
    arrow: str
    ellipsis: str
    more: str
    dot: str
    leads_to: str
    times: str
    marks: tuple[str, str]
    staggered: bool

    @property
    def horizontal(self) -> str:
        """A wire."""
        return self.joins[LEFT | RIGHT]

    @property
    def start(self) -> str:
        """Where a wire begins, after its label."""
        return self.joins[RIGHT]

    def plain(self, text: str) -> str:
        """The text in characters this alphabet may use."""
        return text if not self.staggered or text.isascii() else _ascii(text)


UNICODE = Alphabet(
    name="unicode",
    joins=" ╵╷│╴┘┐┤╶└┌├─┴┬┼",
    arrow="▶",
    ellipsis="…",
    more="…",
    dot="·",
    leads_to="→",
    times="×",
    marks=("›", "‹"),
    staggered=False,
)

ASCII = Alphabet(
    name="ascii",
    joins=" |||-+++-+++-+++",
    arrow=">",
    ellipsis="~",
    more="...",
    dot="-",
    leads_to="->",
    times="*",
    marks=("*", "*"),
    staggered=True,
)

_SPELLED = {
    "→": "->",
    "←": "<-",
    "↑": "up",
    "↓": "down",
    "×": "*",
    "·": "*",
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
    "½": "1/2",
    "²": "^2",
    "√": "sqrt ",
    "η": "rate",
    "Σ": "sum ",
    "≤": "<=",
    "≥": ">=",
    "÷": "/",
    "ε": "eps",
    "μ": "mu",
    "‖": "||",
    "✓": "OK",
    "✗": "NO",
    "•": "*",
    **dict.fromkeys("─━═", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰", "+"),
    **dict.fromkeys("█▉▊▋▌▍▎▏▇▆▅▄▃▂▁▓", "#"),
    **dict.fromkeys("░▒", "."),
}


def _ascii(text: str) -> str:
    spelled = "".join(_SPELLED.get(character, character) for character in text)
    return "".join(_letter(character) for character in spelled)


def _letter(character: str) -> str:
    if character.isascii():
        return character
    kept = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return kept or "_"
