"""Ids and titles made of each other."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """The text as an id: ``Über uns!`` is ``uber-uns``; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


def title_of(name: str) -> str:
    """A name as a title: ``first-steps`` is ``First steps``."""
    return re.sub(r"[-_ ]+", " ", name).strip().capitalize()
