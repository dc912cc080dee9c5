"""Code as learners write it: what is right passes, and what is wrong is told why.

Every file of ``submissions/EXERCISE`` is one submission, written from the task alone:
``right_NAME.py``, or ``wrong_NAME.py`` with ``# says: TEXT`` as its first line, which must be in
what the learner is told.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
from _pytest.mark import ParameterSet

from tutor.progress.store import Store
from tutor.session.desk import Desk
from tutor.session.open import open_work
from tutor.session.shelf import Shelf
from tutor.session.work import Work

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = Path(__file__).parent / "submissions"
SAYS = "# says: "
#: Where every exercise of the shipped courses is: course, lesson and exercise.
EXERCISES = {
    exercise.id: (course.id, lesson.id, exercise.id)
    for course in Shelf(Store(None)).courses
    for lesson in course.lessons
    for exercise in lesson.exercises
}
FILES = sorted(FOLDER.glob("*/*.py"))


@cache
def work_of(exercise: str) -> Work:
    return open_work(Shelf(Store(None)), *EXERCISES[exercise])


def submissions(sort: str) -> list[ParameterSet]:
    """The files of a sort; those that need Keras are marked, for they take seconds."""
    return [
        pytest.param(path, id=f"{path.parent.name}-{path.stem}", marks=_marks(path))
        for path in FILES
        if path.stem.startswith(sort)
    ]


def _marks(path: Path) -> list[pytest.MarkDecorator]:
    code = work_of(path.parent.name).exercise.code
    return [pytest.mark.keras] if code is not None and code.needs == "keras" else []


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home, without data of one's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    """One desk for all, so that libraries are imported and solutions are run once."""
    desk = Desk(Shelf(Store(None)))
    yield desk
    await desk.close()


@pytest.mark.parametrize("path", submissions("right_"))
async def test_right(path: Path, desk: Desk) -> None:
    verdict = await desk.check_code(work_of(path.parent.name), path.read_text(encoding="utf-8"))
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("path", submissions("wrong_"))
async def test_wrong(path: Path, desk: Desk) -> None:
    code = path.read_text(encoding="utf-8")
    first = code.partition("\n")[0]
    assert first.startswith(SAYS) and first != SAYS, "the first line is '# says: TEXT'"
    verdict = await desk.check_code(work_of(path.parent.name), code)
    assert not verdict.passed
    assert first.removeprefix(SAYS) in f"{verdict.message} {verdict.next}"


async def test_every_file_is_one_of_the_two() -> None:
    assert FILES
    assert [p for p in FILES if not p.stem.startswith(("right_", "wrong_"))] == []
