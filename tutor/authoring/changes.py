"""Small changes of Python, as a slip would make them: each gives another program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tutor.authoring.slips import assigned, of_body, of_expression


@dataclass(frozen=True, slots=True)
class Change:
    """A program that differs from the original in one place, on ``line`` of it."""

    code: str
    line: int


def changes(source: str, setup: str = "", given: str = "") -> Iterator[Change]:
    """Every small change of a program, by place. Raises SyntaxError for what is no Python.

    What the program ``setup`` defines is at hand. What stands in the program ``given`` as it
    stands here, too, is not changed.
    """
    tree, before = ast.parse(source), _parsed(setup)
    kept = {_head(each) for each in _statements(_parsed(given)) if not _has_gap(each)}
    for place in _places(tree, assigned(before.body), _keys(tree, before)):
        if _head(place.statement) in kept:
            continue
        for replacement in place.replacements():
            with_it = place.program_with(tree, replacement)
            if with_it is not None:
                yield Change(with_it, place.line)


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def _head(statement: ast.stmt) -> str:
    """A statement without the statements in it."""
    bodies = {field for field, _ in _bodies(statement)}
    return ast.dump(
        type(statement)(**{k: v for k, v in ast.iter_fields(statement) if k not in bodies})
    )


def _bodies(node: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The lists of statements in a node, by field."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield field, value


def _has_gap(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Constant) and n.value is ... for n in ast.walk(node))


# --- places --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of a program that may be replaced: ``field`` of ``owner``, or an item of it.

    An expression, or the body of something. ``names`` are at hand there, and ``keys`` of dicts.
    """

    owner: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    line: int
    names: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def part(self) -> Any:
        whole = getattr(self.owner, self.field)
        return whole if self.index is None else whole[self.index]

    def replacements(self) -> Iterator[Any]:
        if isinstance(self.part, ast.expr):
            yield from of_expression(self.part, self.names, self.keys)
        else:
            number = next(i for i, each in enumerate(self.part) if each is self.statement)
            yield from of_body(self.part, number)

    def program_with(self, tree: ast.Module, replacement: Any) -> str | None:
        """The text of the program with something else here; None where that is none."""
        before, whole = self.part, getattr(self.owner, self.field)
        self._put(whole, replacement)
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
            ast.parse(text)
            return text
        except (SyntaxError, ValueError, AttributeError):
            return None
        finally:
            self._put(whole, before)

    def _put(self, whole: Any, part: Any) -> None:
        if self.index is None:
            setattr(self.owner, self.field, part)
        else:
            whole[self.index] = part


def _places(owner: ast.AST, names: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[_Place]:
    """All places below a node, in the order of the program."""
    for field, body in _bodies(owner):
        for number, statement in enumerate(body):
            at_hand = (*_bound(statement), *assigned(body[:number]), *names)
            yield _Place(owner, field, None, statement, statement.lineno, at_hand, keys)
            yield from _expressions(statement, statement, at_hand, keys)
            yield from _places(statement, at_hand, keys)


def _bound(statement: ast.stmt) -> tuple[str, ...]:
    """The names that a statement gives to its own body."""
    match statement:
        case ast.FunctionDef(args=arguments):
            return tuple(argument.arg for argument in arguments.args)
        case ast.For(target=target):
            return assigned([ast.Assign([target], ast.Constant(None))])
    return ()


def _keys(*trees: ast.AST) -> tuple[str, ...]:
    """The texts that are keys of dicts."""
    found: dict[str, None] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        parts = node.keys if isinstance(node, ast.Dict) else [getattr(node, "slice", None)]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found[part.value] = None
    return tuple(found)


def _expressions(
    node: ast.AST, statement: ast.stmt, names: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[_Place]:
    """The expressions of one statement, but not what is given a value.

    Of an f-string it is what stands in the braces, not the text around them nor the format.
    """
    for field, value in ast.iter_fields(node):
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            if isinstance(item, ast.stmt | ast.arguments) or field in ("annotation", "format_spec"):
                continue
            if isinstance(item, ast.expr) and not _is_stored(item) and not _is_text(node, item):
                yield _Place(node, field, index, statement, item.lineno, names, keys)
            if isinstance(item, ast.AST):
                yield from _expressions(item, statement, names, keys)


def _is_text(node: ast.AST, item: ast.expr) -> bool:
    """Whether something is an f-string, or a part of one that only Python's grammar knows."""
    return isinstance(node, ast.JoinedStr) or isinstance(item, ast.JoinedStr)


def _is_stored(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
