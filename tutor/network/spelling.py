"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

#: Fewer letters are the beginning of too many words.
LEAST_BEGINNING = 3


def nearest_word(word: object, words: Iterable[object], cutoff: float = 0.6) -> str | None:
    """The most similar of some words, None if none is near: if fewer than ``cutoff`` is alike.

    Capitals matter only between words that are otherwise as near: ``x`` is near ``X``. The only
    word that begins so is nearest of all: ``var`` is near ``variable``.
    """
    from difflib import get_close_matches  # slow, and only errors need it

    meant = str(word)
    spellings: dict[str, list[str]] = {}
    for each in map(str, words):
        spellings.setdefault(each.casefold(), []).append(each)
    longer = [each for each in spellings if each.startswith(meant.casefold())]
    if len(meant) >= LEAST_BEGINNING and len(longer) == 1:
        return spellings[longer[0]][0]
    near = get_close_matches(meant.casefold(), spellings, n=1, cutoff=cutoff)
    if not near:
        return None
    same = spellings[near[0]]
    return (get_close_matches(meant, same, n=1, cutoff=0) or same)[0]
