"""The mutants of an exercise: its solution with one small slip, which the checks should notice."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from tutor.authoring.changes import Change, changes
from tutor.authoring.variants import Variant, variant_code
from tutor.lesson.models import CodeModel


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed solution; ``line`` is where the solution was changed, ``diff`` what is other."""

    code: str
    line: int
    diff: tuple[str, ...]


def mutants_of(code: CodeModel, most: int) -> tuple[Mutant, ...]:
    """At most ``most`` mutants, from all over the solution; always the same for the same exercise.

    Those that the lesson calls right or equal are left out, and what the starter gives is not
    changed.
    """
    known = {_form(text) for text in (code.solution, *_called_right(code))}
    found: dict[str, Change] = {}
    for change in changes(code.solution, code.setup, code.starter):
        form = _form(change.code)
        if form not in known:
            found.setdefault(form, change)
    original = ast.unparse(ast.parse(code.solution))
    return tuple(
        Mutant(change.code, change.line, tuple(_diff(original, change.code)))
        for change in sorted(_spread(found.values(), most), key=lambda change: change.line)
    )


def _called_right(code: CodeModel) -> Iterator[str]:
    variants: tuple[Variant, ...] = (*code.accept, *code.equal)
    return (variant_code(variant, code.solution) for variant in variants)


def _form(text: str) -> str:
    """What is the same for programs that differ in spaces and comments only."""
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return text


def _spread(found: Iterable[Change], most: int) -> list[Change]:
    """Some of the changes, as even over the lines as can be."""
    lines: dict[int, list[Change]] = {}
    for change in sorted(found, key=lambda each: hashlib.sha256(each.code.encode()).digest()):
        lines.setdefault(change.line, []).append(change)
    rounds = chain.from_iterable(zip_longest(*(lines[line] for line in sorted(lines))))
    return [change for change in rounds if change is not None][:most]


def _diff(old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return (line for line in lines if not line.startswith(("---", "+++", "@@")))
