from __future__ import annotations

import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tutor.authoring.desks import Desks
from tutor.authoring.gather import gather
from tutor.authoring.pool import verify_at
from tutor.authoring.verify import Plan, Result
from tutor.progress.store import Store
from tutor.session.shelf import Shelf

HEAD = """\
title: Made up
networks:
  bank:
    inputs: {accounts: 3, children: 5}
    layers:
      - activation: relu
        nodes: {node_0: [2, 4], node_1: [4, -5]}
      - nodes: {output: [2, 7]}
    target: {output: 50}
    loss: squared_error
exercises:
"""

Write = Callable[..., Path]
Verify = Callable[..., Awaitable[Result]]


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home: data of one's own must not decide whether the shipped lessons hold."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desks() -> AsyncIterator[Desks]:
    desks = Desks(Shelf(Store(None)))
    yield desks
    await desks.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a lesson of exercises; each begins with ``- id:`` in column 0."""

    def write(*exercises: str, name: str = "made-up.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(textwrap.indent(textwrap.dedent(text), "  ") for text in exercises)
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return write


@pytest.fixture
def verified(write: Write, desks: Desks) -> Verify:
    """Verifies a lesson of one exercise."""

    async def verified(
        exercise: str, *, seeds: int = 1, static: bool = False, mutants: int = 0
    ) -> Result:
        gathered = gather(desks.shelf, [str(write(exercise))])
        assert gathered.errors == []
        (result,) = await verify_at(desks, gathered.works, Plan(seeds, static, mutants))
        return result

    return verified
