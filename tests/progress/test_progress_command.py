"""``tutor progress``: what it counts, and a move to another machine and back."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tutor.lesson.outline import outline
from tutor.lesson.where import shipped_courses
from tutor.progress.store import Attempt, Store

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tutor(environment: dict[str, str], tmp_path: Path) -> Run:
    def run(*arguments: str | Path, home: str = "", **extra: str) -> object:
        there = {"TUTOR_HOME": str(tmp_path / home)} if home else {}
        return subprocess.run(
            [sys.executable, "-m", "tutor", "progress", *map(str, arguments)],
            env=environment | there | extra, cwd=tmp_path, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    return run  # type: ignore[return-value]


@pytest.fixture
def home(environment: dict[str, str]) -> Path:
    """A home with something in it: of a shipped course, the drill, and a course that is gone."""
    course = outline(shipped_courses() / "deep-learning")
    first, second, third = course.lessons[0].exercises[:3]
    folder = Path(environment["TUTOR_HOME"])
    with Store(folder / "progress.sqlite") as store:
        made = [
            (f"deep-learning/{first.id}", first.hash, False),
            (f"deep-learning/{first.id}", first.hash, True),
            (f"deep-learning/{second.id}", "another", True),
            (f"deep-learning/{third.id}", third.hash, False),
            ("drill/forward", "1:2:", True),
            ("gone/one", "x", True),
        ]
        for day, (key, content, passed) in enumerate(made):
            store.record(Attempt(key, content, "=1", passed, at=AT + timedelta(day)))
        store.save_hints(f"deep-learning/{first.id}", 2)
        store.save_setting("trusted", {"/x": "ab"})
    return folder


def test_the_table_counts_by_course_and_lesson(tutor: Run, home: Path) -> None:
    done = tutor(TZ="UTC")
    assert (done.returncode, done.stderr) == (0, "")
    heads, course, lesson, *rest = done.stdout.splitlines()
    assert heads.split() == ["done", "changed", "attempts", "hints", "last"]
    assert course.split()[-6:] == ["2/33", "1", "4", "2", "2025-03-04", "12:00"]
    assert lesson.split()[-6:] == ["2/8", "1", "4", "2", "2025-03-04", "12:00"]
    assert any(line.split() == ["Drill", "1", "1", "0", "2025-03-05", "12:00"] for line in rest)
    assert any(line.startswith("gone (not here)") for line in rest)
    assert rest[-1] == "Last attempt: 2025-03-06 12:00"
    for columns in (40, 60, 80, 120):
        lines = tutor(COLUMNS=str(columns), NO_UNICODE="1").stdout.splitlines()
        assert max(map(len, lines)) <= columns
        assert "".join(lines).isascii()


def test_json_has_the_same(tutor: Run, home: Path) -> None:
    courses = json.loads(tutor("--json").stdout)["courses"]
    by_id = {course["id"]: course for course in courses}
    entry = by_id["deep-learning"]
    assert (entry["done"], entry["exercises"], entry["changed"]) == (2, 33, 1)
    assert sum(lesson["attempts"] for lesson in entry["lessons"]) == entry["attempts"] == 4
    assert (by_id["gone"]["here"], by_id["drill"]["here"], entry["here"]) == (False, True, True)


def test_csv_has_every_attempt_and_no_formula(tutor: Run, home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(tutor("--csv", "--submissions").stdout)))
    assert len(rows) == 6
    assert {row["submission"] for row in rows} == {"'=1"}
    assert tutor("--csv", "--json").returncode == 2
    assert tutor("--submissions").returncode == 2


def test_csv_for_others_has_nothing_that_was_typed(tutor: Run, home: Path, tmp_path: Path) -> None:
    own, others = tutor("--csv", "--submissions").stdout, tutor("--csv").stdout
    assert "=1" in own
    assert "=1" not in others
    fewer = [
        {name: cell for name, cell in row.items() if name not in ("submission", "message")}
        for row in csv.DictReader(io.StringIO(own))
    ]
    assert list(csv.DictReader(io.StringIO(others))) == fewer
    (tmp_path / "others.csv").write_text(others)
    assert tutor("import", "others.csv", home="new").returncode == 2  # it would be half of it


@pytest.mark.parametrize("name", ["all.json", "attempts.csv"])
def test_moving_house(tutor: Run, home: Path, tmp_path: Path, name: str) -> None:
    assert tutor("export", name).stdout == f"6 attempts written to {name}.\n"
    assert "trusted" not in (tmp_path / name).read_text(encoding="utf-8")
    assert tutor("import", name, home="new").stdout == "6 attempts added.\n"
    assert tutor("import", name, home="new").stdout == "No attempt in it was new.\n"
    assert tutor("import", name).stdout == "No attempt in it was new.\n"
    everything = ("--csv", "--submissions")
    assert tutor(*everything, home="new").stdout == tutor(*everything).stdout
    if name.endswith("json"):
        assert tutor("export", "-", home="new").stdout == tutor("export", "-").stdout


def test_an_export_writes_over_nothing_unless_told(tutor: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "lesson.yaml").write_text("precious")
    done = tutor("export", "lesson.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there already" in done.stderr
    assert (tmp_path / "lesson.yaml").read_text() == "precious"
    assert tutor("export", "lesson.yaml", "--force").returncode == 0
    assert "can't be written" in tutor("export", "no/such/folder.json").stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "neither JSON nor CSV"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b'{"format": 99}', "format 99"),
        (b'{"a":' * 200_000, "not an export"),
        (b'{"format": 1, "place": null, "attempts": [{"key": "\\ud800"}]}', "Attempt 1"),
        (None, "can't be read"),
    ],
    ids=["empty", "not-text", "newer", "deep", "no-attempt", "no-file"],
)
def test_a_bad_file_is_one_sentence(
    tutor: Run, tmp_path: Path, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "x.json").write_bytes(content)
    done = tutor("import", "x.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_progress_of_a_newer_tutor_is_told_and_left_alone(tutor: Run, home: Path) -> None:
    path = home / "progress.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    table, exported, imported = tutor(), tutor("export", "x.json"), tutor("import", "-", home="")
    assert table.returncode == 0
    for done in (table, exported):
        assert "newer version of tutor" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert (exported.returncode, imported.returncode) == (2, 2)
    assert path.read_bytes() == before
