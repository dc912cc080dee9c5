"""The app: what the screens share, and the keys, handed to them in their order."""

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

from tutor.progress.where import data_folder
from tutor.session.desk import Desk
from tutor.session.shelf import Shelf
from tutor.tui.home import HomeScreen
from tutor.tui.marks import ASCII_MARKS, UNICODE_MARKS
from tutor.tui.opening import OpeningApp
from tutor.tui.sizes import LEAST_SIZE, TALL, USUAL, WIDE
from tutor.tui.sparing import Painted, repaint_what_went
from tutor.tui.theme import TERMINAL
from tutor.tui.typing import typeable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tutor.lesson.course import Lesson
    from tutor.session.opened import Left


class PlainScrollBar(ScrollBarRender):
    """A scroll bar without the block characters that round its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class TutorApp(OpeningApp):
    """``tutor`` on the screen."""

    TITLE = "tutor"
    CSS_PATH = "tutor.tcss"
    ALLOW_SELECT = False  # text is marked and copied as the terminal has it
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
            if self._exit or not self.screen_stack:
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

    # --- keys ---------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: all that the keys do."""
        from tutor.tui.excursions import Excursions
        from tutor.tui.palette import commands

        yield from commands(self, screen, self.marks)
        if isinstance(screen, Excursions):
            yield from screen.commands()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from tutor.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_interrupt(self) -> None:
        """ctrl+c stops what runs."""
        from tutor.tui.code import CodeScreen

        if isinstance(self.screen, CodeScreen) and self.screen.running:
            self.screen.action_stop()
        else:
            self.notify("q quits (outside of a field), or ctrl+q")
