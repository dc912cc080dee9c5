"""``tutor data``: what is in use, files of one's own, and what can't be fetched."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tutor.cli import main
from tutor.datasets import fetch as fetching
from tutor.datasets.folder import FILES
from tutor.datasets.frames import load_digits, load_frame
from tutor.datasets.table import COLUMNS

HEADER = ",".join(COLUMNS["titanic"])
ROWS = ("1,3,22.5,0,0,7,0,0,1,0,0", "0,1,40,1,2,80.25,1,0,0,0,1")

LESSON = """\
title: Data
summary: About data.
exercises:
  - id: count
    title: Count
    answer: {prompt: How many rows?, data: titanic, expect: rows}
  - id: oldest
    title: Oldest
    code:
      task: Find the greatest age.
      data: titanic
      starter: oldest = ...
      solution: oldest = df['age'].max()
      checks: [{variable: oldest}]
"""

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, a terminal of 80 columns, and no network."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_UNICODE", raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "my titanic.csv"
    file.write_text("\n".join((HEADER, *ROWS)), encoding="utf-8")
    return file


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    try:
        code = main(["data", *map(str, arguments)])
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def listed(capsys: Capture) -> dict[str, dict[str, object]]:
    code, out, _ = run(capsys, "list", "--json")
    assert code == 0
    return {entry["name"]: entry for entry in json.loads(out)["data"]}


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_at_first_all_is_shipped(capsys: Capture, arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *arguments)
    heads = [line.split() for line in out.splitlines() if not line.startswith(" ")]
    assert (code, err) == (0, "")
    assert heads == [
        ["wages", "534", "rows", "shipped,", "simulated"],
        ["titanic", "891", "rows", "shipped,", "simulated"],
        ["digits", "1797", "rows", "shipped"],
    ]
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize("arguments", [("--json",), ("list", "--json"), ("--json", "list")])
def test_the_list_as_json(capsys: Capture, arguments: tuple[str, ...]) -> None:
    code, out, _ = run(capsys, *arguments)
    found = json.loads(out)["data"]
    assert code == 0
    assert [(d["name"], d["rows"], d["origin"], d["simulated"]) for d in found] == [
        ("wages", 534, "shipped", True),
        ("titanic", 891, "shipped", True),
        ("digits", 1797, "shipped", False),
    ]
    assert found[2]["file"] is None


def test_a_file_of_ones_own_and_back(capsys: Capture, home: Path, mine: Path) -> None:
    code, out, err = run(capsys, "use", "titanic", mine)
    assert (code, err) == (0, "")
    assert "2 rows  own file" in out
    entry = listed(capsys)["titanic"]
    assert (entry["rows"], entry["origin"], entry["simulated"]) == (2, "own file", False)
    assert entry["file"] == str(home / "data" / "titanic.csv")
    code, out, _ = run(capsys, "use", "titanic", "--shipped")
    assert (code, "891 rows  shipped" in out) == (0, True)
    assert listed(capsys)["titanic"]["origin"] == "shipped"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("survived,pclass\n1,2\n", "lacks these columns of titanic: age, sibsp, parch"),
        (f"{HEADER}\n1,3\n", "has 2 cells in line 2, but 11 columns"),
        (f"{HEADER}\n{ROWS[0].replace('22.5', '')}\n", "has nothing in column age, row 1"),
        (HEADER, "has no rows below its header"),
        (None, "can't be read: no such file or directory"),
    ],
)
def test_a_bad_file_gets_one_sentence(
    capsys: Capture, mine: Path, content: str | None, says: str
) -> None:
    if content is None:
        mine.unlink()
    else:
        mine.write_text(content, encoding="utf-8")
    code, out, err = run(capsys, "use", "titanic", mine)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"{mine} ")
    assert says in err
    assert listed(capsys)["titanic"]["origin"] == "shipped"


@pytest.mark.parametrize(
    "arguments",
    [
        ("use", "titanic"),
        ("use", "titanic", "a.csv", "--shipped"),
        ("use",),
        ("use", "iris", "a.csv"),
        ("use", "iris", "--shipped"),
        ("show", "iris"),
        ("show", "wages", "--rows", "0"),
        ("show", "wages", "--rows", "many"),
        ("fetch", "iris"),
        ("fetch", "wages", "--time-limit", "0"),
        ("fetch", "wages", "--time-limit", "nan"),
        ("throw", "wages"),
    ],
)
def test_wrong_use_is_one_line(capsys: Capture, arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_file_that_was_damaged_later_is_named_with_the_way_back(
    capsys: Capture, home: Path, mine: Path
) -> None:
    run(capsys, "use", "titanic", mine)
    (home / "data" / "titanic.csv").write_text("survived\n1\n", encoding="utf-8")
    code, out, err = run(capsys)
    assert code == 2
    assert [line.split()[0] for line in out.splitlines() if line[0] != " "] == ["wages", "digits"]
    assert err.count("\n") == 1
    assert "lacks these columns" in err
    assert err.endswith("tutor data use titanic --shipped\n")
    assert run(capsys, "show", "titanic")[0] == 2
    assert run(capsys, "use", "titanic", "--shipped")[0] == 0
    assert run(capsys)[0] == 0


@pytest.mark.parametrize("name", ["wages", "titanic"])
def test_the_first_rows(capsys: Capture, name: str) -> None:
    code, out, _ = run(capsys, "show", name, "--rows", "3")
    table, rest = out.split(f"\n{name}", 1)
    assert code == 0
    assert "imulated" in rest
    assert all(len(line) <= 80 for line in out.splitlines())
    shown: dict[str, list[float]] = {}
    for block in table.strip("\n").split("\n\n"):
        heads, *rows = (line.split() for line in block.splitlines())
        assert [row[0] for row in rows] == ["0", "1", "2"]
        for place, head in enumerate(heads, start=1):
            shown[head] = [float(row[place]) for row in rows]
    frame = load_frame(name).head(3).round(2)
    assert shown == {title: frame[title].tolist() for title in frame.columns}


def test_more_rows_than_there_are(capsys: Capture, mine: Path) -> None:
    run(capsys, "use", "titanic", mine)
    code, out, _ = run(capsys, "show", "titanic", "--rows", "99", "--json")
    found = json.loads(out)
    assert (code, found["rows"]) == (0, 2)
    assert found["columns"] == list(COLUMNS["titanic"])
    assert found["cells"] == [[float(cell) for cell in row.split(",")] for row in ROWS]


def test_the_summary_is_that_of_pandas(capsys: Capture) -> None:
    code, out, _ = run(capsys, "show", "wages", "--describe", "--json")
    frame = load_frame("wages")
    expected = frame.describe()
    found = json.loads(out)["describe"]
    assert code == 0
    for title in frame.columns:
        assert found[title].pop("different") == frame[title].nunique()
        assert found[title] == pytest.approx(expected[title].to_dict())


def test_the_summary_as_text(capsys: Capture) -> None:
    code, out, _ = run(capsys, "show", "titanic", "--describe")
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines()[:12]}
    assert code == 0
    assert lines["mean"] == ["std", "min", "25%", "50%", "75%", "max"]
    assert lines["survived"] == ["0.38", "0.49", "0", "0.00", "0.00", "1.00", "1"]
    assert all(len(line) <= 80 for line in out.splitlines())


def test_texts_and_gaps_in_further_columns(
    capsys: Capture, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    mine.write_text(f"{HEADER},name,deck\n{ROWS[0]},Ada,\n{ROWS[1]},Bob,3\n", encoding="utf-8")
    run(capsys, "use", "titanic", mine)
    _, out, _ = run(capsys, "show", "titanic", "--describe")
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines()[:14]}
    assert lines["name"] == ["2", *["-"] * 7]
    assert lines["deck"][:3] == ["1", "3.00", "-"]
    _, out, _ = run(capsys, "show", "titanic")
    assert "Ada" in out


def test_digits_are_shown_as_pictures(capsys: Capture, tmp_path: Path) -> None:
    points = np.zeros((2, 28, 28))
    points[0, :, 13:15] = 1
    points[1, 4:6, 5:] = 0.5
    file = tmp_path / "mine.npz"
    np.savez(file, X=points.reshape(2, 784), y=np.eye(10)[[1, 7]])
    assert run(capsys, "use", "digits", file)[0] == 0
    _, out, _ = run(capsys, "show", "digits")
    lines = out.splitlines()
    assert lines[:15] == ["digit 1", *[f"{'':13}@@"] * 14]
    assert lines[15:30] == ["digit 7", "", "", f"{'':5}{'=' * 23}", *[""] * 11]
    _, out, _ = run(capsys, "show", "digits", "--describe", "--json")
    assert json.loads(out)["counts"] == [0, 1, 0, 0, 0, 0, 0, 1, 0, 0]


def test_the_shipped_digits_are_shown(capsys: Capture) -> None:
    _, out, _ = run(capsys, "show", "digits", "--rows", "12", "--json")
    found = json.loads(out)
    assert found["labels"] == load_digits()[1][:12].argmax(axis=1).tolist()
    assert {len(line) for picture in found["pictures"] for line in picture} == {28}


def test_one_sentence_says_what_could_not_be_fetched(
    capsys: Capture, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, scratch: str, seconds: float) -> None:
        raise fetching.FetchError(f"there is no connection to {fetching.SOURCES[name]}")

    monkeypatch.setattr(fetching, "_run", fail)
    assert run(capsys, "fetch") == (
        1, "", "wages, titanic and digits could not be fetched: there is no connection to "
        "openml.org; there is no connection to storage.googleapis.com; the shipped data stays in "
        "use.\n",
    )  # fmt: skip
    assert not home.exists()


def test_what_takes_too_long_is_given_up(capsys: Capture, mine: Path) -> None:
    run(capsys, "use", "titanic", mine)
    code, out, err = run(capsys, "fetch", "titanic", "--time-limit", "0.05")
    assert (code, out) == (1, "")
    assert err == (
        "titanic could not be fetched: openml.org did not give it within 0.05 s; "
        "what was in use stays in use.\n"
    )
    assert listed(capsys)["titanic"]["origin"] == "own file"


def test_what_was_fetched_is_used(
    capsys: Capture, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the child's file on; the child itself needs the network."""

    def deliver(name: str, scratch: str, seconds: float) -> None:
        (Path(scratch) / FILES[name]).write_bytes(mine.read_bytes())

    monkeypatch.setattr(fetching, "_run", deliver)
    code, out, err = run(capsys, "fetch", "titanic")
    assert (code, err) == (0, "")
    assert "2 rows  fetched" in out
    assert "OpenML" in out
    assert listed(capsys)["titanic"]["origin"] == "fetched"
    code, out, _ = run(capsys, "show", "titanic")
    assert "22.50" in out
    run(capsys, "use", "titanic", "--shipped")
    assert listed(capsys)["titanic"]["origin"] == "shipped"


def test_only_ascii_where_nothing_else_is_safe(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_UNICODE", "1")
    _, out, _ = run(capsys)
    assert out.isascii()
    assert "8*8 points" in out


def test_answers_and_code_are_judged_by_the_data_in_use(
    capsys: Capture, home: Path, mine: Path, tmp_path: Path
) -> None:
    lesson, code = tmp_path / "data.yaml", tmp_path / "code.py"
    lesson.write_text(LESSON, encoding="utf-8")
    code.write_text("oldest = df['age'].max()\nprint(oldest)", encoding="utf-8")
    count = ["answer", f"{lesson}#count"]
    oldest = ["answer", f"{lesson}#oldest", "--code", str(code), "--trust"]
    assert main([*count, "891"]) == 0
    run(capsys, "use", "titanic", mine)
    assert main([*count, "891"]) == 1
    assert main([*count, "2"]) == 0
    capsys.readouterr()
    assert main(oldest) == 0
    assert capsys.readouterr().out.startswith("40.0\n")
    (home / "data" / "titanic.csv").write_text("survived\n1\n", encoding="utf-8")
    for command in ([*count, "2"], oldest):
        assert main(command) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert f"{home / 'data' / 'titanic.csv'} lacks these columns" in err
