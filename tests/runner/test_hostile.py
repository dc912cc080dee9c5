"""Code that attacks, breaks or cheats never passes, leaves nothing, and the screen stays alive.

Here is a part of it: every sixth snippet, and the tricks on exercises that need no Keras. All
of it is ``python -m tests.runner.hostile``, and the same with ``tricks`` or ``growth``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.runner.hostile.growth import growth, sizes_around
from tests.runner.hostile.screen import NoSandboxError, hand_in
from tests.runner.hostile.snippets import snippets
from tests.runner.hostile.tricks import code_exercises, passing
from tutor.progress.store import Store
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf

EVERY = 6
#: Bytes that a process may have grown after so many submissions: about 4 KB for each.
SUBMISSIONS, GROWTH = 500, 2 << 20


async def test_hostile_snippets_fail_and_leave_nothing(tmp_path: Path) -> None:
    chosen = list(snippets())[::EVERY]
    try:
        faults = [
            f"{outcome.snippet.name}: {fault}"
            async for outcome in hand_in(chosen, tmp_path)
            for fault in outcome.faults
        ]
    except NoSandboxError as problem:
        pytest.skip(str(problem))
    assert not faults, "\n".join(faults)


def test_the_snippets_are_many_and_of_every_kind() -> None:
    names = [snippet.name for snippet in snippets()]
    assert len(names) == len(set(names)) >= 120
    kinds = Counter(name.partition("/")[0] for name in names)
    assert min(kinds.values()) >= 5, kinds


async def test_no_trick_passes_an_exercise_without_doing_it() -> None:
    shelf = Shelf(Store(None))
    desk = Desk(shelf)
    try:
        fallen = {
            work.key: tricks
            for work in code_exercises(shelf, "numpy")
            if (tricks := await passing(desk, work))
        }
    finally:
        await desk.close()
    assert fallen == {}


@pytest.mark.parametrize("sandbox", ["1", "0"])
async def test_nothing_grows_with_the_submissions(
    sandbox: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_SANDBOX", sandbox)
    before, after = await sizes_around("numpy", SUBMISSIONS)
    assert list(growth(before, after, GROWTH)) == []
