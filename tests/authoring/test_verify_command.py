"""``tutor verify`` as a person or a program runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

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
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal with all characters, and nothing that an earlier test left in the cache."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "tutor-home"))
    monkeypatch.setattr("tutor.terminal.ascii_only", lambda **_: False)


def test_what_holds(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(write(GOOD, CODE))]) == 0
    out, err = capsys.readouterr()
    head, first, second, *_ = out.splitlines()
    assert head.split() == [
        "exercise", "kind", "solution", "starter", "accept", "wrong", "mutants", "seconds",
    ]  # fmt: skip
    assert first.split()[:-1] == ["✓", "by-hand", "answer", "1/1", "-", "-", "1/1", "-"]
    *checks, mutants, _ = second.split()
    assert checks == ["✓", "by-code", "code", "1/1", "1/1", "-", "1/1"]
    killed, counted = mutants.split("/")
    assert killed == counted != "0"
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
    assert err.startswith(f"{path}:14:")
    assert "did you mean expect?" in err
    assert "1 file can't be used" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.yaml"],
        ["--seeds", "0"],
        ["--seeds", "-3"],
        ["--mutants", "-1"],
        ["--changed", "--no-cache"],
    ],
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1


def test_static_runs_no_code(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(GOOD, CODE.replace("total = 1 + 2", "raise SystemExit"))
    assert main(["verify", "--static", str(path)]) == 0
    out, _ = capsys.readouterr()
    row = next(line for line in out.splitlines() if "by-code" in line)
    assert row.split()[:-1] == ["✓", "by-code", "code", "-", "-", "-", "-", "-"]
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


def test_no_progress_is_kept(write: Write, tmp_path: Path) -> None:
    assert main(["verify", str(write(GOOD))]) == 0
    assert [path.name for path in (tmp_path / "tutor-home").iterdir()] == ["cache"]


def test_a_terminal_is_told_how_far_it_is(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["verify", str(write(GOOD, CODE))]) == 0
    out, err = capsys.readouterr()
    told = [line for line in err.split("\r\x1b[K") if line]
    assert told[0].startswith("░" * 20 + " 0/2 made-up#by-") and told[-1] == "█" * 20 + " 2/2 "
    assert all(len(line) < 40 for line in told)
    assert err.endswith("\r\x1b[K"), "the line is taken away at the end"
    assert "1/2" not in out


WEAK = CODE.replace("total = 1 + 2", "total = x + 2").replace(
    "starter:", "setup: x = 1\n    starter:"
)


def test_a_change_that_no_check_notices(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(WEAK.replace("{variable: total}", "{uses: total}"))
    assert main(["verify", "--mutants", "30", str(path)]) == 1
    out, _ = capsys.readouterr()
    assert f"{path}:18:18: by-code, line 1 of the solution. No check notices this change:" in out
    assert "    -total = x + 2\n    +total = x - 2\n" in out
    assert " mutants, " in out and "100%" not in out


def test_no_mutants(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(WEAK.replace("{variable: total}", "{uses: total}").partition("    wrong")[0])
    for options in (["--no-mutants"], ["--mutants", "0"]):
        main(["verify", *options, str(path)])
        assert "mutants," not in capsys.readouterr().out


def test_what_was_fine_is_remembered(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(GOOD, CODE)

    def seconds(*options: str) -> list[str]:
        assert main(["verify", *options, str(path)]) == 0
        lines = capsys.readouterr().out.splitlines()
        return [line.split()[-1] for line in lines if line.startswith("✓")]

    assert "known" not in seconds()
    assert seconds() == ["known", "known"]
    assert "known" not in seconds("--no-cache")
    assert "known" not in seconds("--seeds", "2")
    assert seconds("--changed") == []
    write(GOOD, CODE.replace("1 + 2", "1 + 5"))
    assert len(seconds("--changed")) == 1


def test_what_failed_is_run_again(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(BAD)
    for _ in range(2):
        assert main(["verify", "--changed", str(path)]) == 1
        assert "by-hand, wrong '52'" in capsys.readouterr().out


def test_junit(write: Write, tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    assert main(["verify", "--junit", str(file), str(write(BAD, CODE))]) == 1
    lesson, files = ElementTree.parse(file).getroot()
    assert (lesson.get("name"), lesson.get("tests"), lesson.get("failures")) == (
        "made-up",
        "2",
        "1",
    )
    failures = {case.get("name"): case.findtext("failure") for case in lesson}
    assert "It has to fail" in (failures["by-hand"] or "") and failures["by-code"] is None
    assert files.get("failures") == "0"


def test_junit_where_nothing_can_be_written(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--junit", str(tmp_path), str(write(GOOD))]) == 2
    assert "can't be written" in capsys.readouterr().err


def test_ctrl_c_ends_it_at_once_and_leaves_nothing(write: Write, tmp_path: Path) -> None:
    endless = CODE.replace("total = 1 + 2", "while True: pass")
    command = [sys.executable, "-m", "tutor", "verify", str(write(endless))]
    environment = os.environ | {"TUTOR_HOME": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        wait_for(lambda: len(descendants(process.pid)) > 1)
        children = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None and process.stderr.read() == b""
    wait_for(lambda: not any(Path("/proc", str(pid)).exists() for pid in children))


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def descendants(pid: int) -> set[int]:
    found: set[int] = set()
    for task in Path("/proc", str(pid), "task").glob("*/children"):
        try:
            children = {int(child) for child in task.read_text().split()}
        except OSError:
            continue
        found |= children.union(*map(descendants, children))
    return found
