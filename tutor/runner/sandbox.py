"""Bubblewrap around a warm parent: what of the machine exists inside, and what does not.

Inside are only the system's programs and libraries, this Python with its packages, and the
learner's data sets, all read-only; there is no network, no home, no lesson, no other process.
"""

from __future__ import annotations

import os
import shutil
import site
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import tutor
from tutor.runner import namespaces

#: Of the system: programs and libraries, what loads them, and what Python asks of a machine.
_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
    *("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/localtime", "/etc/fonts"),
)
#: Wherever these are installed has to be there.
_LIBRARIES = ("numpy", "pandas", "tensorflow", "keras", "sklearn", "matplotlib", "mpl_ascii")
#: What root keeps until it has become an ordinary user.
_ROOT_KEEPS = ("CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN")

Mount = tuple[str, ...]


def available() -> bool:
    """Whether there is a bubblewrap, and ``TUTOR_SANDBOX=0`` doesn't forbid it; whether it works
    is seen when it is used."""
    allowed = os.environ.get("TUTOR_SANDBOX") != "0"
    return allowed and sys.platform == "linux" and shutil.which("bwrap") is not None


def command(arguments: Iterable[str], data_folder: str | None) -> list[str]:
    """The command that runs this Python with arguments inside."""
    return [
        *(shutil.which("bwrap") or "bwrap", "--die-with-parent", "--new-session"),
        *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"),
        *("--hostname", "tutor"),
        *("--cap-drop", "ALL"),
        *_user(),
        *(word for mount in _mounts(data_folder) for word in mount),
        *("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--remount-ro", "/", "--chdir", "/tmp", "--", sys.executable, *arguments),
    ]


def _user() -> Iterator[str]:
    """Root becomes an ordinary user inside; anybody else needs a user namespace for all this.

    So does the root of a container that has no other user.
    """
    if os.geteuid() != 0:
        yield "--unshare-user"
    elif _exists(namespaces.ORDINARY):
        for name in _ROOT_KEEPS:
            yield from ("--cap-add", name)
    else:
        ordinary = str(namespaces.ORDINARY)
        yield from ("--unshare-user", "--uid", ordinary, "--gid", ordinary)


def _exists(user: int) -> bool:
    """Whether this namespace has a user with that number."""
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    ranges = [[int(word) for word in line.split()] for line in lines]
    return any(first <= user < first + count for first, _, count in ranges)


def _mounts(data_folder: str | None) -> list[Mount]:
    """All mounts, outer folders before those in them."""
    python = _python()
    mounts: dict[str, Mount] = {"/tmp": ("--perms", "1777", "--tmpfs", "/tmp")}
    for path in _hidden([*_SYSTEM, *python]):
        mounts[path] = ("--tmpfs", path)
    for path in filter(os.path.exists, _SYSTEM):
        mounts[path] = _link(path) if Path(path).is_symlink() else _bind(path)
    for path in [*python, *([data_folder] if data_folder else [])]:
        if Path(path).exists() and not Path.home().is_relative_to(path):
            mounts[path] = _bind(path)
    # Or the folders above them would be closed to everybody if they are so outside.
    for path in [str(parent) for each in mounts for parent in Path(each).parents]:
        mounts.setdefault(path, ("--perms", "0755", "--dir", path))
    return [mounts[path] for path in sorted(mounts, key=lambda path: len(Path(path).parts))]


def _link(path: str) -> Mount:
    if Path(path).is_dir():
        return ("--symlink", str(Path(path).readlink()), path)
    return _bind(path)


def _bind(path: str) -> Mount:
    return ("--ro-bind", path, path)


def _hidden(shown: Iterable[str]) -> Iterator[str]:
    """What must not be seen though it lies in a folder that is: lessons, and people's files."""
    secret = (_package() / "_lessons", Path.home(), _learners_home())
    for path in {*secret, *(path.resolve() for path in secret)}:
        if path.is_dir() and any(path.is_relative_to(folder) for folder in shown):
            yield str(path)


def _learners_home() -> Path:
    return Path(os.environ.get("TUTOR_HOME") or "/nonexistent").expanduser().absolute()


def _package() -> Path:
    return Path(tutor.__file__).absolute().parent


def _python() -> set[str]:
    """Where this Python, its packages and this program are; with the places links lead to."""
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    folders.update(site.getsitepackages())
    if site.ENABLE_USER_SITE:
        folders.add(site.getusersitepackages())
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            folders.add(str(Path(spec.origin).parent.parent))
    folders.add(str(_package()))
    folders.update([os.path.realpath(folder) for folder in folders])
    return folders | {
        path
        for path in _links(sys.executable)
        if not any(Path(path).is_relative_to(each) for each in folders)
    }


def _links(path: str) -> Iterator[str]:
    """A program, and each link on the way to it."""
    yield path
    while Path(path).is_symlink():
        path = os.path.normpath(Path(path).parent / Path(path).readlink())
        yield path
