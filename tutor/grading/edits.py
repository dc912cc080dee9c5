"""Where two pieces of Python differ, when they differ in little.

Names that the learner chose otherwise are the same as the solution's where they stand for the
same thing; the order of the operands of + and × doesn't matter, nor does 2 or 2.0.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

EditKind = Literal["replaced", "missing", "extra", "operator", "swapped", "grouping"]
#: Whether the learner's first name stands for the solution's second.
Alike = Callable[[str, str], bool]
#: Whether the learner's expression has the value of the solution's name, or the other way round.
StandsFor = Callable[[ast.expr, ast.expr], bool]


#: A name in a piece of Python; not an attribute, and not the word in quotes.
_NAME = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*")
#: Above this many comparisons of parts the trees are too different to be told apart.
MAX_STEPS = 5_000


class _TooLargeError(Exception):
    """Two trees that take too long to compare."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: the learner's ``mine`` stands where the solution has ``theirs``.

    Of something extra, ``theirs`` is what is left of the learner's own without it.
    ``mine_text`` and ``theirs_text`` are what tells them apart: the call that is missing or
    extra, the operators, or the whole of both.
    """

    kind: EditKind
    mine: ast.AST
    theirs: ast.AST
    mine_text: str
    theirs_text: str

    @property
    def line(self) -> int | None:
        """The line of the learner's code."""
        return getattr(self.mine, "lineno", None)


class Comparison:
    """One comparison of two trees; remembers which names correspond."""

    def __init__(self, alike: Alike | None = None, stands_for: StandsFor | None = None) -> None:
        self.alike = alike
        self.stands_for = stands_for
        self.renamed: dict[str, str] = {}
        self.left = MAX_STEPS

    def edits(self, mine: ast.AST, theirs: ast.AST) -> list[Edit]:
        """All differences; an empty list where both mean the same.

        Trees that are too large to compare are one difference as a whole.
        """
        try:
            found = self._edits(mine, theirs)
            return [replace(e, theirs_text=self._in_own_names(e.theirs_text)) for e in found]
        except (_TooLargeError, RecursionError):
            return [_replaced(mine, theirs)]

    def _in_own_names(self, text: str) -> str:
        """A text of the solution in the names that the learner chose."""
        own = {other: ours for ours, other in self.renamed.items()}
        return _NAME.sub(lambda m: own.get(m[0], m[0]), text)

    def _edits(self, mine: ast.AST, theirs: ast.AST) -> list[Edit]:
        self.left -= 1
        if self.left < 0:
            raise _TooLargeError
        if self._same_leaf(mine, theirs) or self._is_named(mine, theirs):
            return []
        wrapped = self._wrapped(mine, theirs)
        if wrapped is not None:
            return [wrapped]
        if type(mine) is not type(theirs) or isinstance(mine, ast.Name | ast.Constant):
            return [_replaced(mine, theirs)]
        if isinstance(mine, ast.BinOp) and isinstance(theirs, ast.BinOp):
            return self._operation(mine, theirs)
        if isinstance(mine, ast.Subscript) and isinstance(theirs, ast.Subscript):
            return self._entry(mine, theirs)
        return self._fields(mine, theirs)

    def _entry(self, mine: ast.Subscript, theirs: ast.Subscript) -> list[Edit]:
        base = self._edits(mine.value, theirs.value)
        index = self._edits(mine.slice, theirs.slice)
        return [_replaced(mine, theirs)] if index and not base else base + index

    def equal(self, mine: ast.AST, theirs: ast.AST) -> bool:
        """Whether both mean the same, without learning names from it."""
        before = dict(self.renamed)
        same = not self._edits(mine, theirs)
        self.renamed = before
        return same

    def _same_leaf(self, mine: ast.AST, theirs: ast.AST) -> bool:  # noqa: PLR0911
        match mine, theirs:
            case ast.Name(id=ours, ctx=ast.Store()), ast.Name(id=other):
                return self._rename(ours, other)
            case ast.Name(id=ours), ast.Name(id=other):
                if ours in self.renamed or other in self.renamed.values():
                    return self.renamed.get(ours) == other
                if ours == other:
                    return True
                return self.alike is not None and self.alike(ours, other)
            case ast.arg(arg=ours), ast.arg(arg=other):
                return self._rename(ours, other)
            case ast.Constant(value=ours), ast.Constant(value=other):
                both_bool = isinstance(ours, bool) == isinstance(other, bool)
                return both_bool and ours == other
        return False

    def _is_named(self, mine: ast.AST, theirs: ast.AST) -> bool:
        """Whether one has a name for what the other writes out."""
        if self.stands_for is None or not isinstance(mine, ast.expr):
            return False
        if isinstance(mine, ast.Name) == isinstance(theirs, ast.Name):
            return False
        whole = (ast.Call, ast.BinOp, ast.Name)
        if not isinstance(mine, whole) or not isinstance(theirs, whole):
            return False
        return self.stands_for(mine, theirs)

    def _rename(self, ours: str, other: str) -> bool:
        """Notes that a name stands for another; False if one of them is taken."""
        if ours not in self.renamed and other not in self.renamed.values():
            self.renamed[ours] = other
        return self.renamed.get(ours) == other

    def _operation(self, mine: ast.BinOp, theirs: ast.BinOp) -> list[Edit]:
        found = self._operands(mine, theirs)
        inside = any(edit.kind == "grouping" for edit in found)
        if found and not inside and self._is_regrouped(mine, theirs):
            return [Edit("grouping", mine, theirs, _text(mine), _text(theirs))]
        return found

    def _operands(self, mine: ast.BinOp, theirs: ast.BinOp) -> list[Edit]:
        if type(mine.op) is not type(theirs.op):
            same = self.equal(mine.left, theirs.left) and self.equal(mine.right, theirs.right)
            if not same:
                return [_replaced(mine, theirs)]
            return [Edit("operator", mine, theirs, _sign(mine.op), _sign(theirs.op))]
        crossed = self.equal(mine.left, theirs.right) and self.equal(mine.right, theirs.left)
        if isinstance(mine.op, ast.Add | ast.Mult):
            if crossed:
                return []
            if self.equal(mine.left, theirs.right) or self.equal(mine.right, theirs.left):
                left = self._edits(mine.left, theirs.right)
                return left + self._edits(mine.right, theirs.left)
        elif crossed:
            text = _sign(mine.op)
            return [Edit("swapped", mine, theirs, text, text)]
        return self._fields(mine, theirs)

    def _is_regrouped(self, mine: ast.BinOp, theirs: ast.BinOp) -> bool:
        """Whether the same is computed with in the same order, but for the parentheses."""
        ours, others = list(_in_order(mine)), list(_in_order(theirs))
        return len(ours) == len(others) and all(
            type(one) is type(other) if isinstance(one, ast.operator) else self.equal(one, other)
            for one, other in zip(ours, others, strict=True)
        )

    def _wrapped(self, mine: ast.AST, theirs: ast.AST) -> Edit | None:
        """A call, factor or term that only one of both has around the same, or around more."""
        for inner, around in _wrappings(theirs):
            if self.equal(mine, inner):
                return Edit("missing", mine, theirs, "", around())
        for inner, around in _wrappings(mine):
            if self.equal(inner, theirs):
                return Edit("extra", mine, inner, around(), "")
        called_on_all = _called_on_all(mine)
        if called_on_all is not None and self.equal(called_on_all, theirs):
            return Edit("grouping", mine, theirs, _text(mine), _text(theirs))
        return None

    def _fields(self, mine: ast.AST, theirs: ast.AST) -> list[Edit]:
        found: list[Edit] = []
        for field in mine._fields:
            if field in ("type_comment", "kind", "returns", "annotation"):
                continue
            ours, others = getattr(mine, field, None), getattr(theirs, field, None)
            if isinstance(ours, list) and isinstance(others, list):
                if len(ours) != len(others):
                    return [_replaced(mine, theirs)]
                for part, other in zip(ours, others, strict=True):
                    found += self._part(part, other, mine, theirs)
            else:
                found += self._part(ours, others, mine, theirs)
        return found

    def _part(self, part: object, other: object, mine: ast.AST, theirs: ast.AST) -> list[Edit]:
        if isinstance(part, ast.AST) and isinstance(other, ast.AST):
            if isinstance(part, ast.expr_context):
                return []
            found = self._edits(part, other)
            # What has no text or line of its own (an operator) is told by what holds it.
            return [e if e.line is not None else _replaced(mine, theirs) for e in found]
        return [] if part == other else [_replaced(mine, theirs)]


def _called_on_all(node: ast.AST) -> ast.AST | None:
    """``(a * b).sum()`` of ``a * b.sum()``: the method of the last operand, called on all."""
    match node:
        case ast.BinOp(right=ast.Call(func=ast.Attribute(value=last) as method) as call):
            whole = ast.BinOp(node.left, node.op, last)
            return ast.Call(ast.Attribute(whole, method.attr, method.ctx), call.args, call.keywords)
    return None


def _in_order(node: ast.expr) -> Iterator[ast.AST]:
    """The operands and operators of an expression, as they are written."""
    if isinstance(node, ast.BinOp):
        yield from (*_in_order(node.left), node.op, *_in_order(node.right))
    else:
        yield node


def _replaced(mine: ast.AST, theirs: ast.AST) -> Edit:
    return Edit("replaced", mine, theirs, _text(mine), _text(theirs))


def _text(node: ast.AST) -> str:
    try:
        return ast.unparse(node)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""


def _wrappings(node: ast.AST) -> Iterator[tuple[ast.expr, Callable[[], str]]]:
    """What a call, product or sum is built around, and what gives the text of the rest."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=name)) if not isinstance(
            inner, ast.Name
        ):
            yield inner, lambda: f".{name}(…)" if node.args or node.keywords else f".{name}()"
            if not (node.args or node.keywords):
                yield node.func, lambda: f"() after .{name}"
        case ast.Call(func=func, args=[inner], keywords=[]):
            yield inner, lambda: f"{_text(func)}(…)"
        case ast.Call(func=func, args=[ast.Constant() as number, inner], keywords=[]):
            yield inner, lambda: f"{_text(func)}({_text(number)}, …)"
        case ast.Call(func=func, args=[inner, ast.Constant() as number], keywords=[]):
            yield inner, lambda: f"{_text(func)}(…, {_text(number)})"
        case ast.BinOp(left=left, op=ast.Mult() | ast.Add() as op, right=right):
            word = "factor" if isinstance(op, ast.Mult) else "term"
            yield right, lambda: f"{word} {_text(left)}"
            yield left, lambda: f"{word} {_text(right)}"
        case ast.BinOp(left=left, op=op, right=right) if not isinstance(op, ast.MatMult):
            yield left, lambda: f"{_sign(op)} {_text(right)}"
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            yield inner, lambda: "-"


_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitXor: "^",
}


def _sign(op: ast.operator) -> str:
    return _SIGNS.get(type(op), "?")
