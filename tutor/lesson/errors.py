"""What is wrong with a lesson, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.network.spelling import nearest_word


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing that is wrong, at a line and column (both from 1) of a file."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.message}"
        whole = f"{text} ({self.hint})" if self.hint else text
        return "\\n".join(whole.splitlines())  # one line, whatever text of the author is in it


class LessonError(Exception):
    """A lesson or course that can't be used; ``diagnostics`` has all that is wrong, sorted."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics)))
        super().__init__("\n".join(map(str, self.diagnostics)))


def did_you_mean(word: object, words: Iterable[object]) -> str:
    """A hint: the nearest word, else the words there are, if they are few, else nothing."""
    known = list(dict.fromkeys(map(str, words)))
    near = nearest_word(word, known)
    if near is not None:
        return f"did you mean {near}?"
    return f"there is {', '.join(known)}" if 0 < len(known) <= 16 else ""


def why(error: OSError) -> str:
    """The system's reason, as the end of a sentence."""
    return (error.strerror or str(error)).lower()
