"""What an author looks at while writing: files that are read anew, and progress for no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tutor.datasets.table import load_table
from tutor.grading.verdict import Verdict
from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.kinds import COURSE_FILE
from tutor.lesson.load import load_course, load_lesson
from tutor.lesson.outline import CourseOutline, LessonOutline, outline, outline_lesson
from tutor.lesson.where import Found, WhereError, find
from tutor.network.trace import Trace
from tutor.progress.store import Store
from tutor.session.desk import COLUMNS, Desk, Listener
from tutor.session.open import course_alone, open_work
from tutor.session.shelf import Shelf
from tutor.session.work import Work


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the author looks: a lesson, an exercise by its id, and its index should that go."""

    lesson: Path | None = None
    exercise: str = ""
    index: int = 0


class PreviewShelf(Shelf):
    """One course, or one lesson file, with progress that is kept in memory only."""

    def __init__(self, path: Path) -> None:
        super().__init__(Store(None))
        self.path = path
        self.refresh()

    def refresh(self) -> None:
        """Read the outline of the files as they are; what is wrong with a course is a warning."""
        self.courses = (self._outline(),)
        self.warning = None
        if not self.is_lone:
            try:
                load_course(self.path)
            except LessonError as error:
                self.warning = str(near(error, Path.cwd()).diagnostics[0])

    def _outline(self) -> CourseOutline:
        if self.path.suffix and not self.path.is_dir():
            return course_alone(outline_lesson(self.path))
        return outline(self.path)

    @property
    def course(self) -> CourseOutline:
        """The only one."""
        return self.courses[0]

    @property
    def is_lone(self) -> bool:
        """Whether it is a lesson file without a course."""
        return self.course.path in {lesson.path for lesson in self.course.lessons}

    def is_shipped(self, course: CourseOutline) -> bool:
        """As if it were: a path that is named to preview is trusted."""
        return self.has(course)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that a change may be seen in."""
        lessons = tuple(lesson.path for lesson in self.course.lessons)
        return lessons if self.is_lone else (self.course.path / COURSE_FILE, *lessons)

    def forget_all(self) -> None:
        """Begin as a newcomer."""
        self.store.close()
        self.store = Store(None)
        self._done.clear()

    # --- opening ------------------------------------------------------------------------------

    def open(self, spot: Spot) -> Work:
        """The exercise at a spot, or the nearest to it. Raises LessonError."""
        lesson = self._lesson(spot)
        if not lesson.exercises:
            return self._without_exercises(lesson)
        load_lesson(lesson.path, load_table)  # with all that can be wrong with it
        ids = [exercise.id for exercise in lesson.exercises]
        near = ids[max(0, min(spot.index, len(ids) - 1))]
        id_ = spot.exercise if spot.exercise in ids else near
        try:
            return open_work(self, self.course.id, lesson.id, id_)
        except WhereError as problem:  # another save came in between
            where = Diagnostic(str(lesson.path), 1, 1, str(problem))
            raise LessonError([where]) from None

    def _lesson(self, spot: Spot) -> LessonOutline:
        lessons = self.course.lessons
        if not lessons:
            load_course(self.path)  # says what is wrong
        found = [lesson for lesson in lessons if lesson.path == spot.lesson]
        return next(iter(found or lessons))

    def _without_exercises(self, lesson: LessonOutline) -> Work:
        source = load_lesson(lesson.path).source
        hint = "`tutor new read` prints one to begin with"
        raise source.error(("exercises",), "this lesson has no exercises yet", hint)

    def spot_of(self, work: Work) -> Spot:
        """Where an exercise stands."""
        ids = [exercise.id for exercise in work.lesson.exercises]
        return Spot(work.lesson.path, work.exercise.id, ids.index(work.exercise.id))


def find_preview(what: str) -> tuple[PreviewShelf, Spot]:
    """What WHAT names; a broken lesson is found, too. Raises WhereError where there is nothing."""
    name, mark, exercise = what.rpartition("#")
    found = find(name if mark else what, Shelf(Store(None)).courses, paths_first=True)
    shelf = PreviewShelf(_path_of(found))
    lesson = found.lesson or next(iter(shelf.course.lessons), None)
    if mark and lesson is not None and not lesson.error:
        find(what, Shelf(Store(None)).courses, paths_first=True)  # says which exercises there are
    return shelf, Spot(lesson.path if lesson else None, exercise if mark else "")


def _path_of(found: Found) -> Path:
    if found.course is not None:
        return found.course.path
    assert found.lesson is not None
    return found.lesson.path


class PreviewDesk(Desk):
    """Uses the data that is shipped, as the learners have it, and tells each verdict.

    Code that is still as it was given is no draft: the next starter is to be seen.
    """

    def __init__(self, shelf: Shelf, on_verdict: Callable[[Verdict], None]) -> None:
        super().__init__(shelf)
        self.on_verdict = on_verdict

    def check_text(self, work: Work, text: str) -> Verdict:
        """As a desk does."""
        return self._told(super().check_text(work, text))

    def check_quantity(
        self, work: Work, trace: Trace, quantity: str, text: str,
        earlier: Mapping[str, float] | None = None,
    ) -> Verdict:  # fmt: skip
        """As a desk does."""
        return self._told(super().check_quantity(work, trace, quantity, text, earlier))

    async def check_code(
        self, work: Work, source: str, listen: Listener | None = None, columns: int = COLUMNS
    ) -> Verdict:
        """As a desk does."""
        return self._told(await super().check_code(work, source, listen, columns))

    def _told(self, verdict: Verdict) -> Verdict:
        self.on_verdict(verdict)
        return verdict

    def save_draft(self, work: Work, state: dict[str, Any]) -> str | None:
        """Keep what was typed, if anything was."""
        code = work.exercise.code
        if code is not None and state.get("text") == code.starter:
            self.shelf.store.drop_draft(work.key)
            return None
        return super().save_draft(work, state)


# --- watching ------------------------------------------------------------------------------------

Stamp = tuple[int, int, int] | None


class Watch:
    """Notices saves by looking now and then, which works on any file system and with any editor.

    A file counts as saved once two looks find it the same, so that none is read half-written.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._taken = self._last = _stamps(files)

    def changed(self, files: Iterable[Path]) -> bool:
        """Whether a file is another than when this was last true, and at rest."""
        now = _stamps(files)
        rests, self._last = now == self._last, now
        self._taken = {path: self._taken.get(path, stamp) for path, stamp in now.items()}
        if not rests or now == self._taken:
            return False
        self._taken = now
        return True


def _stamps(files: Iterable[Path]) -> dict[Path, Stamp]:
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> Stamp:
    """What changes when a file is saved, or replaced by another; None while there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def near(error: LessonError, folder: Path) -> LessonError:
    """The error with the files as one would name them from a folder."""
    return LessonError(
        replace(each, file=str(Path(each.file).relative_to(folder)))
        if Path(each.file).is_relative_to(folder)
        else each
        for each in error.diagnostics
    )
