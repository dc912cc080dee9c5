"""Whatever a run claims to have seen, it is judged: a verdict with a sentence, and no exception."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.grading.jobs import calls_checked
from tutor.grading.judge import judge_code
from tutor.lesson.models import CodeModel
from tutor.runner.observation import (
    ErrorView,
    FigureView,
    LayerView,
    ModelView,
    Observation,
    TrainingRun,
    Value,
    ValueKind,
)

NUMBERS = st.integers() | st.floats()
TEXTS = st.text(max_size=8)
SHAPES = st.lists(st.integers(0, 3), max_size=3).map(tuple)
MODELS = st.builds(
    ModelView,
    layers=st.lists(
        st.builds(LayerView, TEXTS, TEXTS, st.none() | st.integers(), st.none() | TEXTS), max_size=2
    ).map(tuple),
    input=st.none() | st.integers(),
    optimizer=st.none() | TEXTS,
    learning_rate=st.none() | st.floats(),
    compiled=st.booleans(),
)
KINDS = st.sampled_from(get_args(ValueKind))


def _values(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    data = (
        st.lists(inner, max_size=3).map(tuple)
        | st.lists(st.tuples(TEXTS, inner), max_size=3).map(tuple)
        | st.lists(NUMBERS | st.lists(NUMBERS, max_size=2), max_size=3)
    )
    return st.builds(_value, KINDS, data, SHAPES)


def _value(kind: Any, data: Any, shape: tuple[int, ...]) -> Value:
    """A value as the reader of records lets it through: of its data only the kind is sure."""
    if not _is_read(kind, data):
        data = None
    return Value(kind, kind, "a text", data, shape)


_READ: dict[str, Callable[[Any], bool]] = {
    "bool": lambda data: isinstance(data, bool),
    "number": lambda data: isinstance(data, int | float),
    "text": lambda data: isinstance(data, str),
    "model": lambda data: isinstance(data, ModelView),
    "frame": lambda data: False,
    **dict.fromkeys(
        ("list", "tuple", "set"),
        lambda data: isinstance(data, tuple) and all(isinstance(item, Value) for item in data),
    ),
    **dict.fromkeys(
        ("dict", "other"),
        lambda data: isinstance(data, tuple) and all(isinstance(item, tuple) for item in data),
    ),
}


def _is_read(kind: str, data: Any) -> bool:
    return _READ.get(kind, lambda data: isinstance(data, list | float | str | bool))(data)


LEAVES = st.builds(_value, KINDS, NUMBERS | TEXTS | st.booleans() | st.none() | MODELS, SHAPES)
VALUES = st.recursive(LEAVES, _values, max_leaves=6)
RUNS = st.builds(
    TrainingRun,
    number=st.integers(0, 3),
    name=TEXTS,
    model=MODELS,
    asked_epochs=st.integers(-1, 5),
    batches=st.none() | st.integers(),
    rows=st.none() | st.integers(),
    validation_rows=st.none() | st.integers(),
    logs=st.lists(
        st.dictionaries(st.sampled_from(["loss", "val_loss", "x"]), st.floats()), max_size=3
    ).map(tuple),
    variable=st.sampled_from(["", "m", "other"]),
)
ERRORS = st.builds(ErrorView, type=TEXTS, message=TEXTS, line=st.none() | st.integers(1, 3))
CHECKS: list[dict[str, Any]] = [
    {"variable": "a"},
    {"variable": "a", "tolerance": 0.1},
    {"function": "f", "cases": ["f(1)", "f([2])"]},
    {"printed": True},
    {"printed": [3, "x"]},
    {"model": "m"},
    {"model": "m", "layers": [{"units": 3, "activation": "relu"}], "learning_rate": 0.1},
    {"training": True},
    {"training": "m", "runs": 1, "epochs": 2, "curves": {"loss": {"falls": True, "below": 1}}},
    {"training": True, "lowest": 1},
    {"plot": True, "lines": 1, "points": 3, "curves": "val_loss"},
    {"holds": "len(a) == 3 and max(a) > b"},
    {"holds": "f(1) + sum(a) < 9"},
    {"holds": "a['x'] > 0 or np.mean(a) == 1"},
]
OBSERVATIONS = st.builds(
    Observation,
    ending=st.just("complete"),
    printed=st.text(max_size=30),
    values=st.dictionaries(st.sampled_from(["a", "b", "f", "m"]), VALUES),
    results=st.lists(VALUES | ERRORS, max_size=3).map(tuple),
    runs=st.lists(RUNS, max_size=2).map(tuple),
    figures=st.lists(
        st.builds(
            FigureView,
            TEXTS,
            st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=3).map(tuple)).map(
                tuple
            ),
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CHECKS), OBSERVATIONS, OBSERVATIONS, st.booleans())
def test_every_observation_gets_a_verdict(
    check: dict[str, Any], mine: Observation, theirs: Observation, same: bool
) -> None:
    solution = "a = [1, 2, 3]\nb = 0\ndef f(x): return 1\nm = 2\nprint(3)"
    model = {"task": "t", "solution": solution, "checks": [check]}
    code = CodeModel.model_validate(model)
    results = (*theirs.results, *[Value("number", "int", "1", 1)] * 9)[: len(calls_checked(code))]
    reference = Observation(**{**_fields(theirs), "results": results})
    verdict = judge_code(code, solution, [mine if not same else reference], [reference])
    assert verdict.passed or verdict.message.strip()
    assert math.isfinite(verdict.seconds)


def _fields(seen: Observation) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in Observation.__dataclass_fields__}
