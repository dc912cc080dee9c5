"""Errors of numpy, in plain words."""

from __future__ import annotations

from tutor.grading.errors import explained
from tutor.runner.observation import ErrorView


def test_an_array_of_whole_numbers_that_takes_no_decimals() -> None:
    text = "Cannot cast ufunc 'subtract' output from dtype('float64') to dtype('int64')"
    message, help_ = explained(ErrorView("numpy._UFuncOutputCastingError", text))
    assert "whole numbers" in message
    assert "a = a - b" in help_


def test_shapes_are_named_only_where_both_are_known() -> None:
    text = "operands could not be broadcast together with shapes (2,) (3,)"
    one = ErrorView("ValueError", text, facts={"shapes": {"x": [2]}})
    both = ErrorView("ValueError", text, facts={"shapes": {"x": [2], "w": [3]}})
    assert "(2,) (3,)" in explained(one)[0]
    assert "x has the shape (2,), w has the shape (3,)" in explained(both)[0]
