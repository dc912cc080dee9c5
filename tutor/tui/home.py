"""The home screen: courses, lessons, exercises, what is done, and the way on."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from tutor.session.shelf import Shelf
from tutor.tui.courses import DRILL, CourseList, Row, rows
from tutor.tui.doors import doors_of
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import EVERYWHERE
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose


class HomeScreen(Screen[None]):
    """Where everything starts."""

    FIRST_KEYS = ("choose", "go_on", "app.review", "app.drill", "app.lab", "find", "app.help",
                  "app.quit")  # fmt: skip
    BINDINGS = [
        Binding("c", "go_on", "continue", id="home.continue"),
        Binding("r", "app.review", "review", id="home.review"),
        Binding("l", "app.lab", "lab", id="home.lab"),
        Binding("s", "app.statistics", "statistics", id="home.statistics"),
        Binding("slash", "find", "find", id="home.find"),
        Binding("d", "app.drill", "drill", id="home.drill"),
        *EVERYWHERE,
        Binding("escape", "clear", "back", show=False),
    ]

    def __init__(self, shelf: Shelf, marks: Marks) -> None:
        super().__init__()
        self.shelf = shelf
        self.marks = marks
        self.opened: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Head, list, what the row is about, keys."""
        yield Head("tutor", self.marks)
        yield CourseList(self.marks)
        yield Input(placeholder="find a lesson or an exercise", id="search", compact=True)
        yield Prose(self.shelf.warning or "", self.marks, id="warning")
        yield Rule(self.marks)
        yield Prose("", self.marks, id="about")
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """Show the courses, with the lesson opened in which the learner is."""
        if self.shelf.place() is None and self.shelf.courses and self.shelf.courses[0].lessons:
            self.opened = frozenset({self.shelf.courses[0].lessons[0].path.as_posix()})
        self.refresh_rows()
        self._to_place()
        self.query_one(CourseList).focus()

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile, and the learner be elsewhere."""
        if self.is_mounted and self.query(CourseList):
            self._to_place()

    def _to_place(self) -> None:
        """Open the lesson the learner is in, with the cursor on the exercise."""
        place = self.shelf.place()
        for course in self.shelf.courses:
            for lesson in course.lessons:
                if place and (course.id, lesson.id) == (place.course, place.lesson):
                    self.opened |= {lesson.path.as_posix()}
        self.refresh_rows()
        self.call_after_refresh(self.run_worker, self._count_due, exclusive=True)
        if place and place.exercise:
            self.query_one(CourseList).select((place.course, place.lesson, place.exercise))

    async def _count_due(self) -> None:
        """Say how much is due for review, in its own time: the list doesn't wait for it."""
        from tutor.session.review import comes_back, due_now

        items = await asyncio.to_thread(comes_back, self.shelf)
        count = len(due_now(items, self.shelf.clock()))
        self.query_one(Head).show("tutor", f"{count} due for review" if count else "")

    def refresh_rows(self) -> None:
        """Build the rows anew."""
        search = self.query_one("#search", Input).value
        shown = tuple(rows(self.shelf, self.opened, self.marks, search))
        self.query_one(CourseList).show(shown)
        self.query_one("#warning", Prose).show(self.shelf.warning or "")

    def on_course_list_moved(self, message: CourseList.Moved) -> None:
        """Say what the row is about; the first time once the list is painted."""
        self.query_one(CourseList).repaint_moved()
        about, text = self.query_one("#about", Prose), self._about(message.row)
        if about.text:
            about.show(text)
        else:
            self.call_after_refresh(about.show, text)

    def _about(self, row: Row) -> str:
        if row.lesson is None and row.course.error:
            return f"**{row.course.title}** can't be read: {row.course.error}"
        if row.lesson is None:
            return f"**{row.course.title}**\n\n{row.course.summary}"
        if row.lesson.error:
            return f"**{row.lesson.title}** can't be read: {row.lesson.error}"
        title = row.title if row.exercise is None else f"{row.number} {row.title}"
        return f"**{title}**\n\n{row.lesson.summary}"

    def on_course_list_chosen(self, message: CourseList.Chosen) -> None:
        """Open the exercise or the drill, or open or close the lesson.

        A lesson that was searched for is opened among all the others.
        """
        row = message.row
        if row.course is DRILL:
            self.call_later(self.run_action, "app.drill")
        elif row.lesson is None:
            self.action_go_on()
        elif row.exercise is None and self.query_one("#search", Input).value:
            self.action_clear()
            self._fold(row, True)
        elif row.exercise is None:
            self._fold(row, row.lesson.path.as_posix() not in self.opened)
        else:
            self._open(row.course.id, row.lesson.id, row.exercise)

    def on_course_list_folded(self, message: CourseList.Folded) -> None:
        """Open or close the lesson of the row."""
        self._fold(message.row, message.is_open)

    def _fold(self, row: Row, is_open: bool) -> None:
        if row.lesson is None:
            return
        path = row.lesson.path.as_posix()
        self.opened = self.opened | {path} if is_open else self.opened - {path}
        self.refresh_rows()
        if is_open:
            below = len(row.lesson.exercises)
            self.call_after_refresh(self.query_one(CourseList).show_below, below)
        else:
            self.query_one(CourseList).select((row.course.id, row.lesson.id, None))

    def _open(self, course: str, lesson: str, exercise: str) -> None:
        doors_of(self).open_exercise(course, lesson, exercise)

    def action_go_on(self) -> None:
        """Go on where the learner left off, or with the first that isn't done."""
        following = self.shelf.go_on()
        if following:
            self._open(*following)

    def action_find(self) -> None:
        """Search the titles."""
        search = self.query_one("#search", Input)
        search.add_class("shown")
        search.focus()

    def action_clear(self) -> None:
        """Leave the search."""
        search = self.query_one("#search", Input)
        search.value = ""
        search.remove_class("shown")
        self.refresh_rows()
        shown = self.query_one(CourseList)
        shown.focus()
        self.call_after_refresh(shown.show_below, 0)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search as it is typed: the cursor is on the first that is found."""
        self.refresh_rows()
        if message.value.strip():
            self.query_one(CourseList).to_first()

    def on_input_submitted(self) -> None:
        """Into the list of what was found."""
        self.query_one(CourseList).focus()
