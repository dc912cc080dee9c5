"""``tutor review`` as a shell calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tutor.progress.store import Attempt, Store

NOW = datetime.now(UTC)


def review(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tutor", "review", *arguments], env=environment,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def missed(environment: dict[str, str], exercise: str, days: int) -> None:
    with Store(Path(environment["TUTOR_HOME"]) / "progress.sqlite") as store:
        at = NOW - timedelta(days=days)
        store.record(Attempt(f"deep-learning/{exercise}", "h", "x", False, "no", at=at))


def test_what_is_due_is_listed_the_longest_waiting_first(environment: dict[str, str]) -> None:
    for exercise, days in (("relu", 5), ("levels", 9), ("slopes", 0)):
        missed(environment, exercise, days)
    done = review(environment, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [item["id"] for item in found["due"]] == ["deep-learning/levels", "deep-learning/relu"]
    assert found["due"][1]["what"] == "forward-propagation#relu"
    for item in found["due"]:
        assert datetime.fromisoformat(item["due"]) < NOW
    assert found["next"]["id"] == "deep-learning/slopes"
    assert datetime.fromisoformat(found["next"]["due"]) > NOW

    lines = review(environment, "--list").stdout.splitlines()
    assert [line.split()[2] for line in lines] == [
        "forward-propagation#levels", "forward-propagation#relu",
    ]  # fmt: skip


def test_nothing_due_says_what_comes_next_also_without_a_terminal(
    environment: dict[str, str],
) -> None:
    assert "Nothing is due" in review(environment).stdout
    missed(environment, "relu", 0)
    done = review(environment)
    assert done.returncode == 0
    assert "Relu, an activation function" in done.stdout
    assert json.loads(review(environment, "--json").stdout)["due"] == []


def test_wrong_use_is_one_line(environment: dict[str, str]) -> None:
    done = review(environment, "everything")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
