"""The list of courses, lessons and exercises on the home screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.drill.topics import LEVELS
from tutor.lesson.outline import CourseOutline, ExerciseOutline, LessonOutline
from tutor.progress import values
from tutor.session.practice import level_now
from tutor.session.shelf import Shelf
from tutor.tui.marks import Marks, bar

#: The row of the drill, which is a course without lessons to the list.
DRILL = CourseOutline(
    values.DRILL, "Drill", "Practice without end, made for your own level.", Path(), ()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. ``lesson`` and ``exercise`` are None on the rows above them.

    ``status`` is said at the right of a row without a count.
    """

    course: CourseOutline
    lesson: LessonOutline | None = None
    exercise: str | None = None
    number: int = 0
    title: str = ""
    done: int = 0
    total: int = 0
    mark: str = ""
    status: str = ""

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What stays the same when rows come and go."""
        return (self.course.id, self.lesson.id if self.lesson else None, self.exercise)


def rows(shelf: Shelf, opened: frozenset[str], marks: Marks, search: str = "") -> Iterator[Row]:
    """The rows to show: courses, lessons, the exercises of the opened lessons, the drill.

    With ``search``, only what has the words in its title, and the exercises of every lesson.
    """
    words = search.lower().split()

    def wanted(*texts: str) -> bool:
        return all(word in " ".join(texts).lower() for word in words)

    for course in shelf.courses:
        number = 0
        done = [shelf.is_done(course.id, e.id) for x in course.lessons for e in x.exercises]
        if not words:
            status = "can't be read" if course.error else ""
            yield Row(course, title=course.title, done=sum(done), total=len(done), status=status)
        for lesson in course.lessons:
            total = len(lesson.exercises)
            finished = sum(shelf.is_done(course.id, e.id) for e in lesson.exercises)
            is_open = lesson.path.as_posix() in opened
            mark = marks.opened if is_open else marks.closed
            if total and finished == total and not is_open:
                mark = marks.done
            if not words or wanted(lesson.title):
                yield Row(course, lesson, None, 0, lesson.title, finished, total, mark)
            for exercise in lesson.exercises:
                number += 1
                if (is_open and not words) or (words and wanted(exercise.title, exercise.id)):
                    yield Row(
                        course, lesson, exercise.id, number, exercise.title,
                        mark=_mark(shelf, course.id, exercise, marks),
                        status="changed since" if shelf.has_changed(course.id, exercise) else "",
                    )  # fmt: skip
    if not words or wanted(DRILL.title, "practice"):
        level = f"level {level_now(shelf.store)} of {LEVELS[-1]}"
        yield Row(DRILL, title=DRILL.title, status=level)


def _mark(shelf: Shelf, course: str, exercise: ExerciseOutline, marks: Marks) -> str:
    """Done, done but changed since, or nothing."""
    if not shelf.is_done(course, exercise.id):
        return ""
    return marks.changed if shelf.has_changed(course, exercise) else marks.done


class CourseList(ScrollView, can_focus=True):
    """The list; it draws its own rows, so that a key repaints two of them."""

    DEFAULT_CSS = """
    CourseList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    BINDINGS = [
        Binding("enter", "choose", "open", id="home.open"),
        Binding("up,k", "move(-1)", "up", show=False, id="home.up"),
        Binding("down,j", "move(1)", "down", show=False, id="home.down"),
        Binding("pageup", "move(-10)", "page up", show=False),
        Binding("pagedown", "move(10)", "page down", show=False),
        Binding("home", "move(-100000)", "first", show=False),
        Binding("end", "move(100000)", "last", show=False),
        Binding("left,minus", "fold(False)", "close", show=False),
        Binding("right,plus", "fold(True)", "open", show=False),
    ]

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """A row was opened."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Folded(Message):
        """A lesson is to be opened or closed."""

        def __init__(self, row: Row, is_open: bool) -> None:
            super().__init__()
            self.row = row
            self.is_open = is_open

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self.marks = marks
        self.rows: tuple[Row, ...] = ()
        self.cursor = 0
        self._stale: list[Region] = []

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, shown: tuple[Row, ...]) -> None:
        """Show these rows; the cursor stays on the row it was on, where that is still there."""
        key = self.row.key if self.row else None
        self.rows = shown
        self.virtual_size = Size(self.size.width, len(shown))
        keys = [row.key for row in shown]
        self.cursor = keys.index(key) if key in keys else min(self.cursor, max(len(shown) - 1, 0))
        self.refresh()
        self._tell()

    def show_below(self, rows: int) -> None:
        """Scroll so that so many rows below the cursor are in sight, as far as there is room."""
        rows = min(rows + 1, self.size.height)
        self.scroll_to_region(Region(0, self.cursor, 1, rows), animate=False, force=True)

    def select(self, key: tuple[str, str | None, str | None]) -> None:
        """Put the cursor on the row with this key."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                self._go(index)

    def to_first(self) -> None:
        """Put the cursor on the first row."""
        self._go(0)

    def _go(self, index: int) -> None:
        index = max(0, min(index, len(self.rows) - 1))
        if index == self.cursor:
            return
        old, self.cursor = self.cursor, index
        before = self.scroll_offset.y
        self.scroll_to_region(Region(0, index, 1, 1), animate=False, force=True)
        if self.scroll_offset.y == before:
            self._stale += [Region(0, y - before, self.size.width, 1) for y in (old, index)]
        self._tell()

    def repaint_moved(self) -> None:
        """Paint the rows that the cursor left and reached, along with what the screen paints."""
        if self._stale:
            self.refresh(*self._stale)
            self._stale = []

    def _tell(self) -> None:
        if self.row:
            self.post_message(self.Moved(self.row))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._go(self.cursor + by)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.row:
            self.post_message(self.Chosen(self.row))

    def action_fold(self, is_open: bool) -> None:
        """Open or close the lesson under the cursor."""
        if self.row:
            self.post_message(self.Folded(self.row, is_open))

    def on_click(self, event: object) -> None:
        """A click moves the cursor; a click on the cursor opens."""
        y = getattr(event, "y", 0) + self.scroll_offset.y
        if y == self.cursor:
            self.action_choose()
        elif y < len(self.rows):
            self._go(y)

    def render_line(self, y: int) -> Strip:
        """One row."""
        index = y + self.scroll_offset.y
        width = self.size.width
        base = self.rich_style
        if index >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[index]
        style = base + Style(reverse=True) if index == self.cursor else base
        if row.lesson is None:
            style += Style(bold=True)
        left, right = self._texts(row, width)
        sign = self.marks.here if index == self.cursor else " "
        gap = "  " if right else ""
        left = self.marks.fitted(left, width - len(right) - len(gap) - 2)
        text = sign + left + gap + right + " "
        return Strip([Segment(text[:width], style)])

    def _texts(self, row: Row, width: int) -> tuple[str, str]:
        if row.exercise is not None:
            return f"     {row.mark or ' '} {row.number:>3} {row.title}", row.status
        left = row.title if row.lesson is None else f"  {row.mark} {row.title}"
        if not row.total:
            broken = row.lesson is not None and row.lesson.error
            return left, "can't be read" if broken else row.status
        count = f"{row.done}/{row.total}".rjust(7)
        size = 16 if width >= 60 else 0
        return left, bar(row.done / row.total, size, self.marks) + count
