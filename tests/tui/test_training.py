"""Trainings on the screen: plain events in, lines out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.diagram.picture import Line
from tutor.runner.observation import (
    BatchEnded,
    EpochEnded,
    LayerView,
    ModelView,
    Printed,
    TrainingEnded,
    TrainingRun,
    TrainingStarted,
)
from tutor.tui.curve import chart
from tutor.tui.marks import ASCII_MARKS, UNICODE_MARKS
from tutor.tui.training import TrainingView

MODEL = ModelView(
    layers=(LayerView("Dense", "one", 100, "relu"), LayerView("Dense", "two", 2, "softmax")),
    input=10,
    parameters=1302,
    compiled=True,
    optimizer="sgd",
    learning_rate=0.01,
    loss="categorical_crossentropy",
)


def begin(number: int = 1, variable: str = "model", rate: float = 0.01) -> TrainingRun:
    return TrainingRun(
        number, variable, replace(MODEL, learning_rate=rate), 10, 28, 623, None, variable=variable
    )


def train(
    view: TrainingView,
    losses: Sequence[float],
    run: TrainingRun | None = None,
    ended: bool = True,
    **more: object,
) -> None:
    """A run with these losses; ``more`` are fields of the run at its end."""
    run = run or begin()
    logs = tuple({"accuracy": 0.5, "loss": loss} for loss in losses)
    assert view.take(TrainingStarted(run))
    for epoch, log in enumerate(logs, start=1):
        assert view.take(EpochEnded(run.number, epoch, log, 0.25))
    if ended:
        assert view.take(TrainingEnded(replace(run, logs=logs, **more)))  # type: ignore[arg-type]


def text(lines: Sequence[Line]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


def three_rates(view: TrainingView, third: Sequence[float]) -> None:
    train(view, [3.0 - 0.04 * epoch for epoch in range(10)], begin(1, rate=0.000001))
    train(view, [2.1, 0.8, 0.7, 0.66, 0.64, 0.63, 0.62, 0.62, 0.61, 0.61], begin(2))
    train(view, third, begin(3, rate=1.0))


def rows_of(drawing: str, sign: str) -> set[int]:
    """The rows, from the top, in which a sign stands inside the frame."""
    framed = [line.partition("│")[2] for line in drawing.splitlines()]
    return {row for row, cells in enumerate(framed) if sign in cells}


def test_one_run_shows_its_model_its_epochs_and_its_curve() -> None:
    view = TrainingView(UNICODE_MARKS)
    train(view, [3.0, 2.0, 1.5], ended=False)
    assert view.take(BatchEnded(1, 4, 14, {"loss": 1.4}))
    assert not view.take(Printed("52"))
    shown = text(view.lines(78, 18, running=True))
    assert "model · 10 → 100 relu → 2 softmax · 1,302 parameters · sgd" in shown
    assert "epoch   3/10" in shown and "14/28 batches" in shown and "about 2 s left" in shown
    assert "     3   1.5000   0.5000" in shown
    assert "● loss" in shown


def test_runs_are_named_as_they_will_be_named_at_the_end() -> None:
    view = TrainingView(UNICODE_MARKS)
    train(view, [1.0, 0.9], begin(1, rate=0.000001))
    assert [run.name for run in view.runs] == ["model"]
    assert view.take(TrainingStarted(begin(2, rate=1.0)))
    assert [run.name for run in view.runs] == ["learning rate 0.000001", "learning rate 1"]
    assert view.take(TrainingStarted(begin(3, "other")))
    assert [run.name for run in view.runs][2] == "other"


def test_after_several_runs_a_table_has_the_ends_of_all() -> None:
    view = TrainingView(UNICODE_MARKS)
    three_rates(view, [0.9, 0.8, 0.75])
    for width, beside in ((100, True), (78, True), (50, False)):
        lines = text(view.lines(width, 18, running=False)).splitlines()
        assert lines[0].startswith(" 3 runs · 10 → 100 relu")
        rows = [line for line in lines if line[1:5] in ("  ru", "● le", "○ le", "◆ le")]
        assert [" ".join(row[:42].split()) for row in rows] == [
            "run epochs loss",
            "● learning rate 0.000001 10 2.6400",
            "○ learning rate 0.01 10 0.6100",
            "◆ learning rate 1 3 0.7500",
        ]
        assert (len(rows[1]) > 60) is beside
        assert rows_of("\n".join(lines), "●") and rows_of("\n".join(lines), "◆")
        assert "accuracy" not in rows[0] or width == 100


@pytest.mark.parametrize(
    "third",
    [
        [1.4e7, 0.71, 0.69],
        [1e3, 1e9, 1e20, math.inf, math.nan, math.nan],
        [math.nan] * 10,
        [1e300] * 10,
    ],
)
def test_a_run_that_explodes_does_not_flatten_the_others(third: list[float]) -> None:
    view = TrainingView(UNICODE_MARKS)
    three_rates(view, third)
    drawing = text(view.lines(78, 22, running=False))
    slow, good = rows_of(drawing, "●"), rows_of(drawing, "○")
    assert max(slow) < min(good - {min(good)})  # They end far apart, and the good one is lower.
    assert max(good) - min(good) >= 3
    assert "↑ beyond the axis" in drawing
    assert min(rows_of(drawing, "↑")) < min(slow)


def test_a_wide_span_within_reason_gets_a_logarithmic_axis() -> None:
    drawing = text(chart({"loss": [300.0, 30.0, 3.0, 1.0]}, (60, 12), marks=UNICODE_MARKS))
    assert "(logarithmic)" in drawing and "beyond" not in drawing
    plain = text(chart({"loss": [3.0, 1.0]}, (60, 12), marks=UNICODE_MARKS))
    assert "(logarithmic)" not in plain and "beyond" not in plain


def test_a_loss_that_is_no_number_is_said_with_its_run_and_epoch() -> None:
    view = TrainingView(UNICODE_MARKS)
    three_rates(view, [5.0, 1e30, math.nan, math.nan])
    said = " ".join(text(view.lines(78, 22, running=False)).split())
    assert "learning rate 1: from epoch 3 on the loss is no number any more" in said
    assert "learning rate 0.01: from epoch" not in said


def test_early_stopping_says_for_each_run_when_and_why() -> None:
    stopped = (
        "EarlyStopping stopped after epoch 3: val_loss had not improved for 2 epochs "
        "(best: 0.9 after epoch 1)."
    )
    one = TrainingView(UNICODE_MARKS)
    train(one, [1.0, 0.9, 0.8], early_stopping=stopped)
    lines = text(one.lines(78, 20, running=False))
    assert stopped in " ".join(lines.split())
    assert all(len(line) <= 78 for line in lines.splitlines())
    two = TrainingView(UNICODE_MARKS)
    train(two, [1.0, 0.9, 0.8], begin(1, "model_1"), early_stopping=stopped, stopped_epoch=3)
    train(two, [1.0, 0.9], begin(2, "model_2"), early_stopping="It had no reason to stop.")
    said = " ".join(text(two.lines(78, 20, running=False)).split())
    assert "model_1 stopped after epoch 3: val_loss had not improved for 2 epochs." in said
    assert "no reason" not in said  # The table says that it had all its epochs.


def test_a_run_that_was_cut_off_says_where() -> None:
    view = TrainingView(UNICODE_MARKS)
    train(view, [1.0, 0.9], ended=False)
    assert "cut off" not in text(view.lines(78, 20, running=True))
    assert "cut off in epoch 3; what was logged stays" in text(view.lines(78, 20, running=False))


def test_several_runs_are_compared_by_the_curve_that_is_asked_for() -> None:
    def two(curve: str) -> str:
        view = TrainingView(UNICODE_MARKS, curve=curve)
        for number, name in enumerate(("model_1", "model_2"), start=1):
            run = begin(number, name)
            view.take(TrainingStarted(run))
            view.take(EpochEnded(number, 1, {"loss": 0.5, "val_loss": 0.25 * number}, 0.1))
            view.take(TrainingEnded(replace(run, logs=view.runs[-1].logs)))
        return text(view.lines(78, 20, running=False))

    by_validation = two("val_loss")
    assert "run      epochs val_loss     loss   val_loss" in by_validation
    assert "● model_1       1   0.2500   0.5000" in by_validation
    assert "0.25│" in by_validation and "0.5│" in by_validation
    assert "run      epochs     loss val_loss   loss" in two("val_accuracy")


@given(
    losses=st.lists(
        st.lists(st.floats() | st.floats(0.1, 10), max_size=12), min_size=1, max_size=4
    ),
    width=st.integers(40, 130),
    height=st.integers(4, 40),
    running=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_numbers_are_something_is_shown(
    losses: list[list[float]], width: int, height: int, running: bool
) -> None:
    view = TrainingView(ASCII_MARKS)
    for number, curve in enumerate(losses, start=1):
        train(view, curve, begin(number), ended=number < len(losses))
    shown = text(view.lines(width, height, running))
    assert shown.isascii() and str(len(losses[-1])) in shown


@given(
    curves=st.lists(st.lists(st.floats(), max_size=12), min_size=1, max_size=5),
    size=st.tuples(st.integers(24, 130), st.integers(5, 30)),
)
@settings(max_examples=150, deadline=None)
def test_a_chart_stays_inside_its_size(curves: list[list[float]], size: tuple[int, int]) -> None:
    named = {f"learning rate {number}": curve for number, curve in enumerate(curves)}
    lines = chart(named, size, marks=UNICODE_MARKS, title="loss")
    assert len(lines) <= size[1]
    framed = [line for line in lines if line[0].text.endswith(("│", "└"))]
    assert all(len(text([line])) <= size[0] for line in framed)
    finite = any(math.isfinite(value) for curve in curves for value in curve)
    assert bool(lines) is finite
