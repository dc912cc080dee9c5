"""Paging through pictures with the guesses of a model."""

from __future__ import annotations

import pytest
from textual.app import App

from tutor.diagram.picture import Line
from tutor.grading.verdict import Picture
from tutor.tui.lines import Lines
from tutor.tui.marks import ASCII_MARKS, UNICODE_MARKS
from tutor.tui.pictures import PicturesScreen, next_wrong, page, said, tally

ROWS = tuple(tuple(1.0 if 8 <= x < 20 else 0.0 for x in range(28)) for _ in range(28))
CHANCES = (0.0, 0.04, 0.01, 0.6, 0.05, 0.0, 0.0, 0.0, 0.3, 0.0)

RIGHT, WRONG, UNKNOWN = (Picture(ROWS, 3, label, CHANCES) for label in (3, 8, None))


def text(lines: tuple[Line, ...] | list[Line]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_guess_stands_beside_the_picture(ascii_only: bool) -> None:
    marks = ASCII_MARKS if ascii_only else UNICODE_MARKS
    lines = text(page(WRONG, (78, 18), marks)).splitlines()
    assert len(lines) <= 18 and max(map(len, lines)) <= 78
    ink = "@" if ascii_only else "█"
    assert lines[0].startswith(" " * 10 + ink * 12 + " ")
    assert f"your model says 3  {marks.wrong} it is 8" in lines[0]
    assert f" 3  {marks.full * 12}{marks.empty * 8}  0.60" in lines[5]
    assert f"{marks.here} 8  " in lines[10] and "0.30" in lines[10]
    assert not ascii_only or text(page(WRONG, (78, 18), marks)).isascii()


def test_what_is_said_depends_on_what_is_known() -> None:
    assert text(said(RIGHT, UNICODE_MARKS)).startswith("your model says 3  ✓ right")
    assert text(said(UNKNOWN, UNICODE_MARKS)).splitlines()[0] == "your model says 3"
    assert "what it is" not in text(said(UNKNOWN, UNICODE_MARKS))
    assert text(said(Picture(ROWS, 3, 3), UNICODE_MARKS)) == "your model says 3  ✓ right"
    assert tally((RIGHT, WRONG, RIGHT)) == "2 of 3 right"
    assert tally((UNKNOWN,)) == ""


def test_the_next_wrong_one_is_found_going_round() -> None:
    pictures = (RIGHT, WRONG, UNKNOWN, WRONG, RIGHT)
    assert [next_wrong(pictures, place) for place in range(5)] == [1, 3, 3, 1, 1]
    assert next_wrong((RIGHT, UNKNOWN), 0) is None
    assert next_wrong((RIGHT, WRONG), 1) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_keys_page_through_the_pictures(size: tuple[int, int]) -> None:
    screen = PicturesScreen((RIGHT, RIGHT, WRONG, RIGHT), UNICODE_MARKS)
    app: App[None] = App()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        assert "✓ right" in text(screen.query_one(Lines).lines)
        places = []
        for key in ("right", "w", "right", "right", "left", "home", "left", "end"):
            await pilot.press(key)
            await pilot.pause()
            places.append(screen.place)
        assert places == [1, 2, 3, 3, 2, 0, 0, 3]
        await pilot.press("w")
        await pilot.pause()
        lines = screen.query_one(Lines).lines
        assert "it is 8" in text(lines)
        assert max(sum(len(span.text) for span in line) for line in lines) <= size[0]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen
