"""Screens that close once: keys that come in a burst may ask for it twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object  # not a screen itself: Textual takes styles from the first base that is one


class ClosesOnce(_Base):
    """A screen that lies over others. Textual's own would close what lies below it, too."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, if it is still the screen that is seen."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
