"""Whether a changed solution still does the same, as far as an exercise asks for it."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tutor.grading.jobs import calls_checked, names_checked, starter_names, submission_jobs
from tutor.grading.source import Source
from tutor.grading.values import Opaque, plain, same
from tutor.lesson.models import CodeModel
from tutor.runner.observation import ErrorView, Job, Observation, TrainingRun, Value

#: So many other givens, and so many other arguments of each call, are made up.
VARIATIONS = 4
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def observing_jobs(code: CodeModel, source: str) -> tuple[Job, ...]:
    """Runs that show what a program does: as the checks run it, and with more givens and calls.

    What needs pandas or Keras hangs on its data, and is run with the lesson's own givens only.
    """
    again, calls = list(code.again), calls_checked(code)
    if code.needs == "numpy":
        again += made_up_givens(code)
        calls = (*calls, *(varied(call, n) for call in calls for n in range(VARIATIONS)))
    jobs = submission_jobs(code.model_copy(update={"again": again}), source)
    names = names_asked(code)
    return tuple(replace(job, names=names, calls=calls) for job in jobs)


def names_asked(code: CodeModel) -> tuple[str, ...]:
    """The names that a learner is to give a value to; others are the solution's own business."""
    defined = Source(code.solution).defined
    asked = {*names_checked(code), *Source(code.starter).defined}
    asked |= {name for span in re.findall(r"`([^`]+)`", code.task) for name in _words(span)}
    return tuple(dict.fromkeys((*names_checked(code), *(n for n in defined if n in asked))))


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z_]\w*", text)


# --- made-up givens ------------------------------------------------------------------------------


def made_up_givens(code: CodeModel) -> Iterator[dict[str, str]]:
    """Givens with other numbers, of the same shape as those of the lesson."""
    bases = [*code.again] or [_own_givens(code)]
    for number in range(VARIATIONS):
        base = bases[number % len(bases)]
        if base:
            yield {name: varied(text, number) for name, text in base.items()}


def _own_givens(code: CodeModel) -> dict[str, str]:
    """The data at the top of the setup, and what the starter gives."""
    givens = {}
    for text, names in ((code.setup, None), (code.starter, starter_names(code))):
        for assignment in Source(text).assignments:
            value = assignment.value
            if assignment.top and value is not None and (names is None or assignment.name in names):
                givens[assignment.name] = ast.unparse(value)
    return {name: text for name, text in givens.items() if _NUMBER.search(text)}


def varied(text: str, number: int) -> str:
    """An expression with other numbers in it; the same for the same ``number``."""
    chance = random.Random(f"{number} {text}")
    try:
        tree = _Varied(chance, turned=number % 2 == 1).visit(ast.parse(text.strip(), mode="eval"))
    except SyntaxError:
        return text
    return ast.unparse(ast.fix_missing_locations(tree))


class _Varied(ast.NodeTransformer):
    """Puts other numbers in, of about the same size; ``turned`` also turns some signs."""

    def __init__(self, chance: random.Random, *, turned: bool) -> None:
        self._chance = chance
        self._turned = turned

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Another number; texts and truth stay."""
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return node
        other: float = (
            self._chance.randint(0, 2 * abs(value) + 3)
            if isinstance(value, int)
            else (
                round(abs(value) * self._chance.uniform(0.3, 2) + 0.01 * self._chance.random(), 4)
            )
        )
        sign = -1 if self._turned and self._chance.random() < 0.5 else 1
        return ast.Constant(sign * other)


# --- comparing -----------------------------------------------------------------------------------


def behaves_alike(
    code: CodeModel, seen: Sequence[Observation], reference: Sequence[Observation]
) -> bool:
    """Whether two programs did the same wherever the second ran to its end."""
    prints = _is_printing_asked(code)
    return all(
        theirs.ending != "complete" or _alike(ours, theirs, prints)
        for ours, theirs in zip(seen, reference, strict=True)
    )


def _is_printing_asked(code: CodeModel) -> bool:
    printed = any(hasattr(check, "printed") for check in code.checks)
    return printed or "print" in code.task.lower() or "print(" in code.starter


def _alike(ours: Observation, theirs: Observation, prints: bool) -> bool:
    return (
        ours.ending == theirs.ending
        and _same_values(ours.values, theirs.values)
        and all(map(_same_result, ours.results, theirs.results))
        and (not prints or same(_printed(ours.printed), _printed(theirs.printed)))
        and same([_training(run) for run in ours.runs], [_training(run) for run in theirs.runs])
        and same([f.lines for f in ours.figures], [f.lines for f in theirs.figures])
    )


def _same_values(ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> bool:
    return all(_same_value(ours.get(name, Value("missing")), theirs[name]) for name in theirs)


def _same_value(ours: Value, theirs: Value) -> bool:
    return same(_bare(plain(ours)), _bare(plain(theirs)))


def _bare(value: Any) -> Any:
    """A model without the names of its layers, which Keras counts."""
    if isinstance(value, Opaque) and value.value.kind == "model" and value.value.data is not None:
        return _model(value.value.data)
    return value


def _same_result(ours: Value | ErrorView, theirs: Value | ErrorView) -> bool:
    if isinstance(ours, ErrorView) or isinstance(theirs, ErrorView):
        return isinstance(ours, ErrorView) and isinstance(theirs, ErrorView)
    return _same_value(ours, theirs)


def _printed(text: str) -> list[object]:
    """The numbers that were printed, and what stands between them."""
    between = [" ".join(part.split()) for part in _NUMBER.split(text)]
    return [*between, *map(float, _NUMBER.findall(text))]


def _training(run: TrainingRun) -> list[object]:
    logs = [dict(log) for log in run.logs]
    asked = [run.asked_epochs, run.batches, run.rows, run.early_stopping, run.watched]
    return [_model(run.model), *asked, run.patience, logs]


def _model(model: Any) -> list[object]:
    layers = [[v.type, v.units, v.activation, v.slope] for v in model.layers]
    compiled = [model.compiled, model.optimizer, model.learning_rate, model.loss]
    return [layers, model.input, *compiled, list(model.metrics)]
