"""``tutor verify`` as a person or a program runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.cli import main

Write = Callable[..., Path]

ANSWER = """\
- id: by-hand
  title: By hand
  answer: {prompt: What comes out?, expect: "{{ output }}", wrong: {KEY: Relu is missing.}}
"""
CODE = """\
- id: by-code
  title: By code
  code:
    task: Add.
    starter: "total = 0"
    solution: "total = 1 + 2"
    checks: [{variable: total}]
    wrong: [{code: "total = 4", says: total}]
"""
GOOD = ANSWER.replace("KEY", '"-39"')
BAD = ANSWER.replace("KEY", '"52"')


@pytest.fixture(autouse=True)
def utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.terminal.ascii_only", lambda: False)


def test_what_holds(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(write(GOOD, CODE))]) == 0
    out, err = capsys.readouterr()
    head, first, second, *_ = out.splitlines()
    assert head.split() == [
        "exercise", "kind", "solution", "starter", "accept", "wrong", "seconds",
    ]  # fmt: skip
    assert first.split()[:-1] == ["✓", "by-hand", "answer", "1/1", "-", "-", "1/1"]
    assert second.split()[:-1] == ["✓", "by-code", "code", "1/1", "1/1", "-", "1/1"]
    assert len({len(line) for line in (head, first, second)}) == 1
    assert "2 exercises, 5 checks" in out and "all as they have to be." in out
    assert err == "", "there is no progress line where there is no terminal"


def test_what_does_not_hold(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(BAD, CODE)
    assert main(["verify", str(path)]) == 1
    out, err = capsys.readouterr()
    assert "✗  by-hand" in out and "✓  by-code" in out and "1 failed." in out
    (paragraph,) = [line for line in out.splitlines() if line.startswith(str(path))]
    assert paragraph == (
        f"{path}:14:77: by-hand, wrong '52': `52`. It has to fail and say 'Relu is missing.'. "
        "It passed: 52 is right."
    )
    assert err == ""


def test_a_broken_lesson(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(GOOD.replace("expect", "expcet"))
    assert main(["verify", str(path)]) == 2
    out, err = capsys.readouterr()
    assert err.splitlines() and all(line.startswith(f"{path}:14:") for line in err.splitlines())
    assert "did you mean expect?" in err
    assert "1 file can't be used" in out


@pytest.mark.parametrize("arguments", [["nowhere.yaml"], ["--seeds", "0"], ["--seeds", "-3"]])
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1


def test_static_runs_no_code(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(GOOD, CODE.replace("total = 1 + 2", "raise SystemExit"))
    assert main(["verify", "--static", str(path)]) == 0
    out, _ = capsys.readouterr()
    row = next(line for line in out.splitlines() if "by-code" in line)
    assert row.split()[:-1] == ["✓", "by-code", "code", "-", "-", "-", "-"]
    assert out.endswith("No code was run.\n")


def test_as_json(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(BAD, CODE)
    assert main(["verify", "--json", str(path)]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["passed"] is False and data["errors"] == []
    bad, good = data["exercises"]
    assert (bad["id"], bad["kind"], bad["passed"]) == ("by-hand", "answer", False)
    assert bad["checks"]["wrong"] == {"passed": 0, "run": 1}
    assert bad["failures"][0]["said"] == "52 is right."
    assert good["passed"] is True and good["failures"] == []
    assert good["checks"]["starter"] == {"passed": 1, "run": 1}
    assert (good["file"], good["line"], good["lesson"]) == (str(path), 15, "made-up")


def test_errors_as_json(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(GOOD.replace("expect", "expcet"))
    assert main(["verify", "--json", str(path)]) == 2
    data = json.loads(capsys.readouterr().out)
    assert data["passed"] is False and data["exercises"] == []
    assert {(error["file"], error["line"]) for error in data["errors"]} == {(str(path), 14)}


def test_no_progress_is_kept(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "tutor-home"
    monkeypatch.setenv("TUTOR_HOME", str(home))
    assert main(["verify", str(write(GOOD))]) == 0
    assert not home.exists()


def test_a_terminal_is_told_how_far_it_is(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "18")
    assert main(["verify", str(write(GOOD, CODE))]) == 0
    out, err = capsys.readouterr()
    told = [line for line in err.split("\r\x1b[K") if line]
    assert told == ["1/2 made-up#by-ha", "2/2 made-up#by-co"]
    assert err.endswith("\r\x1b[K"), "the line is taken away at the end"
    assert "1/2" not in out
