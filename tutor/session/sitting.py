"""One exercise while it is worked on: what was tried, said and shown. It knows no screen."""

from __future__ import annotations

from typing import Any

from tutor.grading.verdict import Verdict
from tutor.session.desk import Desk
from tutor.session.work import Work

#: What begins the reply to a submission where no sign stands for it.
RIGHT, NOT_YET = "Right.", "Not yet."
#: Said to who asks for what was not earned yet; asked again it is shown.
NOT_TRIED = "You haven't tried yet. The same again shows the solution all the same."
GIVES_AWAY = "This network shows what is asked for. The same again opens it all the same."


class Sitting:
    """Begins where the learner left the exercise: ``draft`` is what was typed, ``said`` what was
    said to it last.

    Methods that write give back a warning (a sentence) where it could not be saved.
    """

    def __init__(self, work: Work, desk: Desk) -> None:
        self.work = work
        self.desk = desk
        self.draft = desk.draft(work)
        self.passed = desk.is_done(work)
        self.hints = desk.hints(work)
        self.tried = bool(self.draft.get("tried", False))
        self.said = str(self.draft.get("feedback", ""))
        self._asked_to_show = False
        self._kept: dict[str, Any] | None = None

    def conclude(self, submission: str, verdict: Verdict) -> str | None:
        """Keep a submission with its verdict, unless it couldn't be read."""
        self.passed = self.passed or verdict.passed
        if verdict.check == "format":
            return None
        self.tried = True
        return self.desk.record(self.work, submission, verdict, self.hints)

    def hint(self) -> tuple[int, int, str]:
        """The next hint: which it is, of how many; at the end the last one again."""
        ladder = self.work.exercise.hints
        self.hints = min(self.hints + 1, len(ladder))
        self.desk.save_hints(self.work, self.hints)
        return self.hints, len(ladder), self.desk.render(ladder[self.hints - 1], self.work)

    @property
    def status(self) -> str:
        """Done or not, and whether it has changed since."""
        if not self.passed:
            return "not yet done"
        return "done, changed since" if self.desk.has_changed(self.work) else "done"

    def may_show(self) -> bool:
        """Whether the solution may be shown: it was tried, or is asked for a second time."""
        earned = self.passed or self.tried or self._asked_to_show
        self._asked_to_show = True
        return earned

    def gave_up(self) -> str | None:
        """Keep that the solution was shown."""
        return self.desk.gave_up(self.work, self.hints)

    def begin(self, state: dict[str, Any]) -> None:
        """Nothing was done yet: as long as that is so, what another window keeps stays."""
        self._kept = self._with(state)

    def keep(self, state: dict[str, Any]) -> str | None:
        """Keep what is typed and what was said; of the draft what ``state`` doesn't say stays."""
        self.draft = self._with(state)
        if self.draft == self._kept:
            return None
        warning = self.desk.save_draft(self.work, self.draft)
        self._kept = None if warning else dict(self.draft)
        return warning

    def _with(self, state: dict[str, Any]) -> dict[str, Any]:
        return {**self.draft, **state, "tried": self.tried, "feedback": self.said}


def hint_text(number: int, total: int, text: str) -> str:
    """A hint, and which of how many it is, in Markdown."""
    return f"**Hint {number} of {total}.** {text}"


def reply(verdict: Verdict, sign: str, explain: str = "") -> str:
    """What is said to a submission, in Markdown; ``explain`` only where it is right."""
    parts = [f"**{sign}** {verdict.message}", verdict.next, explain if verdict.passed else ""]
    return "\n\n".join(part for part in parts if part)
