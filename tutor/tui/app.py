"""The app: it opens screens, and hands them the keys in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.actions import ActionParseResult
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.progress.where import data_folder
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf
from tutor.session.work import Work
from tutor.tui.ending import EndingApp
from tutor.tui.home import HomeScreen
from tutor.tui.marks import ASCII_MARKS, UNICODE_MARKS
from tutor.tui.saving import SavingScreen
from tutor.tui.sizes import LEAST_SIZE, TALL, USUAL, WIDE
from tutor.tui.sparing import Painted, repaint_what_went
from tutor.tui.theme import TERMINAL
from tutor.tui.typing import typeable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tutor.lab.bench import Bench
    from tutor.lesson.course import Lesson
    from tutor.session.opened import Left, OpenWalk
    from tutor.session.practice import Practice


class PlainScrollBar(ScrollBarRender):
    """A scroll bar without the block characters that round its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class TutorApp(EndingApp):
    """``tutor`` on the screen."""

    TITLE = "tutor"
    CSS_PATH = "tutor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", show=False),
        Binding("ctrl+c", "interrupt", "stop", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-too-small"), (LEAST_SIZE[0], "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [
        (0, "-too-flat"), (LEAST_SIZE[1], "-low"), (USUAL, "-usual"), (TALL, "-tall"),
    ]  # fmt: skip

    def __init__(
        self,
        shelf: Shelf,
        place: Left | tuple[Lesson, str] | None = None,
        ascii_only: bool = False,
        left: Sequence[Left] = (),
    ) -> None:
        """``place`` is opened first; ``left`` is what a line that dropped left open, from below."""
        # Said at once, so that NO_COLOR takes colours away and leaves the terminal's own.
        super().__init__(ansi_color=True)
        self.register_theme(TERMINAL)
        self.theme = TERMINAL.name
        self.shelf = shelf
        self.desk = Desk(shelf, data_folder())
        self.first_place = place
        self.left = left
        self.marks = ASCII_MARKS if ascii_only else UNICODE_MARKS
        self.animation_level = "none"
        self._painted = Painted()
        repaint_what_went()
        ScrollBar.renderer = PlainScrollBar if ascii_only else ScrollBarRender

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for the system, with what terminals need besides."""
        from textual.drivers.linux_driver import LinuxDriver

        from tutor.tui.driver import driver_class

        usual = super().get_driver_class()
        return driver_class() if usual is LinuxDriver else usual

    def get_default_screen(self) -> HomeScreen:
        """The home screen lies under all others."""
        return HomeScreen(self.shelf, self.marks)

    def on_mount(self) -> None:
        """Take the signals; open what was asked for, or what was left open."""
        self.take_signals()
        if isinstance(self.first_place, tuple):
            self.show_network(*self.first_place)
        elif self.first_place is not None:
            self.show_left(self.first_place)
        for each in self.left:
            self.show_left(each)

    def on_resize(self) -> None:
        """Terminals move what stands on them when their size changes."""
        self._painted.forget()

    async def on_event(self, event: events.Event) -> None:
        """Keys come in bursts: each waits for its screen to stand; past the end they are lost."""
        if isinstance(event, events.Key | events.Paste):
            await self.stands()
            if self._exit:
                return
        if isinstance(event, events.Paste):
            event.text = typeable(event.text)
        await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for; nothing on a screen that earlier keys have left or covered."""
        node = default_namespace or self
        if node is not self and not (node.is_attached and node.screen is self.screen):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send of an update only what differs from what stands there."""
        super()._display(screen, renderable and self._painted.sparing(renderable))

    # --- opening ------------------------------------------------------------------------------

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: all that the keys do."""
        from tutor.tui.excursions import Excursions
        from tutor.tui.palette import commands

        yield from commands(self, screen, self.marks)
        if isinstance(screen, Excursions):
            yield from screen.commands()

    # --- actions ------------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """Open the palette."""
        from tutor.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

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
        from tutor.tui.page import TextScreen

        self.push_screen(TextScreen("Glossary", GLOSSARY, self.marks))

    def action_help(self) -> None:
        """How to use it."""
        from tutor.tui.help import HELP
        from tutor.tui.page import TextScreen

        self.push_screen(TextScreen("Help", HELP, self.marks))

    def action_interrupt(self) -> None:
        """ctrl+c stops what runs."""
        from tutor.tui.code import CodeScreen

        if isinstance(self.screen, CodeScreen) and self.screen.running:
            self.screen.action_stop()
        else:
            self.notify("q quits (outside of a field), or ctrl+q")
