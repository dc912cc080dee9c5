"""The terminal's own two colours, whichever they are: what stands out is reversed.

Of the numbered colours those are used that can be told from black and from white.
"""

from __future__ import annotations

from textual.theme import Theme

#: Colours of the 256 whose contrast to black and to white is at least 4.5 (by WCAG 2). Where
#: there are only 16 they become bright blue and bright red.
BLUE, RED, VIOLET = "color(63)", "color(131)", "color(98)"

_PLAIN = "ansi_default"
_SCROLL_BARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")
_BEHIND = tuple(f"scrollbar-{part}" for part in (
    "background", "background-hover", "background-active", "corner-color"))  # fmt: skip
#: What is chosen in a list of Textual's, which can't show it reversed.
_CHOSEN = {"foreground": "ansi_bright_white", "background": "ansi_blue", "text-style": "underline"}

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    foreground=_PLAIN,
    background=_PLAIN,
    surface=_PLAIN,
    panel=_PLAIN,
    boost=_PLAIN,
    variables={
        **dict.fromkeys((*_SCROLL_BARS, *_BEHIND), _PLAIN),
        "ansi-background": _PLAIN,
        "ansi-foreground": _PLAIN,
        **{f"block-cursor-{part}": value for part, value in _CHOSEN.items()},
        **{f"block-cursor-blurred-{part}": value for part, value in _CHOSEN.items()},
    },
)
