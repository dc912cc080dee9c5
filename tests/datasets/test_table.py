"""Tables are read without pandas, and what can't be used is said in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from tutor.datasets.frames import load_frame
from tutor.datasets.table import (
    ABOUT,
    COLUMNS,
    NAMES,
    DataError,
    load_table,
    path_of,
    read_table,
)

HEADER = ",".join(COLUMNS["titanic"])


def own(folder: Path, *lines: str, header: str = HEADER) -> Path:
    file = folder / "titanic.csv"
    file.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("name", NAMES)
def test_shipped_tables_have_the_cells_that_pandas_reads(name: str) -> None:
    table, frame = load_table(name), load_frame(name)
    assert (table.name, table.source) == (name, path_of(name))
    assert list(table.columns) == list(frame.columns) == list(COLUMNS[name])
    assert [list(row) for row in table.rows] == frame.to_numpy(object).tolist()
    for title in table.columns:
        kind = float if frame[title].dtype.kind == "f" else int
        assert {type(cell) for cell in table.column(title)} == {kind}


@pytest.mark.parametrize("name", NAMES)
def test_shipped_tables_say_that_they_are_simulated(name: str) -> None:
    assert load_table(name).about == ABOUT[name]
    assert "imulated" in ABOUT[name]


def test_reading_a_table_imports_neither_pandas_nor_numpy() -> None:
    code = (
        "import sys; from tutor.datasets.table import load_table; load_table('wages');"
        "import tutor.datasets.frames; print(*{'pandas', 'numpy', 'sklearn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_file_in_the_learners_folder_wins(tmp_path: Path) -> None:
    file = own(tmp_path, "1,3,22.5,0,0,7,0,0,1,0,0", "", "0,1,,1,0,50,1,1,0,0,1")
    table = load_table("titanic", tmp_path)
    assert path_of("titanic", tmp_path) == table.source == file
    assert table.column("age") == (22.5, None)
    assert table.column("survived") == (1, 0)
    assert "imulated" not in table.about
    assert str(file) in table.about
    assert len(load_frame("titanic", tmp_path)) == 2
    assert path_of("wages", tmp_path) == path_of("wages")


def test_more_columns_in_another_order_are_welcome(tmp_path: Path) -> None:
    header = ",".join(("name", *reversed(COLUMNS["titanic"])))
    own(tmp_path, "Ada,0,0,1,0,0,7,0,0,22.5,3,1", header="\ufeff" + header)
    table = load_table("titanic", tmp_path)
    assert table.column("name") == ("Ada",)
    assert table.column("pclass") == (3,)


@pytest.mark.parametrize(
    ("lines", "header", "says"),
    [
        (["1,2"], "survived,pclass", "lacks these columns of titanic: age, sibsp"),
        (["1,2"], HEADER, "2 cells in line 2, but 11 columns"),
        ([], HEADER, "no rows"),
        (["1"], HEADER + ",age", "1 cells in line 2"),
        ([",".join("1" * 12)], HEADER + ",age", "two columns called 'age'"),
        (['"1'], HEADER, "1 cells in line 2"),
    ],
)
def test_a_file_that_does_not_fit_is_answered_with_a_sentence(
    tmp_path: Path, lines: list[str], header: str, says: str
) -> None:
    file = own(tmp_path, *lines, header=header)
    with pytest.raises(DataError) as raised:
        load_table("titanic", tmp_path)
    assert says in str(raised.value)
    assert str(file) in str(raised.value)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    binary = tmp_path / "titanic.csv"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(DataError, match="not a CSV file"):
        load_table("titanic", tmp_path)
    with pytest.raises(DataError, match="can't be read: no such file"):
        read_table(tmp_path / "nowhere.csv", "wages", "")
    with pytest.raises(DataError, match="can't be read: is a directory"):
        read_table(tmp_path, "wages", "")


@pytest.mark.parametrize("name", ["iris", "", "../wages", "digits"])
def test_unknown_names(name: str) -> None:
    with pytest.raises(DataError, match="there are wages and titanic"):
        load_table(name)


def test_an_unknown_column() -> None:
    with pytest.raises(DataError, match="wages has no column wage; it has wage_per_hour"):
        load_table("wages").column("wage")
