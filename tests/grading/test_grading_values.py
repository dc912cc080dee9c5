from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.grading.arrays import Array, array
from tutor.grading.differ import difference
from tutor.grading.values import Unordered, differences, plain, same, value_of
from tutor.runner.observation import Value

numbers = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=5)
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@settings(max_examples=80)
@given(data)
def test_every_value_is_the_same_as_itself(value: Any) -> None:
    assert same(value, value)
    assert difference("x", value_of(value), value_of(value)) is None


@settings(max_examples=80)
@given(data, data)
def test_comparing_is_symmetric(left: Any, right: Any) -> None:
    assert same(left, right) == same(right, left)


@settings(max_examples=80)
@given(st.lists(numbers, min_size=1, max_size=12), st.data())
def test_one_number_that_is_changed_is_found(values: list[float], draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(values) - 1))
    changed = list(values)
    changed[place] = values[place] + 1 + abs(values[place])
    assert not same(changed, values)
    assert differences(changed, values) == 1
    found = difference("x", value_of(changed), value_of(values))
    assert found is not None
    if len(values) > 6:
        assert f"x[{place}]" in found.message


@pytest.mark.parametrize(
    ("given_", "expected", "is_same"),
    [
        (3, 3.0, True),
        ([1, 2], (1, 2.0), True),
        ([1, 2], array([1, 2]), True),
        ([[1, 2], [3, 4]], array([[1.0, 2.0], [3.0, 4.0]]), True),
        (True, 1, False),
        ([True, False], [1, 0], False),
        ("3", 3, False),
        (None, 0, False),
        ([1], 1, False),
        ([1, 2], [2, 1], False),
        ([1, 2], [[1, 2]], False),
        (0.1 + 0.2, 0.3, True),
        (1.0001, 1.0, False),
        (1e-9, 0, True),
        (math.nan, math.nan, True),
        (math.inf, -math.inf, False),
        (10**400, 10**400, True),
        (10**400, 1.0, False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"b": 1}, False),
        (Unordered((1, 2)), Unordered((2, 1)), True),
        (Unordered((1, 2)), Unordered((1, 1)), False),
        ([[1, 2], [3]], [[1, 2], [3]], True),
        ([], array([]), True),
    ],
)
def test_same_is_lenient_on_types_that_do_no_harm(
    given_: Any, expected: Any, is_same: bool
) -> None:
    assert same(given_, expected) is is_same


def test_a_tolerance_is_absolute() -> None:
    assert same(1.1, 1.0, 0.1)
    assert not same(1.11, 1.0, 0.1)


@pytest.mark.parametrize(
    ("given_", "expected", "parts"),
    [
        (26, -13, ["x is 26, expected -13."]),
        (13, -13, ["sign is turned"]),
        (-7, -14, ["half"]),
        (1.000001, 1.000004, ["1.000001", "1.000004"]),
        ([6, 20], 26, ["a list", "the number 26", ".sum() is missing"]),
        ([26], 26, ["inside an array"]),
        ("26", 26, ["the text '26'", "the number 26", "quotes"]),
        (True, 1, ["True", "the number 1"]),
        (None, 26, ["None", "without return"]),
        (Value("function", "function", "f(x)"), 3, ["a function", "the number 3"]),
        (3, Value("function", "function", "f(x)"), ["a number, 3", "a function"]),
        ([1, 2, 3], [1, 2], ["3 items", "expected 2"]),
        ([-7, -14, -21], [-14, -28, -42], ["[-7, -14, -21]", "[-14, -28, -42]", "half"]),
        ([3, 2, 1], [1, 2, 3], ["reverse order"]),
        ([[1, 3], [2, 4]], [[1, 2], [3, 4]], ["Rows and columns are swapped"]),
        ([[1, 4], [2, 5], [3, 6]], [[1, 2, 3], [4, 5, 6]], ["(3, 2)", "(2, 3)", "swapped"]),
        ([[1, 2, 3]], [1, 2, 3], ["shape", "The numbers are right"]),
        ([3, 6, 9], [1, 2, 3], ["3 times", "mean"]),
        (list(range(10)), [*range(9), 10], ["x[9] is 9, expected 10"]),
        ({"a": 1}, {"a": 1, "b": 2}, ["no key 'b'", "'a'"]),
        ({"a": 1, "b": 2}, {"a": 1}, ["too many", "'b'"]),
        ({"a": [1, 2]}, {"a": [1, 3]}, ["x['a'] is [1, 2], expected [1, 3]"]),
        ("Hello", "hello", ["capital letters"]),
    ],
)
def test_a_difference_says_what_differs(given_: Any, expected: Any, parts: list[str]) -> None:
    ours, theirs = (v if isinstance(v, Value) else value_of(v) for v in (given_, expected))
    found = difference("x", ours, theirs)
    assert found is not None
    text = f"{found.message} {found.hint}"
    for part in parts:
        assert part in text


def test_differences_counts_single_numbers() -> None:
    before = {"h": array([2, 1]), "o": [1, 1]}
    assert differences(before, {"h": [2, 1], "o": [1, 1]}) == 0
    assert differences(before, {"h": [2, 1], "o": [1, 0]}) == 1
    assert differences(before, {"h": [0, 1], "o": [1, 0]}) == 2
    assert differences(before, {"h": [2, 1]}) == 2
    assert differences([1, 2], [1, 2, 3]) == 1


def test_plain_reads_observed_values() -> None:
    observed = Value("array", "numpy.ndarray", "", [[1, 2], [3, 4]], (2, 2), "int64")
    assert plain(observed) == Array((2, 2), (1, 2, 3, 4))
    series = Value("frame", "pandas.Series", "", (("age", [1, 2]),), (2,))
    assert same(plain(series), [1, 2])
    keyed = Value("dict", "dict", "", (("node_0", value_of(1)),))
    assert plain(keyed) == {"node_0": 1}


def test_arrays_too_large_to_be_sent_differ_by_shape() -> None:
    big = Value("array", "numpy.ndarray", "[0 0 …]", None, (1000, 1000))
    small = Value("array", "numpy.ndarray", "[0 0 …]", None, (1000, 999))
    assert difference("x", big, big) is None
    found = difference("x", big, small)
    assert found is not None
    assert "(1000, 999)" in found.message
