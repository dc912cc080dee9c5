"""A small course to install, and the program in a shell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COURSE = """format: 1
title: Small sums
licence: MIT
authors: [Ada]
lessons: [sums]
"""
LESSON = """title: Sums
exercises:
  - id: two
    title: One and one
    answer: {prompt: What is 1 + 1?, expect: 2}
    hints: [Count.]
  - id: six
    title: Two times three
    answer: {prompt: What is 2 × 3?, expect: 6}
"""
#: The same with one exercise changed, one gone, and one new.
NEWER = (
    LESSON.replace("What is 1 + 1?", "What is one and one?")
    .replace("id: six", "id: seven")
    .replace("What is 2 × 3?", "How much is 2 × 3?")
)

Files = dict[str, str]
SMALL: Files = {"course.yaml": COURSE, "sums.yaml": LESSON}


def write(folder: Path, files: Files) -> Path:
    """Put files into a folder, which is made."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tutor(environment: dict[str, str], tmp_path: Path) -> Run:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tutor", *map(str, arguments)], env=environment, cwd=tmp_path,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return run
