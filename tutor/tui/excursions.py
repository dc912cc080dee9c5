"""From an exercise to its networks, to the lab and to its attempts, and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import SystemCommand

from tutor.session.attempts import SPOILER, latest_first, spoils
from tutor.session.desk import Desk
from tutor.session.opened import work_entry
from tutor.session.shelf import Entry
from tutor.session.sitting import GIVES_AWAY, Sitting
from tutor.session.work import Work
from tutor.tui.doors import doors_of
from tutor.tui.feedback import Feedback
from tutor.tui.marks import Marks
from tutor.tui.page import Question
from tutor.tui.saving import SavingScreen

REPLACE = """
What stands there now was never submitted, so it is kept nowhere else. Put the earlier attempt
in its place?
"""


class Excursions(SavingScreen):
    """A screen of one exercise, from which one looks elsewhere; what is seen there may spoil it.

    Where one can go on from an earlier attempt, ``takes_back`` says so, and ``take_back`` does it.
    """

    takes_back = False

    def __init__(self, work: Work, desk: Desk, marks: Marks) -> None:
        super().__init__()
        self.work = work
        self.desk = desk
        self.marks = marks
        self.sitting = Sitting(work, desk)

    def opened(self) -> Entry:
        """The exercise, or the round of reviews."""
        return work_entry(self.desk.shelf, self.work)

    def unsubmitted(self) -> str:
        """What would be submitted now; "" where nothing was done yet."""
        return ""

    def take_back(self, submission: str) -> None:
        """Put what was submitted once in the place of what is there."""

    @property
    def passed(self) -> bool:
        """Whether it was ever passed."""
        return self.sitting.passed

    def tell(self, text: str) -> None:
        """Say something below."""
        self.query_one(Feedback).show(text)

    def earns(self, otherwise: str) -> bool:
        """Whether the solution may be seen: at once where it is earned, else when asked again.

        ``otherwise`` is what is said then.
        """
        if self.sitting.may_show():
            self.warn(self.sitting.gave_up())
            return True
        self.tell(otherwise)
        return False

    def commands(self) -> Iterator[SystemCommand]:
        """What the palette offers beside the keys: it is found from inside a field, too."""
        if self.work.lesson.problems:
            title = "Walk through a network of this lesson"
            yield SystemCommand(title, "One operation at a time", self.action_networks)
        if self.work.own_network is not None:
            title = "Play with the network of this exercise in the lab"
            yield SystemCommand(title, "Change its numbers; nothing counts", self.action_lab)

    # --- networks -----------------------------------------------------------------------------

    def action_networks(self) -> None:
        """Choose a network of the lesson, if there are several, and walk through it."""
        from tutor.tui.networks import NetworksScreen

        names, own = self.work.networks, self.work.own_network
        if len(names) == 1:
            self._walk_through(names[0])
        else:
            choice = NetworksScreen(self.work.lesson, names, own, self.marks)
            self.app.push_screen(choice, self._walk_through)

    def _walk_through(self, name: str | None) -> None:
        """Open a network in the stepper."""
        if name is not None and self._may_see(name):
            doors_of(self).show_network(self.work.lesson, name)

    def _may_see(self, name: str) -> bool:
        """Whether a network may be opened; one that shows what is asked, as the solution is."""
        if self.work.gives_away(name) and not self.earns(GIVES_AWAY):
            return False
        self.save()
        return True

    def action_lab(self) -> None:
        """Play with the exercise's network; trying out what a choice asks is what it is for."""
        from tutor.lab.bench import Bench

        name = self.work.own_network
        if name is not None and (self.work.exercise.kind == "choice" or self._may_see(name)):
            self.save()
            title = f"Lab {self.marks.note} {name} {self.marks.note} nothing counts here"
            doors_of(self).show_lab(Bench(self.work.lesson.problems[name]), title)

    # --- attempts -----------------------------------------------------------------------------

    def action_attempts(self) -> None:
        """Look at every attempt, and take one back; in a review they show the solution."""
        from tutor.tui.attempts import AttemptsScreen

        if spoils(self.work, self.sitting) and not self.earns(SPOILER):
            return
        self.save()
        attempts = latest_first(self.desk, self.work)
        known = {attempt.submission.strip() for attempt in attempts}
        opened = AttemptsScreen(attempts, self.takes_back, self.marks)
        self.app.push_screen(opened, partial(self._take_back, known))

    def _take_back(self, known: set[str], submission: str | None) -> None:
        """Put an attempt back; ask first where something would be lost that was never submitted."""
        if submission is None:
            return
        if self.unsubmitted().strip() in known | {""}:
            self.take_back(submission)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.take_back(submission)

        self.app.push_screen(Question("Take it back?", REPLACE, self.marks), answered)
