"""Errors are shown with the line of the file and a mark under what is wrong."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.excerpt import complaint, excerpts
from tutor.lesson.load import load_lesson

HEAD = "title: T\nnetworks:\n  n: {inputs: {x: 1}, layers: [{nodes: {Output: [2]}}]}\nexercises:\n"


def errors_of(tmp_path: Path, text: str) -> LessonError:
    path = tmp_path / "lesson.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    return caught.value


def marked(error: LessonError) -> list[str]:
    """What the carets stand under, as a reader sees it."""
    lines = excerpts(error.diagnostics).splitlines()
    found = []
    for above, below in pairwise(lines):
        start = below.find("^")
        if start >= 0 and not below.strip(" |^\t"):
            found.append(above[start : below.rindex("^") + 1])
    return found


@pytest.mark.parametrize(
    ("exercise", "marks"),
    [
        ("read: '{{ otput }} and {{ Output }} and {{ delta(outpt) }}'", ["otput", "delta"]),
        ("read: |\n      One.\n\n        Two {{ otput }}.\n    text: '{{ y }}'", ["otput", "y"]),
        ("read: >-\n      Outputs are otput,\n      says the {{ otput }}.", ["otput"]),
        ("read: some words\n      and {{ otput }}", ["otput"]),
        ("read: \"a \\\"quote\\\" and {{ otput }}\"", ["otput"]),
        ("lab: {prompt: p, network: n, goal: Output > otput}", ["otput"]),
        ("steps: {network: n, pass: forward, ask: [Output, outptu]}", ["outptu"]),
        ("code:\n      task: t\n      setup: |  # given\n        a = 1\n        d = 2 +* 3\n"
         "      solution: e = 3\n      checks: [{variable: e}, {holds: 'e === 3'}]", ["*", "="]),
    ],
)  # fmt: skip
def test_the_mark_is_under_the_word(tmp_path, exercise, marks):
    text = f"{HEAD}  - id: a\n    title: A\n    {exercise}\n"
    assert marked(errors_of(tmp_path, text)) == marks


def test_code_in_a_block_is_named_by_the_line_of_the_file(tmp_path):
    code = "code:\n      task: t\n      solution: |\n        a = 1\n\n        b = (2\n"
    text = f"{HEAD}  - id: a\n    title: A\n    {code}      checks: [{{variable: a}}]\n"
    (error,) = errors_of(tmp_path, text).diagnostics
    assert (error.line, error.column) == (text.splitlines().index("        b = (2") + 1, 13)


def test_the_rest_of_a_lesson_is_checked_beside_a_broken_exercise(tmp_path):
    broken, other = "  - {id: a, title: A, raed: r}", "  - {id: b, title: B, read: '{{ otput }}'}"
    text = f"{HEAD}{broken}\n{other}\n"
    assert marked(errors_of(tmp_path, text)) == ["raed", "otput"]


def test_nothing_else_is_said_where_a_network_is_broken(tmp_path):
    text = HEAD.replace("[2]", "[two]") + "  - {id: b, title: B, read: '{{ otput }}'}\n"
    assert marked(errors_of(tmp_path, text)) == ["two"]


@pytest.mark.parametrize("before", ["日本語 ", "\t", "é", "x" * 300])
def test_marks_stand_below_wide_and_strange_characters(tmp_path, before):
    path = tmp_path / "f"
    path.write_text(f"{before}wrong {'y' * 300}", encoding="utf-8")
    _, line, mark, *_ = excerpts([Diagnostic(str(path), 1, len(before) + 1, "m")]).splitlines()
    columns = line.replace("日本語", "......")
    assert columns[mark.index("^") : mark.rindex("^") + 1] == "wrong"
    assert len(line) < 120


def test_a_program_that_reads_gets_one_line_for_each(tmp_path, capsys):
    error = errors_of(tmp_path, "title: 3\nsummary: 4\n")
    assert complaint(error.diagnostics) == f"{error}\n"
    assert complaint(error.diagnostics, brief=False).count("^") == 2


def test_colours_only_where_they_are_wanted(tmp_path, monkeypatch):
    error = errors_of(tmp_path, "title: 3\n")
    leader, follower = os.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert "\x1b[" in complaint(error.diagnostics)
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b[" not in complaint(error.diagnostics)
        assert "^" in complaint(error.diagnostics)
    os.close(leader)


def strange_files(folder: Path) -> dict[str, Path]:
    os.mkfifo(folder / "fifo.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "folder.yaml").mkdir()
    with (folder / "huge.yaml").open("wb") as huge:
        huge.truncate(100_000_000)
    return {path.stem: path for path in folder.iterdir()}


def test_files_that_are_no_files_are_refused_at_once(tmp_path):
    found = strange_files(tmp_path)
    assert len(found) == 5
    said = {}
    for name, path in found.items():
        with pytest.raises(LessonError) as caught:
            load_lesson(path)
        said[name] = str(caught.value)
    assert "no ordinary file" in said["fifo"]
    assert "no ordinary file" in said["device"]
    assert "symbolic links" in said["loop"]
    assert "larger than 1 MB" in said["huge"]
    assert excerpts(caught.value.diagnostics)
