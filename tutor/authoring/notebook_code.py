"""What a cell of Python is good for in a lesson: what it needs, and what there is to ask."""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

#: What can be imported in an exercise, beside what belongs to Python.
LIBRARIES = frozenset({"numpy", "pandas", "sklearn", "scipy", "matplotlib", "keras", "tensorflow"})
#: Calls that read what does not come with a lesson, or ask a person.
_READING = re.compile(r"(open|input|read_\w+|load\w*|fetch_\w+|urlopen|urlretrieve|get_file)\Z")
#: Methods that only look at an object.
_LOOKING = frozenset(
    {
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
    }
)
_MODELS = frozenset({"Sequential", "Model"})
_CANVASES = frozenset({"subplots", "figure", "axes", "gca"})
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
#: Of many variables the last are asked for.
_MOST = 6

#: As it stands in a lesson.
Check = Mapping[str, str | bool]


class CodeError(Exception):
    """Why a cell can't be run in a lesson, as the end of a sentence: "it …"."""


@dataclass(frozen=True)
class Code:
    """The Python of one cell; the names in ``imported`` come from imports of the notebook."""

    text: str
    tree: ast.Module
    imported: frozenset[str]

    @cached_property
    def modules(self) -> frozenset[str]:
        """The top-level packages that are imported."""
        nodes = ast.walk(self.tree)
        names = [name for node in nodes for name in _modules_of(node)]
        return frozenset(name.partition(".")[0] for name in names)

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that have a value afterwards."""
        return frozenset(name for node in self.tree.body for name in _bound(node))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names that must have a value before, without those of Python itself."""
        return frozenset(_read_before(self.tree.body, set()) - set(dir(builtins)))

    @cached_property
    def touches(self) -> frozenset[str]:
        """The names whose values may be others afterwards."""
        changed = {root for node in ast.walk(self.tree) for root in _changed(node)}
        return self.binds | (changed - self.imported)

    # --- what is asked --------------------------------------------------------------------------

    @cached_property
    def shown(self) -> str:
        """The code with what Jupyter shows at the end of a cell printed."""
        last = self.tree.body[-1] if self.tree.body else None
        if not isinstance(last, ast.Expr) or not self._is_shown(last):
            return self.text
        lines = self.text.split("\n")
        before = lines[: last.lineno - 1]
        return "\n".join([*before, f"print({ast.unparse(last.value)})"])

    def _is_display(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Constant) or _called(value) in ("print", "fit", "compile", "add"):
            return False
        return not _is_plot(value)

    @cached_property
    def checks(self) -> list[Check]:
        """What can be checked of it; none where it only gives, defines or imports something."""
        found: list[Check] = []
        for node in self.tree.body:
            found += [check for check in self._checks(node) if check not in found]
        variables = [check for check in found if "variable" in check]
        dropped = variables[:-_MOST]
        return [check for check in found if check not in dropped]

    def _checks(self, node: ast.stmt) -> Iterator[Check]:
        """What can be checked of one statement."""
        if isinstance(node, _DEFINITIONS) or self._is_given(node):
            return
        calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
        names = {_called(call) for call in calls}
        if not names & {"fit", *_CANVASES}:
            yield from self._values(node)
        if isinstance(node, ast.Expr) and _called(node.value) in ("compile", "add"):
            yield from ({"model": root} for root in _changed(node))
        elif "print" in names or self._is_shown(node):
            yield {"printed": True}
        if any(_called(call) == "fit" and _has_epochs(call) for call in calls):
            yield {"training": True}
        if "show" in names:
            yield {"plot": True}

    def _values(self, node: ast.stmt) -> Iterator[Check]:
        """The variables and models that a statement gives values, also those inside a loop."""
        for inner in ast.walk(node):
            if isinstance(inner, _ASSIGNMENTS) and not self._is_given(inner):
                key = "model" if _called(inner.value) in _MODELS else "variable"
                yield from ({key: name} for name in sorted(_bound(inner)) if name.strip("_"))

    def _is_shown(self, node: ast.stmt) -> bool:
        is_last = node is self.tree.body[-1]
        return is_last and isinstance(node, ast.Expr) and self._is_display(node.value)

    def _is_given(self, node: ast.stmt) -> bool:
        """Whether it gives names values that come from nowhere: numbers, or made by a library."""
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            return isinstance(node, ast.Import | ast.ImportFrom)
        if _called(node.value) in _MODELS:
            return False
        return _names_in(ast.unparse(node.value)) <= self.imported

    @cached_property
    def starter(self) -> str:
        """The code with gaps where something is asked."""
        return "\n".join(_without_repeats(self._kept())).strip("\n")

    def _kept(self) -> Iterator[str]:
        for node in self.tree.body:
            names = sorted(_bound(node))
            if isinstance(node, _DEFINITIONS) or self._is_given(node):
                yield ast.get_source_segment(self.text, node) or ast.unparse(node)
            elif isinstance(node, _ASSIGNMENTS) and names:
                yield from (f"{name} = ..." for name in names)
            else:
                yield "..."


def code_of(text: str, imported: Iterable[str]) -> Code:
    """The Python of a cell. Raises CodeError where it can't be run in a lesson."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "cell", "exec")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise CodeError("is not Python 3") from None
    here = {name for node in ast.walk(tree) for name in _imported(node)}
    code = Code(text, tree, frozenset(imported) | here)
    foreign = code.modules - LIBRARIES - sys.stdlib_module_names
    if foreign:
        raise CodeError(f"imports {', '.join(sorted(foreign))}")
    calls = {_called(node) for node in ast.walk(tree)}
    reading = sorted(name for name in calls if _READING.match(name))
    if reading:
        raise CodeError(f"reads what is not in the lesson, with {reading[0]}")
    return code


# --- names ---------------------------------------------------------------------------------------


def _modules_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _imported(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return []
    return [alias.asname or alias.name.partition(".")[0] for alias in node.names]


def _bound(node: ast.AST) -> set[str]:
    """The names that a statement gives values."""
    if isinstance(node, _DEFINITIONS):
        return {node.name}
    found = set(_imported(node))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        found.add(node.id)
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        found.add(node.name)
    if not isinstance(
        node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ):
        for child in ast.iter_child_nodes(node):
            found |= _bound(child)
    return found


def _read_before(body: Iterable[ast.stmt], bound: set[str]) -> set[str]:
    """The names that statements read before these give them a value; fills ``bound``."""
    found: set[str] = set()
    for node in body:
        blocks = [] if isinstance(node, _DEFINITIONS) else _blocks(node)
        if not blocks:
            own = _names_in(ast.unparse(node))
            if isinstance(node, ast.AugAssign):
                own |= {inner.id for inner in ast.walk(node.target) if isinstance(inner, ast.Name)}
            own -= _bound(node) if isinstance(node, _DEFINITIONS) else set()
        else:
            heads = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
            items = [item.context_expr for item in getattr(node, "items", ())]
            own = {n for head in (*heads, *items) for n in _names_in(ast.unparse(head))}
            own -= {n for head in heads for n in _bound(head)}
        found |= own - bound
        bound |= {n for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)
                  for n in _bound(child)}  # fmt: skip
        for block in blocks:
            found |= _read_before(block, bound)
        bound |= _bound(node)
    return found


def _blocks(node: ast.stmt) -> list[list[ast.stmt]]:
    """The statements inside a statement."""
    blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(node, "handlers", ())]
    blocks += [case.body for case in getattr(node, "cases", ())]
    return [block for block in blocks if block]


def _names_in(text: str) -> set[str]:
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


def _changed(node: ast.AST) -> set[str]:
    """The names whose objects an assignment to a part, or a call of a method, may change."""
    parts: list[ast.AST] = []
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        parts.append(node.value)
    call = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    method = call.func if isinstance(call, ast.Call) else None
    if isinstance(method, ast.Attribute) and method.attr not in _LOOKING:
        parts.append(method.value)
    return {root for part in parts if (root := _root(part))}


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _called(node: ast.AST | None) -> str:
    """The last part of what is called; empty where nothing is."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _has_epochs(call: ast.Call) -> bool:
    """Whether a fit is one of Keras, and not of scikit-learn."""
    return any(word.arg in ("epochs", "batch_size", "validation_split") for word in call.keywords)


def _is_plot(value: ast.expr) -> bool:
    return _root(value) in ("plt", "ax", "axes", "fig")


def _without_repeats(lines: Iterable[str]) -> Iterator[str]:
    before = None
    for line in lines:
        if line != "..." or line != before:
            yield line
        before = line
