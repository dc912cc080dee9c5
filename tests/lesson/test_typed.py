"""What a learner would type for a value, and that the program takes it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tutor.lesson.expected import Expected
from tutor.lesson.typed import is_literal, typed
from tutor.network.numbers import close


@pytest.mark.parametrize(
    ("value", "tolerance", "text"),
    [
        (52, None, "52"),
        (52.0, None, "52"),
        (-39.0, 0.01, "-39"),
        (1 / 3, None, "0.33"),
        (1 / 3, 0.01, "0.33"),
        (1 / 3, 0.001, "0.333"),
        (1 / 3, 0.5, "0"),
        (12345.678, None, "12345.68"),
        (0.25, 0, "0.25"),
        (True, None, "true"),
        ("sum of products", None, "sum of products"),
        ([26.0, -13.5], None, "[26, -13.50]"),
    ],
)
def test_as_it_is_typed(value: Expected, tolerance: float | None, text: str) -> None:
    assert typed(value, tolerance) == text


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.one_of(st.none(), st.floats(1e-5, 10, allow_nan=False)),
)
def test_what_is_typed_is_right(value: float, tolerance: float | None) -> None:
    text = typed(value, tolerance)
    assert close(float(text), value, text, tolerance)


@given(st.floats(-100, 100), st.integers(0, 6))
def test_no_more_decimals_than_are_asked_for(value: float, decimals: int) -> None:
    assume(value != int(value))
    text = typed(value, 0.5 * 10.0**-decimals)
    assert len(text.partition(".")[2]) <= decimals + 1


@pytest.mark.parametrize(
    ("key", "right", "literal"),
    [
        (9, 6.0, True),
        ("-39", 52.0, True),
        ("3*2", 52.0, True),
        ("[26, -13]", [26.0, 0.0], True),
        ("never", "always", True),
        ("{{ output }}", "always", False),
        ("sum(node_1)", 52.0, False),
        ("max(age)", 80.0, False),
    ],
)
def test_literals(key: str | float, right: Expected, literal: bool) -> None:
    assert is_literal(key, right) is literal
