"""What the screen loads, and what it refuses to open in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("tensorflow", "keras", "numpy", "pandas", "sklearn", "matplotlib", "PIL", "pydantic")

OPEN_HOME = """
import asyncio, sys
from tutor.progress.store import Store
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp

async def main():
    app = TutorApp(Shelf(Store(None)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "HomeScreen" in repr(app.screen), app.screen
        print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))

asyncio.run(main())
"""


def test_the_home_screen_loads_nothing_heavy(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_HOME], env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "textual" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_the_command_line_imports_only_what_a_command_needs(environment: dict[str, str]) -> None:
    code = "import sys; from tutor.cli import parser; parser(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {*HEAVY, "textual", "rich", "yaml", "sqlite3", "asyncio"}


def test_without_a_terminal_it_says_so(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor"], env=environment, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_dumb_terminal_is_told_what_works_there(open_tutor) -> None:
    with open_tutor(TERM="dumb") as terminal:
        assert terminal.wait_for_exit() == 2
        assert "dumb" in terminal.text
        assert "Traceback" not in terminal.text


def test_ascii_where_unicode_is_not_wanted(open_tutor) -> None:
    with open_tutor("open", "backward-propagation#a-round-of-backprop", NO_UNICODE="1") as terminal:
        terminal.wait_for("+4.00")
        terminal.settle()
        assert [c for c in terminal.text if not c.isascii()] == []


def test_progress_that_cannot_be_read_is_said_and_left_alone(
    open_tutor, environment: dict[str, str]
) -> None:
    home = Path(environment["TUTOR_HOME"])
    home.mkdir()
    file = home / "progress.sqlite"
    file.write_bytes(b"this is no database" * 100)
    with open_tutor() as terminal:
        terminal.wait_for("q quit")
        terminal.wait_for("saved")
    assert file.read_bytes() == b"this is no database" * 100
