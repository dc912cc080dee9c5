"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_word(word: object, words: Iterable[object], cutoff: float = 0.6) -> str | None:
    """The most similar of some words, None if none is near: if fewer than ``cutoff`` is alike.

    Capitals matter only between words that are otherwise as near: ``x`` is near ``X``.
    """
    from difflib import get_close_matches  # slow, and only errors need it

    meant = str(word)
    spellings: dict[str, list[str]] = {}
    for each in map(str, words):
        spellings.setdefault(each.casefold(), []).append(each)
    near = get_close_matches(meant.casefold(), spellings, n=1, cutoff=cutoff)
    if not near:
        return None
    same = spellings[near[0]]
    return (get_close_matches(meant, same, n=1, cutoff=0) or same)[0]
