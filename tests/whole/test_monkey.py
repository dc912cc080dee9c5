"""Some random keys; the same commands press many more."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("monkey", "--keys", "1500", "--seed", "7"), "1,500 keys, and nothing was raised"),
        (("monkey_in_terminal", "--keys", "240"), "240 keys, and all that stood there was meant"),
    ],
    ids=["in memory", "in a terminal"],
)
def test_random_keys_end_nothing_and_leave_no_rubbish(
    environment: dict[str, str], command: tuple[str, ...], says: str
) -> None:
    module, *options = command
    done = subprocess.run(
        [sys.executable, "-m", f"tests.whole.{module}", *options],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert says in done.stdout
