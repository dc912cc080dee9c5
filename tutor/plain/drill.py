"""The drill: one question after the other, at the learner's own level."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.drill.topics import ABOUT_LEVEL
from tutor.drill.words import facts, prompt, table, worked
from tutor.plain.page import Command, Page
from tutor.plain.sentences import network_sentences
from tutor.plain.talk import Talk
from tutor.plain.walking import WalkPage
from tutor.session.opened import practice_entry
from tutor.session.practice import Practice
from tutor.session.shelf import Entry
from tutor.session.sitting import NOT_TRIED, NOT_YET, RIGHT, hint_text, reply
from tutor.session.walk import Walk


class DrillPage(Page):
    """Asks, says what is wrong, and goes on."""

    def __init__(self, talk: Talk, practice: Practice) -> None:
        super().__init__(talk)
        self.practice = practice
        self.asked_to_show = False

    def entry(self) -> Entry:
        """The drill of its topic, which keeps the question itself."""
        return practice_entry(self.practice)

    def introduce(self) -> None:
        """The level, and the question at hand."""
        level = self.practice.level
        self.talk.say(f"**Drill, level {level}:** {ABOUT_LEVEL[level]}.")
        self._ask()
        if self.practice.feedback:
            self.talk.say(self.practice.feedback)
        self.talk.say("Type the number, or `hint`. `?` says what else can be typed.")

    @property
    def asks(self) -> str:
        """The quantity; how to go on, once it is answered."""
        if self.practice.closed:
            return "Enter brings the next question:"
        return f"What is {facts(self.practice.question)[0].removesuffix(' = ?')}?"

    def _ask(self) -> None:
        question, again = self.practice.question, self.practice.again
        if again is not None:
            self.talk.tell(f"Again, since you {again.mistake}:")
        self.talk.tell(f"{question.topic}, level {question.level}, seed {question.seed}", "")
        trace, known = question.trace, question.known()
        backward = question.step.rule.phase in ("backward", "update")
        self.talk.tell(*network_sentences(trace.network, known, "backward" if backward else ""))
        names, *rows = table(question) or ((),)
        for row in rows:
            said = zip(names, row, strict=True)
            self.talk.tell(", ".join(f"{name} {value}" for name, value in said))
        self.talk.tell(*facts(question)[1:], "", prompt(question), "")
        self._keep("")

    def _keep(self, text: str) -> None:
        self.talk.warn(self.practice.save(text, self.practice.feedback))

    def commands(self) -> Iterator[Command]:
        """What can be done with a question."""
        if not self.practice.closed:
            yield Command("hint", "the next hint", self._hint)
            yield Command("show", "show the way to the answer", self._show_me)
        yield Command("next", "the next question", self._next)
        yield Command("text", "the question again", lambda _: self._ask())
        if self.practice.closed:
            yield Command("walk", "step through the whole training step", self._walk)
        yield from super().commands()

    def enter(self) -> None:
        """The next question, where this one is answered."""
        if self.practice.closed:
            self._next("")
        else:
            super().enter()

    def take(self, text: str) -> None:
        """Check an answer."""
        if self.practice.closed:
            self.talk.say("This one is done.")
            return
        verdict, warning = self.practice.check(text.strip())
        way = "\n".join(f"- {line}" for line in worked(self.practice.question))
        said = reply(verdict, RIGHT if verdict.passed else NOT_YET, way)
        self._say(said)
        self.talk.warn(warning)
        if verdict.passed and self.practice.streak > 1:
            self.talk.say(f"{self.practice.streak} in a row.")
        self._keep(text.strip())

    def _say(self, text: str) -> None:
        self.practice.feedback = text
        self.talk.say(text)

    def _hint(self, _: str) -> None:
        self._say(hint_text(*self.practice.hint()))
        self._keep("")

    def _show_me(self, _: str) -> None:
        if not (self.practice.tried or self.asked_to_show):
            self.asked_to_show = True
            self.talk.say(NOT_TRIED)
            return
        text, warning = self.practice.solution()
        self._say(text)
        self.talk.warn(warning)
        self._keep("")

    def _next(self, _: str) -> None:
        self.talk.say(self.practice.next())
        self.asked_to_show = False
        self._ask()

    def _walk(self, _: str) -> None:
        question = self.practice.question
        WalkPage(self.talk, Walk(question.trace), f"Drill, {question.topic}").run()
        self._ask()
