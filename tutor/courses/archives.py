"""What is in a zip or tar file, or in a folder, entry by entry."""

from __future__ import annotations

import gzip
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Literal, cast

from tutor.courses.unpack import MEGABYTE, MOST_BYTES, Entry, InstallError

#: The list of what is in a zip file is read whole, so the file may not be any size.
MOST_ARCHIVE_BYTES = 20 * MEGABYTE
#: What the readers of archives raise when one is not as it has to be.
DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, struct.error, EOFError,
    ValueError, OverflowError, NotImplementedError, RuntimeError, KeyError, IndexError, TypeError,
)  # fmt: skip
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UNIX = 3
Kind = Literal["file", "folder", "other"]


def archive_entries(path: Path) -> Iterator[Entry]:
    """What is in a zip, tar or tar.gz file. Raises InstallError, OSError, or one of DAMAGED."""
    if path.stat().st_size > MOST_ARCHIVE_BYTES:
        raise InstallError(f"it has more than {MOST_ARCHIVE_BYTES // MEGABYTE} MB")
    if zipfile.is_zipfile(path):
        return _of_zip(path)
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return _of_tar(path, packed)


def _of_zip(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.flag_bits & _ENCRYPTED:
                raise InstallError("it is locked with a password")
            if info.compress_type not in _READABLE:
                raise InstallError("it is packed in an unusual way; use ordinary zip or tar.gz")
            yield Entry(info.orig_filename, _zip_kind(info), partial(archive.open, info))


def _zip_kind(info: zipfile.ZipInfo) -> Kind:
    """The kind; zip files made on Unix have the mode of a file in the upper half."""
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "other"
    return "folder" if info.is_dir() or stat.S_ISDIR(mode) else "file"


def _of_tar(path: Path, packed: bool) -> Iterator[Entry]:
    """The members of a tar file, in their order, without going back in it."""
    with path.open("rb") as file:
        plain = gzip.GzipFile(fileobj=file) if packed else file
        # Headers may be of any size, too, so what is unpacked is counted before tarfile has it.
        stream = _Limited(plain, 2 * MOST_BYTES)
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as archive:
            for member in archive:
                yield Entry(member.name, _tar_kind(member), partial(_content, archive, member))


def _tar_kind(member: tarfile.TarInfo) -> Kind:
    if member.isdir():
        return "folder"
    return "file" if member.isfile() else "other"


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    assert content is not None  # it is a file
    return content


class _Limited(BufferedIOBase):
    """A stream that ends with an InstallError after so many bytes."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, most: int) -> None:
        self._stream = stream
        self._left = most

    def read(self, size: int | None = -1, /) -> bytes:
        """At most ``size`` bytes. Raises InstallError."""
        wanted = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        data = self._stream.read(wanted)
        self._left -= len(data)
        if self._left < 0:
            raise InstallError(f"it has more than {MOST_BYTES // MEGABYTE} MB of files")
        return data


def folder_entries(folder: Path) -> Iterator[Entry]:
    """What is in a folder and those below it; links are not followed. Raises OSError."""

    def fail(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *sorted(files)):
            path = Path(place, name)
            yield Entry(path.relative_to(folder).as_posix(), _kind(path), partial(_open, path))


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _kind(path: Path) -> Kind:
    mode = path.lstat().st_mode
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"
