"""What part of an exercise is looked at, to look at it again when it is shown anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.widget import Widget

from tutor.tui.exercise import ExerciseScreen

#: Classes of screens that give one part all the room.
_PARTS = ("reading", "watching")


@dataclass(frozen=True, slots=True)
class View:
    """How far each part is scrolled, which has all the room, and whether one types."""

    scrolled: Mapping[str, float]
    parts: tuple[str, ...]
    typing: bool

    @classmethod
    def of(cls, screen: ExerciseScreen) -> View:
        """The view of a screen."""
        scrolled = {w.id: w.scroll_y for w in screen.query(Widget) if w.id and w.scroll_y}
        parts = tuple(part for part in _PARTS if screen.has_class(part))
        return cls(scrolled, parts, screen.focused is not None and screen.focused is screen.field)

    def restore(self, screen: ExerciseScreen) -> None:
        """Look at the same part of another screen of the same kind."""
        for _ in range(len(_PARTS)):
            if tuple(part for part in _PARTS if screen.has_class(part)) != self.parts:
                screen.run_worker(screen.run_action("task"))
                break
        if self.typing:
            screen.action_retype()
        # Once it is laid out, and again once the pictures in it have their size.
        screen.call_after_refresh(self._scroll, screen)
        screen.call_after_refresh(screen.call_after_refresh, self._scroll, screen)

    def _scroll(self, screen: ExerciseScreen) -> None:
        for id_, y in self.scrolled.items():
            for part in screen.query(f"#{id_}"):
                part.scroll_to(y=y, animate=False, force=True)
