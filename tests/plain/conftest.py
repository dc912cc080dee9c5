"""A course with an exercise of every kind, and lines typed into ``tutor --plain``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COURSE = """\
format: 1
title: Kinds
licence: MIT
authors: [someone]
lessons: [kinds]
"""
LESSON = """\
title: All kinds
networks:
  net:
    inputs: {a: 3, b: 2}
    layers:
      - activation: relu
        nodes: {h0: [2, 1], h1: [1, -2]}
      - nodes: {output: [2, 3]}
    target: {output: 5}
    loss: squared_error
exercises:
  - {id: reading, title: Read, read: "Numbers → *nodes*, and `weights` – “so”.", show: [net]}
  - id: choosing
    title: Choose
    choice:
      prompt: Which?
      options:
        - {text: the first, feedback: No.}
        - {text: the second, right: true, feedback: "Yes, that one."}
  - id: answering
    title: Answer
    answer: {prompt: What comes out?, network: net, expect: "{{ output }}"}
    hints: [Begin with h0.]
  - id: naming
    title: Name it
    answer: {prompt: What do you want if you are stuck?, expect: hint}
  - id: walking
    title: Walk
    steps: {network: net, pass: backward, ask: [delta(output), gradient(a->h0)]}
  - id: playing
    title: Play
    lab: {prompt: Make it 13., network: net, goal: prediction == 13, max_edits: 1,
          solution: {weight(a->h0): 1.5}}
  - id: coding
    title: Code
    code:
      task: Make x the sum of 1 and 2, and print it.
      starter: |
        x = ...
        print(x)
      solution: |
        x = 1 + 2
        print(x)
      checks: [{variable: x}, {printed: "3"}]
"""

Say = Callable[..., str]


@pytest.fixture
def course(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A course with an exercise of every kind, among those of the learner."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "kinds.yaml").write_text(LESSON, encoding="utf-8")
    return folder


@pytest.fixture
def say(environment: dict[str, str]) -> Say:
    """Types lines into ``tutor --plain`` through a pipe; gives all that was said."""

    def run(*arguments: str, lines: str = "", **extra: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tutor", "--plain", *arguments],
            input=lines.encode(), env=environment | extra, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout
        encoding = "ascii" if extra else "utf-8"
        return done.stdout.decode(encoding)

    return run
