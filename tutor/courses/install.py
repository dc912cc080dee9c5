"""Installing and updating: fetched, checked, and only then put in place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutor.courses.carry import Renamed, renamed, senses
from tutor.courses.check import faults
from tutor.courses.place import Installed, Origin
from tutor.courses.source import Source, fetch, source_of
from tutor.courses.unpack import InstallError
from tutor.lesson.errors import Diagnostic, LessonError, did_you_mean
from tutor.lesson.kinds import COURSE_FILE
from tutor.lesson.outline import CourseOutline, ExerciseOutline, outline
from tutor.lesson.source import read_source


class FaultyError(InstallError):
    """A course with faults; ``diagnostics`` has them all."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, diagnostics)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A course that is in place now; ``before`` is None if it was not there.

    The ids of exercises say what became of them since: progress hangs on these. ``renamed`` are
    those that are the same but for the id, as they were and as they are.
    """

    course: CourseOutline
    origin: Origin
    before: Origin | None = None
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing of it has changed."""
        return self.before is not None and self.before.digest == self.origin.digest


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A course that was fetched and is not in place yet."""

    folder: Path
    id: str
    origin: Origin


def install(
    what: str, installed: Installed, others: tuple[Path, ...] = (), name: str | None = None
) -> tuple[Outcome, ...]:
    """Install the courses of a source, or bring them up to date: all of them, or none.

    ``others`` are the places of courses whose ids are taken; with ``name`` the one course of the
    source has that id. Raises InstallError, with all faults if a course has any.
    """
    source = source_of(what)
    with installed.changing() as scratch:
        top, commit = _fetched(source, scratch)
        folders = _courses(top, source)
        if name is not None and len(folders) > 1:
            ids = ", ".join(_id(folder, top, source) for folder in folders)
            raise InstallError(f"{what} holds several courses ({ids}); --as is for a single one")
        found = [
            _candidate(
                folder, _id(folder, top, source) if name is None else name, top, source, commit
            )
            for folder in folders
        ]
        return _put_all(found, installed, others, top, source)


def update(id_: str, installed: Installed, others: tuple[Path, ...] = ()) -> Outcome:
    """Fetch an installed course again from where it came from. Raises InstallError."""
    origin = installed.origin(id_)
    if origin is None:
        raise unknown(id_, installed)
    source = source_of(origin.source)
    with installed.changing() as scratch:
        top, commit = _fetched(source, scratch)
        folders = _courses(top, source)
        same = [folder for folder in folders if _inside(folder, top) == origin.inside]
        if not same and len(folders) > 1:
            raise InstallError(f"{origin.source} holds no course '{origin.inside}' any more")
        found = _candidate((same or folders)[0], id_, top, source, commit)
        return _put_all([found], installed, others, top, source)[0]


def unknown(id_: str, installed: Installed) -> InstallError:
    """That a course was not installed."""
    hint = did_you_mean(id_, installed.ids())
    return InstallError(f"there is no installed course '{id_}'" + (f" ({hint})" if hint else ""))


def _fetched(source: Source, scratch: Path) -> tuple[Path, str]:
    """The folder with the files of a source, and the commit."""
    top = scratch / "files"
    top.mkdir()
    return top, fetch(source, top, scratch)


def _courses(top: Path, source: Source) -> list[Path]:
    """The folders of courses: the top itself, or all that are below it."""
    if (top / COURSE_FILE).is_file():
        return [top]
    folders = sorted(file.parent for file in top.rglob(COURSE_FILE) if file.is_file())
    if not folders:
        raise InstallError(f"{source.named} holds no course: there is no {COURSE_FILE} in it")
    names = [folder.name for folder in folders]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InstallError(f"{source.named} holds two courses that are called '{twice}'")
    return [folder for folder in folders if not any(p in folders for p in folder.parents)]


def _candidate(folder: Path, id_: str, top: Path, source: Source, commit: str) -> _Candidate:
    digest = _digest(folder)
    version = _version(folder) or (f"commit {commit[:10]}" if commit else f"files {digest[:8]}")
    return _Candidate(folder, id_, Origin(source.named, _inside(folder, top), version, digest))


def _id(folder: Path, top: Path, source: Source) -> str:
    return source.name if folder == top else folder.name


def _inside(folder: Path, top: Path) -> str:
    return folder.relative_to(top).as_posix()


def _version(folder: Path) -> str:
    """What the course says its version is, if anything."""
    try:
        data = read_source(folder / COURSE_FILE).data
    except LessonError:
        return ""  # that is said where it is checked
    found = data.get("version") if isinstance(data, dict) else None
    return f"version {found}" if isinstance(found, str | int | float) else ""


def _digest(folder: Path) -> str:
    """A hash of the names and contents of all files."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix().encode()
        content = hashlib.sha256(path.read_bytes()).digest()
        total.update(hashlib.sha256(name).digest() + content)
    return total.hexdigest()


def _put_all(
    found: Sequence[_Candidate],
    installed: Installed,
    others: tuple[Path, ...],
    top: Path,
    source: Source,
) -> tuple[Outcome, ...]:
    for each in found:
        installed.check_id(each.id, others)
    problems = [problem for each in found for problem in faults(each.folder)]
    if problems:
        raise FaultyError([_at_source(problem, top, source) for problem in problems])
    return tuple([_put(each, installed) for each in found])


def _at_source(problem: Diagnostic, top: Path, source: Source) -> Diagnostic:
    """A fault at its place in the source, not where it was unpacked."""
    try:
        inner = Path(problem.file).relative_to(top).as_posix()
    except ValueError:
        return problem
    return replace(problem, file=f"{source.address}/{inner}")


def _put(found: _Candidate, installed: Installed) -> Outcome:
    place = installed.folder / found.id
    before = installed.origin(found.id)
    was = None if before is None else outline(place)
    meant = senses(was) if was else {}  # while its files are still there
    if before is None or before != found.origin:
        installed.put(found.folder, found.id, found.origin)
    course = outline(place)
    earlier, now = _exercises(was) if was else {}, _exercises(course)
    new = {id_: sense for id_, sense in senses(course).items() if id_ not in earlier}
    gone = {id_: sense for id_, sense in meant.items() if id_ not in now}
    same = renamed(gone, new)
    return Outcome(
        course, found.origin, before,
        new=tuple(id_ for id_ in new if id_ not in same.values()),
        changed=tuple(id_ for id_ in now if id_ in earlier and earlier[id_].hash != now[id_].hash),
        gone=tuple(id_ for id_ in gone if id_ not in same),
        renamed=tuple((earlier[old], now[id_]) for old, id_ in same.items()),
    )  # fmt: skip


def _exercises(course: CourseOutline) -> dict[str, ExerciseOutline]:
    return {e.id: e for lesson in course.lessons for e in lesson.exercises}
