"""Screens as text: what stands on them, with a mark where style carries meaning.

A snapshot is a text file in ``snapshots/``. ``TUTOR_SNAPSHOTS=write pytest tests/tui`` writes them
anew; look at what changed with ``git diff`` before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

SNAPSHOTS = Path(__file__).parent / "snapshots"
#: Sizes that every screen has to work at: usual, comfortable, small.
SIZES = ((80, 24), (120, 40), (40, 12))


def strips(app: App[object]) -> list[Strip]:
    """The rows of the screen as they are painted, with their styles."""
    return app.screen._compositor.render_strips()


def text_of(app: App[object]) -> str:
    """The characters of the screen, without spaces at the ends of rows."""
    return "\n".join(strip.text.rstrip() for strip in strips(app))


def styled_text_of(app: App[object]) -> str:
    """The characters of the screen, and below each row what is reversed (^) or underlined (_)."""
    rows: list[str] = []
    for strip in strips(app):
        marks = ""
        for segment in strip:
            style = segment.style
            if style is None or "@mouse.down" in style.meta:  # a scroll bar says nothing
                sign = " "
            else:
                sign = "^" if style.reverse else "_" if style.underline else " "
            marks += sign * segment.cell_length
        rows.append(strip.text.rstrip())
        if marks.strip():
            rows.append(marks.rstrip())
    return "\n".join(rows)


def colours_of(app: App[object]) -> set[str]:
    """The names of all colours on the screen, without the terminal's own."""
    found = {
        str(colour.name)
        for strip in strips(app)
        for segment in strip
        if segment.style
        for colour in (segment.style.color, segment.style.bgcolor)
        if colour is not None
    }
    return found - {"default"}


async def settle(pilot: Pilot[object]) -> None:
    """Wait until what was asked for is painted."""
    for _ in range(3):
        await pilot.pause()


async def wait_until(pilot: Pilot[object], condition: Callable[[], bool]) -> None:
    """Wait until something holds; fail with the screen after some seconds."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError(f"it never came to that:\n{text_of(pilot.app)}")


async def press(pilot: Pilot[object], *keys: str) -> None:
    """Press keys one after the other, each painted before the next."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def check_snapshot(app: App[object], name: str, styles: bool = False) -> None:
    """The screen is what ``snapshots/NAME.txt`` holds; ``styles``: with marks for styles."""
    found = (styled_text_of(app) if styles else text_of(app)).rstrip() + "\n"
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("TUTOR_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert file.is_file(), f"no snapshot {name}: run with TUTOR_SNAPSHOTS=write"
    assert found == file.read_text(encoding="utf-8"), f"{name} changed:\n{found}"
