"""The learner's folder of data sets: which files in it are used instead of the shipped ones.

What the learner gave lies in the folder itself, what was fetched in ``fetched/`` below it. The
learner's own file comes first.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

Origin = Literal["own file", "fetched", "shipped"]

FILES = {"wages": "wages.csv", "titanic": "titanic.csv", "digits": "digits.npz"}
"""The data sets, each with the name of its file."""


def paths(name: str, folder: Path) -> dict[Origin, Path]:
    """Where the files of a data set are, whether or not they exist; the first of them is used."""
    return {"own file": folder / FILES[name], "fetched": folder / "fetched" / FILES[name]}


def find(name: str, folder: Path | None) -> tuple[Path, Origin] | None:
    """The file that is used instead of the shipped data, if there is one."""
    if folder is not None:
        for origin, path in paths(name, folder).items():
            if path.is_file():
                return path, origin
    return None


def put(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def version(name: str, folder: Path | None) -> tuple[str, int] | None:
    """Something that changes whenever other data is used; None while the shipped data is."""
    found = find(name, folder) if name in FILES else None
    if found is None:
        return None
    try:
        return str(found[0]), found[0].stat().st_mtime_ns
    except OSError:
        return None
