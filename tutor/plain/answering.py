"""Exercises to read, to choose in, and to answer."""

from __future__ import annotations

from tutor.datasets.table import DataError
from tutor.grading.verdict import Verdict
from tutor.lesson.models import OptionModel
from tutor.plain.exercise import ON, ExercisePage
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.session.work import Work


class ReadPage(ExercisePage):
    """A text to read; it's done when the learner goes on from it."""

    @property
    def has_solution(self) -> bool:
        """Nothing is asked."""
        return False

    @property
    def prompt(self) -> str:
        """The text itself."""
        return self.render(self.work.exercise.read or "")

    @property
    def asks(self) -> str:
        """Nothing but to go on."""
        return ON

    def begin(self) -> None:
        """How to find out more."""
        self.talk.say("`?` says what can be typed.")

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
    def wants(self) -> str:
        """An answer."""
        return "Your answer:"

    @property
    def prompt(self) -> str:
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
    def prompt(self) -> str:
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

    @property
    def several(self) -> bool:
        """Whether more than one of them is right."""
        return sum(option.right for option in self.options) > 1

    @property
    def wants(self) -> str:
        """The numbers to choose from."""
        return f"Your {'choices' if self.several else 'choice'}, 1 to {len(self.options)}:"

    def say_text(self) -> None:
        """And the options."""
        super().say_text()
        texts = (self.render(option.text) for option in self.options)
        self.talk.say("\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1)))

    def begin(self) -> None:
        """How to choose."""
        all_right = "the numbers of all that are right, with commas"
        how = all_right if self.several else "the number of your choice"
        self.talk.say(f"Type {how}. `?` says what else can be typed.")

    def take(self, text: str) -> None:
        """Check what was chosen."""
        text = text.strip()
        chosen = [int(part) - 1 for part in text.split(",") if part.strip().isdecimal()]
        self.sitting.draft["chosen"] = [index for index in chosen if index >= 0]
        self.conclude(text, self.desk.check_text(self.work, text))
