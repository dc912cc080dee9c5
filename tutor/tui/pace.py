"""Going on by itself, at a speed, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

#: Steps a second, by the digit that is pressed; more than ten no one can read.
SPEEDS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0)
#: The shortest wait that a timer takes.
_AT_ONCE = 0.01


class Pace:
    """Calls ``act`` again and again while it gives True.

    The next call waits until the last one is painted, and until the terminal has taken what was
    written, so a slow line gets fewer steps a second and never a queue of them.
    """

    def __init__(self, widget: Widget, act: Callable[[], bool]) -> None:
        self.widget = widget
        self.act = act
        self.speed = 2
        self._timer: Timer | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer is not None

    def start(self) -> None:
        """Go on from now; the first call comes at once."""
        self.stop()
        self._wait(_AT_ONCE)

    def stop(self) -> None:
        """Stay where it is."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def set_speed(self, speed: int) -> None:
        """A speed from 1 to 9, in force from the next call on."""
        self.speed = max(1, min(speed, len(SPEEDS)))

    def _wait(self, seconds: float) -> None:
        self._timer = self.widget.set_timer(seconds, self._next)

    def _next(self) -> None:
        if not self.running:
            return
        seconds = 1 / SPEEDS[self.speed - 1]
        if self._is_behind():
            self._wait(seconds)
        elif self.act():
            if self.running:  # what it called may have stopped it
                self.widget.call_after_refresh(self._painted, seconds)
        else:
            self.stop()

    def _painted(self, seconds: float) -> None:
        if self.running:
            self._wait(seconds)

    def _is_behind(self) -> bool:
        """Whether the terminal has not yet taken what was written; Textual's driver knows."""
        writer = getattr(getattr(self.widget.app, "_driver", None), "_writer_thread", None)
        queue = getattr(writer, "_queue", None)
        return queue is not None and queue.qsize() > 0
