"""The real data sets: how they are converted, and what is said where they can't be had."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError, URLError

import numpy as np
import pandas as pd
import pytest

from tutor.datasets import convert
from tutor.datasets.fetch import SOURCES, FetchError, fetch, main, reason
from tutor.datasets.folder import FILES
from tutor.datasets.frames import load_digits
from tutor.datasets.own import data_set, use_fetched
from tutor.datasets.table import COLUMNS, DataError, load_table


def survey() -> pd.DataFrame:
    """As fetch_openml(data_id=534, as_frame=True).frame."""
    frame = pd.DataFrame(
        {
            "EDUCATION": [8.0, 9.0, 12.0],
            "SOUTH": ["no", "yes", "no"],
            "SEX": ["female", "female", "male"],
            "EXPERIENCE": [21.0, 42.0, 1.0],
            "UNION": ["not_member", "not_member", "member"],
            "WAGE": [5.1, 4.95, 6.67],
            "AGE": [35.0, 57.0, 19.0],
            "RACE": ["Hispanic", "White", "White"],
            "OCCUPATION": ["Other", "Other", "Sales"],
            "SECTOR": ["Manufacturing", "Construction", "Other"],
            "MARR": ["Married", "Married", "Unmarried"],
        }
    )
    categories = ["SOUTH", "SEX", "UNION", "RACE", "OCCUPATION", "SECTOR", "MARR"]
    return frame.astype(dict.fromkeys(categories, "category"))


def passengers() -> pd.DataFrame:
    """As fetch_openml(data_id=40945, as_frame=True).frame."""
    frame = pd.DataFrame(
        {
            "pclass": [1, 1, 3, 3, 3],
            "survived": ["1", "1", "0", "0", "1"],
            "name": ["a", "b", "c", "d", "e"],
            "sex": ["female", "male", "female", "male", "male"],
            "age": [29.0, 0.92, np.nan, 40.0, np.nan],
            "sibsp": [0, 1, 1, 0, 0],
            "parch": [0, 2, 2, 0, 0],
            "ticket": ["24160", "113781", "x", "y", "z"],
            "fare": [211.34, 151.55, 8.0, np.nan, 9.0],
            "cabin": ["B5", "C22", None, None, None],
            "embarked": ["S", "C", "Q", "S", None],
            "boat": ["2", "11", None, None, None],
            "body": [np.nan, np.nan, np.nan, 135.0, np.nan],
            "home.dest": ["St Louis, MO", None, None, None, None],
        }
    )
    return frame.astype(dict.fromkeys(["survived", "sex", "embarked"], "category"))


def test_the_survey_gets_the_columns_of_the_lessons() -> None:
    frame = convert.wages(survey())
    assert list(frame.columns) == list(COLUMNS["wages"])
    rows = frame.sort_values("age").to_numpy(float).tolist()
    assert rows == [
        [6.67, 1, 12, 1, 19, 0, 0, 0, 0, 0],
        [5.1, 0, 8, 21, 35, 1, 1, 0, 1, 0],
        [4.95, 0, 9, 42, 57, 1, 1, 1, 0, 1],
    ]


def test_the_passengers_get_the_columns_of_the_lessons() -> None:
    frame = convert.titanic(passengers())
    assert list(frame.columns) == list(COLUMNS["titanic"])
    rows = frame.sort_values("fare", ascending=False).to_numpy(float).tolist()
    mean = 23.31  # of 29, 0.92 and 40
    assert rows == [
        [1, 1, 29, 0, 0, 211.34, 0, 0, 0, 0, 1],
        [1, 1, 0.92, 1, 2, 151.55, 1, 0, 1, 0, 0],
        [1, 3, mean, 0, 0, 9, 1, 1, 0, 0, 0],
        [0, 3, 40, 0, 0, 8.5, 1, 0, 0, 0, 1],
        [0, 3, mean, 1, 2, 8, 0, 1, 0, 1, 0],
    ]


def test_columns_may_come_as_texts_or_numbers() -> None:
    """Parsers of OpenML's files differ: numbers as texts, categories as numbers."""
    plain = convert.titanic(passengers())
    frame = passengers().astype({"pclass": str, "survived": object, "age": object})
    assert convert.titanic(frame).equals(plain)
    frame = passengers().assign(survived=[1, 1, 0, 0, 1], pclass=[1.0, 1.0, 3.0, 3.0, 3.0])
    assert convert.titanic(frame).equals(plain)


def test_rows_are_shuffled_always_in_the_same_way() -> None:
    frame = pd.concat([survey()] * 40, ignore_index=True)
    frame["WAGE"] = np.arange(len(frame)) + 0.5
    wage = convert.wages(frame)["wage_per_hour"]
    assert sorted(wage) == frame["WAGE"].tolist() != wage.tolist()
    assert convert.wages(frame)["wage_per_hour"].equals(wage)
    assert wage.index.tolist() == list(range(len(frame)))


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (survey().drop(columns="UNION"), "no column UNION"),
        (survey().assign(SEX=["female", "male", "other"]), "SEX has the unknown value 'other'"),
        (survey().assign(SECTOR=["Other", "Farming", "Other"]), "unknown value 'Farming'"),
        (survey().assign(WAGE=[1.0, np.nan, 2.0]), "WAGE has gaps"),
        (survey().assign(WAGE=["a", "b", "c"]), "WAGE has more than numbers"),
        (survey().assign(AGE=[35.5, 57, 19]), "AGE has more than whole numbers"),
    ],
)
def test_a_source_that_has_changed_is_not_read_wrongly(frame: pd.DataFrame, says: str) -> None:
    with pytest.raises(DataError, match=says):
        convert.wages(frame)


def test_the_first_pictures_of_mnist() -> None:
    shown = np.zeros((2600, 28, 28), np.uint8)
    shown[0, 0, 27], shown[1, 27, 0] = 255, 51
    labels = np.arange(2600, dtype=np.uint8) % 10
    made, target = convert.digits(shown, labels)
    assert (made.shape, target.shape) == ((2500, 784), (2500, 10))
    assert (made[0, 27], made[1, 27 * 28]) == (1.0, 0.2)
    assert (target.argmax(axis=1) == labels[:2500]).all()
    with pytest.raises(DataError, match="shape"):
        convert.digits(shown.reshape(2600, 784), labels)


def test_what_is_converted_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "titanic.csv"
    convert.titanic(passengers()).to_csv(file, index=False)
    used = use_fetched("titanic", file, tmp_path / "data")
    assert (used.origin, used.rows) == ("fetched", 5)
    assert "real passengers" in load_table("titanic", tmp_path / "data").about


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (URLError(socket.gaierror(-2, "Name or service not known")),
         "there is no connection to here.org (Name or service not known)"),
        (URLError("no route"), "there is no connection to here.org (no route)"),
        (ConnectionResetError(104, "Connection reset by peer"),
         "there is no connection to here.org (Connection reset by peer)"),
        (http.client.RemoteDisconnected("closed"), "there is no connection to here.org (closed)"),
        (TimeoutError(), "there is no connection to here.org (it does not answer)"),
        (HTTPError("https://here.org", 503, "busy", http.client.HTTPMessage(), None),
         "here.org answered 503"),
        (Exception("URL fetch failure on https://here.org/x: None -- [Errno -2] Unknown name"),
         "there is no connection to here.org (Unknown name)"),
        (Exception("URL fetch failure on https://here.org/x: 404 -- Not Found"),
         "here.org answered 404"),
        (ModuleNotFoundError("No module named 'keras'"), "No module named 'keras', which it needs"),
        (OSError(28, "No space left on device"),
         "it could not be written (No space left on device)"),
        (ValueError("odd\nfile"), "here.org gave something unexpected (ValueError: odd file)"),
    ],
)  # fmt: skip
def test_reasons_are_said_in_plain_words(error: Exception, says: str) -> None:
    assert reason(error, "here.org") == says


def test_the_child_writes_tables_as_they_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = {534: survey(), 40945: passengers()}

    def fetch_openml(*, data_id: int, **_: object) -> SimpleNamespace:
        return SimpleNamespace(frame=frames[data_id])

    monkeypatch.setattr("sklearn.datasets.fetch_openml", fetch_openml)
    for name, rows in (("wages", 3), ("titanic", 5)):
        assert main([name, str(tmp_path)]) == 0
        assert use_fetched(name, tmp_path / FILES[name], tmp_path / "data").rows == rows


def test_the_child_writes_digits_as_they_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = np.zeros((2600, 28, 28), np.uint8)
    shown[:, 3, 4] = 255
    labels = np.full(2600, 7, np.uint8)
    monkeypatch.setattr("keras.datasets.mnist.load_data", lambda: ((shown, labels), None))
    assert main(["digits", str(tmp_path)]) == 0
    assert use_fetched("digits", tmp_path / "digits.npz", tmp_path / "data").rows == 2500
    made, target = load_digits(tmp_path / "data")
    assert made[0, 3 * 28 + 4] == 1 == made[0].sum()
    assert set(target.argmax(axis=1)) == {7}


def test_the_child_says_that_a_source_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = survey().drop(columns="UNION")
    monkeypatch.setattr("sklearn.datasets.fetch_openml", lambda **_: SimpleNamespace(frame=frame))
    assert main(["wages", str(tmp_path)]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "the data at openml.org is not what it was: it has no column UNION"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that nobody answers at, for the child."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["titanic", "digits"])
def test_without_a_network_what_was_in_use_stays(
    name: str, tmp_path: Path, no_network: None
) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(name, tmp_path / "data", 100)
    assert str(raised.value).startswith(f"there is no connection to {SOURCES[name]}")
    assert data_set(name, tmp_path / "data").origin == "shipped"
    assert list(tmp_path.iterdir()) == []


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"did not give it within 0\.05 s"):
        fetch("digits", tmp_path, 0.05)
    assert list(tmp_path.iterdir()) == []


def test_unknown_names_are_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"there are {', '.join(FILES)}"):
        fetch("iris", tmp_path, 1)
