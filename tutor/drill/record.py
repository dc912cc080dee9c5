"""What the record of a learner's answers says: their level, their streak, what to come back to.

Pure functions of the record, and light enough for the first paint of the home screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.drill.topics import LEVELS, nearest_level

#: So many questions in a row without help lead up, so many missed ones down.
UP, DOWN = 3, 2
#: Mistakes are remembered for so many questions.
MEMORY = 40
#: A mistake comes back after so many other questions.
PAUSE = 2

Outcome = Literal["clean", "mended", "missed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was typed, or the wish to be shown it.

    ``again`` is the mistake that the question came back to; "" if it came back to none. ``helped``:
    a hint was open.
    """

    topic: str
    level: int
    seed: int
    passed: bool
    mistakes: tuple[str, ...] = ()
    helped: bool = False
    again: str = ""

    def is_to_the_same(self, other: Answer) -> bool:
        """Whether both answer the same question."""
        mine, theirs = (self.topic, self.level, self.seed), (other.topic, other.level, other.seed)
        return mine == theirs


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, with all the answers to it in a row."""

    answers: tuple[Answer, ...]

    @property
    def level(self) -> int:
        """Its level."""
        return self.answers[0].level

    @property
    def again(self) -> str:
        """The mistake it came back to."""
        return self.answers[0].again

    @property
    def passed(self) -> bool:
        """Whether it was answered rightly in the end."""
        return self.answers[-1].passed

    @property
    def outcome(self) -> Outcome:
        """Right at once and without help, right in the end, or not."""
        if not self.passed:
            return "missed"
        return "clean" if len(self.answers) == 1 and not self.answers[0].helped else "mended"

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The mistakes made in it, each once."""
        return tuple(dict.fromkeys(name for one in self.answers for name in one.mistakes))


@dataclass(frozen=True, slots=True)
class Weakness:
    """A mistake that was made, how often, and in which topic it was made last."""

    mistake: str
    times: int
    topic: str


def questions(answers: Iterable[Answer]) -> tuple[Asked, ...]:
    """The questions that were answered, in their order."""
    groups: list[list[Answer]] = []
    for answer in answers:
        if groups and groups[-1][-1].is_to_the_same(answer) and not groups[-1][-1].passed:
            groups[-1].append(answer)
        else:
            groups.append([answer])
    return tuple(Asked(tuple(group)) for group in groups)


def level(asked: Sequence[Asked], topic: str | None = None) -> int:
    """The level of the next question: the last one's, or one up or down, inside the topic's."""
    if not asked:
        return nearest_level(topic, LEVELS[0])
    here = asked[-1].level
    outcomes = [one.outcome if one.level == here else None for one in asked[-max(UP, DOWN) :]]
    if outcomes[-UP:] == ["clean"] * UP:
        here += 1
    elif outcomes[-DOWN:] == ["missed"] * DOWN:
        here -= 1
    return nearest_level(topic, here)


def streak(asked: Sequence[Asked]) -> int:
    """How many of the last questions were right at once, in a row."""
    count = 0
    for one in reversed(asked):
        if one.outcome != "clean":
            break
        count += 1
    return count


def weakness(asked: Sequence[Asked]) -> Weakness | None:
    """The mistake to come back to now: the one made most of those that are still open.

    Each time that a question came back to it and was right at once takes one away. Between two
    such questions there are others.
    """
    recent = asked[-MEMORY:]
    made: Counter[str] = Counter()
    left: Counter[str] = Counter()
    topics: dict[str, str] = {}
    for one in recent:
        if one.outcome == "clean" and left[one.again] > 0:
            left[one.again] -= 1
        for name in one.mistakes:
            made[name] += 1
            left[name] += 1
            topics[name] = one.answers[0].topic
    paused = {name for one in recent[-PAUSE:] for name in (*one.mistakes, one.again)}
    waiting = [name for name, times in left.items() if times > 0 and name not in paused]
    if not waiting or any(one.again for one in recent[-PAUSE:]):
        return None
    worst = max(waiting, key=lambda name: left[name])
    return Weakness(worst, made[worst], topics[worst])
