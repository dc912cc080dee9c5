"""How many pictures a file of digits holds, read without numpy.

An ``.npz`` is a zip of ``.npy`` files; each begins with ``\\x93NUMPY``, two bytes of version, the
length of its header (two bytes, from version 2 on four) and the header: a Python dict with
``descr``, ``fortran_order`` and ``shape`` (numpy.lib.format).
"""

from __future__ import annotations

import ast
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from tutor.datasets.table import DataError
from tutor.lesson.errors import why

POINTS = 784
CLASSES = 10

_MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000


def count_digits(path: Path) -> int:
    """How many pictures there are.

    Raises DataError unless the file has ``X`` (n, 784) and ``y`` (n, 10), both of numbers.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            pictures, target = (_shape(archive, name, path) for name in ("X", "y"))
            broken = archive.testzip()
    except OSError as error:
        raise DataError(f"{path} can't be read: {why(error)}.") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        TypeError,
        SyntaxError,
        RuntimeError,
    ) as error:
        raise DataError(
            f"{path} is not a file of arrays: make it with np.savez(FILE, X=…, y=…)."
        ) from error
    if broken is not None:
        raise DataError(f"{path} is damaged: {broken} in it can't be read; make the file anew.")
    rows = pictures[0] if pictures else 0
    if pictures != (rows, POINTS) or target != (rows, CLASSES) or rows == 0:
        raise DataError(
            f"{path} has X of shape {pictures} and y of shape {target}; "
            f"the lessons need (n, {POINTS}) and (n, {CLASSES})."
        )
    return rows


def _shape(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[int, ...]:
    if f"{name}.npy" not in archive.namelist():
        raise DataError(f"{path} has no array {name}: make it with np.savez(FILE, X=…, y=…).")
    with archive.open(f"{name}.npy") as file:
        header = _header(file)
    if str(header["descr"])[1:2] not in ("f", "i", "u", "b"):
        raise DataError(f"{path} has an array {name} of something else than numbers.")
    return tuple(int(size) for size in header["shape"])


def _header(file: IO[bytes]) -> dict[str, Any]:
    """The header of an ``.npy`` file. Raises ValueError, SyntaxError."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("not an array")
    major = file.read(2)[:1]
    length = int.from_bytes(file.read(2 if major == b"\x01" else 4), "little")
    if length > _LONGEST_HEADER:
        raise ValueError("a header without end")
    header = ast.literal_eval(file.read(length).decode("utf-8"))
    if not isinstance(header, dict) or not {"descr", "shape"} <= header.keys():
        raise ValueError("not the header of an array")
    return header
