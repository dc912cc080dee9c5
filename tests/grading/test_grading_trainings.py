"""Checks of several trainings: which model, how long, what was plotted of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tutor.grading.verdict import Verdict
from tutor.runner.observation import FigureView, ModelView, Observation, TrainingRun
from tutor.runner.record import named_runs

MODEL = ModelView(
    (), compiled=True, optimizer="sgd", learning_rate=0.01, loss="categorical_crossentropy"
)
VAL_1, VAL_2 = (0.9, 0.7, 0.6), (0.8, 0.5)
STOPPED = "EarlyStopping stopped after epoch 3: val_loss had not improved for 2 epochs."

See = Callable[..., Observation]
Judged = Callable[..., Verdict]


def run(number: int, variable: str, losses: tuple[float, ...], **more: Any) -> TrainingRun:
    logs = tuple({"loss": loss + 0.1, "val_loss": loss} for loss in losses)
    model = replace(MODEL, learning_rate=more.pop("rate", 0.01))
    fields = {"logs": logs, "variable": variable, "asked_epochs": 15, "early_stopping": STOPPED}
    fields |= {"watched": "val_loss", "patience": 2}
    start = TrainingRun(number, variable, model, 15, 23, 712, 179)
    return replace(start, **(fields | more))


RUNS = (run(1, "model_1", VAL_1), run(2, "model_2", VAL_2))


def figure(*lines: tuple[float, ...]) -> FigureView:
    return FigureView("plot", tuple(tuple(enumerate(line, 1)) for line in lines))


@pytest.mark.parametrize(
    ("check", "changed", "says"),
    [
        ({"training": "model_2", "asked_epochs": 15}, {}, ""),
        ({"training": "model_2", "asked_epochs": 15}, {"asked_epochs": 30},
         "The training of model_2 was asked for 30 epochs, expected epochs=15."),
        ({"training": "model_2", "asked_epochs": 15}, {"asked_epochs": 1}, "unless told"),
        ({"training": "model_2", "early_stopping": True}, {"early_stopping": None},
         "The training of model_2 had no early stopping: give it to fit with callbacks=[…]."),
        ({"training": "model_2", "early_stopping": True}, {}, ""),
        ({"training": "model_2", "early_stopping": True}, {"watched": "val_accuracy"},
         "of model_2 had an early stopping that watched val_accuracy, expected val_loss."),
        ({"training": "model_2", "early_stopping": True}, {"patience": 0},
         "of model_2 had an early stopping with a patience of 0, expected 2."),
        ({"training": "model_2", "epochs_below": 3}, {"logs": ({"loss": 1.0},) * 3},
         f"had 3 epochs; it should stop before epoch 3. {STOPPED}"),
        ({"training": "model_2", "untrained": True}, {}, ""),
        ({"training": "model_2", "untrained": True}, {"epochs_before": 10},
         "The training of model_2 went on with a model that had learned for 10 epochs: take a new"),
        ({"training": True, "untrained": True}, {"epochs_before": 1}, "Training 2 (model_2) went"),
        ({"training": True, "loss": "mse"}, {}, "had the loss categorical_crossentropy, expected"),
        ({"training": True, "loss": "CategoricalCrossentropy"}, {}, ""),
        ({"training": "model_2", "validation_split": 0.2}, {}, ""),
        ({"training": "model_2", "validation_split": 0.2}, {"rows": 623, "validation_rows": 268},
         "The training of model_2 set 30% of the rows aside, expected 20%"),
        ({"training": "model_2", "validation_split": 0.2}, {"rows": 891},
         "learned from all 891 rows, so none were set aside"),
        ({"training": "model_2", "validation_split": 0.2},
         {"rows": -25839, "validation_rows": 26730},
         "of model_2 put aside more rows than there are: validation_split=0.2."),
        ({"training": "model_2", "curves": {"loss": {"below": 0.5}}}, {"asked_epochs": 1},
         "expected below 0.5. One epoch is what fit makes unless told: epochs=…."),
        ({"training": "model_2", "curves": {"loss": {"below": 0.5}}}, {"batches": 1},
         "expected below 0.5. An epoch had 1 batch here, expected 23: leave batch_size to fit."),
        ({"training": "model_2", "curves": {"loss": {"below": 0.7}}}, {"batches": 1}, ""),
        ({"training": "model_3"}, {},
         "model_3 wasn't trained: model_3.fit(…) does that. Only model_1 and model_2 were."),
        ({"training": True, "run": 2, "learning_rate": 1e-6}, {},
         "Training 2 (model_2) had the learning rate 0.01, expected 0.000001."),
        ({"training": True, "run": 2, "learning_rate": 0.01},
         {"model": replace(MODEL, optimizer="adam")},
         "Training 2 (model_2) had the optimizer adam, expected sgd."),
    ],
)  # fmt: skip
def test_the_second_of_two_trainings(
    see: See, judged: Judged, check: dict[str, Any], changed: dict[str, Any], says: str
) -> None:
    runs = (RUNS[0], replace(RUNS[1], **changed))
    verdict = judged([check], see(runs=runs), see(runs=RUNS))
    assert verdict.passed is (not says), verdict.message
    assert not says or says in verdict.message


def test_a_model_that_was_trained_twice_is_known_by_its_variable(see: See, judged: Judged) -> None:
    runs = named_runs((run(1, "model", VAL_1), run(2, "model", VAL_2)))
    assert [one.name for one in runs] == ["model, run 1", "model, run 2"]
    check = {"training": "model", "asked_epochs": 15}
    assert judged([check], see(runs=runs), see(runs=RUNS[:1])).passed
    once = judged([check | {"runs": 1}], see(runs=runs), see(runs=RUNS[:1]))
    assert once.message.startswith("There were 2 trainings, expected 1.")


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ([figure(VAL_1, VAL_2)], ""),
        ([figure(VAL_2, VAL_1, (1.0, 2.0))], ""),
        ([figure((1.0,)), figure(VAL_1, VAL_2)], ""),
        ([figure(VAL_1, (*VAL_2, math.nan))], ""),
        ([figure(VAL_1, (*VAL_2, 0.4))], "The plot doesn't show val_loss of model_2."),
        ([figure(VAL_1)], "The plot doesn't show val_loss of model_2."),
        ([figure(VAL_1, VAL_1)], "The plot doesn't show val_loss of model_2."),
        ([figure(VAL_1, (0.9, 0.6))], "The plot doesn't show val_loss of model_2."),
        ([figure(VAL_2, VAL_1[:2])], "The plot doesn't show val_loss of model_1."),
        ([figure(VAL_1), figure(VAL_2)], "val_loss of model_1 stands in another plot"),
        ([], "No plot was shown."),
    ],
)
def test_the_curves_of_all_trainings_are_in_one_plot(
    see: See, judged: Judged, figures: list[FigureView], says: str
) -> None:
    seen = see(runs=RUNS, figures=tuple(figures))
    verdict = judged([{"plot": True, "curves": "val_loss"}], seen, see(runs=RUNS))
    assert verdict.passed is (not says), verdict.message
    assert not says or says in verdict.message


def test_a_plot_of_nothing_trained_says_so(see: See, judged: Judged) -> None:
    seen = see(figures=(figure(VAL_1),))
    verdict = judged([{"plot": True, "curves": "val_loss"}], seen, see(runs=RUNS))
    assert "Nothing was trained" in verdict.message
