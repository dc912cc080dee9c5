"""What the pages of all kinds of exercises share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.grading.verdict import Verdict
from tutor.plain.excursions import Excursions
from tutor.plain.page import Command
from tutor.plain.sentences import heard, question_in
from tutor.plain.shows import say_shows
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.session.open import neighbour
from tutor.session.sitting import NOT_TRIED, NOT_YET, RIGHT, hint_text, reply
from tutor.session.work import Work

ON = "Enter goes on to the next exercise:"


class Go(Exception):  # noqa: N818 (it is no error)
    """On to another exercise, or home (None)."""

    def __init__(self, work: Work | None) -> None:
        super().__init__()
        self.work = work


class ExercisePage(Excursions):
    """Text, hints, solution, drafts and moving on. A kind says what it asks and takes."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        super().__init__(talk, workshop, work)
        self.restore(self.sitting.draft)

    # --- what a kind says -----------------------------------------------------------------------

    @property
    def wants(self) -> str:
        """What is to be typed; "" where nothing is answered."""
        return ""

    @property
    def prompt(self) -> str:
        """What is asked, in Markdown."""
        return ""

    def begin(self) -> None:
        """Say what stands there already, and how to go on."""

    def state(self) -> dict[str, Any]:
        """What a draft holds, as the screen keeps it."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Put a draft back."""

    def solution(self) -> str:
        """The text that shows the solution."""
        return self.desk.solution(self.work)

    @property
    def has_solution(self) -> bool:
        """Whether there is one to show."""
        return True

    # --- saying ---------------------------------------------------------------------------------

    @property
    def asks(self) -> str:
        """The question once more, if it is a short one; how to go on, once it is done."""
        if self.sitting.passed:
            return ON
        both = f"{question_in(self.prompt)} {self.wants}".strip()
        return both if len(both) < self.talk.width else self.wants

    def introduce(self) -> None:
        """All of the text, and where the learner left off."""
        self.talk.warn(self.desk.enter(self.work))
        self.say_text()
        if self.sitting.said:
            self.talk.say("What was said last:")
            self.talk.say(self.sitting.said)
        self.begin()

    def come_back(self) -> None:
        """Say which exercise this is."""
        self.talk.say(f"Back at {heard(self.work.title)}. `text` says the text again.")

    def say_text(self) -> None:
        """Say all that the exercise says and shows."""
        self.talk.tell("", f"{heard(self.work.title)} ({self.sitting.status})", "")
        self.talk.say(self.render(self.work.exercise.text))
        say_shows(self.talk, self.work, self.desk)
        self.talk.say(self.prompt)

    def render(self, text: str) -> str:
        """A text of the lesson with its values filled in."""
        return self.desk.render(text, self.work)

    def keep(self) -> None:
        """Keep the draft."""
        self.talk.warn(self.sitting.keep(self.state()))

    def conclude(self, submission: str, verdict: Verdict) -> None:
        """Say a verdict and keep it."""
        warning = self.sitting.conclude(submission, verdict)
        self.sitting.said = reply(
            verdict, RIGHT if verdict.passed else NOT_YET, self.render(self.work.exercise.explain)
        )
        self.talk.say(self.sitting.said)
        self.talk.warn(warning)
        self.keep()

    # --- commands -------------------------------------------------------------------------------

    def commands(self) -> Iterator[Command]:
        """What works in every exercise."""
        if self.wants:
            yield Command("answer", "hand in what follows, also if it is the word of a command",
                          self.take, "TEXT")  # fmt: skip
        yield Command("text", "say the text again", lambda _: self.say_text())
        if self.work.exercise.hints:
            yield Command("hint", "say the next hint", self._hint)
        if self.has_solution:
            yield Command("show", "show the solution", self._show_me)
        yield Command("next", "go to the next exercise", lambda _: self.go(1))
        yield Command("previous", "go to the exercise before", lambda _: self.go(-1))
        yield Command("home", "go to the list of lessons", self._home)
        yield from super().commands()

    def enter(self) -> None:
        """On, where it is done."""
        if self.sitting.passed:
            self.go(1)
        super().enter()

    def go(self, by: int) -> None:
        """To an exercise before or after."""
        self.keep()
        raise Go(neighbour(self.desk.shelf, self.work, by))

    def _home(self, _: str) -> None:
        self.keep()
        raise Go(None)

    def _hint(self, _: str) -> None:
        self.talk.say(hint_text(*self.sitting.hint()))

    def _show_me(self, _: str) -> None:
        if self.earns(NOT_TRIED):
            self.talk.say(self.solution())
