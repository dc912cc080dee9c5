"""The checks of code, one module for each family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tutor.grading.checks.build import check_avoids, check_call, check_uses
from tutor.grading.checks.function import check_function
from tutor.grading.checks.holds import check_holds
from tutor.grading.checks.model import check_model
from tutor.grading.checks.plot import check_plot
from tutor.grading.checks.printed import check_printed
from tutor.grading.checks.training import check_training
from tutor.grading.checks.variable import check_variable
from tutor.grading.run import Finding, Resolve, Run
from tutor.lesson.models import CheckModel, check_kind

__all__ = ["OF_RESULTS", "Finding", "Resolve", "Run", "check"]

_CHECKS: dict[str, Callable[[Any, Run], Finding | None]] = {
    "variable": check_variable,
    "function": check_function,
    "printed": check_printed,
    "call": check_call,
    "uses": check_uses,
    "avoids": check_avoids,
    "model": check_model,
    "training": check_training,
    "plot": check_plot,
    "holds": check_holds,
}

#: Kinds that say what came out, but not which part of the code made it so. A predicate is none of
#: them: often several ways fulfil it, and the solution's is only one.
OF_RESULTS = frozenset({"model", "training", "plot"})

#: Kinds that look at the source, which other givens don't change.
OF_SOURCE = frozenset({"call", "uses", "avoids"})


def check(model: CheckModel, run: Run) -> Finding | None:
    """What a check finds wrong with a run; None if nothing is."""
    kind = check_kind(model) or ""
    if run.plain is not None and kind in OF_SOURCE:
        return None
    return _CHECKS[kind](model, run)
