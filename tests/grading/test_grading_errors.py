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
        (ErrorView("TypeError", "'numpy.float64' object cannot be interpreted as an integer"),
         "A decimal number stands where a whole number belongs."),
        (ErrorView("TypeError", "f() takes from 2 to 3 positional arguments but 1 were given"),
         "f takes 2 values or more, but is given 1."),
        (ErrorView("ImportError", "cannot import name 'Dense' from 'keras' (…)",
                   facts={"name": "keras"}),
         "Write from keras.layers import Dense."),
        (ErrorView("ImportError", "cannot import name 'np_utils' from 'keras.utils' (…)"),
         "There is no keras.utils.np_utils any more."),
        (ErrorView("AttributeError", "'DataFrame' object has no attribute 'append'",
                   facts={"name": "append", "type": "pandas.DataFrame"}),
         "Tables no longer have .append. pd.concat"),
        (ErrorView("ValueError", "EarlyStopping … monitor=val, but Keras isn't able to …"),
         "A training logs nothing called val."),
        (ErrorView("TypeError", "fit() got an unexpected keyword argument 'loss'"),
         "fit has no argument loss. compile has it."),
        (ErrorView("ValueError", "Exception encountered when calling Sequential.call().",
                   source="model.fit([x, y], epochs=2)"),
         "as two values, not as one list."),
        (ErrorView("ValueError", "Unrecognized data type: x=1 (of type <class 'numpy.ndarray'>)",
                   source="model.fit(x, 'target')"),
         "'target' is a text, not data."),
    ],
)  # fmt: skip
def test_what_learners_run_into(error: ErrorView, says: str) -> None:
    assert says in " ".join(explained(error, Source(error.source)))


@pytest.mark.parametrize(
    ("code", "line", "message", "facts", "says"),
    [
        ("sum = 0\nsum([1])", 2, "'int' object is not callable", {},
         "line 1 gave it a value. Take another name"),
        ("df = df.drop(columns='a', inplace=True)\ndf.x", 2, "'NoneType' object has no attribute",
         {"object": "df", "type": "NoneType", "name": "x"}, "Line 1: with inplace=True nothing"),
        ("def f():\n    1\ny = f()\ny + 1", 4, "… 'NoneType' and 'int'", {"none": ["y"]},
         "Line 3: f ends without a return, so it gives None."),
        ("x = None\nx + 1", 2, "… 'NoneType' and 'int'", {"none": ["x"]},
         "Line 1: x = None gives it no value yet."),
        ("y = input * 2", 1, "type(s) for *: 'builtin_function_or_method' and 'int'", {},
         "input is a function of Python's, no value."),
        ("rate = '0.01'\ny = rate * w", 2, "type(s) for *: 'str' and 'float'", {},
         "Line 1: take the quotes away, rate=0.01."),
        ("stop = E(patience='2')\nfit(stop)", 2, "'>=' not supported … 'int' and 'str'", {},
         "Line 1: take the quotes away, patience=2."),
        ("rate = 'fast'\ny = rate * w", 2, "type(s) for *: 'str' and 'float'", {},
         "A text and a number don't go together in *."),
    ],
)  # fmt: skip
def test_where_it_began_is_told(
    code: str, line: int, message: str, facts: dict[str, object], says: str
) -> None:
    kind = "AttributeError" if "attribute" in message else "TypeError"
    error = ErrorView(kind, message, line, source=code.splitlines()[line - 1], facts=facts)
    assert says in " ".join(explained(error, Source(code)))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ErrorView("TypeError", "'Dense' object is not iterable", source="x"),
         "TypeError: 'Dense' object is not iterable."),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told_as_it_is(error: ErrorView, says: str) -> None:
    assert says == " ".join(explained(error, Source(error.source))).strip()


def test_a_call_says_what_it_ends_with() -> None:
    raw = ErrorView("ValueError", "too bad")
    assert of_call("f(3)", raw) == ("f(3) ends with ValueError: too bad.", "")
    plain = ErrorView("NameError", "name 'a' is not defined", facts={"name": "a"})
    assert of_call("f(3)", plain)[0] == "f(3) fails: a isn't defined here."
