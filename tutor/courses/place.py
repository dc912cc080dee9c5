"""The courses that are installed: where they lie, where they came from, and how one is replaced.

``courses/ID`` is a link to a folder below ``courses/.store``. A new version is a new folder there,
whole before the link is turned to it, so that at every moment the old course is there or the new.
"""

from __future__ import annotations

import fcntl
import json
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tutor.courses.unpack import InstallError
from tutor.lesson.errors import why
from tutor.lesson.kinds import COURSE_FILE
from tutor.lesson.where import course_folders
from tutor.progress.values import DRILL, REVIEW

_STORE = ".store"
_ORIGIN = ".origin.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
#: Keys of progress begin with a course's id, and these with something else.
_RESERVED = (DRILL, REVIEW)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an installed course came from.

    ``source`` is what was named, ``inside`` the folder of the course in it, ``version`` what the
    course or its repository says, ``digest`` a hash of its files.
    """

    source: str
    inside: str
    version: str
    digest: str


class Installed:
    """The installed courses, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = folder / _STORE

    def ids(self) -> tuple[str, ...]:
        """Of all courses that were installed."""
        return tuple(path.name for path in course_folders((self.folder,)) if path.is_symlink())

    def origin(self, id_: str) -> Origin | None:
        """Where a course came from; None if it was not installed."""
        if not self._is_ours(self.folder / id_):
            return None
        try:
            text = (self.folder / id_ / _ORIGIN).read_text(encoding="utf-8")
            return Origin(**json.loads(text))
        except (OSError, ValueError, TypeError):
            return None

    @contextmanager
    def changing(self) -> Iterator[Path]:
        """Keep others from changing the courses; gives an empty folder to work in.

        What a process left behind that was killed is cleared away. Raises InstallError.
        """
        try:
            self._store.mkdir(parents=True, exist_ok=True)
            with (self._store / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._clear()
                with tempfile.TemporaryDirectory(prefix="new-", dir=self._store) as scratch:
                    yield Path(scratch)
                self._clear()
        except BlockingIOError:
            raise InstallError(
                "another tutor is at the courses right now; try again in a moment"
            ) from None
        except OSError as error:
            where = error.filename or self.folder
            raise InstallError(
                f"the course can't be put into {self.folder}: {why(error)} ({where})"
            ) from error

    def check_id(self, id_: str, others: tuple[Path, ...]) -> None:
        """Raises InstallError if a course can't have this id; ``others`` are not for installing."""
        if not _ID.fullmatch(id_) or id_ in _RESERVED:
            raise InstallError(
                f"'{id_}' can't be the name of a course; give it another with --as NAME"
            )
        taken = next((place for place in others if (place / id_ / COURSE_FILE).is_file()), None)
        if taken is not None:
            raise InstallError(
                f"there is already a course '{id_}' in {taken}; give this one another name "
                "with --as NAME"
            )
        link = self.folder / id_
        if link.exists() and not link.is_symlink():
            raise InstallError(f"{link} is in the way, which tutor did not put there; move it away")

    def put(self, course: Path, id_: str, origin: Origin) -> None:
        """Move a course into its place, instead of the one that was. Raises OSError."""
        (course / _ORIGIN).write_text(json.dumps(asdict(origin)), encoding="utf-8")
        home = self._store / f"{id_}-{secrets.token_hex(4)}"
        course.rename(home)
        link = self._store / f"link-{secrets.token_hex(4)}"
        link.symlink_to(Path(_STORE, home.name))
        link.replace(self.folder / id_)

    def remove(self, id_: str) -> None:
        """Take a course away. Raises InstallError if it was not installed."""
        with self.changing():
            if not self._is_ours(self.folder / id_):
                raise InstallError(f"there is no installed course '{id_}'")
            (self.folder / id_).unlink()

    def _is_ours(self, link: Path) -> bool:
        return link.is_symlink() and link.parent == self.folder

    def _clear(self) -> None:
        """Delete what no course is linked to."""
        used = {path.readlink().name for path in self.folder.iterdir() if path.is_symlink()}
        for path in self._store.iterdir():
            if path.name not in used and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.is_symlink():
                path.unlink()
