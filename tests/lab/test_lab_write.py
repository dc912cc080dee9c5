"""A network written as a lesson reads back to the same numbers, to the last digit."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.lesson.load import load_lesson, make_lesson
from tutor.lesson.source import parse_source
from tutor.lesson.write import WriteError, lesson_text, save_lesson
from tutor.network.model import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Layer,
    Network,
    Node,
    Optimizer,
    Problem,
    Row,
)
from tutor.network.trace import trace

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
RATES = st.floats(min_value=1e-300, max_value=10)
SHARES = st.floats(min_value=0, max_value=1, exclude_max=True)
NAMES = st.from_regex(r"[a-zé_][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in ("error", "loss", "prediction", "bias")
)


def tuples(count: int) -> st.SearchStrategy[tuple[float, ...]]:
    return st.tuples(*[NUMBERS] * count)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    shape = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    names = draw(st.lists(NAMES, min_size=sum(shape), max_size=sum(shape), unique=True))
    columns = [[names.pop() for _ in range(count)] for count in shape]
    softmax = draw(st.booleans())
    layers = []
    for depth, (before, column) in enumerate(zip(shape, columns[1:], strict=False), start=1):
        last = depth == len(shape) - 1
        activation = draw(st.sampled_from(ACTIVATIONS[:5]))
        nodes = [
            Node(name, draw(tuples(before)), draw(st.none() | NUMBERS)) for name in column
        ]  # fmt: skip
        layers.append(Layer(tuple(nodes), "softmax" if last and softmax else activation))
    optimizer = draw(
        st.builds(Optimizer, st.just("sgd"), RATES)
        | st.builds(Optimizer, st.just("momentum"), RATES, SHARES)
        | st.builds(lambda r, a, b, e: Optimizer("adam", r, beta_1=a, beta_2=b, epsilon=e),
                    RATES, SHARES, SHARES, RATES)
    )  # fmt: skip
    assert optimizer.name in OPTIMIZERS
    loss = draw(st.none() | st.sampled_from(LOSSES[:4])) if not softmax else LOSSES[4]
    network = Network(tuple(columns[0]), tuple(layers), loss, optimizer, draw(st.booleans()))
    with_target = draw(st.booleans())
    rows = [
        Row(draw(tuples(shape[0])), draw(tuples(shape[-1])) if with_target else None)
        for _ in range(draw(st.integers(1, 3)))
    ]
    return Problem(network, tuple(rows))


@settings(max_examples=150, deadline=None)
@given(problems(), st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])))
def test_what_is_written_is_read_back(problem: Problem, title: str) -> None:
    lesson = make_lesson(parse_source(lesson_text("net", problem, title), Path("saved.yaml")))
    assert lesson.problems["net"] == problem
    assert repr(lesson.problems["net"]) == repr(problem)  # -0.0 is not 0.0
    assert lesson.title == (title or "saved")


def test_the_same_steps_are_traced(tmp_path: Path) -> None:
    layer = Layer((Node("h", (0.1, 1 / 3), 0.0), Node("k", (-2.0, 1e-7))), "tanh")
    network = Network(("a", "b"), (layer, Layer((Node("y", (2.0, 7.0)),))), "squared_error")
    problem = Problem(network, (Row((3.0, 5.0), (1.0,)),))
    path = tmp_path / "saved.yaml"
    save_lesson(path, lesson_text("lab", problem))
    read = load_lesson(path).problems["lab"]
    assert trace(read.network, read.rows).cells == trace(network, problem.rows).cells


def test_a_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "saved.yaml"
    save_lesson(path, "one")
    with pytest.raises(FileExistsError):
        save_lesson(path, "two")
    assert path.read_text() == "one"
    save_lesson(path, "two", replace=True)
    assert path.read_text() == "two"


def test_numbers_that_are_none_and_networks_that_are_too_large_are_refused() -> None:
    def problem(weight: float, count: int) -> Problem:
        network = Network(("a",), (Layer(tuple(Node(f"h{i}", (weight,)) for i in range(count))),))
        return Problem(network, (Row((1.0,)),))

    with pytest.raises(WriteError, match="no numbers any more"):
        lesson_text("net", problem(math.inf, 1))
    with pytest.raises(WriteError, match="too large"):
        lesson_text("net", problem(1.0, 60_000))
