"""What is said and typed: lines of text, with no code that moves a cursor or sets a colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TextIO

from tutor.diagram import Alphabet
from tutor.diagram.picture import Line, line_text
from tutor.lesson.prose import blocks
from tutor.terminal import printable

#: On fewer columns lines are broken as if there were so many.
LEAST_WIDTH = 20


class Quit(Exception):  # noqa: N818 (it is no error)
    """The learner goes, or nothing more can be read."""


class Talk:
    """Says texts in the characters of ``alphabet``, wrapped to ``width``, and reads lines."""

    def __init__(self, source: TextIO, sink: TextIO, width: int, alphabet: Alphabet) -> None:
        self.source = source
        self.sink = sink
        self.width = max(width, LEAST_WIDTH)
        self.alphabet = alphabet
        self._at_start = True

    # --- saying ---------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say a text in the little Markdown of the lessons, and an empty line."""
        if text.strip():
            self.lines([*self._wrapped(text), ""])

    def lines(self, texts: Iterable[str]) -> None:
        """Say lines as they are; one that something stands on already is ended first."""
        start = "" if self._at_start else "\n"
        body = "".join(f"{self._plain(text).rstrip()}\n" for text in texts)
        self._write(start + body)

    def tell(self, *texts: str) -> None:
        """Say sentences that hold no Markdown, each on a line of its own, wrapped."""
        self.lines(
            piece
            for text in texts
            for piece in textwrap.wrap(
                text, self.width, subsequent_indent="  ", break_on_hyphens=False
            )
            or [""]
        )

    def drawn(self, lines: Iterable[Line]) -> None:
        """Say lines of a picture or a table, and an empty line."""
        self.lines([*map(line_text, lines), ""])

    def stream(self, text: str) -> None:
        """Say a piece of text as it comes, not cut at lines."""
        self._write("\n".join(map(self._plain, text.replace("\r\n", "\n").split("\n"))))

    def warn(self, warning: str | None) -> None:
        """Say what could not be saved."""
        if warning:
            self.say(f"**Warning:** {warning}")

    def _plain(self, text: str) -> str:
        return self.alphabet.plain(printable(text))

    def _wrapped(self, text: str) -> Iterator[str]:
        for block in blocks(text, "-"):
            content = "".join(part for part, _ in block.parts)
            if not block.wraps:
                yield block.first + content
                continue
            yield from textwrap.wrap(
                content, self.width, initial_indent=block.first, subsequent_indent=block.rest,
                break_on_hyphens=False,
            ) or [""]  # fmt: skip

    def _write(self, text: str) -> None:
        if text:
            self._at_start = text.endswith("\n")
            self.sink.write(text)
            self.sink.flush()

    # --- reading --------------------------------------------------------------------------------

    def ask(self, prompt: str) -> str:
        """A line that is typed, without its end. Raises Quit where nothing more can be read."""
        self._write(("" if self._at_start else "\n") + f"{self._plain(prompt)} ")
        try:
            text = self.source.readline()
        except KeyboardInterrupt:
            text = ""
        self._at_start = self.source.isatty() and text.endswith("\n")  # a terminal shows it
        if not text:
            self._write("\n")
            raise Quit
        return text.rstrip("\r\n")
