"""Lesson texts on the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.tui.marks import ASCII_MARKS, bar
from tutor.tui.prose import wrap


def lines(text: str, width: int = 40) -> list[str]:
    return [line.plain.rstrip() for line in wrap(text, width)]


def test_paragraphs_are_joined_and_wrapped() -> None:
    assert lines("one\ntwo\n\nthree") == ["one two", "", "three"]
    assert lines("aaa bbb ccc", 8) == ["aaa bbb", "ccc"]


def test_items_hang() -> None:
    assert lines("- aaa bbb ccc\n- d", 10) == ["• aaa bbb", "  ccc", "• d"]
    assert lines("1. aaa\n2. b", 20) == ["1. aaa", "2. b"]


def test_code_is_neither_joined_nor_wrapped() -> None:
    text = "see\n\n```\nif x:\n    y = 1\n```"
    assert lines(text, 8) == ["see", "", "    if x:", "        y = 1"]


def test_marks_of_emphasis_are_gone_and_code_is_kept_as_it_is() -> None:
    assert lines("**Hint** *now*: `a * b ** c`") == ["Hint now: a * b ** c"]


def test_arithmetic_and_names_are_no_emphasis() -> None:
    for text in ("2*2 - 1*4 +1 is 1", "9**9**9", "__import__('os')", "a_b_c", "(2)*(3)*x"):
        assert lines(text) == [text]
    assert lines("a *good* **idea**, and `2*3*4`, `__x__`") == ["a good idea, and 2*3*4, __x__"]


def test_code_in_blocks_is_shown_as_it_is() -> None:
    code = "SGD(learning_rate=0.01) ** a_b"
    assert lines(f"see\n\n    {code}") == ["see", "", f"    {code}"]
    assert lines(f"see\n\n```\n{code}\n```") == ["see", "", f"    {code}"]


def test_ascii() -> None:
    text = "\n".join(line.plain for line in wrap("- 3 × 2 → 6 – “so”…", 40, ASCII_MARKS))
    assert text.isascii()


@given(st.text(max_size=300), st.integers(20, 90))
def test_any_text_can_be_shown_and_keeps_to_the_width(text: str, width: int) -> None:
    for line in wrap(text, width):
        if not line.plain.startswith("    "):  # code isn't wrapped
            assert line.cell_length <= width + 8


def test_a_bar_is_full_only_when_all_is_done() -> None:
    assert bar(0, 4, ASCII_MARKS) == "...."
    assert bar(0.01, 4, ASCII_MARKS) == "#..."
    assert bar(0.99, 4, ASCII_MARKS) == "###."
    assert bar(1, 4, ASCII_MARKS) == "####"


def test_tables_stand_in_columns() -> None:
    text = (
        "As **here**:\n\n| a | `x` | 日本 |\n|---|--:|:-:|\n| 1 | 2.5 | ok |\n| 1 \\| 2 | 3 | |\n"
    )
    assert lines(text) == [
        *("As here:", ""),
        *("  a         x   日本", "  -----   ---   ----"),
        *("  1       2.5    ok", "  1 | 2     3"),
    ]
    assert lines(text, 14)[2:4] == ["  a         x", "    日本"]
