"""What the terminal at hand can show, from its environment and its encoding."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


def ascii_only(environment: Mapping[str, str] | None = None, stream: TextIO | None = None) -> bool:
    """Whether only ASCII is safe: NO_UNICODE is set, or the stream is not UTF-8.

    On the Linux console, too, whose fonts have few signs beyond it.
    """
    environment = os.environ if environment is None else environment
    stream = stream or sys.__stdout__ or sys.stdout
    if environment.get("NO_UNICODE") or environment.get("TERM") == "linux":
        return True
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return encoding not in {"utf8", "utf8sig", "utf16", "utf32"}


def colours(stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a stream shows colours: it is a terminal that can, and NO_COLOR is not set."""
    environment = os.environ if environment is None else environment
    dumb = environment.get("TERM", "") in {"", "dumb", "unknown"}
    return stream.isatty() and not dumb and not environment.get("NO_COLOR")


def too_dumb(environment: Mapping[str, str] | None = None) -> str | None:
    """Why the screen can't be opened here, as a sentence; None where it can."""
    environment = os.environ if environment is None else environment
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the screen needs a terminal; `tutor --plain` works without, line by line"
    if environment.get("TERM", "") in {"", "dumb", "unknown"}:
        return (
            f"the terminal calls itself '{environment.get('TERM', '')}', which can't move a "
            "cursor: use `tutor --plain`, or set TERM (to xterm-256color, for one)"
        )
    return None


def prepare(environment: dict[str, str] | os._Environ[str]) -> None:
    """Set what Textual reads from the environment: no animations, 256 colours inside screen."""
    environment.setdefault("TEXTUAL_ANIMATIONS", "none")
    if environment.get("STY"):
        environment["TEXTUAL_COLOR_SYSTEM"] = "256"


def takes_mouse(environment: Mapping[str, str] | None = None) -> bool:
    """Whether the program takes the mouse; else the terminal marks and copies text with it."""
    environment = os.environ if environment is None else environment
    return bool(environment.get("TUTOR_MOUSE"))


def printable(text: str) -> str:
    """A line of text without what would move the terminal's cursor or set its colours."""
    return "".join(c if c.isprintable() else " " for c in text.expandtabs(4))
