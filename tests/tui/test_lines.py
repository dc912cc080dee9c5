"""Lines are painted as they are, and only where they changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region

from tests.tui.screens import settle, text_of
from tutor.diagram.picture import Line, Span, line_width
from tutor.tui.lines import Lines, changed


def lines_of(characters: str) -> st.SearchStrategy[Line]:
    text = st.text(st.sampled_from(characters), max_size=6)
    return st.lists(st.builds(Span, text, st.sampled_from(["", "muted"])), max_size=4).map(tuple)


NARROW, ANY = lines_of("a1 ─▶é"), lines_of("a ─漢\u0301")


@given(old=NARROW, new=NARROW)
def test_what_lies_outside_of_the_change_is_the_same(old: Line, new: Line) -> None:
    start, end = changed(old, new)
    before, after = ([(c, span.style) for span in line for c in span.text] for line in (old, new))
    assert before[:start] == after[:start] and before[end:] == after[end:]
    assert (start == end) is (before == after)


@given(old=ANY, new=ANY)
def test_characters_of_other_widths_have_the_whole_line_painted(old: Line, new: Line) -> None:
    texts = "".join(span.text for span in (*old, *new))
    if "漢" in texts or "\u0301" in texts:
        width = max(line_width(old), line_width(new))
        assert changed(old, new) == (0, 0 if old == new else width)


def test_one_stretch_from_the_first_change_to_the_last() -> None:
    old = (Span("weight "), Span("+2.00", "positive"), Span(" bias 0.00 end"))
    new = (Span("weight "), Span("+2.04", "positive"), Span(" bias 0.10 end"))
    assert changed(old, new) == (11, 21)
    assert changed(old, old) == (0, 0)
    assert changed(new, (Span("weight "), Span("+2.04", "negative"), new[2])) == (7, 12)
    assert changed((), new) == (0, 26)


class _App(App[object]):
    def compose(self) -> ComposeResult:
        yield Lines()


@pytest.mark.parametrize("longer", ["", "longer than before", "x" * 200])
async def test_what_is_shown_is_what_stands_there(longer: str) -> None:
    async with _App().run_test(size=(40, 6)) as pilot:
        lines = pilot.app.query_one(Lines)
        for text in ("first 1.00", "first 1.01", "", longer, "漢字 1", "漢字 2", "f"):
            lines.show(((Span(text),), (Span("below"),)))
            await settle(pilot)
            assert text_of(pilot.app).splitlines()[0] == text[:40]


async def test_a_number_that_changes_moves_nothing_else() -> None:
    async with _App().run_test(size=(40, 6)) as pilot:
        lines = pilot.app.query_one(Lines)
        lines.show(((Span("loss 1.2345 of this epoch"),),))
        await settle(pilot)
        painted: list[tuple[Region, ...]] = []
        lines.refresh = lambda *regions, **_: painted.append(regions)  # type: ignore[assignment]
        lines.show(((Span("loss 1.23 of this epoch"),),))
        lines.show(((Span("loss 1.24 of this epoch"),),))
        assert [region.width for regions in painted for region in regions][-1] == 1
        assert all(len(regions) == 1 for regions in painted)
