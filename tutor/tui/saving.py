"""Screens that save what is typed: soon after a key, and at every way out."""

from __future__ import annotations

from time import monotonic

from textual.screen import Screen
from textual.timer import Timer

from tutor.session.shelf import Entry

#: Seconds of typing that a killed process may lose.
SAVE_AFTER = 0.5
#: Seconds after which it is said again that nothing can be saved.
WARN_AGAIN_AFTER = 20.0


class SavingScreen(Screen[None]):
    """Says in ``keep`` how a draft is kept, and calls ``touch`` when there is something to keep."""

    _saving: Timer | None = None
    _warned: float | None = None

    def keep(self) -> str | None:
        """Keep the draft; a sentence where it can't be."""
        raise NotImplementedError

    def opened(self) -> Entry:
        """What the next start opens after a line that dropped."""
        raise NotImplementedError

    def touch(self) -> None:
        """Something was typed: save it soon."""
        if self._saving is None:
            self._saving = self.set_timer(SAVE_AFTER, self.save)

    def save(self) -> None:
        """Save the draft now; nothing is typed on a screen that keys left before it stood."""
        self._stop_saving()
        if self.is_mounted:
            self.warn(self.keep())

    def warn(self, warning: str | None) -> None:
        """Say what could not be saved: now and then, since it is in the way of who types on.

        None says that all was saved; that is said where it was otherwise before.
        """
        if warning is None:
            if self._warned is not None:
                self.notify("Saved again.")
            self._warned = None
        elif self._warned is None or monotonic() - self._warned > WARN_AGAIN_AFTER:
            self.notify(warning, severity="warning")
            self._warned = monotonic()

    def on_unmount(self) -> None:
        """No timer outlives the screen; every way out has saved."""
        self._stop_saving()

    def _stop_saving(self) -> None:
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
