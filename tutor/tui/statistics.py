"""What was done so far, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from tutor.diagram.picture import Line, Span
from tutor.lesson.outline import CourseOutline
from tutor.progress.store import ProgressError
from tutor.progress.values import key_of
from tutor.review.statistics import Share, Statistics, statistics
from tutor.session.shelf import Shelf
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks, bar

#: Mistakes that are named; the first are those worth working on.
MOST = 8
#: From this width on bars are drawn beside counts; no wider than so many columns is a page.
ROOM_FOR_BARS, WIDEST = 60, 90
#: What is narrower is cut.
NARROWEST = 20

NOTHING = "Nothing was tried yet. What you do in exercises and in the drill is counted here."


class StatisticsScreen(ClosesOnce, ModalScreen[None]):
    """A page: done, attempts by day, right at once, mistakes, time."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", "close"),
        Binding("up", "scroll(-1)", "up"),
        Binding("down", "scroll(1)", "down"),
        Binding("pageup", "scroll(-10)", "page up", show=False),
        Binding("pagedown,space", "scroll(10)", "page down"),
        Binding("home", "scroll(-100000)", "first", show=False),
        Binding("end", "scroll(100000)", "last", show=False),
        Binding("g,ctrl+g", "app.glossary", "glossary", show=False),
    ]

    def __init__(self, shelf: Shelf, marks: Marks) -> None:
        super().__init__()
        self.shelf = shelf
        self.marks = marks

    def compose(self) -> ComposeResult:
        """Head, the page, keys."""
        yield Head("Statistics", self.marks)
        yield Lines()
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """Read the record, once."""
        try:
            attempts = self.shelf.store.attempts()
        except ProgressError as problem:
            self.notify(str(problem), severity="warning", markup=False)
            attempts = []
        kinds = {
            key_of(course.id, exercise.id): exercise.kind
            for course in self.shelf.courses
            for lesson in course.lessons
            for exercise in lesson.exercises
        }
        today = self.shelf.clock().astimezone().date()
        self.numbers = statistics(attempts, kinds, today)

    def on_resize(self) -> None:
        """The page for the width at hand."""
        width = max(min(self.size.width, WIDEST) - 2, NARROWEST)
        self.query_one(Lines).show(tuple(page(self.shelf, self.numbers, self.marks, width)))

    def action_scroll(self, by: int) -> None:
        """Move about."""
        self.query_one(Lines).scroll_relative(y=by, animate=False)


def page(shelf: Shelf, numbers: Statistics, marks: Marks, width: int) -> Iterator[Line]:
    """The lines of the page."""
    if not numbers.attempts:
        yield _line(NOTHING if len(NOTHING) <= width else "Nothing was tried yet.")
        yield ()
    yield _title("Done")
    for course in shelf.courses:
        yield from _done(shelf, course, marks, width)
    if not numbers.attempts:
        return
    yield ()
    yield _title(f"Attempts in {len(numbers.days)} days")
    yield from _days(numbers, marks, width)
    yield _line(f"since you began  {numbers.attempts}")
    yield ()
    yield _title("Right at once, without help")
    yield _line(f"exercises        {_share(numbers.exercises)}")
    yield _line(f"drill questions  {_share(numbers.drill)}")
    yield ()
    yield _title("Mistakes made most")
    for name, times in numbers.mistakes[:MOST]:
        yield _line(marks.plain(f"{times:>4} {marks.times} {name}"))
    if not numbers.mistakes:
        yield _line("none with a name so far")
    yield ()
    yield _title("Time")
    yield _line(f"at work about {_duration(numbers.worked)}")
    yield _line("(pauses of 15 minutes don't count)")


def _done(shelf: Shelf, course: CourseOutline, marks: Marks, width: int) -> Iterator[Line]:
    """A course and its lessons: how much of each is done."""
    counts = [
        (sum(shelf.is_done(course.id, e.id) for e in lesson.exercises), len(lesson.exercises))
        for lesson in course.lessons
    ]
    done, total = map(sum, zip(*counts, strict=True)) if counts else (0, 0)
    rows = [(course.title, done, total)]
    rows += [
        (f"  {lesson.title}", *count) for lesson, count in zip(course.lessons, counts, strict=True)
    ]
    for title, part, whole in rows:
        shown = bar(part / whole, 16 if width >= ROOM_FOR_BARS else 0, marks) if whole else ""
        right = f"{shown}{f'{part}/{whole}':>7}"
        room = width - len(right) - 1
        yield _line(f"{marks.plain(title)[:room]:<{room}}{right}")


def _days(numbers: Statistics, marks: Marks, width: int) -> Iterator[Line]:
    """A line for each day, with a bar as long as there were attempts."""
    room = width - len("Mon 01 Jan   1234")
    most = max((count for _, count in numbers.days), default=0)
    scale = min(room / most, 1) if most else 1  # one sign for each, as long as they fit
    for day, count in numbers.days:
        filled = marks.full * max(round(count * scale), 1) + " " if count else ""
        yield _line(f"{day:%a %d %b}  {filled}{count or marks.dash}")


def _share(share: Share) -> str:
    if not share.whole:
        return "none tried yet"
    return f"{share.part} of {share.whole}, {share.part / share.whole:.0%}"


def _duration(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{minutes} min"


def _title(text: str) -> Line:
    return (Span(f" {text}", "title"),)


def _line(text: str) -> Line:
    return (Span(f" {text}"),)
