"""A server for the tests, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ssh.server import NoServerError, Server

#: What the one who offers the program sets for all who log in.
OF_HOST = ("LC_ALL", "TUTOR_HOME", "PYTHONPATH")

Serve = Callable[..., Server]


@pytest.fixture
def serve(tmp_path: Path, environment: dict[str, str]) -> Iterator[Serve]:
    """Starts a server with settings of its own or of the key; it ends with the test."""
    with ExitStack() as stack:

        def serve_(settings: str = "", key_options: str = "") -> Server:
            folder = tmp_path / "sshd"
            folder.mkdir()
            variables = {key: environment[key] for key in OF_HOST}
            try:
                return stack.enter_context(Server(folder, variables, settings, key_options))
            except NoServerError as problem:
                pytest.skip(str(problem))

        yield serve_
