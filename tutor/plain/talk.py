"""What is said and typed: lines of text, with no code that moves a cursor or sets a colour."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from tutor.diagram import Alphabet
from tutor.diagram.picture import Line, line_text
from tutor.lesson.prose import blocks
from tutor.session.shelf import Entry
from tutor.terminal import printable

#: On fewer columns lines are broken as if there were so many.
LEAST_WIDTH = 20
MORE = "Enter for more, or type on:"
ONCE_MORE = "Nothing is running. ctrl+c once more ends tutor, as quit does."


class Quit(Exception):  # noqa: N818 (it is no error)
    """The learner goes, or nothing more can be read."""


class Opened(Protocol):
    """A place that is open."""

    def entry(self) -> Entry | None:
        """What the next start opens after a line that dropped; None where there is nothing."""


class Talk:
    """Says texts in the characters of ``alphabet``, wrapped to ``width``, and reads lines.

    After ``page`` lines without an answer it waits for enter; what is typed there instead leaves
    out the rest and is the next line. 0: it never waits. ``chosen`` is what the learner made of it.

    ``opened`` is what is open, the innermost last; ``keep`` keeps the entries of it.
    """

    def __init__(
        self, source: TextIO, sink: TextIO, width: int, alphabet: Alphabet, page: int = 0
    ) -> None:
        self.source = source
        self.sink = sink
        self.width = max(width, LEAST_WIDTH)
        self.alphabet = alphabet
        self.page = page
        self.chosen: int | None = None
        self.opened: list[Opened] = []
        self.keep: Callable[[list[Entry]], str | None] = lambda entries: None
        self._heard: set[str] = set()
        self._said = 0
        self._enough = False
        self._typed: str | None = None
        self._at_start = True

    # --- saying ---------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say a text in the little Markdown of the lessons, and an empty line."""
        if text.strip():
            self.lines([*self._wrapped(text), ""])

    def say_once(self, text: str) -> None:
        """Say a text that was not said before; who has heard it can do without."""
        if text not in self._heard:
            self._heard.add(text)
            self.say(text)

    def lines(self, texts: Iterable[str]) -> None:
        """Say lines as they are; one that something stands on already is ended first."""
        self._end_line()
        for text in texts:
            if self.page and self._said >= self.page and not self._enough:
                self._wait()
            if self._enough:
                return
            self._write(f"{self._plain(text).rstrip()}\n")
            self._said += 1

    def tell(self, *texts: str) -> None:
        """Say sentences that hold no Markdown, each on a line of its own, wrapped."""
        self.lines(
            piece
            for text in texts
            for piece in textwrap.wrap(
                self._plain(text), self.width, subsequent_indent="  ", break_on_hyphens=False
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

    def keep_open(self) -> None:
        """Keep what is open, for after a line that drops."""
        entries = (each.entry() for each in self.opened)
        self.warn(self.keep([entry for entry in entries if entry is not None]))

    @staticmethod
    def flat(text: str) -> str:
        """A text in Markdown without its marks, as one line."""
        parts = (
            "".join(part for part, _ in block.parts) for block in blocks(text, "-", spoken=True)
        )
        return " ".join(filter(None, parts))

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Say all of it meanwhile: it comes by and by."""
        page, self.page = self.page, 0
        try:
            yield
        finally:
            self.page = page

    def _plain(self, text: str) -> str:
        return self.alphabet.plain(printable(text))

    def _wrapped(self, text: str) -> Iterator[str]:
        for block in blocks(text, "-", spoken=True):
            content = self._plain("".join(part for part, _ in block.parts))
            if not block.wraps:
                yield block.first + content
                continue
            yield from textwrap.wrap(
                content, self.width, initial_indent=block.first, subsequent_indent=block.rest,
                break_on_hyphens=False,
            ) or [""]  # fmt: skip

    def _end_line(self) -> None:
        if not self._at_start:
            self._write("\n")

    def _write(self, text: str) -> None:
        if text:
            self._at_start = text.endswith("\n")
            self.sink.write(text)
            self.sink.flush()

    # --- reading --------------------------------------------------------------------------------

    def ask(self, prompt: str) -> str:
        """A line that is typed, without its end; the prompt is in the Markdown of the lessons.

        Raises Quit where nothing more can be read.
        """
        typed, self._typed, self._said, self._enough = self._typed, None, 0, False
        if typed is not None:
            return typed
        try:
            return self._read(prompt)
        except KeyboardInterrupt:  # it may have been meant for what has just ended
            self.tell("", ONCE_MORE)
        try:
            return self._read(prompt)
        except KeyboardInterrupt:
            self._write("\n")
            raise Quit from None

    def ask_yes(self, question: str) -> bool:
        """Whether the learner types ``yes`` to a question."""
        return self.ask(f"{question} Type yes to do it:").strip().lower() == "yes"

    def _wait(self) -> None:
        """Wait for enter before more is said; an interrupt leaves out the rest, too."""
        self._said = 0
        try:
            text = self._read(MORE)
        except KeyboardInterrupt:
            self._enough = True
            return
        if text.strip():
            self._enough, self._typed = True, text

    def _read(self, prompt: str) -> str:
        self._end_line()
        self._write(f"{self._plain(self.flat(prompt))} ")
        text = self.source.readline()
        self._at_start = self.source.isatty() and text.endswith("\n")  # a terminal shows it
        if not text:
            self._write("\n")
            raise Quit
        return text.rstrip("\r\n")
