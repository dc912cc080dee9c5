"""How numbers are written, and when a typed number is right."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.network.numbers import close, exact, plain, rate, show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.000001, "0.000001"),
        (1.0, "1"),
        (0.01, "0.01"),
        (100.0, "100"),
        (2.5e-9, "2.5e-9"),
        (math.inf, "inf"),
    ],
)
def test_learning_rates(value: float, text: str) -> None:
    assert rate(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3.00"),
        (26, "26.0"),
        (-0.04, "-0.04"),
        (130, "130"),
        (12345, "12345"),
        (0, "0.00"),
        (-0.0, "0.00"),
        (9.999, "10.0"),
        (0.0012, "1e-3"),
        (-0.00004, "-4e-5"),
        (1234567, "1.2e6"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
    ],
)
def test_numbers_in_pictures(value: float, text: str) -> None:
    assert show(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (0.5, "0.5"),
        (-1 / 24, "-0.0416667"),
        (-0.0, "0"),
        (1e-7, "1e-7"),
        (130473, "130473"),
        (1234567.5, "1234567.5"),
        (1e20, "1e20"),
        (math.inf, "inf"),
    ],
)
def test_numbers_in_text(value: float, text: str) -> None:
    assert plain(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_written_numbers_stay_short_and_near(value: float) -> None:
    assert len(show(value)) <= 8
    assert float(exact(value)) == value
    assert float(plain(value)) == pytest.approx(value, rel=1e-5)
    assert show(value) != "-0.00"


@pytest.mark.parametrize(
    ("typed", "right", "is_right"),
    [
        ("5.04", 5.0416, True),
        ("5.042", 5.0416, True),
        ("5.041", 5.0416, False),
        ("5", 5.004, True),
        ("5", 5.04, False),
        ("-39", -39.0, True),
        ("1.2e-3", 0.00123, True),
        ("1.3e-3", 0.00123, False),
        ("1/3", 0.333333, True),
        ("0.33", 1 / 3, True),
    ],
)
def test_right_to_the_digits_typed(typed: str, right: float, is_right: bool) -> None:
    given = 1 / 3 if typed == "1/3" else float(typed)
    assert close(given, right, typed) is is_right


def test_a_tolerance_is_absolute() -> None:
    assert close(10.4, 10, tolerance=0.5)
    assert not close(10.6, 10, "10.6", tolerance=0.5)
    assert not close(10.001, 10, tolerance=0)
    assert close(0.1 + 0.2, 0.3, tolerance=0)


def test_what_is_no_finite_number() -> None:
    assert close(math.inf, math.inf)
    assert close(math.nan, math.nan)
    assert not close(math.inf, -math.inf)
    assert not close(1, math.nan)
