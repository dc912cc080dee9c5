"""The real data sets as their sources have them → the columns of the lessons.

Everything that is not as it is described here is an error, so that a source that has changed is
noticed and never read wrongly. For child processes only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tutor.datasets.table import COLUMNS, DataError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Floats = np.ndarray[Any, np.dtype[np.float64]]

PICTURES = 2500
"""So many of MNIST's pictures are taken: they train in seconds."""

SEED = 1985


def wages(frame: pd.DataFrame) -> pd.DataFrame:
    """The wages of OpenML's data set 534 (cps_85_wages).

    Its columns: numbers EDUCATION, EXPERIENCE, AGE (years) and WAGE (dollars an hour);
    categories SOUTH (no, yes), SEX (female, male), UNION (member, not_member), MARR (Married,
    Unmarried), SECTOR (Construction, Manufacturing, Other), RACE and OCCUPATION, which are left
    out. The rows are shuffled: there they are sorted by occupation. Raises DataError.
    """
    columns = {
        "wage_per_hour": _numbers(frame, "WAGE"),
        "union": _ones(frame, "UNION", {"member": 1, "not_member": 0}),
        "education_yrs": _whole(_numbers(frame, "EDUCATION")),
        "experience_yrs": _whole(_numbers(frame, "EXPERIENCE")),
        "age": _whole(_numbers(frame, "AGE")),
        "female": _ones(frame, "SEX", {"female": 1, "male": 0}),
        "marr": _ones(frame, "MARR", {"Married": 1, "Unmarried": 0}),
        "south": _ones(frame, "SOUTH", {"yes": 1, "no": 0}),
        "manufacturing": _one_of(frame, "SECTOR", "Manufacturing", _SECTORS),
        "construction": _one_of(frame, "SECTOR", "Construction", _SECTORS),
    }
    return _shuffled(columns, "wages")


def titanic(frame: pd.DataFrame) -> pd.DataFrame:
    """The passengers of OpenML's data set 40945 (titanic, version 1).

    Its columns: numbers pclass, age (years, with gaps), sibsp, parch, fare (pounds, with a gap);
    categories survived (0, 1), sex (female, male), embarked (C, Q, S, with gaps); and name,
    ticket, cabin, boat, body, home.dest, which are left out. An unknown age becomes the mean of
    the known ones, an unknown fare the mean of its class; who boarded nobody knows where has 0 in
    all three harbours. The rows are shuffled: there they are sorted by class. Raises DataError.
    """
    age, fare = _numbers(frame, "age", gaps=True), _numbers(frame, "fare", gaps=True)
    pclass = _whole(_numbers(frame, "pclass"))
    columns = {
        "survived": _ones(frame, "survived", {"1": 1, "0": 0}),
        "pclass": pclass,
        "age": age.fillna(age.mean().round(2)),
        "sibsp": _whole(_numbers(frame, "sibsp")),
        "parch": _whole(_numbers(frame, "parch")),
        "fare": fare.fillna(fare.groupby(pclass).transform("mean").round(4)),
        "male": _ones(frame, "sex", {"male": 1, "female": 0}),
        "age_was_missing": age.isna().astype(int),
        "embarked_from_cherbourg": _one_of(frame, "embarked", "C", _HARBOURS, gaps=True),
        "embarked_from_queenstown": _one_of(frame, "embarked", "Q", _HARBOURS, gaps=True),
        "embarked_from_southampton": _one_of(frame, "embarked", "S", _HARBOURS, gaps=True),
    }
    return _shuffled(columns, "titanic")


def digits(pictures: Any, labels: Any) -> tuple[Floats, Floats]:
    """The first pictures of MNIST as ``X`` (n, 784) in 0..1 and ``y`` (n, 10), one-hot.

    ``keras.datasets.mnist`` has pictures (60000, 28, 28) of 0..255 and labels (60000,) of 0..9.
    Raises DataError.
    """
    import numpy as np

    if pictures.shape[1:] != (28, 28) or labels.shape != pictures.shape[:1]:
        raise DataError(f"the pictures have the shape {pictures.shape}, not (n, 28, 28)")
    first = pictures[:PICTURES]
    return first.reshape(len(first), 784) / 255.0, np.eye(10)[labels[:PICTURES]]


_SECTORS = frozenset({"Construction", "Manufacturing", "Other"})
_HARBOURS = frozenset({"C", "Q", "S"})


def _column(frame: pd.DataFrame, name: str, gaps: bool) -> pd.Series[Any]:
    if name not in frame.columns:
        raise DataError(f"it has no column {name}")
    column = frame[name]
    if not gaps and column.isna().any():
        raise DataError(f"its column {name} has gaps")
    return column


def _numbers(frame: pd.DataFrame, name: str, gaps: bool = False) -> pd.Series[Any]:
    import pandas as pd

    try:
        return pd.to_numeric(_column(frame, name, gaps).astype(object)).astype(float)
    except (ValueError, TypeError) as error:
        raise DataError(f"its column {name} has more than numbers") from error


def _whole(column: pd.Series[Any]) -> pd.Series[Any]:
    if (column % 1 != 0).any():
        raise DataError(f"its column {column.name} has more than whole numbers")
    return column.astype(int)


def _texts(
    frame: pd.DataFrame, name: str, known: frozenset[str], gaps: bool = False
) -> pd.Series[Any]:
    """A column of categories as plain texts; none may be unknown."""
    column = _column(frame, name, gaps)
    texts = column.astype(object).where(column.notna(), None).map(str, na_action="ignore")
    strange = sorted(set(texts.dropna()) - known)
    if strange:
        raise DataError(f"its column {name} has the unknown value {strange[0]!r}")
    return texts


def _ones(frame: pd.DataFrame, name: str, values: dict[str, int]) -> pd.Series[Any]:
    return _texts(frame, name, frozenset(values)).map(values).astype(int)


def _one_of(
    frame: pd.DataFrame, name: str, value: str, known: frozenset[str], gaps: bool = False
) -> pd.Series[Any]:
    return (_texts(frame, name, known, gaps) == value).astype(int)


def _shuffled(columns: dict[str, pd.Series[Any]], name: str) -> pd.DataFrame:
    """A frame of these columns in the lessons' order, its rows always shuffled in the same way."""
    import pandas as pd

    frame = pd.DataFrame(columns)[list(COLUMNS[name])]
    return frame.sample(frac=1, random_state=SEED).reset_index(drop=True)
