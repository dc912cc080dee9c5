"""Errors of numpy, in plain words."""

from __future__ import annotations

import pytest

from tutor.grading.errors import explained, of_call
from tutor.grading.source import Source
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
    assert "(2,) and (3,)" in explained(one)[0]
    assert "x has the shape (2,), w has the shape (3,)" in explained(both)[0]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ErrorView("NameError", "name 'a' is not defined", source="x = w[a]",
                   facts={"name": "a", "keyed": ["w"]}),
         "A key that is a text stands in quotes: w['a']."),
        (ErrorView("NameError", "name 'a' is not defined", source="x = v[a]",
                   facts={"name": "a", "keyed": ["w"]}),
         "Give it a value before it is used."),
        (ErrorView("AttributeError", "", source="rows = rows.append(1)",
                   facts={"name": "append", "type": "NoneType", "object": "rows"}),
         "Line 1: rows.append(…) gives None: take rows = away."),
        (ErrorView("AttributeError", "", source="other = rows.append(1)",
                   facts={"name": "append", "type": "NoneType", "object": "rows"}),
         "rows is None, and None has no .append. None is what a function gives"),
        (ErrorView("TypeError", "unsupported … 'NoneType' and 'int'", facts={"none": ["a"]}),
         "a is None."),
        (ErrorView("TypeError", "unsupported … 'NoneType' and 'int'",
                   facts={"holding_none": ["hidden"]}),
         "There is a None in hidden."),
        (ErrorView("TypeError", "unsupported operand type(s) for *: 'method' and 'int'"),
         "A function stands where a value belongs."),
        (ErrorView("TypeError", "unsupported operand type(s) for +: 'int' and 'str'",
                   source="x = 2 + '3'"),
         "A text and a number don't go together in +."),
        (ErrorView("TypeError", "unsupported operand type(s) for +: 'int' and 'set'"),
         "+ doesn't work between a number and a set."),
        (ErrorView("TypeError", "'numpy.int64' object is not iterable", source="return max(x)"),
         "max compares two numbers or more: max(a, b)."),
        (ErrorView("TypeError", "'int' object is not iterable", source="for i in 20:"),
         "Count with range(n)."),
        (ErrorView("TypeError", "'Dense' object is not iterable"),
         "TypeError: 'Dense' object is not iterable."),
        (ErrorView("ValueError",
                   "Found input variables with inconsistent numbers of samples: [4, 1]",
                   facts={"shapes": {"targets": [4], "outputs": [1]}}),
         "targets has 4 items, outputs has 1 item."),
        (ErrorView("IndexError", "only integers, slices (`:`), … arrays are valid indices",
                   facts={"shapes": {"row": [2]}}),
         "row has no keys: in its [ ] belong whole numbers or slices."),
    ],
)  # fmt: skip
def test_what_learners_run_into(error: ErrorView, says: str) -> None:
    assert says in " ".join(explained(error, Source(error.source)))


def test_a_call_says_what_it_ends_with() -> None:
    raw = ErrorView("ValueError", "too bad")
    assert of_call("f(3)", raw) == ("f(3) ends with ValueError: too bad.", "")
    plain = ErrorView("NameError", "name 'a' is not defined", facts={"name": "a"})
    assert of_call("f(3)", plain)[0] == "f(3) fails: a isn't defined here."
