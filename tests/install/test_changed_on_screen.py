"""On the home screen: a course that was installed, what changed in it, and one that is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.install.conftest import NEWER, SMALL, write
from tests.tui.screens import SIZES, settle, text_of
from tutor.courses.install import install
from tutor.courses.place import Installed
from tutor.progress.store import Attempt, Store
from tutor.progress.where import courses_folder
from tutor.session.open import find_work
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The small course was installed, both exercises were done, and then it changed."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    installed = Installed(courses_folder())
    source = write(tmp_path / "small", SMALL)
    install(str(source), installed)
    shelf = Shelf(Store(tmp_path / "progress.sqlite"))
    for id_ in ("two", "six"):
        work = find_work(shelf, f"sums#{id_}")
        assert not work.shipped
        shelf.store.record(Attempt(work.key, work.hash, "2", True))
    write(source, {"sums.yaml": NEWER + SMALL["sums.yaml"].split("exercises:\n")[1].split(
        "    hints: [Count.]\n")[1]})  # fmt: skip
    install(str(source), installed)
    return Shelf(shelf.store)


async def opened(pilot: Pilot[None]) -> list[str]:
    """The lines of the home screen that are about the small course, with its lesson opened."""
    await settle(pilot)
    await pilot.press("slash", *"sums", "enter")
    await settle(pilot)
    await pilot.press("escape", "right")
    await settle(pilot)
    return text_of(pilot.app).splitlines()  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_done_stays_and_is_marked_as_changed(
    shelf: Shelf, size: tuple[int, int], ascii_only: bool
) -> None:
    app = TutorApp(shelf, None, ascii_only)
    async with app.run_test(size=size) as pilot:
        lines = await opened(pilot)
    (changed,) = [line for line in lines if "One and one" in line]
    assert changed.split()[0] == "~"
    assert "changed since" in changed
    same = [line.split() for line in lines if "Two times three" in line]
    done = "+" if ascii_only else "✓"
    assert [words[0] for words in same] == ["2", done][: len(same)]
    assert len(same) == 2 or size[1] == min(SIZES)[1]
    assert not any("changed" in words for words in same)


async def test_a_course_that_can_not_be_read_says_why(shelf: Shelf) -> None:
    write(courses_folder() / "small", {"course.yaml": "lessons: ["})
    app = TutorApp(shelf)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        lines = text_of(pilot.app).splitlines()
        (line,) = [line for line in lines if line.strip().startswith("small")]
        assert line.endswith("can't be read")
