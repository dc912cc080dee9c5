"""Where a course comes from: a folder, an archive, or a repository."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tutor.courses.archives import DAMAGED, archive_entries, folder_entries
from tutor.courses.git import PROTOCOLS, pack_newest
from tutor.courses.unpack import InstallError, unpack
from tutor.lesson.errors import why
from tutor.lesson.kinds import LESSON_ENDINGS
from tutor.lesson.outline import absolute

ARCHIVE_ENDINGS = (".tar.gz", ".tgz", ".tar", ".zip")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")
#: ``host:path`` and ``user@host:path``, as ssh has it.
_SHORT_ADDRESS = re.compile(r"[\w.-]+@[\w.-]+:[^:]+|[\w.-]+:[^:]+\.git/?")


@dataclass(frozen=True, slots=True)
class Source:
    """``address`` is an absolute path or a URL; ``name`` what a course at its top is called.

    ``ref`` is the branch or tag of a repository, "" for its own.
    """

    kind: Literal["folder", "archive", "git"]
    address: str
    name: str
    ref: str = ""

    @property
    def named(self) -> str:
        """What ``source_of`` makes this source of."""
        return f"{self.address}#{self.ref}" if self.ref else self.address


def source_of(what: str) -> Source:
    """The source that a person names. Raises InstallError if it can't be one."""
    try:
        path = absolute(Path(what).expanduser())
        if path.is_dir():
            if _is_bare(path):
                return Source("git", f"file://{path}", _name(path.name))
            return Source("folder", str(path), path.resolve().name)
        if path.is_file():
            return _of_file(path)
    except (OSError, ValueError, RuntimeError):  # too long, a null byte, no such home
        pass
    what, _, ref = what.partition("#")
    if ref:
        return _at_ref(what, ref)
    if _SCHEME.match(what) or _SHORT_ADDRESS.fullmatch(what):
        return _of_address(what)
    raise InstallError(f"there is no file or folder '{what}'")


def fetch(source: Source, folder: Path, scratch: Path) -> str:
    """Write the files of a source into ``folder``; gives the commit of a repository, else "".

    Raises InstallError with a sentence that names the source.
    """
    commit = ""
    try:
        if source.kind == "folder":
            unpack(folder_entries(Path(source.address)), folder)
        elif source.kind == "archive":
            unpack(archive_entries(Path(source.address)), folder)
        else:
            packed, commit = pack_newest(source.address, source.ref, scratch)
            unpack(archive_entries(packed), folder)
    except InstallError as problem:
        raise InstallError(f"{source.named} can't be installed: {problem}.") from None
    except DAMAGED:
        raise InstallError(
            f"{source.named} can't be installed: it is damaged, or neither zip nor tar.gz."
        ) from None
    except OSError as error:
        raise InstallError(f"{source.named} can't be installed: {why(error)}.") from None
    return commit


def _at_ref(what: str, ref: str) -> Source:
    """A branch or tag of a repository, which may also be a folder."""
    if not ref.isprintable():
        raise InstallError("the name of a branch or tag has no such characters")
    path = absolute(Path(what).expanduser())
    if _is_bare(path) or _is_bare(path / ".git"):
        return Source("git", f"file://{path}", _name(path.resolve().name), ref)
    source = source_of(what)
    if source.kind != "git":
        raise InstallError(f"{what} is no git repository, so '#{ref}' names nothing in it")
    return replace(source, ref=ref)


def _of_file(path: Path) -> Source:
    if path.suffix in LESSON_ENDINGS:
        raise InstallError(f"a lesson needs no installing; open it with: tutor open {path}")
    return Source("archive", str(path), _name(path.name))


def _of_address(address: str) -> Source:
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in PROTOCOLS:
        raise InstallError(f"'{scheme[1]}://' is not read; use one of {', '.join(PROTOCOLS)}")
    if _PASSWORD.search(address):
        raise InstallError("leave the password out of the address; git knows where to keep it")
    if address.endswith(ARCHIVE_ENDINGS):
        raise InstallError(f"{address} is an archive on the web; download it, and install the file")
    return Source("git", address, _name(re.split(r"[/:]", address.rstrip("/"))[-1]))


def _is_bare(folder: Path) -> bool:
    """Whether it is a repository without files beside it."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def _name(text: str) -> str:
    """The name of a file or an address, without its ending."""
    endings = (*ARCHIVE_ENDINGS, ".git")
    return next((text.removesuffix(end) for end in endings if text.endswith(end)), text)
