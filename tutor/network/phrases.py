"""Pieces of sentences: lists in words, beginnings, and ends."""

from __future__ import annotations

from collections.abc import Sequence


def capitalised(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A text with a full stop, unless it is a question."""
    return text if text.endswith("?") else f"{text}."


def listed(parts: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)
