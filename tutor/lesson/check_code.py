"""Whether the Python in a code exercise is Python, and the texts to replace are there."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping

from tutor.lesson.check_models import AcceptCode, Check, EqualCode, WrongCode
from tutor.lesson.course import Lesson
from tutor.lesson.models import CodeModel, ExerciseModel
from tutor.lesson.source import Fault, Place


def check_code(_: Lesson, exercise: ExerciseModel) -> Iterator[Fault]:
    """What can be seen without running anything. Starters and wrong submissions may be anything."""
    code = exercise.code
    if code is None:
        return
    yield from _replacements(code)
    for place, text in _programs(code):
        if fault := syntax_fault(text, "exec"):
            yield place, f"{place[1]} is not Python: {fault}", ""
    for place, text in _expressions(code):
        if fault := syntax_fault(text, "eval"):
            yield place, f"'{text}' is not a Python expression: {fault}", ""


def syntax_fault(text: str, mode: str) -> str:
    """Why a text is not Python ("exec") or not an expression ("eval"); empty if it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes like "\\d": not an error
            ast.parse(text.strip() if mode == "eval" else text, mode=mode)
    except SyntaxError as error:
        where = f"line {error.lineno}: " if mode == "exec" and error.lineno else ""
        return f"{where}{error.msg}"
    except (ValueError, RecursionError, MemoryError):
        return "it is nested too deeply"
    return ""


def _replacements(code: CodeModel) -> Iterator[Fault]:
    variants: list[tuple[Place, WrongCode | AcceptCode | EqualCode]] = [
        *((("code", "wrong", index), wrong) for index, wrong in enumerate(code.wrong)),
        *((("code", "accept", index), accepted) for index, accepted in enumerate(code.accept)),
        *((("code", "equal", index), equal) for index, equal in enumerate(code.equal)),
    ]
    for place, variant in variants:
        for text in variant.replace or {}:
            if text not in code.solution:
                yield (*place, "replace", text), f"the solution has no '{text}' to replace", ""


def _programs(code: CodeModel) -> Iterator[tuple[Place, str]]:
    yield ("code", "setup"), code.setup
    yield ("code", "solution"), code.solution
    for key, variants in (("accept", code.accept), ("equal", code.equal)):
        for index, variant in enumerate(variants):
            if variant.code is not None:
                yield ("code", key, index, "code"), variant.code


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
