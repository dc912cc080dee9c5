"""One line on the terminal that says how far a long command is; nothing where there is none."""

from __future__ import annotations

import shutil
import sys

from tutor import terminal
from tutor.authoring.verify import Listener, Result
from tutor.session.work import Work

_CELLS = 20


class ProgressLine(Listener):
    """How many of ``total`` exercises are done, which are at hand, and how many of their runs."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._at_hand: dict[str, str] = {}
        self._shown = sys.stderr.isatty()
        self._full, self._empty = ("#", ".") if terminal.ascii_only() else ("█", "░")

    def begun(self, work: Work) -> None:
        """An exercise is taken up."""
        self._at_hand[_name(work)] = _name(work)
        self._write()

    def ran(self, work: Work, done: int, total: int) -> None:
        """So many of the runs of an exercise are done."""
        self._at_hand[_name(work)] = f"{_name(work)} {done}/{total}"
        self._write()

    def ended(self, result: Result) -> None:
        """An exercise is done."""
        del self._at_hand[_name(result.work)]
        self._done += 1
        self._write()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _write(self) -> None:
        if not self._shown:
            return
        full = _CELLS * self._done // max(self._total, 1)
        bar = self._full * full + self._empty * (_CELLS - full)
        line = f"{bar} {self._done}/{self._total} {', '.join(self._at_hand.values())}"
        self.clear()
        sys.stderr.write(line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()


def _name(work: Work) -> str:
    return f"{work.lesson.id}#{work.exercise.id}"
