"""The small changes of one expression or statement."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Sequence
from typing import Any

#: Operators that are taken for each other.
_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
#: Words that are taken for each other: functions, and names that Keras is given.
_WORDS = (
    ("max", "min"),
    ("argmax", "argmin"),
    ("maximum", "minimum"),
    ("sum", "mean"),
    ("zeros", "ones"),
    ("exp", "log"),
    ("relu", "sigmoid", "tanh", "softmax", "linear"),
    ("adam", "sgd", "rmsprop"),
    ("mean_squared_error", "mean_absolute_error", "categorical_crossentropy"),
)


def assigned(body: Sequence[ast.stmt]) -> tuple[str, ...]:
    """The names that statements give a value to, without those in functions."""
    found: dict[str, None] = {}
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = None
    return tuple(found)


# --- expressions ---------------------------------------------------------------------------------


def of_expression(
    node: ast.expr, names: Sequence[str], keys: Sequence[str] = ()
) -> Iterator[ast.expr]:
    """What may stand in place of an expression; ``names`` and ``keys`` (of dicts) are at hand."""
    match node:
        case ast.Constant(value=value):
            yield from map(ast.Constant, _other_values(value))
        case ast.Name(id=name):
            yield from (ast.Name(other, ast.Load()) for other in _other_names(name, names))
        case ast.Attribute(value=value, attr=attr):
            yield from (ast.Attribute(value, other, ast.Load()) for other in _other_words(attr))
            if attr == "T":
                yield value
        case ast.Subscript():
            yield from _of_subscript(node, keys)
        case ast.Call():
            yield from _of_call(node)
        case _:
            yield from _of_operation(node)


def _of_operation(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            yield from (ast.BinOp(left, other, right) for other in _others(op))
            if isinstance(op, _ORDERED):
                yield ast.BinOp(right, op, left)
            yield from (left, right)
        case ast.BoolOp(op=op, values=values):
            yield from (ast.BoolOp(other, values) for other in _others(op))
            yield from values
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(left=left, ops=[op], comparators=right):
            yield from (ast.Compare(left, [other], right) for other in _others(op))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield from (ast.IfExp(test, orelse, body), body, orelse)


def _others(op: ast.AST) -> Iterator[Any]:
    return (other() for other in _OPERATORS.get(type(op), ()))


def _other_values(value: object) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1) if value else (1,)
        case float():
            yield from (value * 2, value / 10) if value else (1.0,)
        case str():
            yield from _other_words(value)


def _other_words(word: str) -> Iterator[str]:
    return (other for group in _WORDS if word in group for other in group[:3] if other != word)


def _other_names(name: str, names: Sequence[str]) -> list[str]:
    """The names that are most like this one; of a function the one that is its opposite."""
    if name not in names:
        return list(_other_words(name))
    others = [other for other in dict.fromkeys(names) if other != name]
    return difflib.get_close_matches(name, others, n=1, cutoff=0.3) or others[:1]


def _of_subscript(node: ast.Subscript, keys: Sequence[str]) -> Iterator[ast.expr]:
    """Another key, or a slice without one of its ends; numbers change by themselves."""
    value, index = node.value, node.slice
    match index:
        case ast.Constant(value=str() as key):
            others = [other for other in keys if other != key]
            for other in difflib.get_close_matches(key, others, n=1, cutoff=0):
                yield ast.Subscript(value, ast.Constant(other), ast.Load())
        case ast.Slice(lower=lower, upper=upper, step=step):
            yield value
            if lower is not None:
                yield ast.Subscript(value, ast.Slice(None, upper, step), ast.Load())
            if upper is not None:
                yield ast.Subscript(value, ast.Slice(lower, None, step), ast.Load())


def _of_call(call: ast.Call) -> Iterator[ast.expr]:
    func, args, keywords = call.func, call.args, call.keywords
    for index in range(len(keywords)):
        yield ast.Call(func, args, keywords[:index] + keywords[index + 1 :])
    if len(args) > 1:
        yield ast.Call(func, args[:-1], keywords)
        yield ast.Call(func, [args[1], args[0], *args[2:]], keywords)
    if len(args) <= 2 and not keywords:
        yield from (arg for arg in args if not isinstance(arg, ast.Starred))
    if not args and isinstance(func, ast.Attribute):
        yield func.value


# --- statements ----------------------------------------------------------------------------------


def of_body(body: list[ast.stmt], number: int) -> Iterator[list[ast.stmt]]:
    """What may stand in place of a body to change its statement ``number``.

    There it is left out, is another, or has changed its place with the next.
    """
    before, statement, after = body[:number], body[number], body[number + 1 :]
    if _can_be_left_out(statement, before):
        yield [*before, *after] or [ast.Pass()]
    for other in _of_statement(statement):
        yield [*before, other, *after]
    simple = (ast.Assign, ast.AugAssign, ast.Expr)
    if after and isinstance(statement, simple) and isinstance(after[0], simple):
        yield [*before, after[0], statement, *after[1:]]


def _can_be_left_out(statement: ast.stmt, before: Sequence[ast.stmt]) -> bool:
    """Whether what follows could run without it: not so for a first value, or a function."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in assigned(before)
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.Assign() | ast.AugAssign() | ast.Expr() | ast.If() | ast.For() | ast.While():
            return True
    return False


def _of_statement(statement: ast.stmt) -> Iterator[ast.stmt]:
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            yield from (ast.AugAssign(target, other, value) for other in _others(op))
            yield ast.Assign([target], value)
        case ast.If(body=body, orelse=orelse):
            yield from (ast.If(ast.Constant(always), body, orelse) for always in (True, False))
        case ast.For(target=target, iter=items, body=body, orelse=orelse):
            yield ast.For(target, items, [*body, ast.Break()], orelse)
