"""The doors between screens: what a screen may ask of the app it is shown by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tutor.lab.bench import Bench
    from tutor.lesson.course import Lesson
    from tutor.session.opened import OpenWalk
    from tutor.session.work import Work


class Doors(Protocol):
    """What opens and closes screens that do not know each other."""

    def open_exercise(self, course: str, lesson: str, exercise: str) -> None:
        """Open an exercise."""

    def open_neighbour(self, work: Work, by: int) -> None:
        """Open the exercise before or after."""

    def keep_open(self) -> str | None:
        """Keep what is open, for after a line that drops; a sentence where it can't be."""

    def show_walk(self, walk: OpenWalk) -> None:
        """Walk through a trace, over what is open."""

    def show_network(self, lesson: Lesson, name: str) -> None:
        """Open a network of a lesson in the stepper, over what is open."""

    def show_lab(self, bench: Bench, title: str) -> None:
        """Open a network to play with, over what is open."""

    def action_home(self) -> None:
        """Back to the home screen."""


def doors_of(screen: Screen[Any]) -> Doors:
    """The doors of the app that shows a screen."""
    return cast(Doors, screen.app)
