"""The drill at work: what is asked next, what was answered, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from tutor.drill import record
from tutor.drill.record import Answer, Asked, Weakness
from tutor.drill.topics import ABOUT_LEVEL, TOPICS, levels_of, nearest_level
from tutor.progress.store import Attempt, ProgressError, Store
from tutor.progress.values import DRILL, SHOWN, key_of

if TYPE_CHECKING:
    from tutor.drill.question import Question
    from tutor.grading.verdict import Verdict
    from tutor.session.shelf import Shelf

#: Answers that are read: enough for what the record remembers.
_READ = 400
#: Where the seeds start that nobody chose.
_SEEDS = 10_000


def level_now(store: Store, topic: str | None = None) -> int:
    """The level at which the drill of a topic, or of all, goes on."""
    return record.level(record.questions(_answers(store, topic)), topic)


class Practice:
    """One learner practising a topic, or all of them.

    Methods that write give back a warning (a sentence) where it could not be saved, and never
    raise for it.
    """

    def __init__(
        self, shelf: Shelf, topic: str | None = None, level: int | None = None,
        seed: int | None = None,
    ) -> None:  # fmt: skip
        """Goes on where it was left, unless a level or a seed says where to begin."""
        self.store = shelf.store
        self.clock = shelf.clock
        self.topic = topic
        self.answers = _answers(shelf.store, topic)
        self.hints = 0
        self.shown = False
        self.again: Weakness | None = None
        self.text = self.feedback = ""
        state = self._draft() if level is None and seed is None else {}
        if not self._restore(state):
            self.level = record.level(self.asked, topic) if level is None else level
            self._begin(SystemRandom().randrange(_SEEDS) if seed is None else seed, seed is None)

    # --- where it stands ------------------------------------------------------------------------

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that were answered."""
        return record.questions(self.answers)

    @property
    def streak(self) -> int:
        """How many of the last were right at once."""
        return record.streak(self.asked)

    @property
    def passed(self) -> bool:
        """Whether the question at hand was answered rightly."""
        return any(answer.passed for answer in self.answers[self._first :])

    @property
    def closed(self) -> bool:
        """Whether nothing is asked any more: it was answered rightly, or shown."""
        return self.shown or self.passed

    @property
    def tried(self) -> bool:
        """Whether it was answered at all."""
        return len(self.answers) > self._first

    # --- asking ---------------------------------------------------------------------------------

    def next(self) -> str:
        """The next question: at the level the record says, maybe back to an old mistake.

        Gives back what is to be said of another level, in Markdown, "" where it is the same.
        """
        before = self.level
        if self.tried:
            self.level = record.level(self.asked, self.topic)
        self._begin(self.question.seed + 1, True)
        if self.level == before:
            return ""
        way = "Up" if self.level > before else "Down"
        return f"**{way} to level {self.level}:** {ABOUT_LEVEL[self.level]}."

    def _begin(self, seed: int, free: bool) -> None:
        """The question of a seed; if that is ``free``, one nearby that an old mistake calls for."""
        from tutor.drill.make import make, make_with

        self.hints, self.shown = 0, False
        self.text = self.feedback = ""
        self._first = len(self.answers)
        self.again = record.weakness(self.asked) if free else None
        question: Question | None = None
        if self.again:
            topic = self.topic or self.again.topic
            level = nearest_level(topic, self.level)
            question = make_with(topic, level, seed, self.again.mistake)
        if question is None:
            self.again = None
            question = make(self.topic, self.level, seed)
        self.question = question

    # --- answering ------------------------------------------------------------------------------

    def check(self, text: str) -> tuple[Verdict, str | None]:
        """The verdict on an answer, which is kept unless it couldn't be read; and a warning."""
        verdict = self.question.check(text)
        if verdict.check == "format" or self.passed:
            return verdict, None
        return verdict, self._keep(text, verdict.passed, verdict.message, verdict.mistakes)

    def hint(self) -> tuple[int, int, str]:
        """The next hint: which it is, of how many; the last one again at the end."""
        from tutor.drill.words import hints

        ladder = hints(self.question)
        self.hints = min(self.hints + 1, len(ladder))
        return self.hints, len(ladder), ladder[self.hints - 1]

    def solution(self) -> tuple[str, str | None]:
        """The way to the answer; and a warning. The question counts as missed unless passed."""
        from tutor.drill.words import worked

        text = "\n".join(f"- {line}" for line in worked(self.question))
        if self.closed:
            return text, None
        self.shown = True
        return text, self._keep("", False, SHOWN, ())

    def _keep(self, text: str, passed: bool, message: str, mistakes: tuple[str, ...]) -> str | None:
        answer = self._answer(passed, mistakes)
        self.answers.append(answer)
        attempt = Attempt(
            key=key_of(DRILL, answer.topic),
            hash=f"{answer.level}:{answer.seed}:{answer.again}",
            submission=text,
            passed=passed,
            message=message,
            mistakes=mistakes,
            hints=self.hints,
            at=self.clock(),
        )
        return _saved(lambda: self.store.record(attempt))

    def _answer(self, passed: bool, mistakes: tuple[str, ...] = ()) -> Answer:
        q, again = self.question, self.again.mistake if self.again else ""
        return Answer(q.topic, q.level, q.seed, passed, mistakes, self.hints > 0, again)

    # --- draft ----------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return key_of(DRILL, self.topic or "all")

    def save(self, text: str, feedback: str) -> str | None:
        """Keep the question at hand and what was typed."""
        self.text, self.feedback = text, feedback
        q, again = self.question, self.again
        state = {
            "topic": q.topic, "level": q.level, "seed": q.seed,
            "hints": self.hints, "shown": self.shown,
            "again": [again.mistake, again.times, again.topic] if again else None,
            "text": text, "feedback": feedback,
        }  # fmt: skip
        return _saved(lambda: self.store.save_draft(self._key, state))

    def _draft(self) -> dict[str, Any]:
        try:
            draft = self.store.draft(self._key)
        except ProgressError:
            return {}
        return {} if draft is None else dict(draft.state)

    def _restore(self, state: dict[str, Any]) -> bool:
        """Back to the question that was left; False where there is none."""
        from tutor.drill.make import make

        topic, level, seed = state.get("topic"), state.get("level"), state.get("seed")
        if not (isinstance(level, int) and isinstance(seed, int)):
            return False
        if topic not in TOPICS or level not in levels_of(topic):
            return False
        self.level = level
        self.question = make(topic, level, seed)
        self.hints, self.shown = int(state.get("hints", 0)), bool(state.get("shown"))
        again = state.get("again")
        self.again = Weakness(*again) if isinstance(again, list) and len(again) == 3 else None
        self.text, self.feedback = str(state.get("text", "")), str(state.get("feedback", ""))
        last = self.asked[-1].answers if self.asked else ()
        is_own = bool(last) and last[-1].is_to_the_same(self._answer(False))
        self._first = len(self.answers) - len(last) * is_own
        return True


def _saved(write: Callable[[], object]) -> str | None:
    try:
        write()
    except ProgressError as problem:
        return str(problem)
    return None


def _answers(store: Store, topic: str | None) -> list[Answer]:
    """The answers that are kept, of a topic or all; none where they can't be read."""
    try:
        attempts = store.last_attempts(DRILL, _READ)
    except ProgressError:
        return []
    answers = filter(None, map(_answer_of, attempts))
    return [answer for answer in answers if topic in (None, answer.topic)]


def _answer_of(attempt: Attempt) -> Answer | None:
    """The answer that an attempt keeps; None for what this program didn't write."""
    topic = attempt.key.removeprefix(f"{DRILL}/")
    level, _, rest = attempt.hash.partition(":")
    seed, _, again = rest.partition(":")
    if topic not in TOPICS or not (level.isdecimal() and seed.isdecimal()):
        return None
    if int(level) not in levels_of(topic):
        return None
    return Answer(
        topic, int(level), int(seed), attempt.passed, attempt.mistakes, attempt.hints > 0, again
    )
