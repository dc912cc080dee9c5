"""From an exercise to its networks, its data, the lab and its attempts, and back."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.diagram import Known
from tutor.lab.bench import Bench
from tutor.lesson.course import data_of
from tutor.network.trace import Trace
from tutor.plain.page import Command, Page
from tutor.plain.playing import LabPage
from tutor.plain.shows import phase_of, say_columns, say_network, say_rows, say_table
from tutor.plain.talk import Talk
from tutor.plain.walking import WalkPage
from tutor.plain.workshop import Workshop
from tutor.progress.values import Attempt
from tutor.session.attempts import NOTHING_SUBMITTED, SPOILER, latest_first, spoils, summaries
from tutor.session.opened import work_entry
from tutor.session.shelf import Entry
from tutor.session.sitting import GIVES_AWAY, Sitting
from tutor.session.walk import Walk
from tutor.session.work import Work, about


class Excursions(Page):
    """A page of one exercise, from which one looks elsewhere; what is seen there may spoil it.

    Where one can go on from an earlier attempt, ``takes_back`` says so, and ``take_back`` does it.
    """

    takes_back = False

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        super().__init__(talk)
        self.workshop = workshop
        self.desk = workshop.desk
        self.work = work
        self.sitting = Sitting(work, self.desk)

    def entry(self) -> Entry:
        """The exercise, or the round of reviews."""
        return work_entry(self.desk.shelf, self.work)

    def take_back(self, submission: str) -> None:
        """Put what was submitted once in the place of what is there."""

    def come_back(self) -> None:
        """Say where the learner is, after an excursion."""

    def earns(self, otherwise: str) -> bool:
        """Whether the solution may be seen: at once where it is earned, else when asked again.

        ``otherwise`` is what is said then.
        """
        if not self.sitting.may_show():
            self.talk.say(otherwise)
            return False
        self.talk.warn(self.sitting.gave_up())
        return True

    def commands(self) -> Iterator[Command]:
        """Ways to look elsewhere, as far as there is something to see."""
        if self.work.own_network is not None:
            yield Command("numbers", "say the numbers of the network, or those of one node",
                          self._numbers, "[NODE]")  # fmt: skip
            yield Command("table", "say them in columns", self._table, "[FROM ROW]")
        if (data := data_of(self.work.exercise)) is not None:
            yield Command("rows", "say rows of the data", lambda text: say_rows(
                self.talk, data, self.desk, text), "[FROM]")  # fmt: skip
            yield Command("columns", "sum up each column of the data",
                          lambda _: say_columns(self.talk, data, self.desk))  # fmt: skip
        if self.work.networks:
            yield Command("networks", "say which networks the lesson has", self._networks)
            yield Command("walk", "step through a network of the lesson", self._walk, "[NETWORK]")
            yield Command("lab", "play with one; nothing counts there", self._lab, "[NETWORK]")
        if self.desk.attempts(self.work):
            yield Command("attempts", "say your attempts, or all of one", self._attempts,
                          "[NUMBER]")  # fmt: skip
            if self.takes_back:
                yield Command("restore", "go on from an earlier attempt", self._restore, "NUMBER")
        yield from super().commands()

    # --- networks -----------------------------------------------------------------------------

    def _numbers(self, text: str) -> None:
        say_network(self.talk, *self._known(), text)

    def _table(self, text: str) -> None:
        say_table(self.talk, *self._known(), text)

    def _known(self) -> tuple[Trace, Known, str]:
        """The own network's trace, and what is known of it where the exercise shows it."""
        name = self.work.own_network
        assert name is not None
        trace = self.work.lesson.trace(name)
        show = next((s for s in self.work.exercise.shows if s.network == name), None)
        if show is None:
            return trace, trace.known(0), "forward"
        return trace, self.work.known(show), phase_of(show)

    def _networks(self, _: str) -> None:
        for name in self.work.networks:
            own = ", this exercise's" if name == self.work.own_network else ""
            self.talk.tell(f"{name}: {about(self.work.lesson.problems[name])}{own}")
        self.talk.tell("")

    def _network(self, text: str) -> str | None:
        names = self.work.networks
        name = text.strip() or names[0]
        if name in names:
            return name
        self.talk.say(f"The networks of this lesson are {', '.join(names)}.")
        return None

    def _walk(self, text: str) -> None:
        name = self._network(text)
        if name is not None and self._may_see(name):
            title = f"{self.work.lesson.title}, {name}"
            WalkPage(self.talk, Walk(self.work.lesson.trace(name)), title).run()
            self.come_back()

    def _lab(self, text: str) -> None:
        name = self._network(text)
        if name is not None and (self.work.exercise.kind == "choice" or self._may_see(name)):
            bench = Bench(self.work.lesson.problems[name])
            LabPage(self.talk, self.desk.shelf, bench, f"Lab, {name}, nothing counts here").run()
            self.come_back()

    def _may_see(self, name: str) -> bool:
        return not self.work.gives_away(name) or self.earns(GIVES_AWAY)

    # --- attempts -----------------------------------------------------------------------------

    def _tried(self, text: str) -> Attempt | None:
        """The attempt with that number, the latest being 1."""
        attempts = latest_first(self.desk, self.work)
        number = int(text) if text.strip().isdecimal() else 0
        if 1 <= number <= len(attempts):
            return attempts[number - 1]
        self.talk.say(f"The attempts have the numbers 1 to {len(attempts)}; 1 is the latest.")
        return None

    def _attempts(self, text: str) -> None:
        if spoils(self.work, self.sitting) and not self.earns(SPOILER):
            return
        if not text:
            every = summaries(latest_first(self.desk, self.work))
            parts = ([f"{it.when:%d %B %Y, %H:%M}", it.result, it.hints, it.tells] for it in every)
            lines = (", ".join(filter(None, part)) for part in parts)
            self.talk.tell(*(f"{n}: {line}" for n, line in enumerate(lines, start=1)), "")
            self.talk.say("`attempts` and a number says all of one.")
        elif (attempt := self._tried(text)) is not None:
            if attempt.submission:
                self.talk.lines([*attempt.submission.expandtabs(4).splitlines(), ""])
            self.talk.say(NOTHING_SUBMITTED if attempt.shown else attempt.message)

    def _restore(self, text: str) -> None:
        if spoils(self.work, self.sitting) and not self.earns(SPOILER):
            return
        attempt = self._tried(text)
        if attempt is not None and attempt.shown:
            self.talk.say(NOTHING_SUBMITTED)
        elif attempt is not None:
            self.take_back(attempt.submission)
