"""Putting files of the learner's own into use, and going back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tutor.datasets.archive import count_digits
from tutor.datasets.folder import FILES, find, version
from tutor.datasets.frames import load_digits, load_frame
from tutor.datasets.own import SHIPPED_DIGITS, data_set, use_fetched, use_own, use_shipped
from tutor.datasets.table import COLUMNS, DataError, load_table, path_of

HEADER = ",".join(COLUMNS["titanic"])
ROW = "1,3,22.5,0,0,7,0,0,1,0,0"


def own(folder: Path, *lines: str, header: str = HEADER) -> Path:
    file = folder / "mine.csv"
    file.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return file


def pictures(file: Path, count: int = 3, **other: object) -> Path:
    arrays: dict[str, object] = {"X": np.zeros((count, 784)), "y": np.eye(10)[[1] * count]}
    np.savez(file, **(arrays | other))  # type: ignore[arg-type]
    return file


@pytest.mark.parametrize("name", FILES)
def test_at_first_the_shipped_data_is_in_use(name: str, tmp_path: Path) -> None:
    used = data_set(name, tmp_path)
    rows = len(load_digits()[0]) if name == "digits" else len(load_frame(name))
    assert (used.origin, used.rows) == ("shipped", rows)
    assert used == data_set(name, None)


def test_the_number_of_shipped_digits_is_known_without_reading_them() -> None:
    assert len(load_digits()[0]) == SHIPPED_DIGITS


def test_a_file_of_ones_own_is_copied_and_used_until_one_goes_back(tmp_path: Path) -> None:
    file, folder = own(tmp_path, ROW, ROW), tmp_path / "deep" / "data"
    used = use_own("titanic", file, folder)
    assert (used.origin, used.rows, used.source) == ("own file", 2, folder / "titanic.csv")
    assert str(folder / "titanic.csv") in used.about
    file.unlink()
    assert load_table("titanic", folder).column("age") == (22.5, 22.5)
    assert load_frame("titanic", folder)["age"].tolist() == [22.5, 22.5]
    assert use_shipped("titanic", folder) == data_set("titanic", None)
    assert list(folder.iterdir()) == []


def test_the_file_in_use_can_be_put_into_use_again(tmp_path: Path) -> None:
    used = use_own("titanic", own(tmp_path, ROW), tmp_path)
    assert used.source is not None
    assert use_own("titanic", used.source, tmp_path) == used


def test_the_screen_and_pandas_read_the_same_of_an_untidy_file(tmp_path: Path) -> None:
    header = "\ufeff" + HEADER.replace(",age,", ", age ,") + ",name"
    file = own(tmp_path, f'{ROW.replace("22.5", " 22.5 ")},"Ada, née ""X"""', "", f"{ROW},",
               header=header)  # fmt: skip
    folder = tmp_path / "data"
    use_own("titanic", file, folder)
    table, frame = load_table("titanic", folder), load_frame("titanic", folder)
    assert list(table.columns) == list(frame.columns) == [*COLUMNS["titanic"], "name"]
    assert table.column("age") == (22.5, 22.5) == tuple(frame["age"])
    assert table.column("name") == ('Ada, née "X"', None)
    assert frame["name"][0] == 'Ada, née "X"'
    assert pd.isna(frame["name"][1])


@pytest.mark.parametrize(
    ("lines", "header", "says"),
    [
        (["1,2"], "survived,pclass", "lacks these columns of titanic: age, sibsp"),
        ([ROW, ROW.replace("22.5", "")], HEADER, "has nothing in column age, row 2; fill it in"),
        ([ROW, ROW.replace("22.5", "old")], HEADER, "has 'old' in column age, row 2, where"),
        ([ROW.replace("22.5", "inf")], HEADER, "has inf in column age, row 1"),
        ([], HEADER, "no rows"),
    ],
)
def test_a_file_that_does_not_fit_is_not_put_into_use(
    tmp_path: Path, lines: list[str], header: str, says: str
) -> None:
    file, folder = own(tmp_path, *lines, header=header), tmp_path / "data"
    with pytest.raises(DataError) as raised:
        use_own("titanic", file, folder)
    assert says in str(raised.value)
    assert str(file) in str(raised.value)
    assert path_of("titanic", folder) == path_of("titanic")


def test_what_was_in_use_stays_when_the_next_file_does_not_fit(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    use_own("titanic", own(tmp_path, ROW), folder)
    with pytest.raises(DataError):
        use_own("titanic", own(tmp_path, "1", header="survived"), folder)
    assert data_set("titanic", folder).rows == 1


@pytest.mark.parametrize("name", FILES)
def test_a_folder_that_can_not_be_made(name: str, tmp_path: Path) -> None:
    file = pictures(tmp_path / "d.npz") if name == "digits" else path_of(name)
    with pytest.raises(DataError, match=r"can't be put into .*: "):
        use_own(name, file, file / "data")


@pytest.mark.parametrize("name", ["iris", "", "../wages", "wages.csv"])
def test_unknown_names(name: str, tmp_path: Path) -> None:
    for use in (
        lambda: data_set(name, tmp_path),
        lambda: use_own(name, tmp_path, tmp_path),
        lambda: use_shipped(name, tmp_path),
    ):
        with pytest.raises(DataError, match="there are wages, titanic, digits"):
            use()


def test_fetched_data_takes_the_place_of_the_own_file_and_gives_it_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    use_own("titanic", own(tmp_path, ROW), folder)
    used = use_fetched("titanic", own(tmp_path, ROW, ROW), folder)
    assert (used.origin, used.rows) == ("fetched", 2)
    assert "OpenML" in load_table("titanic", folder).about
    assert use_own("titanic", own(tmp_path, ROW), folder).origin == "own file"
    use_shipped("titanic", folder)
    assert find("titanic", folder) is None


def test_digits_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    used = use_own("digits", pictures(tmp_path / "mine.npz"), folder)
    assert (used.origin, used.rows) == ("own file", 3)
    made, target = load_digits(folder)
    assert (made.shape, target.shape) == ((3, 784), (3, 10))
    assert use_shipped("digits", folder).rows == SHIPPED_DIGITS


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64", "int64", "bool"])
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_pictures_are_counted_whatever_their_numbers_are(
    tmp_path: Path, dtype: str, save: object
) -> None:
    file = tmp_path / "digits.npz"
    save(file, X=np.zeros((7, 784), dtype), y=np.zeros((7, 10), dtype, order="F"))  # type: ignore[operator]
    assert count_digits(file) == 7


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"X": np.zeros((3, 64))}, r"X of shape \(3, 64\)"),
        ({"X": np.zeros((3, 28, 28))}, r"the lessons need \(n, 784\)"),
        ({"y": np.zeros(3)}, r"y of shape \(3,\)"),
        ({"y": np.zeros((2, 10))}, r"y of shape \(2, 10\)"),
        ({"X": np.zeros((0, 784)), "y": np.zeros((0, 10))}, r"X of shape \(0, 784\)"),
        ({"X": np.array(5.0)}, r"X of shape \(\)"),
        ({"X": np.full((3, 784), "a")}, "something else than numbers"),
        ({"y": np.full((3, 10), None)}, "something else than numbers"),
    ],
)
def test_pictures_that_do_not_fit(tmp_path: Path, other: dict[str, object], says: str) -> None:
    file = pictures(tmp_path / "mine.npz", **other)
    with pytest.raises(DataError, match=says):
        use_own("digits", file, tmp_path / "data")


def test_files_that_hold_no_pictures(tmp_path: Path) -> None:
    text = tmp_path / "digits.npz"
    text.write_text("5,0,0", encoding="utf-8")
    with pytest.raises(DataError, match="not a file of arrays"):
        count_digits(text)
    with pytest.raises(DataError, match="can't be read: no such file"):
        count_digits(tmp_path / "nowhere.npz")
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("X.npy", b"\x93NUMPY\x01\x00\x08\x00{'a': 1}")
    with pytest.raises(DataError, match="not a file of arrays"):
        count_digits(text)
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(DataError, match="has no array X"):
        count_digits(text)


def test_a_damaged_file_of_pictures(tmp_path: Path) -> None:
    stream = io.BytesIO()
    rest = np.random.default_rng(0).random((3, 784))
    np.savez(stream, X=rest, y=np.eye(10)[:3])
    content = bytearray(stream.getvalue())
    content[5000] ^= 0xFF
    file = tmp_path / "digits.npz"
    file.write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        count_digits(file)


def test_the_version_changes_with_the_data(tmp_path: Path) -> None:
    seen = [version("titanic", tmp_path)]
    use_own("titanic", own(tmp_path, ROW), tmp_path)
    seen.append(version("titanic", tmp_path))
    use_fetched("titanic", own(tmp_path, ROW), tmp_path)
    seen.append(version("titanic", tmp_path))
    assert seen[0] is None
    assert len(set(seen)) == 3
    assert version("titanic", tmp_path) == seen[-1]
    assert version("no such", tmp_path) is version("wages", None) is None
