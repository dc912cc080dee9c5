"""Which names a piece of Python needs, gives values and may change; nothing is run."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
#: Methods that only look at an object.
_LOOKING = frozenset(
    (
        "head",
        "tail",
        "sample",
        "describe",
        "info",
        "summary",
        "value_counts",
        "plot",
        "hist",
        "show",
    )
)


def modules_of(node: ast.AST) -> list[str]:
    """The modules that an import names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def imported_by(node: ast.AST) -> list[str]:
    """The names that an import gives values."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return []
    return [alias.asname or alias.name.partition(".")[0] for alias in node.names]


#: What has names of its own inside, which end with it.
_ENCLOSED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound_by(node: ast.AST) -> set[str]:
    """The names that a statement gives values."""
    found: set[str] = set()
    todo = [node]
    while todo:
        match todo.pop():
            case ast.Name(id=name, ctx=ctx):
                if isinstance(ctx, ast.Store):
                    found.add(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() as definition:
                found.add(definition.name)
            case ast.Constant() | ast.Load() | ast.Store():
                pass
            case inner if not isinstance(inner, _ENCLOSED):
                found.update(imported_by(inner))
                if isinstance(inner, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
                    found.update([inner.name] if inner.name else [])
                todo += ast.iter_child_nodes(inner)
    return found


def read_before(body: Iterable[ast.stmt], bound: set[str]) -> set[str]:
    """The names that statements read before these give them a value; fills ``bound``.

    What functions and classes read may come after them.
    """
    found: set[str] = set()
    later: set[str] = set()
    for node in body:
        if isinstance(node, DEFINITIONS):
            later |= names_in(ast.unparse(node))
        else:
            found |= _own_reads(node) - bound
            bound |= {n for child in _parts(node) for n in bound_by(child)} | _caught(node)
            for block in _blocks(node):
                found |= read_before(block, bound)
        bound |= bound_by(node)
    return found | (later - bound)


def _own_reads(node: ast.stmt) -> set[str]:
    """What a statement reads itself, without the statements inside it."""
    if _blocks(node):
        heads = [part for child in _parts(node) for part in _expressions(child)]
        return {name for head in heads for name in names_in(ast.unparse(head))}
    reads = names_in(ast.unparse(node))
    if isinstance(node, ast.AugAssign):
        reads |= bound_by(node)
    return reads


def _caught(node: ast.stmt) -> set[str]:
    """The names that ``except … as name`` and the patterns of ``match`` give values."""
    handlers = {handler.name for handler in getattr(node, "handlers", ()) if handler.name}
    return handlers | {n for case in getattr(node, "cases", ()) for n in bound_by(case.pattern)}


def _parts(node: ast.stmt) -> list[ast.AST]:
    """What a statement consists of, but for the statements inside it."""
    inside = (ast.stmt, ast.ExceptHandler, ast.match_case)
    return [child for child in ast.iter_child_nodes(node) if not isinstance(child, inside)]


def _expressions(part: ast.AST) -> list[ast.expr]:
    """The expressions in a part that are computed; targets only get values."""
    found = [part.context_expr] if isinstance(part, ast.withitem) else [part]
    return [
        each
        for each in found
        if isinstance(each, ast.expr) and not isinstance(getattr(each, "ctx", None), ast.Store)
    ]


def _blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    """The statements inside a statement."""
    blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(node, "handlers", ())]
    blocks += [case.body for case in getattr(node, "cases", ())]
    return [block for block in blocks if block]


def names_in(text: str) -> set[str]:
    """The names that some code takes from outside of its own functions."""
    try:
        tables = [symtable.symtable(text, "cell", "exec")]
    except (SyntaxError, RecursionError):
        return set()
    found: set[str] = set()
    while tables:
        table = tables.pop()
        top = table.get_type() == "module"
        found |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (top or symbol.is_global())
        }
        tables += table.get_children()
    return found


def changed_by(node: ast.AST) -> set[str]:
    """The names whose objects an assignment to a part, or a call of a method, may change."""
    parts: list[ast.AST] = []
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        parts.append(node.value)
    call = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    method = call.func if isinstance(call, ast.Call) else None
    if isinstance(method, ast.Attribute) and method.attr not in _LOOKING:
        parts.append(method.value)
    return {root for part in parts if (root := root_of(part))}


def root_of(node: ast.AST) -> str:
    """The name at the beginning: ``a`` of ``a.b[0].c()``; empty where it is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
