"""Some random keys; ``python -m tests.whole.monkey`` presses many more."""

from __future__ import annotations

import subprocess
import sys


def test_random_keys_raise_nothing(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.whole.monkey", "--keys", "1500", "--seed", "7"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "1,500 keys" in done.stdout
