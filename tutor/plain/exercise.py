"""What the pages of all kinds of exercises share, and those to read, to choose in and to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tutor.datasets.table import DataError
from tutor.grading.verdict import Verdict
from tutor.lesson.course import data_of
from tutor.lesson.models import OptionModel
from tutor.plain.page import Command, Page
from tutor.plain.shows import name_network, rows_from, say_data, say_network, say_shows
from tutor.plain.talk import Talk
from tutor.plain.walking import WalkPage
from tutor.plain.workshop import Workshop
from tutor.session.open import neighbour
from tutor.session.sitting import Sitting, reply
from tutor.session.work import Work


class Go(Exception):  # noqa: N818 (it is no error)
    """On to another exercise, or home (None)."""

    def __init__(self, work: Work | None) -> None:
        super().__init__()
        self.work = work


class ExercisePage(Page):
    """Text, hints, solution, drafts and moving on. A kind says what it asks and takes."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        super().__init__(talk)
        self.workshop = workshop
        self.desk = workshop.desk
        self.work = work
        self.sitting = Sitting(work, self.desk)
        self.restore(self.sitting.draft)

    # --- what a kind says -----------------------------------------------------------------------

    @property
    def asked(self) -> str:
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

    def introduce(self) -> None:
        """All of the text, and where the learner left off."""
        self.talk.warn(self.desk.enter(self.work))
        self._text("")
        if self.sitting.said:
            self.talk.say("What was said last:")
            self.talk.say(self.sitting.said)
        self.begin()

    def _text(self, _: str) -> None:
        status = "not yet done"
        if self.sitting.passed:
            changed = self.desk.has_changed(self.work)
            status = "done, changed since" if changed else "done"
        self.talk.tell("", f"{self.work.title} ({status})", "")
        self.talk.say(self.render(self.work.exercise.text))
        say_shows(self.talk, self.work, self.desk)
        self.talk.say(self.asked)

    def render(self, text: str) -> str:
        """A text of the lesson with its values filled in."""
        return self.desk.render(text, self.work)

    def keep(self) -> None:
        """Keep the draft."""
        self.talk.warn(self.sitting.keep(self.state()))

    def conclude(self, submission: str, verdict: Verdict) -> None:
        """Say a verdict, keep it, and say how to go on."""
        warning = self.sitting.conclude(submission, verdict)
        self.sitting.said = reply(
            verdict, "Right." if verdict.passed else "Not yet.",
            self.render(self.work.exercise.explain),
        )  # fmt: skip
        self.talk.say(self.sitting.said)
        self.talk.warn(warning)
        self.keep()
        if verdict.passed:
            self.talk.say("Enter goes on to the next exercise.")

    # --- commands -------------------------------------------------------------------------------

    def commands(self) -> Iterator[Command]:
        """What works in every exercise."""
        exercise = self.work.exercise
        yield Command("text", "the text again", self._text)
        if exercise.hints:
            yield Command("hint", "the next hint", self._hint)
        if self.has_solution:
            yield Command("show", "show the solution", self._show_me)
        if self.work.own_network is not None or data_of(exercise) is not None:
            yield Command("table", "the network or the data as a table", self._table, "[FROM ROW]")
        if self.work.networks:
            yield Command("walk", "step through a network of the lesson", self._walk, "[NETWORK]")
        yield Command("next", "the next exercise", lambda _: self.go(1))
        yield Command("previous", "the exercise before", lambda _: self.go(-1))
        yield Command("home", "to the list of lessons", self._home)
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
        number, total, text = self.sitting.hint()
        self.talk.say(f"**Hint {number} of {total}.** {text}")

    def _show_me(self, _: str) -> None:
        if self.sitting.may_show():
            self.talk.say(self.solution())
            self.talk.warn(self.sitting.gave_up())
        else:
            self.talk.say("You haven't tried yet. The same again shows the solution all the same.")

    def _table(self, text: str) -> None:
        name, data = self.work.own_network, data_of(self.work.exercise)
        if data is not None:
            say_data(self.talk, data, self.desk, rows_from(text))
        elif name is not None:
            trace = self.work.lesson.trace(name)
            name_network(self.talk, name, self.work)
            show = next((s for s in self.work.exercise.shows if s.network == name), None)
            known = self.work.known(show) if show else trace.known(0)
            say_network(self.talk, trace.network, known, known.phase, rows_from(text))

    def _walk(self, text: str) -> None:
        names = self.work.networks
        name = text or names[0]
        if name not in names:
            self.talk.say(f"The networks of this lesson are {', '.join(names)}.")
            return
        if self.work.gives_away(name):
            if not self.sitting.may_show():
                self.talk.say(
                    "This network shows what is asked for. The same again opens it all the same."
                )
                return
            self.talk.warn(self.sitting.gave_up())
        WalkPage(self.talk, self.work.lesson.trace(name), name).run()
        self._text("")


class ReadPage(ExercisePage):
    """A text to read; it's done when the learner goes on from it."""

    @property
    def has_solution(self) -> bool:
        """Nothing is asked."""
        return False

    @property
    def asked(self) -> str:
        """The text itself."""
        return self.render(self.work.exercise.read or "")

    def begin(self) -> None:
        """How to go on."""
        self.talk.say("Enter goes on to the next exercise.")

    def enter(self) -> None:
        """Read, so done."""
        self.go(1)

    def go(self, by: int) -> None:
        """Read, so done, if it goes on."""
        if by > 0 and not self.sitting.passed:
            self.talk.warn(self.sitting.conclude("", Verdict(True, "read")))
        super().go(by)


class AnswerPage(ExercisePage):
    """A number, list, word or sentence to type."""

    def __init__(self, talk: Talk, workshop: Workshop, work: Work) -> None:
        super().__init__(talk, workshop, work)
        self.wordy = self._expects_words()

    def _expects_words(self) -> bool:
        from tutor.lesson.expected import expected_value
        from tutor.lesson.template import TemplateError

        try:
            return isinstance(
                expected_value(self.work.lesson, self.work.exercise, self.desk.tables), str
            )
        except (TemplateError, DataError):
            return True

    @property
    def asked(self) -> str:
        """The question."""
        answer = self.work.exercise.answer
        assert answer is not None
        return self.render(answer.prompt)

    def begin(self) -> None:
        """How to answer."""
        slash = "/" if self.wordy else ""
        self.talk.say(f"Type your answer, or `{slash}hint`. `?` says what else can be typed.")

    def take(self, text: str) -> None:
        """Check what was typed."""
        text = text.strip()
        self.sitting.draft["text"] = text
        self.sitting.draft.pop("cursor", None)
        self.conclude(text, self.desk.check_text(self.work, text))


class ChoicePage(ExercisePage):
    """One right option or several."""

    @property
    def asked(self) -> str:
        """The question."""
        choice = self.work.exercise.choice
        assert choice is not None
        return self.render(choice.prompt)

    @property
    def options(self) -> list[OptionModel]:
        """What there is to choose from."""
        choice = self.work.exercise.choice
        assert choice is not None
        return choice.options

    def _text(self, _: str) -> None:
        super()._text(_)
        texts = (self.render(option.text) for option in self.options)
        self.talk.say("\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1)))

    def begin(self) -> None:
        """How to choose."""
        several = sum(option.right for option in self.options) > 1
        all_right = "the numbers of all that are right, with commas"
        how = all_right if several else "the number of your choice"
        self.talk.say(f"Type {how}. `?` says what else can be typed.")

    def take(self, text: str) -> None:
        """Check what was chosen."""
        text = text.strip()
        chosen = [int(part) - 1 for part in text.split(",") if part.strip().isdecimal()]
        self.sitting.draft["chosen"] = [index for index in chosen if index >= 0]
        self.conclude(text, self.desk.check_text(self.work, text))
