from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tutor.grading.jobs import calls_checked
from tutor.grading.judge import judge_code
from tutor.grading.values import value_of
from tutor.grading.verdict import Verdict
from tutor.lesson.models import CodeModel
from tutor.runner.observation import ErrorView, ModelView, Observation, Value

FUNCTION = Value("function", "function", "f(x)")


def describe(data: Any) -> Value:
    if isinstance(data, Value):
        return data
    if isinstance(data, ModelView):
        return Value("model", "keras.Sequential", "<Sequential>", data)
    return value_of(data)


@pytest.fixture
def see() -> Callable[..., Observation]:
    """A complete observation of plain data: names in ``values``, cases in ``results``."""

    def make(
        values: dict[str, Any] | None = None,
        printed: str = "",
        results: list[Any] | None = None,
        **more: Any,
    ) -> Observation:
        seen = tuple(r if isinstance(r, ErrorView) else describe(r) for r in results or ())
        described = {name: describe(value) for name, value in (values or {}).items()}
        return Observation(
            **{"ending": "complete", "printed": printed, "values": described, "results": seen}
            | more
        )

    return make


@pytest.fixture
def judged() -> Callable[..., Verdict]:
    """The verdict on a submission, from what was seen of it and of the solution."""

    def judge(
        checks: list[dict[str, Any]],
        mine: Observation | list[Observation],
        theirs: Observation | list[Observation],
        source: str = "",
        solution: str = "pass",
        **more: Any,
    ) -> Verdict:
        model = {"task": "t", "solution": solution, "checks": checks} | more
        code = CodeModel.model_validate(model)
        seen = mine if isinstance(mine, list) else [mine]
        reference = theirs if isinstance(theirs, list) else [theirs]
        assert len(calls_checked(code)) == len(reference[0].results)
        return judge_code(code, source, seen, reference)

    return judge
