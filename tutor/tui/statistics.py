"""What was done so far, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from textual.app import ComposeResult
from textual.screen import ModalScreen

from tutor.diagram.picture import Line, Span
from tutor.lesson.outline import CourseOutline
from tutor.review.statistics import Statistics
from tutor.session.shelf import Shelf
from tutor.session.statistics import (
    MOST_MISTAKES,
    NO_MISTAKES,
    NOTHING,
    PAUSES,
    done_of,
    duration,
    numbers_of,
    share,
)
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE, ENDS, QUIET_GLOSSARY, scrolling
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks, bar

#: From this width on bars are drawn beside counts; no wider than so many columns is a page.
ROOM_FOR_BARS, WIDEST = 60, 90
#: What is narrower is cut.
NARROWEST = 20


class StatisticsScreen(ClosesOnce, ModalScreen[None]):
    """A page: done, attempts by day, right at once, mistakes, time."""

    BINDINGS = [
        CLOSE,
        *scrolling(),
        *ENDS,
        QUIET_GLOSSARY,
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
        self.numbers, warning = numbers_of(self.shelf)
        if warning:
            self.notify(warning, severity="warning", markup=False)

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
    yield _line(f"exercises        {share(numbers.exercises)}")
    yield _line(f"drill questions  {share(numbers.drill)}")
    yield ()
    yield _title("Mistakes made most")
    for name, times in numbers.mistakes[:MOST_MISTAKES]:
        yield from _mistake(marks.plain(name), f"{times:>4} {marks.times} ", width)
    if not numbers.mistakes:
        yield _line(NO_MISTAKES)
    yield ()
    yield _title("Time")
    yield _line(f"at work about {duration(numbers.worked)}")
    yield _line(f"({PAUSES})")


def _done(shelf: Shelf, course: CourseOutline, marks: Marks, width: int) -> Iterator[Line]:
    """A course and its lessons: how much of each is done."""
    for each in done_of(shelf, course):
        size = 16 if width >= ROOM_FOR_BARS else 0
        shown = bar(each.done / each.whole, size, marks) if each.whole else ""
        right = f"{shown}{f'{each.done}/{each.whole}':>7}"
        room = width - len(right) - 1
        title = f"  {each.title}" if each.lesson else each.title
        yield _line(f"{marks.plain(title)[:room]:<{room}}{right}")


def _days(numbers: Statistics, marks: Marks, width: int) -> Iterator[Line]:
    """A line for each day, with a bar as long as there were attempts."""
    room = width - len("Mon 01 Jan   1234")
    most = max((count for _, count in numbers.days), default=0)
    scale = min(room / most, 1) if most else 1  # one sign for each, as long as they fit
    for day, count in numbers.days:
        filled = marks.full * max(round(count * scale), 1) + " " if count else ""
        yield _line(f"{day:%a %d %b}  {filled}{count or marks.dash}")


def _mistake(name: str, times: str, width: int) -> Iterator[Line]:
    """What it was, on as many lines as it takes, and before the first one how often."""
    for number, text in enumerate(wrap(name, width - len(times))):
        yield _line((" " * len(times) if number else times) + text)


def _title(text: str) -> Line:
    return (Span(f" {text}", "title"),)


def _line(text: str) -> Line:
    return (Span(f" {text}"),)
