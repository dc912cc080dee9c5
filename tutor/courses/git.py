"""A repository, by the ``git`` program: the newest commit of a branch, or a tag, as a tar file.

Nothing is ever checked out, so that no hook, filter, submodule or link of the repository comes into
effect; and git asks nobody anything.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from tutor.courses.archives import MOST_ARCHIVE_BYTES
from tutor.courses.unpack import MEGABYTE, MOST_BYTES, InstallError

PROTOCOLS = ("https", "http", "ssh", "git", "file")
SECONDS = 120.0
#: Variables of git that say how to reach a host; the others would lead it to other repositories.
_KEPT = ("GIT_SSH", "GIT_SSL", "GIT_PROXY", "GIT_HTTP", "GIT_CONFIG")
_SETTINGS = ("core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.fsmonitor=false")
_BLOCK = 512  # the unit of ``ulimit -f``


def pack_newest(address: str, ref: str, folder: Path) -> tuple[Path, str]:
    """The newest commit of a repository's branch or tag as a tar file in ``folder``, and its hash.

    Without a ``ref`` it is the branch that the repository itself names.

    Raises InstallError where git is missing, too slow, or can't have it.
    """
    if shutil.which("git") is None:
        raise InstallError("there is no git on this machine; install it, or take a zip file")
    repository, packed = folder / "repository", folder / "newest.tar"
    most = 2 * MOST_ARCHIVE_BYTES
    branch = [f"--branch={ref}"] if ref else []
    _git(most, "clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags",
         "--template=", *branch, "--", address, str(repository))  # fmt: skip
    at = f"--git-dir={repository}"
    commit = _git(most, at, "rev-parse", "--verify", "HEAD").strip()
    _git(2 * MOST_BYTES, at, "archive", "--format=tar", f"--output={packed}", commit)
    return packed, commit


def _git(most: int, *arguments: str) -> str:
    """What git says, while no file it writes may have more than ``most`` bytes."""
    settings = [text for setting in _SETTINGS for text in ("-c", setting)]
    limited = ["sh", "-c", 'ulimit -f "$0" && exec "$@"', str(most // _BLOCK)]
    process = subprocess.Popen(
        [*limited, "git", *settings, *arguments], env=_environment(), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, errors="replace",
    )  # fmt: skip
    try:
        out, problems = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise InstallError(f"git was not done with it in {SECONDS:g} seconds") from None
    finally:
        _end(process)
    # What unpacks it is ended by the limit, or git itself is.
    if process.returncode == -signal.SIGXFSZ or "invalid index-pack output" in problems:
        raise InstallError(f"it has more than {most // MEGABYTE} MB, or does not come whole")
    if process.returncode:
        raise InstallError(f"git can't read it: {_reason(problems)}")
    return out


def _end(process: subprocess.Popen[str]) -> None:
    """End git with the programs it started, if they still run."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _environment() -> dict[str, str]:
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("GIT_", "SSH_ASKPASS")) or name.startswith(_KEPT)
    }
    return {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"} | kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GCM_INTERACTIVE": "never",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
    }  # fmt: skip


def _reason(problems: str) -> str:
    """The line in which git says why, as it may be printed."""
    lines = [line for line in problems.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith("fatal: ")]
    line = (fatal or lines or ["it says no more"])[0].removeprefix("fatal: ")
    return "".join(sign for sign in line if sign.isprintable()).rstrip(".")
