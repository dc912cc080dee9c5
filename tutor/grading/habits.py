"""What stands in code and can't be meant: results that nobody keeps, loops that end at once.

Each sentence is a fact about the learner's source, told only where the solution has nothing of
the kind. It is for values that are wrong and that no single place explains.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.grading.run import Cause, Run
from tutor.grading.source import Source, dotted

LONGEST = 40


def habit(run: Run, name: str = "") -> Cause | None:
    """The first such place in the code that gives a name its value, else in all of it."""
    return next(_of_name(run, name), None) or next(_of_all(run), None)


def _of_name(run: Run, name: str) -> Iterator[Cause]:
    function = run.source.function(name)
    if function is not None:
        yield from _kept_default(function)
        if not any(_left_at_once(run.solution.tree)):
            yield from _left_at_once(function)
    elif not any(_replaced(run.solution, name)):
        yield from _replaced(run.source, name)


def _of_all(run: Run) -> Iterator[Cause]:
    if not any(_powers(run.solution.tree)):
        yield from _powers(run.source.tree)
    yield from _idle(run)


def _powers(tree: ast.AST) -> Iterator[Cause]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            yield Cause(f"In line {node.lineno} ^ is no power: that is ** in Python.", node.lineno)


def _idle(run: Run) -> Iterator[Cause]:
    """Statements that compute something, or name a function, and leave it at that."""
    for statement in ast.walk(run.source.tree):
        if not isinstance(statement, ast.Expr):
            continue
        value, line = statement.value, statement.lineno
        text = ast.unparse(value)
        shown = text if len(text) <= LONGEST else "something"
        match value:
            case ast.Compare(ops=[ast.Eq()], left=ast.Name() | ast.Subscript()):
                equal = f"Line {line} asks whether two are equal"
                yield Cause(f"{equal}: a value is given by =, not by ==.", line)
            case ast.BinOp():
                nobody = "but gives it no name, so nothing changes"
                yield Cause(f"Line {line} computes {shown}, {nobody}.", line)
            case ast.Attribute() | ast.Name() if _is_called(run, value):
                yield Cause(f"Line {line} names {shown} and doesn't call it: () is missing.", line)


def _is_called(run: Run, function: ast.expr) -> bool:
    """Whether a name stands for a function: of the learner's, or one that the solution calls."""
    name = dotted(function) or ""
    last = name.rpartition(".")[2]
    return run.source.function(name) is not None or any(
        (dotted(call.func) or "").rpartition(".")[2] == last for call in run.solution.calls(last)
    )


def _left_at_once(tree: ast.AST) -> Iterator[Cause]:
    """Loops whose last statement is a return that no condition guards."""
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For | ast.While):
            continue
        last = loop.body[-1]
        goes_on = any(isinstance(node, ast.Continue) for node in ast.walk(loop))
        if isinstance(last, ast.Return) and not goes_on:
            place = f"The return of line {last.lineno} stands inside of the loop"
            yield Cause(f"{place}, so the loop ends in its first round.", last.lineno)


def _replaced(source: Source, name: str) -> Iterator[Cause]:
    """Loops that give a name another value in each round, whatever it was before."""
    for loop in ast.walk(source.tree):
        if not isinstance(loop, ast.For | ast.While):
            continue
        for statement in loop.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    if name not in {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}:
                        line = statement.lineno
                        only = "so only that of the last round is left"
                        yield Cause(f"Each round gives {name} a new value, {only}.", line)


def _kept_default(function: ast.FunctionDef) -> Iterator[Cause]:
    """Parameters whose default is a list that the function changes."""
    arguments = function.args.args[len(function.args.args) - len(function.args.defaults) :]
    for argument, default in zip(arguments, function.args.defaults, strict=True):
        if not isinstance(default, ast.List | ast.Dict | ast.Set):
            continue
        for node in ast.walk(function):
            match node:
                case (
                    ast.Call(func=ast.Attribute(value=ast.Name(id=owner)))
                    | ast.Subscript(value=ast.Name(id=owner), ctx=ast.Store())
                ) if owner == argument.arg:
                    same = f"{ast.unparse(default)} in line {function.lineno} is made only once"
                    message = f"The {same}: {owner} keeps what the calls before put in."
                    yield Cause(message, function.lineno)
                    break
