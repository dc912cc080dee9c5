"""Which data sets are in use, and putting others in their place."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tutor.datasets.archive import count_digits
from tutor.datasets.folder import FILES, Origin, find, paths, put
from tutor.datasets.table import (
    COLUMNS,
    NAMES,
    DataError,
    Table,
    how_to_go_back,
    load_table,
    read_table,
)
from tutor.lesson.errors import why

#: So many scans come with scikit-learn, which has the shipped digits.
SHIPPED_DIGITS = 1797

ABOUT_DIGITS: dict[Origin, str] = {
    "shipped": "Real handwritten digits, scanned in 8×8 points, as they come with scikit-learn; "
    "enlarged to 28×28.",
    "fetched": "The first pictures of MNIST: handwritten digits of 28×28 points.",
    "own file": "Your own pictures.",
}


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set in use; ``source`` is its file, None where it comes with a library."""

    name: str
    rows: int
    origin: Origin
    about: str
    source: Path | None


def data_set(name: str, folder: Path | None) -> DataSet:
    """What is used under this name. Raises DataError if there is none, or its file is unusable."""
    check_name(name)
    if name != "digits":
        table = load_table(name, folder)
        found = find(name, folder)
        origin: Origin = found[1] if found else "shipped"
        return DataSet(name, len(table.rows), origin, table.about, table.source)
    found = find(name, folder)
    if found is None:
        return DataSet(name, SHIPPED_DIGITS, "shipped", ABOUT_DIGITS["shipped"], None)
    path, origin = found
    try:
        rows = count_digits(path)
    except DataError as problem:
        raise DataError(f"{problem} {how_to_go_back(name)}") from problem
    return DataSet(name, rows, origin, ABOUT_DIGITS[origin], path)


def check_name(name: str) -> None:
    """Raises DataError if no data set has this name."""
    if name not in FILES:
        raise DataError(f"There is no data set called {name}; there are {', '.join(FILES)}.")


def use_own(name: str, file: Path, folder: Path) -> DataSet:
    """Put a copy of the learner's own file into ``folder``, where it is used from now on.

    Raises DataError if it can't be used as this data set; what was in use stays in use then.
    """
    _use(name, file, folder, "own file")
    return data_set(name, folder)


def use_fetched(name: str, file: Path, folder: Path) -> DataSet:
    """The same with a file that was fetched; an own file is no longer used then.

    Raises DataError as ``use_own`` does.
    """
    _use(name, file, folder, "fetched")
    _remove(paths(name, folder)["own file"])
    return data_set(name, folder)


def use_shipped(name: str, folder: Path) -> DataSet:
    """Go back to the shipped data: the copies in ``folder`` are deleted. Raises DataError."""
    check_name(name)
    for path in paths(name, folder).values():
        _remove(path)
    return data_set(name, folder)


def _use(name: str, file: Path, folder: Path, origin: Origin) -> None:
    check_name(name)
    if name in NAMES:
        if file.suffix.lower() in (".npz", ".xlsx", ".xls", ".parquet"):
            raise DataError(f"{file} is not a CSV file: save the table as CSV (UTF-8) first.")
        content = _as_csv(read_table(file, name, ""), file)
    else:
        count_digits(file)
        content = _content(file)
    try:
        put(paths(name, folder)[origin], content)
    except OSError as error:
        raise DataError(f"{file} can't be put into {folder}: {why(error)}.") from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError(f"{file} can't be read: {why(error)}.") from error


def _as_csv(table: Table, file: Path) -> bytes:
    """The table in the plainest form, which every reader reads alike."""
    for sentence in _unusable(table):
        raise DataError(f"{file} {sentence}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue().encode()


def _unusable(table: Table) -> Iterator[str]:
    """What of the columns that the lessons compute with is no number."""
    for title in COLUMNS[table.name]:
        for number, cell in enumerate(table.column(title), start=1):
            place = f"in column {title}, row {number}"
            if cell is None:
                yield f"has nothing {place}; fill it in or leave the row out."
            elif isinstance(cell, str) and not _is_number(cell):
                yield f"has {_short(cell)} {place}, where a number belongs; put a number there."
            elif not math.isfinite(float(cell)):
                yield f"has {cell} {place}; put a finite number there."


def _is_number(text: str) -> bool:
    """Whether a cell is a number; one text makes texts of all cells of its column."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    return repr(text if len(text) <= 20 else text[:19] + "…")


def _remove(path: Path) -> None:
    try:
        with suppress(FileNotFoundError):
            path.unlink()
    except OSError as error:
        raise DataError(f"{path} can't be deleted: {why(error)}.") from error
