"""Whether the Python in a code exercise is Python, and the texts to replace are there."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tutor.lesson.check_models import AcceptCode, Check, EqualCode, WrongCode
from tutor.lesson.course import Lesson
from tutor.lesson.errors import Diagnostic
from tutor.lesson.models import CodeModel
from tutor.lesson.source import Fault, Place, Source
from tutor.network.spelling import nearest_word

_OWN_LINE = re.compile(r" \(?on line \d+\)?")


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a text is not Python; ``line`` and ``column`` (from 1) are those of the text."""

    message: str
    line: int = 1
    column: int = 1

    def offset(self, text: str) -> int:
        """Where it is in the text, from 0."""
        before = text.split("\n")[: self.line - 1]
        return min(sum(len(line) + 1 for line in before) + self.column - 1, len(text))


def check_code(lesson: Lesson, index: int) -> Iterator[Diagnostic]:
    """What can be seen of an exercise's code without running it.

    Starters and wrong submissions may be anything.
    """
    code = lesson.exercises[index].code
    if code is None:
        return
    place: Place = ("exercises", index)
    for inner, message, hint in _replacements(code):
        yield lesson.source.diagnostic((*place, *inner), message, hint, key=True)
    for mode, texts in (("exec", _programs(code)), ("eval", _expressions(code))):
        for inner, text in texts:
            if fault := syntax_fault(text, mode):
                whole = (*place, *inner)
                at = lesson.source.inside(whole, text, fault.offset(text))
                what = "a Python expression" if mode == "eval" else "Python"
                message = f"{_called(inner)} is not {what}: {fault.message}"
                hint = _LINES if _is_folded(lesson.source, whole, text) else ""
                yield Diagnostic(str(lesson.path), *at, message, hint)


_LINES = "after '|' lines stay lines; as it stands they are joined to one"


def _is_folded(source: Source, place: Place, text: str) -> bool:
    """Whether a text of several lines of the file is one line."""
    line, column = source.position(place)
    begin = source.lines[line - 1][column - 1 :]
    first = text.split(maxsplit=1)[0] if text.split() else ""
    below = "".join(source.lines[line : line + 1]).strip()
    return begin.startswith(">") or (begin.startswith(first) and below != "" and below in text)


def _called(place: Place) -> str:
    """The last key of a place, with the number in its list: ``item 2 of cases``."""
    if isinstance(place[-1], int):
        return f"item {place[-1] + 1} of {place[-2]}"
    return str(place[-1])


def syntax_fault(text: str, mode: str) -> SyntaxFault | None:
    """Why a text is not Python ("exec") or not an expression ("eval"); None if it is."""
    begin = len(text) - len(text.lstrip()) if mode == "eval" else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes like "\\d": not an error
            ast.parse(text.strip() if mode == "eval" else text, mode=mode)
    except SyntaxError as error:
        message = _OWN_LINE.sub("", error.msg)  # which is a line of the text, not of the file
        return SyntaxFault(message, error.lineno or 1, max(1, error.offset or 1) + begin)
    except (ValueError, RecursionError, MemoryError):
        return SyntaxFault("it is nested too deeply")
    return None


def _replacements(code: CodeModel) -> Iterator[Fault]:
    variants: list[tuple[Place, WrongCode | AcceptCode | EqualCode]] = [
        *((("code", "wrong", index), wrong) for index, wrong in enumerate(code.wrong)),
        *((("code", "accept", index), accepted) for index, accepted in enumerate(code.accept)),
        *((("code", "equal", index), equal) for index, equal in enumerate(code.equal)),
    ]
    for place, variant in variants:
        for text in variant.replace or {}:
            if text not in code.solution:
                near = _with_its_spaces(text, code.solution) or nearest_word(
                    text, map(str.strip, code.solution.splitlines())
                )
                hint = f"did you mean '{near}'?" if near else ""
                yield (*place, "replace", text), f"the solution has no '{text}' to replace", hint


def _with_its_spaces(text: str, solution: str) -> str | None:
    """The text as it stands in the solution, where only the spaces differ."""
    pattern = r"\s*".join(map(re.escape, "".join(text.split())))
    found = re.search(pattern, solution)
    return found[0] if found else None


def _programs(code: CodeModel) -> Iterator[tuple[Place, str]]:
    yield ("code", "setup"), code.setup
    yield ("code", "solution"), code.solution
    for index, accepted in enumerate(code.accept):
        if accepted.code is not None:
            yield ("code", "accept", index, "code"), accepted.code
    for index, equal in enumerate(code.equal):
        if equal.code is not None:
            yield ("code", "equal", index, "code"), equal.code


def _expressions(code: CodeModel) -> Iterator[tuple[Place, str]]:
    for index, check in enumerate(code.checks):
        yield from _of_check(("code", "checks", index), check)
    for index, givens in enumerate(code.again):
        yield from _of_mapping(("code", "again", index), givens)
    if code.pictures is not None:
        yield from _of_mapping(("code", "pictures"), code.pictures.model_dump())


def _of_check(place: Place, check: Check) -> Iterator[tuple[Place, str]]:
    for number, case in enumerate(getattr(check, "cases", ())):
        yield (*place, "cases", number), case
    if (holds := getattr(check, "holds", None)) is not None:
        yield (*place, "holds"), holds
    yield from _of_mapping((*place, "with"), getattr(check, "with_", {}))


def _of_mapping(place: Place, texts: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
    for name, text in texts.items():
        if isinstance(text, str):
            yield (*place, name), text
