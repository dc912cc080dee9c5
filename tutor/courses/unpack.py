"""The one gate through which files from elsewhere come: names, kinds and sizes are held to here.

Whatever a source says of itself is not believed: bytes are counted as they are read, and a name
leads nowhere but below the folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal


class InstallError(Exception):
    """A course that can't be had, put in place or removed; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a source, by its name there, with ``/`` between folders.

    ``kind`` is "other" for what a course has no use for: links, devices, sockets.
    """

    name: str
    kind: Literal["file", "folder", "other"]
    open: Callable[[], IO[bytes]]


MEGABYTE = 1_000_000
#: Lessons are texts; the thirty largest there are need a tenth of this.
MOST_BYTES = 50 * MEGABYTE
MOST_ENTRIES = 5_000
_DEEPEST = 12
_LONGEST_NAME = 200  # bytes; file systems stop at 255
_CHUNK = 65_536
_DRIVE = re.compile(r"[A-Za-z]:")


def unpack(entries: Iterable[Entry], folder: Path) -> None:
    """Write the files below ``folder``, as ordinary files; what is hidden (.git) is left out.

    Raises InstallError at the first entry that a course can't have, OSError, and what ``entries``
    raises.
    """
    names = _Names()
    room = MOST_BYTES
    for number, entry in enumerate(entries, start=1):
        if number > MOST_ENTRIES:
            raise InstallError(f"there are more than {MOST_ENTRIES} files in it")
        parts = _parts(entry.name)
        if any(part.startswith(".") for part in parts):
            continue
        if entry.kind == "other":
            raise InstallError(
                f"'{entry.name}' in it is a link or a device, and a course has only files"
            )
        if entry.kind == "folder":
            names.add_folders(parts)
        else:
            names.add_file(parts)
            room -= _write(entry, folder.joinpath(*parts), room)


def _parts(name: str) -> tuple[str, ...]:
    """The folders and the file of a name. Raises InstallError where it may lead elsewhere."""
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if name.startswith("/") or "\\" in name or ".." in parts or _DRIVE.match(name):
        raise InstallError(f"'{_shown(name)}' in it is a path that leads out of its folder")
    if not name.isprintable():
        raise InstallError(f"'{_shown(name)}' in it has characters that no name should have")
    if len(parts) > _DEEPEST or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise InstallError(f"'{_shown(name)}' in it is too long a name or too deep a folder")
    return parts


def _shown(name: str) -> str:
    """A name as it may be printed."""
    short = name if len(name) <= 80 else f"{name[:77]}..."
    return "".join(sign if sign.isprintable() else "?" for sign in short)


class _Names:
    """The names that are taken, as file systems see them that don't tell A from a."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[str, ...]] = {}
        self._files: set[str] = set()

    def add_folders(self, parts: tuple[str, ...]) -> None:
        """Take the name of a folder, and of those it is in. Raises InstallError."""
        for depth in range(1, len(parts) + 1):
            here = parts[:depth]
            folded = _folded(here)
            if folded in self._files or self._folders.setdefault(folded, here) != here:
                raise _twice(here)

    def add_file(self, parts: tuple[str, ...]) -> None:
        """Take the name of a file, once. Raises InstallError."""
        self.add_folders(parts[:-1])
        folded = _folded(parts)
        if not parts or folded in self._files or folded in self._folders:
            raise _twice(parts)
        self._files.add(folded)


def _folded(parts: tuple[str, ...]) -> str:
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


def _twice(parts: tuple[str, ...]) -> InstallError:
    return InstallError(f"'{'/'.join(parts)}' is in it twice, or in two spellings")


def _write(entry: Entry, path: Path, room: int) -> int:
    """Write a file of at most ``room`` bytes; gives how many there were. Raises InstallError."""
    written = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with entry.open() as source, path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > room:
                raise InstallError(f"it has more than {MOST_BYTES // MEGABYTE} MB of files")
            target.write(chunk)
    return written
