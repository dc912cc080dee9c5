"""Loops that don't end: which it is, and why."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.grading.source import Source
from tutor.network.phrases import listed

#: Functions that change nothing of what they are given.
_HARMLESS = {
    *("abs", "all", "any", "float", "int", "len", "list", "max", "min", "print", "range", "round"),
    *("str", "sum", "tuple"),
}


def endless(source: Source, line: int | None) -> tuple[int, str] | None:
    """The line of the while loop that doesn't end, and a sentence about it.

    It is the innermost one that ``line`` stands in, where the run was stopped; where that is in
    none (but in a function, perhaps, that the loop calls), it is the only one that there is.
    """
    loops = [node for node in ast.walk(source.tree) if isinstance(node, ast.While)]
    around = [n for n in loops if line is not None and n.lineno <= line <= (n.end_lineno or 0)]
    if not around and len(loops) != 1:
        return None
    loop = max(around or loops, key=lambda n: n.lineno)
    functions = [n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef)]
    touched = {name for part in (loop, *functions) for name in _touched(part)}
    needed = sorted(set(_read(loop.test)))
    if needed and not touched & set(needed):
        return (
            loop.lineno,
            f"Nothing in the loop of line {loop.lineno} changes {listed(needed, 'or')}.",
        )
    return loop.lineno, f"Does the loop of line {loop.lineno} never end?"


def _read(test: ast.expr) -> Iterator[str]:
    """The names that a condition depends on; not those of the functions that it calls."""
    called = [node.func for node in ast.walk(test) if isinstance(node, ast.Call)]
    for node in ast.walk(test):
        if isinstance(node, ast.Name) and node not in called:
            yield node.id


def _touched(part: ast.AST) -> Iterator[str]:
    """The names whose values may change there: assigned, with a method, or given to a function."""
    for node in ast.walk(part):
        match node:
            case ast.Name() | ast.Subscript() | ast.Attribute() if not isinstance(
                node.ctx, ast.Load
            ):
                yield from _base(node)
            case ast.Call(func=ast.Attribute(value=owner), args=args):
                yield from (name for each in (owner, *args) for name in _base(each))
            case ast.Call(func=ast.Name(id=name), args=args) if name not in _HARMLESS:
                yield from (each.id for each in args if isinstance(each, ast.Name))


def _base(node: ast.expr) -> Iterator[str]:
    """The name that an entry or attribute belongs to: ``w`` of ``w['a'][0]``."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
