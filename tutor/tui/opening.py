"""What leads from screen to screen: the doors that screens ask for, and keys that work anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.session.shelf import Shelf
from tutor.session.work import Work
from tutor.tui.ending import EndingApp
from tutor.tui.home import HomeScreen
from tutor.tui.marks import Marks
from tutor.tui.saving import SavingScreen

if TYPE_CHECKING:
    from tutor.lab.bench import Bench
    from tutor.lesson.course import Lesson
    from tutor.session.opened import Left, OpenWalk
    from tutor.session.practice import Practice


class OpeningApp(EndingApp):
    """An app that opens screens; what lies over others is kept, for after a line that drops."""

    shelf: Shelf
    marks: Marks

    def open_exercise(self, course: str, lesson: str, exercise: str) -> None:
        """Open an exercise over the home screen; a broken lesson says what is wrong with it."""
        from tutor.session.open import open_work

        try:
            work = open_work(self.shelf, course, lesson, exercise)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        self.show_work(work)

    def show_work(self, work: Work) -> None:
        """Open an exercise in the screen of its kind, in place of the one that is open."""
        from tutor.tui.kinds import screen_for

        screen = screen_for(work, self.desk, self.marks)
        if isinstance(self.screen, HomeScreen):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def show_network(self, lesson: Lesson, name: str) -> None:
        """Open a network of a lesson in the stepper, over what is open."""
        from tutor.session.opened import OpenWalk
        from tutor.session.walk import Walk

        title = f"{lesson.title} {self.marks.note} {name}"
        self.show_walk(OpenWalk(title, Walk(lesson.trace(name))))

    def show_walk(self, walk: OpenWalk) -> None:
        """Walk through a trace, over what is open."""
        from tutor.tui.free import TraceScreen

        self._lay_over(TraceScreen(walk, self.marks))

    def show_lab(self, bench: Bench, title: str) -> None:
        """Open a network to play with, over what is open."""
        from tutor.session.opened import new_lab

        self.show_left(new_lab(bench, title))

    def show_drill(self, practice: Practice) -> None:
        """Open the drill, over what is open."""
        from tutor.tui.drill import DrillScreen

        self._lay_over(DrillScreen(practice, self.marks))

    def show_left(self, left: Left) -> None:
        """Open it as it was left, over what is open."""
        from tutor.session.opened import OpenLab, OpenWalk
        from tutor.tui.lab import LabScreen

        if isinstance(left, Work):
            self.show_work(left)
        elif isinstance(left, OpenLab):
            self._lay_over(LabScreen(left, self.marks))
        elif isinstance(left, OpenWalk):
            self.show_walk(left)
        else:
            self.show_drill(left)

    def _lay_over(self, screen: SavingScreen) -> None:
        """Lay a screen over what is open; while it lies there, both come back."""
        self.push_screen(screen, self._keep_open_soon)
        self.keep_open()

    def _keep_open_soon(self, _: None) -> None:
        self.call_later(self.keep_open)  # once the screen is closed

    def keep_open(self) -> str | None:
        """Keep what is open, for after a line that drops; a sentence where it can't be."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, SavingScreen))
        return self.desk.keep_open([screen.opened() for screen in screens])

    def open_neighbour(self, work: Work, by: int) -> None:
        """Open the exercise before or after; past the last one, home."""
        from tutor.session.open import neighbour

        try:
            beside = neighbour(self.shelf, work, by)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        if beside is None:
            self.action_home()
            if work.round is not None:
                self._tell_outlook()
        else:
            self.show_work(beside)

    def _refuse(self, problem: Exception) -> None:
        self.notify(str(problem), title="This can't be opened", severity="error")

    # --- what keys open ----------------------------------------------------------------------

    def action_home(self) -> None:
        """Back to the home screen."""
        self.desk.leave()
        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def action_lab(self) -> None:
        """A network to play with, for its own sake."""
        from tutor.lab.bench import Bench
        from tutor.lab.problems import problem_to_play

        self.show_lab(Bench(problem_to_play()), "Lab")

    def action_drill(self) -> None:
        """Practice, where it was left."""
        from tutor.session.practice import Practice

        self.show_drill(Practice(self.shelf))

    def action_review(self) -> None:
        """Go through what is due."""
        from tutor.session.open import begin_review

        try:
            work = begin_review(self.shelf)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        if work is None:
            self._tell_outlook()
        else:
            self.show_work(work)

    def _tell_outlook(self) -> None:
        from tutor.session.review import outlook

        self.notify(self.marks.plain(outlook(self.shelf)), markup=False)

    def action_statistics(self) -> None:
        """What was done so far, in numbers."""
        from tutor.tui.statistics import StatisticsScreen

        self.push_screen(StatisticsScreen(self.shelf, self.marks))

    def action_glossary(self) -> None:
        """The words of the field."""
        from tutor.lesson.glossary import GLOSSARY
        from tutor.tui.page import GlossaryScreen

        self.push_screen(GlossaryScreen("Glossary", GLOSSARY, self.marks))

    def action_help(self) -> None:
        """How to use it."""
        from tutor.tui.help import HELP
        from tutor.tui.page import TextScreen

        self.push_screen(TextScreen("Help", HELP, self.marks))
