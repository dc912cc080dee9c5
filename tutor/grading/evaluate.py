"""Python expressions over observed values, worked out without running any Python.

Only what is listed here is understood: literals, arithmetic, comparisons, indexing,
comprehensions and a few functions and array methods. There is no attribute access, no way to
reach an object's inside, and a bound on work and on the size of numbers, so that an expression
from a stranger's lesson can do no harm.

``==`` compares as a whole and leniently (see ``values.same``): 0.1 + 0.2 == 0.3 holds here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tutor.grading.arrays import Array, ArrayError, elementwise
from tutor.grading.functions import FUNCTIONS, METHODS, NUMPY
from tutor.grading.operations import RefusedError, apply, compare, iterate, pick, truth
from tutor.grading.values import Opaque, Plain, Unordered

MAX_STEPS = 200_000
MAX_TEXT = 5_000
NUMPY_NAMES = frozenset({"np", "numpy"})


class EvaluationError(ValueError):
    """An expression that isn't understood here or has no value; ``missing`` is an unknown name."""

    def __init__(self, message: str, missing: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.missing = missing


def evaluate(
    expression: str | ast.expr,
    names: Mapping[str, Plain],
    observed: Mapping[str, Plain] | None = None,
) -> Plain:
    """The value of an expression, given the values of its names.

    ``observed`` has the values of the parts that were worked out where the code ran, by their
    text (see ``to_observe``). Raises EvaluationError.
    """
    try:
        return _Evaluation(names, observed or {}).value(parse(expression))
    except (RefusedError, ArrayError) as error:
        raise EvaluationError(str(error)) from None
    except RecursionError:
        raise EvaluationError("that expression is nested too deeply") from None
    except (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AttributeError) as error:
        if isinstance(error, EvaluationError):
            raise
        raise EvaluationError(f"{type(error).__name__}: {error}") from None


def parse(expression: str | ast.expr) -> ast.expr:
    """The syntax of an expression. Raises EvaluationError."""
    if isinstance(expression, ast.expr):
        return expression
    if len(expression) > MAX_TEXT:
        raise EvaluationError("that expression is too long")
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise EvaluationError(f"'{expression}' isn't a Python expression") from None


def to_observe(expression: str | ast.expr) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What must be observed for an expression: names, and parts that only real Python can do.

    Those parts are calls of functions that aren't known here and attributes such as
    ``fit.history['loss']``. Raises EvaluationError.
    """
    names: dict[str, None] = {}
    parts: dict[str, None] = {}
    _collect(parse(expression), frozenset(), names, parts)
    return tuple(names), tuple(parts)


def _collect(
    node: ast.AST, bound: frozenset[str], names: dict[str, None], parts: dict[str, None]
) -> None:
    if isinstance(node, ast.expr) and _is_foreign(node):
        if not bound & {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}:
            parts[ast.unparse(node)] = None
            return
    elif isinstance(node, ast.Name):
        if node.id not in bound | FUNCTIONS.keys() | NUMPY_NAMES:
            names[node.id] = None
    elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
        targets = [n for g in node.generators for n in ast.walk(g.target)]
        bound = bound | {n.id for n in targets if isinstance(n, ast.Name)}
    for child in ast.iter_child_nodes(node):
        _collect(child, bound, names, parts)


def _is_foreign(node: ast.expr) -> bool:
    """Whether only the process where the code ran can work it out."""
    if isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Name):
            return func.id not in FUNCTIONS
        if isinstance(func, ast.Attribute):
            return not (_is_numpy(func) and func.attr in NUMPY) and func.attr not in METHODS
        return True
    return isinstance(node, ast.Attribute) and not _is_numpy(node) and node.attr not in METHODS


def _is_numpy(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in NUMPY_NAMES


class _Evaluation:
    """One evaluation: the names, and how much work is left."""

    def __init__(self, names: Mapping[str, Plain], observed: Mapping[str, Plain]) -> None:
        self.names = dict(names)
        self.observed = observed
        self.left = MAX_STEPS

    def value(self, node: ast.expr) -> Plain:
        self.left -= 1
        if self.left < 0:
            raise RefusedError("that expression takes too long to work out")
        if self.observed and isinstance(node, ast.Call | ast.Attribute):
            text = ast.unparse(node)
            if text in self.observed:
                return self.observed[text]
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise RefusedError(f"'{ast.unparse(node)}' isn't allowed in such an expression")
        return handler(self, node)

    def truth(self, node: ast.expr) -> bool:
        return truth(self.value(node))

    def constant(self, node: ast.Constant) -> Plain:
        if node.value is None or isinstance(node.value, bool | int | float | str):
            return node.value
        raise RefusedError(f"'{ast.unparse(node)}' isn't allowed in such an expression")

    def name(self, node: ast.Name) -> Plain:
        if node.id not in self.names:
            raise EvaluationError(f"{node.id} isn't defined", node.id)
        value = self.names[node.id]
        if isinstance(value, Opaque):
            raise RefusedError(f"{node.id} isn't a value to compute with here")
        return value

    def sequence(self, node: ast.List | ast.Tuple) -> Plain:
        items = [self.value(item) for item in node.elts]
        return tuple(items) if isinstance(node, ast.Tuple) else items

    def set(self, node: ast.Set) -> Plain:
        return Unordered(tuple(self.value(item) for item in node.elts))

    def dict(self, node: ast.Dict) -> Plain:
        pairs = zip(node.keys, node.values, strict=True)
        return {self.value(k): self.value(v) for k, v in pairs if k is not None}

    def binary(self, node: ast.BinOp) -> Plain:
        return apply(node.op, self.value(node.left), self.value(node.right))

    def unary(self, node: ast.UnaryOp) -> Plain:
        if isinstance(node.op, ast.Not):
            return not self.truth(node.operand)
        value = self.value(node.operand)
        if isinstance(node.op, ast.USub):
            return elementwise(lambda x: -x, value)
        if isinstance(node.op, ast.UAdd):
            return value
        raise RefusedError("'~' isn't allowed in such an expression")

    def boolean(self, node: ast.BoolOp) -> Plain:
        wanted = isinstance(node.op, ast.Or)
        value: Plain = not wanted
        for part in node.values:
            value = self.value(part)
            if truth(value) is wanted:
                break
        return value

    def compare(self, node: ast.Compare) -> Plain:
        left = self.value(node.left)
        result: Plain = True
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.value(right_node)
            result = compare(op, left, right)
            if not truth(result):
                return result
            left = right
        return result

    def choose(self, node: ast.IfExp) -> Plain:
        return self.value(node.body if self.truth(node.test) else node.orelse)

    def subscript(self, node: ast.Subscript) -> Plain:
        base = self.value(node.value)
        if isinstance(node.slice, ast.Slice):
            parts = [node.slice.lower, node.slice.upper, node.slice.step]
            return pick(base, slice(*(None if p is None else self.value(p) for p in parts)))
        if isinstance(node.slice, ast.Tuple) and isinstance(base, Array):
            return self._corner(base, node.slice.elts)
        return pick(base, self.value(node.slice))

    def _corner(self, base: Plain, indices: list[ast.expr]) -> Plain:
        """``a[1, 2]`` and ``a[:, 1]``: an index or ``:`` for each axis."""
        if not indices:
            return base
        first, rest = indices[0], indices[1:]
        if isinstance(first, ast.Slice):
            ends = [first.lower, first.upper, first.step]
            rows = pick(base, slice(*(None if e is None else self.value(e) for e in ends)))
            return [self._corner(row, rest) for row in iterate(rows)]
        return self._corner(pick(base, self.value(first)), rest)

    def call(self, node: ast.Call) -> Plain:
        function = self._function(node.func)
        args: list[Plain] = []
        for arg in node.args:
            starred = isinstance(arg, ast.Starred)
            value = self.value(arg.value if isinstance(arg, ast.Starred) else arg)
            args.extend(iterate(value) if starred else [value])
        keywords = {k.arg: self.value(k.value) for k in node.keywords if k.arg is not None}
        self.left -= sum(len(a.items) if isinstance(a, Array) else 1 for a in args)
        return function(*args, **keywords)

    def _function(self, node: ast.expr) -> Callable[..., Plain]:
        if isinstance(node, ast.Name) and node.id in FUNCTIONS:
            return FUNCTIONS[node.id]
        if isinstance(node, ast.Attribute):
            if _is_numpy(node) and node.attr in NUMPY:
                return NUMPY[node.attr]
            if node.attr in METHODS and not _is_numpy(node):
                base, method = self.value(node.value), METHODS[node.attr]
                return lambda *args, **kw: method(base, *args, **kw)
        raise RefusedError(f"'{ast.unparse(node)}' can't be called in such an expression")

    def attribute(self, node: ast.Attribute) -> Plain:
        if node.attr in ("T", "shape", "size", "ndim"):
            return METHODS[node.attr](self.value(node.value))
        raise RefusedError(
            f"'{ast.unparse(node)}': attributes aren't allowed in such an expression"
        )

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Plain:
        return list(self._walk(node.generators, node.elt))

    def _walk(self, generators: list[ast.comprehension], element: ast.expr) -> Iterator[Plain]:
        if not generators:
            yield self.value(element)
            return
        first, rest = generators[0], generators[1:]
        before = dict(self.names)
        for item in iterate(self.value(first.iter)):
            self._bind(first.target, item)
            if all(self.truth(test) for test in first.ifs):
                yield from self._walk(rest, element)
        self.names = before

    def _bind(self, target: ast.expr, value: Plain) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
            return
        if not isinstance(target, ast.Tuple | ast.List):
            raise RefusedError("only names can stand after 'for'")
        for part, item in zip(target.elts, iterate(value), strict=True):
            self._bind(part, item)


_HANDLERS: dict[type[ast.expr], Callable[[_Evaluation, Any], Plain]] = {
    ast.Constant: _Evaluation.constant,
    ast.Name: _Evaluation.name,
    ast.List: _Evaluation.sequence,
    ast.Tuple: _Evaluation.sequence,
    ast.Set: _Evaluation.set,
    ast.Dict: _Evaluation.dict,
    ast.BinOp: _Evaluation.binary,
    ast.UnaryOp: _Evaluation.unary,
    ast.BoolOp: _Evaluation.boolean,
    ast.Compare: _Evaluation.compare,
    ast.IfExp: _Evaluation.choose,
    ast.Subscript: _Evaluation.subscript,
    ast.Call: _Evaluation.call,
    ast.Attribute: _Evaluation.attribute,
    ast.ListComp: _Evaluation.comprehension,
    ast.GeneratorExp: _Evaluation.comprehension,
}
