"""Grey pictures as characters."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.diagram.alphabet import ASCII, UNICODE
from tutor.diagram.picture import line_text
from tutor.diagram.pixels import Pixels, pixels


def text(rows: Pixels, ascii_only: bool = False, size: tuple[int, int] | None = None) -> list[str]:
    lines = pixels(rows, size, ASCII if ascii_only else UNICODE)
    return [line_text(line) for line in lines]


def test_two_points_above_each_other_share_a_character() -> None:
    assert text([[0, 1, 0, 1], [0, 0, 1, 1]]) == [" ▀▄█"]
    assert text([[1, 0], [0, 0], [0, 1]]) == ["▀ ", " ▀"]


def test_dark_is_what_is_dark_for_this_picture() -> None:
    assert text([[0.4, 0.1], [0.1, 0.4]]) == ["▀▄"]
    assert text([[0.0, 0.0], [0.0, 0.0]]) == ["  "]


def test_ascii_has_shades_of_four_points_each() -> None:
    assert text([[1, 1, 0, 0], [1, 1, 0, 0]], ascii_only=True) == ["@@  "]
    assert text([[1, 0], [0, 1]], ascii_only=True) == ["=="]
    ramp = [[value / 9 for value in range(10) for _ in range(2)]] * 2
    assert text(ramp, ascii_only=True) == ["".join(c * 2 for c in " .:-=+*#%@")]


def test_a_digit_takes_28_columns_and_14_lines_in_both_alphabets() -> None:
    digit = [[1.0 if 10 < x < 18 else 0.0 for x in range(28)] for _ in range(28)]
    for ascii_only in (False, True):
        lines = text(digit, ascii_only)
        assert (len(lines), {len(line) for line in lines}) == (14, {28})


def test_strange_points_are_paper_and_short_rows_are_filled_up() -> None:
    assert text([[math.nan, 1.0], [math.inf]]) == [" ▀"]
    assert text([[7.0, -3.0], [1.0, 0.0]]) == ["█ "]
    assert text([]) == []
    assert text([[], []]) == [""]


@given(
    width=st.integers(8, 90),
    height=st.integers(8, 90),
    columns=st.integers(2, 60),
    lines=st.integers(1, 30),
    ascii_only=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_picture_that_is_too_large_is_made_to_fit(
    width: int, height: int, columns: int, lines: int, ascii_only: bool
) -> None:
    drawn = text([[1.0] * width] * height, ascii_only, (columns, lines))
    assert 0 < len(drawn) <= lines
    assert all(len(line) <= columns + columns % 2 for line in drawn)
    assert "".join(drawn).strip()
