"""The lab on the command line: in a real terminal, graded without a screen, and wrong use."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tutor.cli import main
from tutor.lesson.load import load_lesson

LESSON = """\
title: Labs
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
  - id: one
    title: One
    lab:
      prompt: Make it 13.
      network: net
      goal: prediction == 13
      max_edits: 1
      solution: {weight(a->h0): 1.5}
"""


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    file = tmp_path / "labs.yaml"
    file.write_text(LESSON, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("weight(a->h0) = 1.5", 0, "prediction == 13 holds"),
        ("weight(a→h0)=3/2", 0, "holds"),
        ("weight(a->h0)=1.4", 1, "prediction is 12.4"),
        ("weight(a->h0)=1.5, weight(b->h0)=1.5", 1, "only 1 change is allowed"),
        ("train=5", 1, "No training steps here"),
        ("", 1, "Nothing is changed yet"),
        ("2.5", 1, "write it like weight(a->b) = 2.5"),
    ],
)
def test_a_lab_is_graded_without_a_screen(
    lesson: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, says: str
) -> None:
    assert main(["answer", f"{lesson}#one", text, "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is (code == 0)
    assert says in told["message"]


def test_attempts_are_recorded_when_asked(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answer", f"{lesson}#one", "weight(a->h0)=1.5", "--record"]) == 0
    capsys.readouterr()
    assert main(["list", str(lesson), "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["courses"][0]["lessons"][0]["exercises"]
    assert (listed["kind"], listed["done"]) == ("lab", True)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("3", "'3' is no shape"),
        ("2-0-1", "a layer needs at least one node"),
        ("2-9999-1", "at most"),
        ("nowhere", "there is no course, lesson or file 'nowhere'"),
        ("nowhere.yaml", "nowhere.yaml"),
        ("backward-propagation", "several networks"),
        ("backward-propagation#rund", "did you mean round"),
        ("labs.yaml#zzz", "labs.yaml"),
    ],
)
def test_wrong_use_is_one_sentence(
    lesson: Path, capsys: pytest.CaptureFixture[str], what: str, says: str
) -> None:
    assert main(["lab", what.replace("labs.yaml", str(lesson))]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert told.err.count("\n") == 1


def test_to_play_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; import tutor.tui.app, tutor.tui.lab, tutor.lab.problems;"
        "print([m for m in ('pydantic', 'numpy', 'tensorflow') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_from_start_to_end_in_a_terminal(
    open_tutor: Callable[..., Terminal], tmp_path: Path
) -> None:
    saved = tmp_path / "kept.yaml"
    with open_tutor("lab", "2-2-1", "--seed", "3") as terminal:
        terminal.wait_for("trained 0")
        terminal.send(b"4.5\rTT")
        terminal.wait_for("trained 20")
        terminal.send(b"r")
        terminal.wait_for("trained 0")
        terminal.send(b"u")
        terminal.wait_for("trained 20")
        terminal.send(b"w\x15" + str(saved).encode() + b"\r")
        terminal.wait_for("Written.")
        terminal.send(b"q")
        assert terminal.wait_for_exit() == 0
    problem = load_lesson(saved).problems["lab"]
    assert problem.network.columns == (("x0", "x1"), ("h0", "h1"), ("y0",))
    with open_tutor("lab", f"{saved}#lab", size=(40, 12), NO_UNICODE="1") as terminal:
        terminal.wait_for("weight(x0->h0) is")
        assert terminal.text.isascii()
        terminal.send(b"q")
        assert terminal.wait_for_exit() == 0
