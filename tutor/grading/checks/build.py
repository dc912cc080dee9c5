"""How the code is built: judged from its source, never from what it does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tutor.grading.differ import shown
from tutor.grading.edits import Comparison
from tutor.grading.evaluate import EvaluationError, evaluate, parse
from tutor.grading.run import Finding, Run
from tutor.grading.source import Source, dotted
from tutor.grading.values import same
from tutor.lesson.models import AvoidsCheck, CallCheck, UsesCheck

LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)

#: Parameter names, in order, of functions that lessons often check; a method goes by its name.
SIGNATURES: dict[str, tuple[str, ...]] = {
    "fit": ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split"),
    "compile": ("optimizer", "loss", "loss_weights", "metrics"),
    "predict": ("x", "batch_size"),
    "evaluate": ("x", "y"),
    "Dense": ("units", "activation"),
    "add": ("layer",),
    "append": ("object",),
    "SGD": ("learning_rate", "momentum"),
    "Adam": ("learning_rate",),
    "EarlyStopping": ("monitor", "min_delta", "patience"),
    "to_categorical": ("x", "num_classes"),
    "mean_squared_error": ("y_true", "y_pred"),
    **dict.fromkeys(
        [f"np.{name}" for name in ("sum", "mean", "max", "min", "std", "argmax", "cumsum")],
        ("a", "axis"),
    ),
    "np.dot": ("a", "b"),
    "np.array": ("object", "dtype"),
    "np.zeros": ("shape", "dtype"),
    "np.ones": ("shape", "dtype"),
    "np.maximum": ("x1", "x2"),
    "np.minimum": ("x1", "x2"),
    "np.where": ("condition", "x", "y"),
    "np.reshape": ("a", "shape"),
    "np.concatenate": ("arrays", "axis"),
    "np.linspace": ("start", "stop", "num"),
    "np.allclose": ("a", "b", "rtol", "atol"),
}


def check_call(check: CallCheck, run: Run) -> Finding | None:  # noqa: PLR0911
    """None if the call stands in the code, with its arguments, where and as often as it must."""
    what = f"call {check.call}"
    calls = run.source.calls(check.call)
    if check.times == 0 and calls:
        line = calls[0].lineno
        message = f"{check.call} is called in line {line}; here it should go without."
        return Finding(what, message, "", line, f"Look at line {line}.")
    if not calls:
        if check.times == 0:
            return None
        return Finding(what, f"{check.call} isn't called.", "", None, f"Call {check.call}(…).")
    placed = [call for call in calls if _is_inside(call, check.inside, run.source)]
    if not placed:
        where = "a loop" if check.inside == "loop" else "a function"
        line = calls[0].lineno
        message = f"{check.call} is called in line {line}, but not inside {where}."
        return Finding(what, message, "", line, f"Look at line {line}.")
    wrong = [_arguments(check, call, run) for call in placed]
    right = [call for call, message in zip(placed, wrong, strict=True) if not message]
    if not right:
        line = placed[-1].lineno
        return Finding(what, wrong[-1], "", line, f"Look at line {line}.")
    if check.times is not None and len(right) != check.times:
        times = "once" if len(right) == 1 else f"{len(right)} times"
        message = f"{check.call} is called {times}, expected {check.times}."
        more = "Call it" if len(right) < check.times else "Leave one out: call it"
        next_ = f"{more} {'once' if check.times == 1 else f'{check.times} times'}."
        return Finding(what, message, "", right[-1].lineno, next_)
    return None


def check_uses(check: UsesCheck, run: Run) -> Finding | None:
    """None if the code has what it should be built with."""
    if next(find(check.uses, run.source), None) is not None:
        return None
    message = f"Your code has no {_named(check.uses)}; here it needs one."
    return Finding(f"uses {check.uses}", message, "", None, f"Write it with {_named(check.uses)}.")


def check_avoids(check: AvoidsCheck, run: Run) -> Finding | None:
    """None if the code does without what it should avoid."""
    node = next(find(check.avoids, run.source), None)
    if node is None:
        return None
    line = getattr(node, "lineno", None)
    where = f" in line {line}" if line is not None else ""
    message = f"Your code has {_named(check.avoids)}{where}; here it should go without."
    look = f"Look at line {line}." if line is not None else ""
    return Finding(f"avoids {check.avoids}", message, "", line, look)


def _is_inside(call: ast.Call, where: str | None, source: Source) -> bool:
    if where is None:
        return True
    kinds = LOOPS if where == "loop" else (ast.FunctionDef, ast.Lambda)
    around = [n for n in ast.walk(source.tree) if isinstance(n, kinds)]
    return any(part is call for node in around for part in ast.walk(node))


# --- arguments --------------------------------------------------------------------------------


def _arguments(check: CallCheck, call: ast.Call, run: Run) -> str:
    """What is wrong with the arguments of a call; "" if nothing is."""
    given = bind(call, _signature(check, run))
    where = f"In line {call.lineno} {check.call} is called"
    for name, wanted in check.with_.items():
        text = str(wanted)
        if name not in given and _is_spread(call):
            return f"{where} with * or **; write {name}={text} out, so that it can be seen."
        if name not in given:
            return f"{where} without {name}; {name}={text} belongs there."
        if not _is_argument(given[name], text, run):
            has = ast.unparse(given[name])
            return f"{where} with {name}={has}, expected {name}={text}."
    return ""


def bind(call: ast.Call, signature: tuple[str, ...]) -> dict[str, ast.expr]:
    """The arguments of a call by the names of the parameters; by place where they're unknown."""
    given: dict[str, ast.expr] = {}
    for place, value in enumerate(call.args):
        given[signature[place] if place < len(signature) else str(place)] = value
    given.update({k.arg: k.value for k in call.keywords if k.arg is not None})
    return given


def _is_spread(call: ast.Call) -> bool:
    starred = any(isinstance(value, ast.Starred) for value in call.args)
    return starred or any(keyword.arg is None for keyword in call.keywords)


def _signature(check: CallCheck, run: Run) -> tuple[str, ...]:
    if check.signature:
        return tuple(check.signature)
    last = check.call.rpartition(".")[2]
    for source in (run.source, run.solution):
        function = source.function(last)
        if function is not None:
            return tuple(arg.arg for arg in function.args.posonlyargs + function.args.args)
    return SIGNATURES.get(check.call) or SIGNATURES.get(last, ())


def _is_argument(given: ast.expr, wanted: str, run: Run) -> bool:
    """Whether an argument is the expected expression, or has its value."""
    try:
        expected = parse(wanted)
    except EvaluationError:
        return shown(wanted) == ast.unparse(given)
    if not Comparison().edits(given, expected):
        return True
    # The author's mse is the text 'mse' where no name of that kind is around.
    if isinstance(expected, ast.Name) and isinstance(given, ast.Constant):
        return bool(given.value == expected.id)
    try:
        return same(evaluate(given, run.names()), evaluate(expected, run.expected_names()))
    except EvaluationError:
        return False


# --- words of uses and avoids -----------------------------------------------------------------

#: Words for parts of Python; any other word is a name or an operator.
WORDS: dict[str, tuple[type[ast.AST], ...]] = {
    "loop": LOOPS,
    "for": (ast.For, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp),
    "while": (ast.While,),
    "comprehension": (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    "function": (ast.FunctionDef, ast.Lambda),
    "def": (ast.FunctionDef,),
    "lambda": (ast.Lambda,),
    "return": (ast.Return,),
    "class": (ast.ClassDef,),
    "if": (ast.If, ast.IfExp),
    "import": (ast.Import, ast.ImportFrom),
    "try": (ast.Try,),
}

_OPERATORS: dict[str, tuple[type[ast.AST], ...]] = {
    "+": (ast.Add,),
    "-": (ast.Sub, ast.USub),
    "*": (ast.Mult,),
    "/": (ast.Div,),
    "//": (ast.FloorDiv,),
    "%": (ast.Mod,),
    "**": (ast.Pow,),
    "@": (ast.MatMult,),
}

_ARTICLES = {"if": "an if", "import": "an import"}


def find(word: str, source: Source) -> Iterator[ast.AST]:
    """The parts of the code that a word of ``uses`` or ``avoids`` names."""
    word = word.strip()
    if word in WORDS:
        return _of_types(source, WORDS[word])
    if word.startswith("import "):
        return _imports(source, word.removeprefix("import ").strip())
    if word.endswith("=") and word[:-1] in _OPERATORS:
        kinds = _OPERATORS[word[:-1]]
        return _where(source, lambda n: isinstance(n, ast.AugAssign) and isinstance(n.op, kinds))
    if word in _OPERATORS:
        kinds = _OPERATORS[word]
        holders = (ast.BinOp, ast.UnaryOp, ast.AugAssign)
        return _where(source, lambda n: isinstance(n, holders) and isinstance(n.op, kinds))
    return _where(source, lambda n: _is_named(n, word.removesuffix("()"), source))


def _of_types(source: Source, kinds: tuple[type[ast.AST], ...]) -> Iterator[ast.AST]:
    return _where(source, lambda n: isinstance(n, kinds))


def _where(source: Source, test: Callable[[ast.AST], bool]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(source.tree) if test(node))


def _imports(source: Source, module: str) -> Iterator[ast.AST]:
    def brings(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(f"{a.name}.".startswith(f"{module}.") for a in node.names)
        if isinstance(node, ast.ImportFrom):
            full = [f"{node.module}.{a.name}" for a in node.names]
            names = [a.name for a in node.names]
            return module in names or any(f"{name}.".startswith(f"{module}.") for name in full)
        return False

    return _where(source, brings)


def _is_named(node: ast.AST, name: str, source: Source) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name == name
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    text = dotted(node)
    if text is None:
        return False
    bare = name.lstrip(".")
    return any(n == name or n.endswith(f".{bare}") for n in (text, source.full_name(text)))


def _named(word: str) -> str:
    if word in _ARTICLES or word.startswith("import "):
        return word
    return f"'{word}'" if word in _OPERATORS or word not in WORDS else word
