"""Expressions over a table: ``rows``, ``max(age)``, ``binary_columns``, ``count(pclass == 3)``.

Names are columns; ``rows`` and ``columns`` are how many there are, ``binary_columns`` how many
columns hold nothing but 0 and 1. Functions of a column: min, max, mean, median, sum, std (of a
sample, as pandas has it), unique (how many different values) and count (how many rows a
comparison holds for; comparisons are joined by ``and``, ``or``, ``not``). A function takes one
condition more: ``mean(age, survived == 1)``. Empty cells are left out.
"""

from __future__ import annotations

import ast
import operator
import statistics
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from tutor.lesson.errors import did_you_mean

Cell = int | float | str | None
Column = tuple[Any, ...]

MAX_LENGTH = 300


class Table(Protocol):
    """What has to be known of a table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows, each with a cell for each column."""


#: Gives a table by its name: wages, titanic.
Tables = Callable[[str], Table]


class DataExpressionError(ValueError):
    """An expression over a table that has no value; the message is a plain sentence."""


def evaluate_data(text: str, table: Table) -> float:
    """The value of an expression over a table. Raises DataExpressionError."""
    value = _Evaluator(table).value(parse_data(text))
    if isinstance(value, tuple):
        raise DataExpressionError(f"'{text.strip()}' is a whole column: say max(…), mean(…), …")
    if isinstance(value, str):
        raise DataExpressionError(f"{value!r} is a text, not an expression over data")
    return float(value)


def parse_data(text: str) -> ast.expr:
    """The expression, if it is one. Raises DataExpressionError; columns are not looked up."""
    if len(text) > MAX_LENGTH:
        raise DataExpressionError(f"an expression over data has at most {MAX_LENGTH} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "1 is 1": it is refused below
            body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DataExpressionError(f"'{text}' is not an expression over data") from None
    for node in ast.walk(body):
        if not isinstance(node, _ALLOWED):
            raise _not_allowed(node)
        if isinstance(node, ast.Call):
            _check_call(node)
        elif isinstance(node, ast.Constant):
            _check_constant(node)
    return body


_ALLOWED = (
    *(ast.Name, ast.Load, ast.Constant, ast.Call, ast.Compare, ast.cmpop, ast.BoolOp, ast.boolop),
    *(ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div),
)

_FUNCTIONS: dict[str, Callable[[Sequence[Any]], float]] = {
    "min": min,
    "max": max,
    "mean": statistics.fmean,
    "median": statistics.median,
    "sum": sum,
    "std": statistics.stdev,
    "unique": lambda cells: len(set(cells)),
    "count": len,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _check_call(node: ast.Call) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in _FUNCTIONS:
        raise DataExpressionError(f"unknown function '{name}' ({did_you_mean(name, _FUNCTIONS)})")
    if node.keywords or not 1 <= len(node.args) <= 2:
        raise DataExpressionError(f"{name} takes a column, and maybe a condition")


def _check_constant(node: ast.Constant) -> None:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float | str):
        raise _not_allowed(node)


class _Evaluator:
    """Walks an expression; a value is a number, a text, or a column (a tuple)."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.name(name)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, [self.value(argument) for argument in arguments])
            case ast.Compare():
                return self.comparison(node)
        return self.operation(node)

    def operation(self, node: ast.expr) -> Any:
        match node:
            case ast.BoolOp(op=op, values=parts):
                together = all if isinstance(op, ast.And) else any
                return self.each(lambda *cells: together(cells), [self.value(p) for p in parts])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.each(operator.not_, [self.value(operand)])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.each(_on_numbers(operator.neg), [self.value(operand)])
            case ast.BinOp(left=left, op=op, right=right):
                arithmetic = _on_numbers(_ARITHMETIC[type(op)])
                return self.each(arithmetic, [self.value(left), self.value(right)])
        raise _not_allowed(node)

    def name(self, name: str) -> Any:
        columns = self.table.columns
        if name in columns:
            place = columns.index(name)
            return tuple(row[place] for row in self.table.rows)
        if name == "rows":
            return len(self.table.rows)
        if name == "columns":
            return len(columns)
        if name == "binary_columns":
            return sum(set(column) == {0, 1} for column in zip(*self.table.rows, strict=True))
        names = ("rows", "columns", "binary_columns", *columns)
        hint = did_you_mean(name, names)
        raise DataExpressionError(f"unknown column '{name}'" + (f" ({hint})" if hint else ""))

    def call(self, name: str, arguments: list[Any]) -> float:
        column, *condition = arguments
        if not isinstance(column, tuple):
            raise DataExpressionError(f"{name} takes a column")
        if condition:
            holds = condition[0]
            if not isinstance(holds, tuple):
                raise DataExpressionError(f"{name} takes a comparison after the column")
            column = tuple(cell for cell, kept in zip(column, holds, strict=True) if kept)
        elif name == "count":
            column = tuple(cell for cell in column if cell is not False)
        cells = [cell for cell in column if cell is not None]
        try:
            return _FUNCTIONS[name](cells)
        except (ValueError, TypeError, OverflowError):  # no cells, or texts
            raise DataExpressionError(f"{name} has no value here") from None

    def comparison(self, node: ast.Compare) -> Any:
        terms = [self.value(term) for term in (node.left, *node.comparators)]
        compare = [_COMPARISONS.get(type(op)) for op in node.ops]
        if None in compare:
            raise _not_allowed(node)

        def holds(*cells: Any) -> bool:
            pairs = zip(compare, cells, cells[1:], strict=False)
            return None not in cells and all(c(a, b) for c, a, b in pairs if c is not None)

        return self.each(holds, terms)

    def each(self, function: Callable[..., Any], values: list[Any]) -> Any:
        """The function of single values, or cell by cell where a column is among them."""
        columns = [value for value in values if isinstance(value, tuple)]
        try:
            if not columns:
                return function(*values)
            wide = (v if isinstance(v, tuple) else (v,) * len(columns[0]) for v in values)
            return tuple(function(*cells) for cells in zip(*wide, strict=True))
        except TypeError:
            raise DataExpressionError("numbers and texts don't go together like this") from None
        except ZeroDivisionError:
            raise DataExpressionError("this divides by zero") from None
        except OverflowError:
            raise DataExpressionError("this number is too large") from None


def _on_numbers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Arithmetic that takes no texts, and gives an empty cell for an empty cell."""

    def apply(*cells: Any) -> Any:
        if any(isinstance(cell, str) for cell in cells):
            raise TypeError
        return None if None in cells else function(*cells)

    return apply


def _not_allowed(node: ast.AST) -> DataExpressionError:
    text = ast.unparse(node) or type(node).__name__
    return DataExpressionError(f"this can't be used over data: {text}")
