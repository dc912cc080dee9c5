"""The tables of the lessons, read without pandas: for the screen and for expressions over data.

A table is a CSV file with a header. The shipped ones lie beside this module; a file of the same
name in the learner's own folder is used instead (see ``folder``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.datasets.folder import Origin, find
from tutor.lesson.errors import why
from tutor.network.phrases import listed

Cell = int | float | str | None
"""One value; None where the file has nothing."""

NAMES = ("wages", "titanic")
"""The shipped tables, which are the ones that ``data:`` of a lesson can name."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "wages": (
        "wage_per_hour",
        "union",
        "education_yrs",
        "experience_yrs",
        "age",
        "female",
        "marr",
        "south",
        "manufacturing",
        "construction",
    ),
    "titanic": (
        "survived",
        "pclass",
        "age",
        "sibsp",
        "parch",
        "fare",
        "male",
        "age_was_missing",
        "embarked_from_cherbourg",
        "embarked_from_queenstown",
        "embarked_from_southampton",
    ),
}
"""The columns that the lessons work with; a learner's own file must have them too."""

ABOUT = {
    "wages": (
        "Simulated for these lessons: 534 invented people whose hourly wages (in dollars) depend "
        "on schooling, experience and the rest as wages did in the 1980s. Not a real survey."
    ),
    "titanic": (
        "Simulated for these lessons: 891 invented passengers; how many lived in each class is as "
        "on the Titanic, everything else about them is made up."
    ),
}
"""What the learner must know of each shipped table, to be shown wherever the table is."""

ABOUT_FETCHED = {
    "wages": (
        "Real people: a sample of the Current Population Survey of May 1985 in the United States, "
        "from OpenML (data set 534)."
    ),
    "titanic": (
        "The real passengers of the Titanic, from OpenML (data set 40945); unknown ages and fares "
        "are filled in with means."
    ),
}
"""The same of the tables that ``tutor data fetch`` gets."""

#: What stands in a file for a value that is not there.
_NOTHING = frozenset({"", "na", "nan", "n/a", "null", "none"})


class DataError(Exception):
    """A table that can't be had; the message is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of cells in their order; ``about`` says where the numbers come from.

    ``source`` is the file that was read. In a column of numbers all cells are of one type: int,
    or float as soon as one cell is not whole.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    about: str
    source: Path

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column, from the first row on. Raises DataError for an unknown name."""
        if name not in self.columns:
            raise DataError(f"{self.name} has no column {name}; it has {', '.join(self.columns)}.")
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def path_of(name: str, folder: Path | None = None) -> Path:
    """The CSV file in use: the learner's from ``folder``, if there is one, or the shipped one.

    Raises DataError if no table has this name.
    """
    return _in_use(name, folder)[0]


def load_table(name: str, folder: Path | None = None) -> Table:
    """Read a table; a file of the learner's in ``folder`` comes first.

    Raises DataError for an unknown name and for a file that can't be read or lacks a column.
    """
    path, origin = _in_use(name, folder)
    about = {
        "shipped": ABOUT[name],
        "fetched": ABOUT_FETCHED.get(name, ""),
        "own file": f"Your own data, from {path}.",
    }[origin]
    try:
        return read_table(path, name, about)
    except DataError as problem:
        if origin == "shipped":
            raise
        raise DataError(f"{problem} {how_to_go_back(name)}") from problem


def how_to_go_back(name: str) -> str:
    """What to do about a file in the learner's folder that has become unusable."""
    return f"To go back to the shipped data: tutor data use {name} --shipped"


def _in_use(name: str, folder: Path | None) -> tuple[Path, Origin]:
    if name not in NAMES:
        raise DataError(f"There is no table called {name}; there are {listed(NAMES)}.")
    return find(name, folder) or (Path(__file__).with_name(f"{name}.csv"), "shipped")


def read_table(path: Path, name: str, about: str) -> Table:
    """Read a CSV file as the table ``name``. Raises DataError if it can't be used as that."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            columns = tuple(title.strip() for title in next(lines, []))
            rows = _checked_rows(path, columns, lines)
    except OSError as error:
        raise DataError(f"{path} can't be read: {why(error)}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} is not a CSV file in UTF-8: {error}.") from error
    _check_columns(path, columns, name)
    if not rows:
        raise DataError(f"{path} has no rows below its header.")
    cells = zip(*(_typed(column) for column in zip(*rows, strict=True)), strict=True)
    return Table(name, columns, tuple(cells), about, path)


def _check_columns(path: Path, columns: Sequence[str], name: str) -> None:
    twice = [title for place, title in enumerate(columns) if title in columns[:place]]
    if twice:
        raise DataError(f"{path} has two columns called {twice[0]!r} in its header; rename one.")
    missing = [title for title in COLUMNS[name] if title not in columns]
    if missing:
        raise DataError(
            f"{path} lacks {'these columns' if len(missing) > 1 else 'the column'} of {name}: "
            f"{', '.join(missing)}."
        )


def _checked_rows(
    path: Path, columns: Sequence[str], lines: Iterable[list[str]]
) -> list[list[str]]:
    """The rows as texts, blank lines left out; all as long as the header, or DataError."""
    rows = []
    for number, row in enumerate(lines, start=2):
        if not row:
            continue
        if len(row) != len(columns):
            raise DataError(
                f"{path} has {len(row)} cells in line {number}, but {len(columns)} columns."
            )
        rows.append(row)
    return rows


def _typed(texts: Sequence[str]) -> Sequence[Cell]:
    """One column: ints if all its cells are whole, floats if all are numbers, texts otherwise."""
    cells = [None if text.strip().lower() in _NOTHING else text for text in texts]
    for convert in (int, float):
        try:
            return [None if cell is None else convert(cell) for cell in cells]
        except ValueError:
            continue
    return cells
