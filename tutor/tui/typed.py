"""What is typed in a line: a text, a cursor, and what keys make of them."""

from __future__ import annotations

from dataclasses import dataclass

_SAME = {"ctrl+a": "home", "ctrl+e": "end", "ctrl+h": "backspace", "ctrl+d": "delete"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A text, and where the cursor is; None where all of it is selected, to be typed over."""

    text: str = ""
    cursor: int | None = None

    @property
    def selection(self) -> tuple[int, int]:
        """From where to where it is selected; the cursor twice where nothing is."""
        return (0, len(self.text)) if self.cursor is None else (self.cursor, self.cursor)

    def with_typed(self, text: str) -> Typed:
        """With a text typed at the cursor, or over what is selected."""
        start, end = self.selection
        return Typed(self.text[:start] + text + self.text[end:], start + len(text))

    def after(self, key: str) -> Typed | None:
        """What a key that moves or deletes makes of it; None for other keys."""
        text, (start, end) = self.text, self.selection
        before = start if self.cursor is None else max(start - 1, 0)
        behind = end if self.cursor is None else min(end + 1, len(text))
        return {
            "left": Typed(text, before),
            "right": Typed(text, behind),
            "home": Typed(text, 0),
            "end": Typed(text, len(text)),
            "backspace": Typed(text[:before] + text[end:], before),
            "delete": Typed(text[:start] + text[behind:], start),
            "ctrl+u": Typed(text[end:], 0),
            "ctrl+k": Typed(text[:start], start),
        }.get(_SAME.get(key, key))
