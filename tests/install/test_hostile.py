"""Archives that are made to harm: none gets a file out of its folder, and none is taken whole."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.install.conftest import SMALL
from tutor.courses.install import install
from tutor.courses.place import Installed
from tutor.courses.unpack import MOST_BYTES, MOST_ENTRIES, Entry, InstallError, unpack

Make = Callable[[Path], None]


def zipped(*members: tuple[str, bytes], mode: int = 0) -> Make:
    """A zip file of a course and of these members, whose mode is ``mode``."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in SMALL.items():
                archive.writestr(name, text)
            for name, content in members:
                info = zipfile.ZipInfo(name)
                info.filename = name  # as it is: ZipInfo would mend it
                info.create_system, info.external_attr = 3, mode << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)

    return make


def tarred(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", content: bytes = b"") -> Make:
    """A tar.gz file of a course and of one more member."""

    def make(path: Path) -> None:
        with tarfile.open(path, "w:gz") as archive:
            for inner, text in SMALL.items():
                info = tarfile.TarInfo(inner)
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(content)
            archive.addfile(info, io.BytesIO(content))

    return make


def long_header(path: Path) -> None:
    """A tar file whose header says a name of gigabytes, packed into nearly nothing."""
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 4_000_000_000
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        for _ in range(2 * MOST_BYTES // 1_000_000 + 1):
            file.write(bytes(1_000_000))


def locked(path: Path) -> None:
    zipped()(path)
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the first local header, and the first entry of the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    tarred("more.yaml", content=bytes(10_000))(path)
    path.write_bytes(path.read_bytes()[:-40])


def of_nothing(path: Path) -> None:
    path.write_bytes(b"not an archive at all")


LINK, DEVICE = stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666

HOSTILE: dict[str, tuple[Make, str]] = {
    "zip: out by dots": (zipped(("../../evil", b"x")), "leads out"),
    "zip: out by dots inside": (zipped(("a/../../evil", b"x")), "leads out"),
    "zip: absolute": (zipped(("/tmp/evil", b"x")), "leads out"),
    "zip: backslashes": (zipped(("..\\evil", b"x")), "leads out"),
    "zip: a drive": (zipped(("C:evil", b"x")), "leads out"),
    "zip: a link": (zipped(("link", b"/etc/passwd"), mode=LINK), "a link or a device"),
    "zip: a device": (zipped(("null", b""), mode=DEVICE), "a link or a device"),
    "zip: twice": (zipped(("sums.yaml", b"x")), "twice"),
    "zip: other case": (zipped(("SUMS.yaml", b"x")), "two spellings"),
    "zip: other folder case": (zipped(("a/x", b""), ("A/y", b"")), "two spellings"),
    "zip: composed and not": (zipped(("\u00e9", b""), ("e\u0301", b"")), "two spellings"),
    "zip: a file as a folder": (zipped(("sums.yaml/x", b"")), "two spellings"),
    "zip: an escape in a name": (zipped(("\x1b[2J", b"")), "characters that no name"),
    "zip: a bomb": (zipped(("zeros", bytes(MOST_BYTES + 1))), "50 MB"),
    "zip: many": (zipped(*((str(n), b"") for n in range(MOST_ENTRIES))), "5000 files"),
    "zip: deep": (zipped(("a/" * 30 + "b", b"")), "too deep"),
    "zip: long": (zipped(("a" * 300, b"")), "too long"),
    "zip: locked": (locked, "password"),
    "tar: out by dots": (tarred("../evil", content=b"x"), "leads out"),
    "tar: absolute": (tarred("/tmp/evil", content=b"x"), "leads out"),
    "tar: a link": (tarred("link", tarfile.SYMTYPE, "/etc/passwd"), "a link or a device"),
    "tar: a hard link": (tarred("link", tarfile.LNKTYPE, "/etc/passwd"), "a link or a device"),
    "tar: a device": (tarred("null", tarfile.CHRTYPE), "a link or a device"),
    "tar: a pipe": (tarred("pipe", tarfile.FIFOTYPE), "a link or a device"),
    "tar: twice": (tarred("./sums.yaml", content=b"x"), "twice"),
    "tar: a bomb": (tarred("zeros", content=bytes(MOST_BYTES + 1)), "50 MB"),
    "tar: a header without end": (long_header, "50 MB"),
    "tar: cut": (cut, "damaged"),
    "nothing": (of_nothing, "damaged, or neither zip nor tar.gz"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    archive, folder = tmp_path / "evil.zip", tmp_path / "home" / "courses"
    make(archive)
    before = everything(tmp_path)
    with pytest.raises(InstallError, match=says) as raised:
        install(str(archive), Installed(folder))
    message = str(raised.value)
    assert message.startswith(str(archive))
    assert message.isprintable()
    left = everything(tmp_path) - before
    assert left == {folder.parent, folder, folder / ".store", folder / ".store" / ".lock"}
    assert not Path("/tmp/evil").exists()


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


names = st.lists(
    st.sampled_from(["a", "A", "b", "..", ".", "", ".git", "é", "e\u0301", "a\\b", "\0", "C:"]),
    min_size=1, max_size=4,
).map("/".join)  # fmt: skip
kinds = st.sampled_from(["file", "file", "file", "folder", "other"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(names, kinds), max_size=5))
def test_whatever_the_names_are_files_stay_below_and_apart(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str]]
) -> None:
    top = tmp_path_factory.mktemp("gate")
    folder = top / "in"
    folder.mkdir()

    def entries() -> Iterator[Entry]:
        for number, (name, kind) in enumerate(found):
            yield Entry(name, kind, lambda text=str(number): io.BytesIO(text.encode()))  # type: ignore[arg-type, misc]

    try:
        unpack(entries(), folder)
    except InstallError as problem:
        assert str(problem).isprintable()
        complete = False
    else:
        complete = True
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert set(top.iterdir()) == {folder}
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert not any(part.startswith(".") for f in files for part in f.relative_to(folder).parts)
    wanted = [name for name, kind in found if kind == "file" and not hidden(name)]
    if complete:
        assert len(files) == len(wanted)
        assert {found[int(path.read_text())][0] for path in files} == set(wanted)


def hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/") if part != ".")
