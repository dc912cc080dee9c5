"""A trace, one step at a time both ways, with its numbers, where they come from, and a quiz."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.diagram.sources import source, sources
from tutor.network.trace import Size
from tutor.plain.page import Command, Page
from tutor.plain.sentences import heard, source_sentence, step_sentence
from tutor.plain.shows import say_network, say_table
from tutor.plain.talk import Talk
from tutor.session.opened import OpenWalk
from tutor.session.quiz import NOTHING_LEFT, Asked, Quiz
from tutor.session.shelf import Entry
from tutor.session.sitting import NOT_YET, RIGHT, reply
from tutor.session.walk import FROM_NOTHING, SIZES, Walk

#: Of a larger stretch only the last steps are said.
_MOST_STEPS = 40


class Walking:
    """Says the steps of a walk as they are taken, and asks for them in a quiz."""

    def __init__(self, talk: Talk, walk: Walk) -> None:
        self.talk = talk
        self.walk = walk
        self.quiz: Quiz | None = None

    def commands(self) -> Iterator[Command]:
        """What can be done on a walk."""
        walk = self.walk
        if self.asked is not None:
            yield Command("show", "say the number that is asked, and go on", self._reveal)
        if walk.k < walk.end:
            yield Command("step", "take a step, as enter does", lambda _: self.forward())
            yield Command("run", "take all steps to the next question or the end",
                          lambda _: self.run())  # fmt: skip
        if walk.k > walk.first:
            yield Command("before", "go one step back", lambda _: self.back())
            yield Command("why", "say what the last number was computed from", lambda _: self.why())
        yield Command("go", "go to a step", self.jump, "STEP")
        yield Command("size", "say or choose how far a step goes: operation, node, layer or pass",
                      self.set_size, "[SIZE]")  # fmt: skip
        if self.quiz is None:
            yield Command("quiz", "be asked for every number from here on", self.begin_quiz)
        else:
            yield Command("end", "end the quiz", lambda _: self.end_quiz())
        yield Command("numbers", "say all that is known of the network, or of one node",
                      self.numbers, "[NODE]")  # fmt: skip
        yield Command("table", "say the same in columns", self.table, "[FROM ROW]")
        if len(walk.trace.rows) > 1:
            yield Command("row", "look at the next row of the batch", lambda _: self.next_row())
        if walk.can_train:
            yield Command("train", "go on to the next training step", lambda _: self.train(1))
        if walk.past:
            yield Command("untrain", "go to the training step before", lambda _: self.train(-1))

    # --- what is asked ----------------------------------------------------------------------------

    @property
    def asked(self) -> Asked | None:
        """What the quiz asks for; the walk's own questions go first."""
        return self.quiz.asked if self.quiz and self.walk.asking is None else None

    @property
    def asks(self) -> str:
        """The question at hand; where there is none, what enter does."""
        walk = self.walk
        if walk.asking is not None:
            return walk.question
        if self.quiz is not None and self.asked is not None:
            question = self.quiz.question()
            both = f"{question} It is {walk.trace[self.asked.step].formula}:"
            return both if len(both) < self.talk.width else question
        return "Enter takes a step:" if walk.k < walk.limit else "This is the end. What next?"

    def take(self, text: str) -> bool:
        """Check a number for the quiz; False where the quiz asks for none."""
        if self.quiz is None or self.asked is None:
            return False
        before, verdict = self.walk.k, self.quiz.check(text)
        self.talk.say(reply(verdict, RIGHT if verdict.passed else NOT_YET))
        if verdict.passed:
            self._went_on(before)
        return True

    def begin_quiz(self, _: str) -> None:
        """Ask for every number from here on."""
        before, self.quiz = self.walk.k, Quiz(self.walk)
        self._went_on(before)

    def end_quiz(self) -> None:
        """Ask no more, and say how it went."""
        if self.quiz is not None:
            self.talk.say(self.quiz.ended)
        self.quiz = None

    def _reveal(self, _: str) -> None:
        if self.quiz is not None:
            before = self.walk.k
            self.quiz.reveal()
            self._went_on(before)

    def _went_on(self, before: int) -> None:
        """Say the steps that were taken to the next question of the quiz; end it after the last."""
        self._say(before, self.walk.k)
        if self.quiz is not None and self.quiz.over:
            if self.quiz.right or self.quiz.wrong:
                self.end_quiz()
            else:
                self.quiz = None
                self.talk.say(NOTHING_LEFT)

    # --- moving -----------------------------------------------------------------------------------

    def introduce(self) -> None:
        """Where the walk stands."""
        walk = self.walk
        if walk.k > walk.first:
            self.talk.tell(f"You are at step {walk.k} of {walk.end}. The last step was:")
            self._say(walk.k - 1, walk.k)
        elif walk.first:
            self.talk.say(f"Steps 1 to {walk.first} are done; `numbers` says what they gave.")
        self.talk.say("`?` says what can be typed.")

    def forward(self, size: Size | None = None) -> None:
        """One step on."""
        before = self.walk.k
        if self.asked is not None:
            self.talk.say("First answer the question; `show` shows it, `end` ends the quiz.")
        elif self.walk.forward(size):
            self._say(before, self.walk.k)
        elif self.walk.asking is not None:
            self.talk.say("First answer the question.")
        else:
            self.talk.say("That was the last step.")

    def run(self) -> None:
        """On to the next question or the end."""
        before = self.walk.k
        if self.asked is None and self.walk.go(self.walk.end):
            self._say(before, self.walk.k)
        else:
            self.forward()

    def back(self) -> None:
        """One step back."""
        self.walk.back()
        self._stand("Back at")

    def jump(self, text: str) -> None:
        """To a step, or to the question before it."""
        walk, wanted = self.walk, text.strip()
        if not wanted.isdecimal() or not walk.first <= int(wanted) <= walk.end:
            self.talk.say(f"Type `go` and a number from {walk.first} to {walk.end}.")
            return
        walk.go(int(wanted))
        self._stand("At" if walk.k == int(wanted) else "A question comes first. At")

    def _stand(self, at: str) -> None:
        walk = self.walk
        self.talk.tell(f"{at} step {walk.k} of {walk.end}.")
        if walk.k > walk.first:
            self._say(walk.k - 1, walk.k)

    def _say(self, first: int, last: int) -> None:
        left = max(last - first - _MOST_STEPS, 0)
        if left:
            self.talk.tell(f"{left} steps come before these:")
        steps = range(first + left, last)
        self.talk.tell(*(step_sentence(self.walk.trace, index) for index in steps))

    def why(self) -> None:
        """What the last step read, and where that comes from."""
        trace, index = self.walk.trace, self.walk.k - 1
        lines = [source_sentence(source(trace, cell, index)) for cell in sources(trace, index)]
        self.talk.tell(*(lines or [FROM_NOTHING]), "")

    def set_size(self, text: str) -> None:
        """Another size of steps."""
        size = next((size for size in SIZES if text and size.startswith(text.strip())), None)
        if size is None:
            self.talk.say(f"The sizes are {', '.join(SIZES)}; now it is {self.walk.size}.")
            return
        self.walk.size = size
        self.talk.say(f"A step is now one {size}.")

    def train(self, by: int) -> None:
        """The next training step, from the updated weights, or the one before."""
        if by > 0:
            self.walk.next_update()
        else:
            self.walk.last_update()
        self.talk.say(f"Training step {len(self.walk.past) + 1}.")

    # --- looking ----------------------------------------------------------------------------------

    def numbers(self, text: str) -> None:
        """All that is known here, or of a node."""
        known = self.walk.known
        say_network(self.talk, self.walk.trace, known, known.phase, text)

    def table(self, text: str) -> None:
        """All that is known here, in columns."""
        known = self.walk.known
        say_table(self.talk, self.walk.trace, known, known.phase, text)

    def next_row(self) -> None:
        """Look at the next row, or at the averages."""
        self.walk.look_at_next_row()
        self.numbers("")


class WalkPage(Page):
    """Any trace, to walk through at leisure."""

    def __init__(self, talk: Talk, walk: Walk, title: str) -> None:
        super().__init__(talk)
        self.title = title
        self.walking = Walking(talk, walk)

    def entry(self) -> Entry:
        """The walk, and how far it has come."""
        return OpenWalk(self.title, self.walking.walk).entry()

    @property
    def asks(self) -> str:
        """What the quiz asks, or what enter does."""
        return self.walking.asks

    def introduce(self) -> None:
        """The network, and how to walk."""
        self.talk.say(f"**{heard(self.title)}**")
        self.walking.numbers("")
        self.walking.introduce()

    def commands(self) -> Iterator[Command]:
        """The walk's commands."""
        yield from self.walking.commands()
        yield from super().commands()

    def take(self, text: str) -> None:
        """Check a number for the quiz."""
        if not self.walking.take(text):
            super().take(text)

    def enter(self) -> None:
        """One step on."""
        self.walking.forward()
