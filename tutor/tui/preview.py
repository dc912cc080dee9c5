"""The program as an author sees it: every save is shown, and every answer can be tried."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tutor.authoring.cases import Case, cases_of
from tutor.authoring.preview import PreviewDesk, PreviewShelf, Spot, Watch, near
from tutor.authoring.verify import Outcome
from tutor.datasets.table import load_table
from tutor.grading.verdict import Verdict
from tutor.lesson.errors import LessonError
from tutor.lesson.template import TemplateError
from tutor.lesson.where import WhereError
from tutor.network.quantity import QuantityError
from tutor.session.open import neighbour
from tutor.session.work import Work
from tutor.tui.app import TutorApp
from tutor.tui.code import CodeScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.home import HomeScreen
from tutor.tui.kinds import screen_for
from tutor.tui.preview_pages import BEGIN_ANEW, BrokenScreen, CasesScreen, PreviewLine
from tutor.tui.view import View

#: Seconds between two looks at the files; a save is shown after the second that finds it at rest.
LOOK = 0.25


class PreviewApp(TutorApp):
    """``tutor preview``: the usual screens, read anew at every save, with a line for the author."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "try_next", "try", show=False, priority=True, id="preview.try"),
        Binding("f2,ctrl+e", "cases", "answers", show=False, priority=True, id="preview.cases"),
    ]

    def __init__(self, shelf: PreviewShelf, spot: Spot, ascii_only: bool = False) -> None:
        super().__init__(shelf, None, ascii_only)
        self.preview = shelf
        self.desk = PreviewDesk(shelf, self._on_verdict)
        self.spot = spot
        self.cases: tuple[Case, ...] = ()
        self.outcomes: dict[str, Outcome] = {}
        self.following = 0
        self.said = ""
        self._tried: Case | None = None

    def on_mount(self) -> None:
        """Open what was named, and watch it."""
        self.look_at(self.spot)
        self.run_worker(self._watch(Watch(self.preview.files)), name="watch")

    # --- saves ----------------------------------------------------------------------------------

    async def _watch(self, watch: Watch) -> None:
        """Look at the files for as long as the program runs; a run is not cut short."""
        while True:
            await asyncio.sleep(LOOK)
            busy = any(isinstance(s, CodeScreen) and s.running for s in self.screen_stack)
            if not busy and await asyncio.to_thread(watch.changed, self.preview.files):
                await self.reload()

    async def reload(self) -> None:
        """Show the files as they are now, at the same place."""
        self.preview.refresh()
        self.said = ""
        below = self.screen_stack[1] if len(self.screen_stack) > 1 else self.screen
        if isinstance(below, HomeScreen):
            below.refresh_rows()
        if not isinstance(below, ExerciseScreen | BrokenScreen):
            return
        while len(self.screen_stack) > 2:  # what lay over it is about the file before
            await self.pop_screen()
        view = None
        if isinstance(below, ExerciseScreen):
            below.save()
            view = View.of(below)
        self.said = "" if self.preview.warning else "saved, and shown anew"
        self.look_at(self.spot, view)

    # --- opening --------------------------------------------------------------------------------

    def look_at(self, spot: Spot, view: View | None = None) -> None:
        """Show the exercise at a spot, or what is wrong there."""
        self._go(spot)
        try:
            work = self.preview.open(spot)
        except LessonError as problem:
            self._refuse(problem)
        else:
            self.show_work(work, view)

    def show_work(self, work: Work, view: View | None = None) -> None:
        """Open an exercise, with the author's line under it."""
        self._prepare(work)
        screen = screen_for(work, self.desk, self.marks)
        self.call_later(self._show, screen, view)

    def _prepare(self, work: Work) -> None:
        """Note where it is and what can be tried there."""
        self._go(self.preview.spot_of(work))
        self.outcomes, self._tried = {}, None
        try:
            self.cases = cases_of(work.exercise, work.lesson, load_table)
        except (TemplateError, QuantityError) as problem:
            self.cases, self.said = (), f"{self.marks.wrong} {problem}"
        self.following = min(self.following, max(len(self.cases) - 1, 0))

    def _go(self, spot: Spot) -> None:
        """Note the place; nothing was tried yet at another one."""
        if (spot.lesson, spot.exercise) != (self.spot.lesson, self.spot.exercise):
            self.following, self.said = 0, ""
        self.spot = spot

    async def _show(self, screen: ExerciseScreen | BrokenScreen, view: View | None = None) -> None:
        """Put a screen over the home screen, in place of the one that is there."""
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)
        if not screen.is_attached:  # quick keys have left it
            return
        await screen.mount(PreviewLine(self.marks))
        self._tell()
        if view is not None and isinstance(screen, ExerciseScreen):
            view.restore(screen)

    def open_exercise(self, course: str, lesson: str, exercise: str) -> None:
        """Open an exercise of the home screen."""
        path = next(each.path for each in self.preview.course.lessons if each.id == lesson)
        self.look_at(Spot(path, exercise))

    def open_neighbour(self, work: Work, by: int) -> None:
        """Open the exercise before or after; if it is broken, say so in its place."""
        try:
            beside = neighbour(self.preview, work, by)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        if beside is None:
            self.action_home()
        else:
            self.show_work(beside)

    def _refuse(self, problem: Exception) -> None:
        """What is wrong, in the place of the exercise."""
        if not isinstance(problem, LessonError):
            super()._refuse(problem)
            return
        self.cases, self.said = (), "mend it and save"
        page = BrokenScreen(near(problem, Path.cwd()), self.marks)
        self.call_later(self._show, page)

    # --- trying ---------------------------------------------------------------------------------

    async def action_try_next(self) -> None:
        """Submit the next of the answers that the author has written down."""
        if self.cases:
            await self.try_case(self.following)

    async def try_case(self, index: int) -> None:
        """Submit one of them."""
        from tutor.tui.trying import submit

        screen = self.screen
        running = isinstance(screen, CodeScreen) and screen.running
        if not isinstance(screen, ExerciseScreen) or running:
            return
        self.following = (index + 1) % len(self.cases)
        self._tried = self.cases[index]
        self.said = f"trying {self._tried.name} {self.marks.dots}"
        self._tell()
        await submit(screen, self._tried)

    def _on_verdict(self, verdict: Verdict) -> None:
        """Say whether what was tried came out as it has to; a learner's own answer has no case."""
        case, self._tried = self._tried, None
        if case is None:
            self.said = ""
        else:
            outcome = self.outcomes[case.name] = Outcome(case, verdict)
            mark = self.marks.right if outcome.holds else self.marks.wrong
            self.said = f"{mark} {case.name} {_came_out(outcome)}"
        self._tell()

    def action_cases(self) -> None:
        """All that can be tried here."""
        if isinstance(self.screen, ExerciseScreen):
            page = CasesScreen(self.cases, self.outcomes, self.following, self.marks)
            self.push_screen(page, self._chosen)

    async def _chosen(self, index: int | None) -> None:
        if index == BEGIN_ANEW:
            self.begin_anew()
        elif index is not None:
            await self.try_case(index)

    def begin_anew(self) -> None:
        """Forget all that was typed and done."""
        self.preview.forget_all()
        self.following = 0
        self.look_at(self.spot)
        self.said = "started over, as a newcomer"

    def _tell(self) -> None:
        """Say in the author's line how it stands, and what can be tried."""
        following = self.cases[self.following].name if self.cases else ""
        count = f"{self.following + 1}/{len(self.cases)}"
        for screen in self.screen_stack:
            for line in screen.query(PreviewLine):
                line.show(self.said or self.preview.warning or "", following, count)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, ExerciseScreen):
            title = "Try an answer that the lesson names"
            yield SystemCommand(title, "Right ones and wrong ones", self.action_cases)
            yield SystemCommand("Start over", "As a newcomer would", self.begin_anew)


def _came_out(outcome: Outcome) -> str:
    """How a case came out, and how it has to."""
    if outcome.holds:
        return "passes, as it has to" if outcome.case.passes else "fails, as it has to"
    if outcome.verdict.passed is not outcome.case.passes:
        return "has to pass" if outcome.case.passes else "has to fail, but passes"
    says = " ".join((outcome.case.says or "").split())
    return f"fails, but without '{says}'" if says else "fails, but nothing of its own is said"
