"""A text of Python as its syntax: what it assigns, calls and imports, and on which lines."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name = value`` on a line; ``value`` is None where the name gets it in another way.

    ``top`` is false inside a loop, a branch or a function.
    """

    name: str
    line: int
    value: ast.expr | None
    top: bool


class Source:
    """A text and its syntax tree. A text with a syntax error has an empty tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self.tree = ast.parse(text)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            self.tree = ast.Module(body=[], type_ignores=[])

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment to a name outside of functions and classes, in order."""
        return tuple(_assignments(self.tree.body, top=True))

    def last(self, name: str) -> Assignment | None:
        """The last assignment to a name."""
        return next((a for a in reversed(self.assignments) if a.name == name), None)

    def line_of(self, name: str) -> int | None:
        """The line where a name last gets a value, also by append, or where its function begins."""
        found = self.last(name)
        if found is not None:
            return max([found.line, *(call.lineno for call in self.calls(f"{name}.append"))])
        function = self.function(name)
        return None if function is None else function.lineno

    def function(self, name: str) -> ast.FunctionDef | None:
        """The function of this name; the last one if there are several."""
        found = [
            n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef) and n.name == name
        ]
        return found[-1] if found else None

    def local(self, name: str) -> bool:
        """Whether a function gives the name a value of its own."""
        functions = [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)]
        return any(
            isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)
            for function in functions
            for n in ast.walk(function)
        )

    def lines_with_name(self, name: str) -> list[int]:
        """The lines that mention a name."""
        return sorted(
            {n.lineno for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == name}
        )

    def changes(self, name: str) -> list[int]:
        """The lines that give a name or a part of it a value; those in functions come last."""
        outside = [a.line for a in self.assignments if a.name == name]
        functions = [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)]
        inside = [a for f in functions for a in _assignments(f.body, top=False) if a.name == name]
        return outside + sorted(a.line for a in inside)

    def calls(self, name: str) -> list[ast.Call]:
        """The calls of a function, in order: ``fit`` and ``model.fit`` find ``model.fit(…)``.

        Names that an import gave are known by their full name, too: ``k.layers.Dense``.
        """
        found = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
        found.sort(key=lambda n: (n.lineno, n.col_offset))
        return [call for call in found if self._is_called(call, name)]

    def _is_called(self, call: ast.Call, name: str) -> bool:
        text = dotted(call.func)
        if text is None:
            return False
        names = {text, self.full_name(text)}
        return any(n == name or n.endswith("." + name.lstrip(".")) for n in names)

    def full_name(self, text: str) -> str:
        """A dotted name with its first part as it was imported: ``matplotlib.pyplot.show``."""
        first, dot, rest = text.partition(".")
        return self.imports.get(first, first) + dot + rest

    @cached_property
    def imports(self) -> dict[str, str]:
        """What imported names stand for: ``{"np": "numpy"}``."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update({a.asname or a.name: a.name for a in node.names})
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                found.update({a.asname or a.name: f"{module}.{a.name}" for a in node.names})
        return found

    @cached_property
    def defined(self) -> tuple[str, ...]:
        """The names that the top level defines, functions and imports too, in order."""
        names = dict.fromkeys(a.name for a in self.assignments)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names[node.name] = None
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names.update(dict.fromkeys(a.asname or a.name.split(".")[0] for a in node.names))
        return tuple(names)

    def gap(self, within: ast.AST | None = None) -> int | None:
        """The line of the first ``...`` that is left of a starter, in all of it or in a part."""
        return min((gap.lineno for gap in _gaps(within or self.tree)), default=None)

    def gap_of(self, name: str) -> int | None:
        """The line of the first ``...`` in what gives a name its value, function or expression."""
        assignment = self.last(name)
        whole = self.function(name) if assignment is None else assignment.value
        return None if whole is None else self.gap(whole)


def _gaps(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every ``...`` but those of an index: ``a[..., 0]`` is finished."""
    nodes = list(ast.walk(tree))
    indices = [n.slice for n in nodes if isinstance(n, ast.Subscript)]
    finished = {id(part) for index in indices for part in ast.walk(index)}
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value is ... and id(node) not in finished:
            yield node


def _assignments(body: list[ast.stmt], *, top: bool) -> Iterator[Assignment]:
    for statement in body:
        yield from _targets(statement, top)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        inner_top = top and isinstance(statement, ast.With)
        for field in ("body", "orelse", "finalbody"):
            yield from _assignments(getattr(statement, field, []), top=inner_top)
        for handler in getattr(statement, "handlers", []):
            yield from _assignments(handler.body, top=False)


def _targets(statement: ast.stmt, top: bool) -> Iterator[Assignment]:
    """The names one statement gives a value to."""
    line = statement.lineno
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _pairs(target, value, line, top)
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
            yield Assignment(name, line, value, top)
        case ast.AugAssign(target=target):
            yield from (Assignment(n, line, None, top) for n in _base_names(target))
        case ast.For(target=target):
            yield from (Assignment(n, line, None, False) for n in _base_names(target))
        case ast.With(items=items):
            for item in items:
                if item.optional_vars is not None:
                    names = _base_names(item.optional_vars)
                    yield from (Assignment(n, line, None, top) for n in names)


def _pairs(target: ast.expr, value: ast.expr | None, line: int, top: bool) -> Iterator[Assignment]:
    if isinstance(target, ast.Name):
        yield Assignment(target.id, line, value, top)
    elif isinstance(target, ast.Tuple | ast.List):
        values: list[ast.expr | None] = [None] * len(target.elts)
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
            values = [*value.elts]
        for part, part_value in zip(target.elts, values, strict=True):
            yield from _pairs(part, part_value, line, top)
    else:
        yield from (Assignment(n, line, None, top) for n in _base_names(target))


def _base_names(target: ast.expr) -> list[str]:
    """The names whose values a target changes: ``w`` of ``w['a'][0]``."""
    if isinstance(target, ast.Tuple | ast.List):
        return [name for part in target.elts for name in _base_names(part)]
    while isinstance(target, ast.Subscript | ast.Attribute | ast.Starred):
        target = target.value
    return [target.id] if isinstance(target, ast.Name) else []


def nearest(name: str, candidates: tuple[str, ...] | list[str]) -> str | None:
    """The candidate a mistyped name most likely means; None if none is near."""
    plain = {c.replace("_", "").lower(): c for c in candidates if c != name}
    same_letters = plain.get(name.replace("_", "").lower())
    if same_letters is not None:
        return same_letters
    others = [c for c in candidates if c != name]
    close = difflib.get_close_matches(name, others, n=1, cutoff=0.75)
    # node_0 and node_1 are near each other, but they are two things, not a slip of the hand.
    return close[0] if close and _digits(close[0]) == _digits(name) else None


def _digits(name: str) -> str:
    return "".join(c for c in name if c.isdigit())


def dotted(node: ast.expr) -> str | None:
    """``model.fit`` of the expression that is called; None where it isn't names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f".{node.attr}"
    return None
