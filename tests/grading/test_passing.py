"""What is said of code that passed."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading.passing import all_right
from tutor.lesson.models import CodeModel
from tutor.runner.observation import ModelView, Observation, Value

COMPILED = Value("model", "keras.Sequential", "", ModelView((), compiled=True))
RAW = Value("model", "keras.Sequential", "", ModelView(()))
SOLUTION = "n = 1\nm = 2\na = 3\n"


@pytest.mark.parametrize(
    ("checks", "more", "sentence"),
    [
        ([{"variable": "n"}], {}, "n is right."),
        ([{"variable": "n"}, {"function": "f", "cases": ["f(1)"]}], {}, "n and f are right."),
        (
            [{"variable": "n"}, {"variable": "m"}, {"variable": "a"}],
            {"again": [{"m": "2"}]},
            "n, m and a are right, with other inputs too.",
        ),
        ([{"printed": 3}], {}, "Your code does what it should."),
        ([{"plot": True}], {}, "The plot shows it."),
        ([{"training": True}], {}, "The training went as asked."),
        ([{"model": "model", "layers": []}], {}, "model is built as asked."),
        ([{"model": "model", "loss": "mse"}], {}, "model is built and compiled as asked."),
        ([{"model": "raw"}, {"variable": "n"}], {}, "raw is built as asked; n is right."),
        (
            [{"variable": "n"}, {"model": "model"}, {"training": True}],
            {},
            "model is built, compiled and trained as asked; n is right.",
        ),
        (
            [{"training": "b"}, {"training": "a"}, {"plot": True}],
            {},
            "b and a are trained as asked; the plot shows it.",
        ),
        ([{"holds": "n == len(given)"}], {}, "n is right."),
        ([{"holds": "n == m"}], {"starter": "m = 2\nn = ...\n"}, "n is right."),
        ([{"model": "a"}, {"holds": "a == n"}], {}, "a is built as asked; n is right."),
    ],
)
def test_what_was_right_is_said(
    checks: list[dict[str, Any]], more: dict[str, Any], sentence: str
) -> None:
    form = {"task": "t", "solution": SOLUTION, "checks": checks} | more
    seen = Observation("complete", values={"model": COMPILED, "raw": RAW, "a": RAW})
    assert all_right(CodeModel.model_validate(form), seen) == sentence
