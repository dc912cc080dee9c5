"""What a cell of Python is good for in a lesson: what it needs, and what there is to ask."""

from __future__ import annotations

import ast
import builtins
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tutor.authoring.python_names import (
    DEFINITIONS,
    bound_by,
    changed_by,
    imported_by,
    modules_of,
    names_in,
    read_before,
    root_of,
)

#: What can be imported in an exercise, beside what belongs to Python.
LIBRARIES = frozenset({"numpy", "pandas", "sklearn", "scipy", "matplotlib", "keras", "tensorflow"})
#: Calls that read what does not come with a lesson, or ask a person; scikit-learn brings some data.
_BROUGHT = r"load_(?:iris|digits|wine|diabetes|breast_cancer|linnerud)\Z"
_READING = re.compile(
    rf"(?!{_BROUGHT})(open|input|read_\w+|load\w*|fetch_\w+|urlopen|urlretrieve|get_file)\Z"
)
_MODELS = frozenset({"Sequential", "Model"})
_CANVASES = frozenset({"subplots", "figure", "axes", "gca"})
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
        names = [name for node in nodes for name in modules_of(node)]
        return frozenset(name.partition(".")[0] for name in names)

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names that have a value afterwards."""
        return frozenset(name for node in self.tree.body for name in bound_by(node))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names that must have a value before, without those of Python itself."""
        return frozenset(read_before(self.tree.body, set()) - set(dir(builtins)))

    @cached_property
    def touches(self) -> frozenset[str]:
        """The names whose values may be others afterwards."""
        changed = {root for node in ast.walk(self.tree) for root in changed_by(node)}
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
        if isinstance(node, DEFINITIONS) or self._is_given(node):
            return
        calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
        names = {_called(call) for call in calls}
        if not names & {"fit", *_CANVASES}:
            yield from self._values(node)
        if isinstance(node, ast.Expr) and _called(node.value) in ("compile", "add"):
            yield from ({"model": root} for root in changed_by(node))
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
                yield from ({key: name} for name in sorted(bound_by(inner)) if name.strip("_"))

    def _is_shown(self, node: ast.stmt) -> bool:
        is_last = node is self.tree.body[-1]
        return is_last and isinstance(node, ast.Expr) and self._is_display(node.value)

    def _is_given(self, node: ast.stmt) -> bool:
        """Whether it gives names values that come from nowhere: numbers, or made by a library."""
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            return isinstance(node, ast.Import | ast.ImportFrom)
        if _called(node.value) in _MODELS:
            return False
        return names_in(ast.unparse(node.value)) <= self.imported

    @cached_property
    def starter(self) -> str:
        """The code with gaps where something is asked."""
        return "\n".join(_without_repeats(self._kept())).strip("\n")

    def _kept(self) -> Iterator[str]:
        for node in self.tree.body:
            names = sorted(bound_by(node))
            if isinstance(node, DEFINITIONS) or self._is_given(node):
                yield ast.get_source_segment(self.text, node) or ast.unparse(node)
            elif isinstance(node, _ASSIGNMENTS) and names:
                yield from (f"{name} = ..." for name in names)
            else:
                yield "..."


def code_of(text: str, imported: Iterable[str]) -> Code:
    """The Python of a cell. Raises CodeError where it can't be run in a lesson."""
    try:
        code = _parsed(text, imported)
    except (RecursionError, MemoryError):
        raise CodeError("is nested too deeply") from None
    except (SyntaxError, ValueError):
        raise CodeError("is not Python 3") from None
    foreign = code.modules - LIBRARIES - sys.stdlib_module_names
    if foreign:
        raise CodeError(f"imports {', '.join(sorted(foreign))}")
    calls = {_called(node) for node in ast.walk(code.tree)}
    reading = sorted(name for name in calls if _READING.match(name))
    if reading:
        raise CodeError(f"reads what is not in the lesson, with {reading[0]}")
    return code


def _parsed(text: str, imported: Iterable[str]) -> Code:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(text, "cell", "exec")
        tree = ast.parse(text)
    here = {name for node in ast.walk(tree) for name in imported_by(node)}
    code = Code(text, tree, frozenset(imported) | here)
    # All that is asked of it later, so that what is nested too deeply shows now.
    _ = code.reads, code.touches, code.checks, code.starter, code.shown
    return code


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
    return root_of(value) in ("plt", "ax", "axes", "fig")


def _without_repeats(lines: Iterable[str]) -> Iterator[str]:
    before = None
    for line in lines:
        if line != "..." or line != before:
            yield line
        before = line
