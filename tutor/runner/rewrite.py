"""The learner's code with other givens: names replaced after their own assignment."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import CodeType

#: The name under which code is compiled, and known in tracebacks.
CODE_NAME = "<your code>"
SETUP_NAME = "<given code>"
CALL_NAME = "<call>"


def compile_code(code: str, replaced: Mapping[str, str]) -> CodeType:
    """The code, ready to run; after each top-level assignment of a name in ``replaced`` stands
    another one, of its expression. Lines stay where they are.

    Raises SyntaxError, or ValueError, RecursionError, MemoryError for texts Python can't take.
    """
    tree = ast.parse(code, CODE_NAME)
    if replaced:
        tree.body = [new for statement in tree.body for new in _with(statement, replaced)]
    return compile(tree, CODE_NAME, "exec", dont_inherit=True)


def _with(statement: ast.stmt, replaced: Mapping[str, str]) -> Iterator[ast.stmt]:
    yield statement
    for name in dict.fromkeys(_assigned(statement)):
        if name in replaced:
            value = ast.parse(replaced[name], SETUP_NAME, "eval").body
            new = ast.Assign([ast.Name(name, ast.Store())], value)
            for node in ast.walk(new):
                ast.copy_location(node, statement)
            yield new


def _assigned(statement: ast.stmt) -> Iterator[str]:
    """The names that an assignment sets, in order."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AugAssign) or (
        isinstance(statement, ast.AnnAssign) and statement.value is not None
    ):
        targets = [statement.target]
    for target in targets:
        yield from _names(target)


def _names(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Starred):
        yield from _names(target.value)
    elif isinstance(target, ast.Tuple | ast.List):
        for item in target.elts:
            yield from _names(item)
