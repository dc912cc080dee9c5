"""How the program ends: with everything saved and every child ended, whatever ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import traceback
from contextlib import suppress
from functools import partial

from rich.text import Text
from textual.app import App

from tutor.progress.where import home
from tutor.session.desk import Desk
from tutor.tui.saving import SavingScreen

#: A terminal that takes nothing more can hold up the end so long, and no longer.
QUIT_SECONDS, HANG_UP_SECONDS = 5.0, 1.5


def _leave_after(seconds: float) -> None:
    """End the process by then, whatever still waits."""
    timer = threading.Timer(seconds, os._exit, (128 + signal.SIGHUP,))
    timer.daemon = True
    timer.start()


class EndingApp(App[None]):
    """An app that is ended by the learner, by a signal, or by a fault of its own."""

    desk: Desk

    def take_signals(self) -> None:
        """End well also where a dropped line or another process ends it."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        loop.add_signal_handler(signal.SIGTERM, partial(self.call_later, self._end))

    async def action_quit(self) -> None:
        """Go, because the learner wants to."""
        await self._end(is_left=True)

    async def stands(self) -> None:
        """Wait for the widgets of the screen."""
        while self.screen_stack and not self.screen.is_mounted:
            await self.screen._mounted_event.wait()

    async def _end(self, is_left: bool = False) -> None:
        """Save, end every child, and go, also if the terminal takes nothing any more.

        Of what is open nothing comes back by itself where the learner has left it.
        """
        self._put_down()
        if is_left:
            self.desk.leave()
        await self.desk.close()
        _leave_after(QUIT_SECONDS)
        await self.stands()  # what is left half-way fails
        self.exit()

    def _hang_up(self) -> None:
        """The terminal is gone: save, end every child, and go without another word to it."""
        self._put_down()
        _leave_after(HANG_UP_SECONDS)
        closing = asyncio.ensure_future(self.desk.close())
        closing.add_done_callback(lambda _: os._exit(128 + signal.SIGHUP))

    def _put_down(self) -> None:
        """Save; what the end cuts short is no attempt of the learner's."""
        self._save_drafts()
        self.workers.cancel_all()

    def _save_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, SavingScreen):
                screen.save()

    def _fatal_error(self) -> None:
        """A fault of the program itself: save, keep the report in a file, say it in a sentence."""
        report = traceback.format_exc()
        with suppress(Exception):
            self._save_drafts()
        try:
            file = home() / "crash.txt"
            file.write_text(report, encoding="utf-8")
        except OSError:
            self.panic(Text(report))
            return
        name = report.strip().splitlines()[-1]
        self.panic(
            Text(
                f"tutor made a mistake of its own and had to close ({name}). What you typed is "
                f"saved; {file} says more."
            )
        )
