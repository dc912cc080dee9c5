"""What is kept of the learner's work at the desk, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from tutor.grading.verdict import Verdict
from tutor.progress.store import Attempt, Place, ProgressError
from tutor.progress.values import SHOWN, TRUSTED
from tutor.session.shelf import OPEN, Entry, Shelf
from tutor.session.work import Work

T = TypeVar("T")

#: Where the draft of a review says for which review it is.
_DUE = "due"


class Journal:
    """Attempts, drafts, hints, the place and trust.

    Methods that write give back a warning (a sentence) where it could not be saved, and never raise
    for it: the learner goes on, and is told.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def is_done(self, work: Work) -> bool:
        """Whether it was ever passed; in a review, since it was due."""
        if work.round is not None:
            due = work.round.item.due
            return any(one.passed and one.at >= due for one in self.attempts(work))
        return self.shelf.is_done(work.course.id, work.exercise.id)

    def has_changed(self, work: Work) -> bool:
        """Whether it asks something else now than when it was done."""
        return work.round is None and self.shelf.has_changed(work.course.id, work.outline)

    def record(self, work: Work, submission: str, verdict: Verdict, hints: int) -> str | None:
        """Keep an attempt."""
        attempt = Attempt(
            key=work.key,
            hash=work.hash,
            submission=submission,
            passed=verdict.passed,
            message=verdict.message,
            mistakes=verdict.mistakes,
            hints=hints,
            seconds=verdict.seconds,
            at=self.shelf.clock(),
        )
        return self._saved(lambda: self.shelf.store.record(attempt), work)

    def attempts(self, work: Work) -> list[Attempt]:
        """Every attempt at it, in the order they were made."""
        return self._read(lambda: self.shelf.store.attempts(work.key), [])

    def gave_up(self, work: Work, hints: int) -> str | None:
        """Keep that the solution was shown before it was earned."""
        if self.is_done(work):
            return None
        return self.record(work, "", Verdict(False, SHOWN, "shown"), hints)

    def draft(self, work: Work) -> dict[str, Any]:
        """What was typed and not yet finished; in a review, only of this review."""
        draft = self._read(lambda: self.shelf.store.draft(work.draft_key), None)
        state = {} if draft is None else dict(draft.state)
        return state if state.pop(_DUE, None) == _due(work) else {}

    def save_draft(self, work: Work, state: dict[str, Any]) -> str | None:
        """Keep what was typed."""
        due = _due(work)
        marked = state if due is None else {_DUE: due, **state}
        return self._saved(lambda: self.shelf.store.save_draft(work.draft_key, marked))

    def hints(self, work: Work) -> int:
        """How many hints were opened; a review begins without any."""
        if work.round is not None:
            return 0
        return self._read(lambda: self.shelf.store.hints(work.key), 0)

    def save_hints(self, work: Work, used: int) -> str | None:
        """So many hints are open now."""
        if work.round is not None:
            return None
        return self._saved(lambda: self.shelf.store.save_hints(work.key, used))

    def keep_open(self, entries: Sequence[Entry]) -> str | None:
        """This is open now (see ``opened.py``); an exercise of a course is where the learner is."""
        before = self._read(self.shelf.store.place, None) or Place("")
        at = next((entry["at"] for entry in reversed(entries) if "at" in entry), None)
        place = replace(
            Place(*at) if at else before, state={OPEN: list(entries)} if entries else {}
        )
        if place == before:
            return None
        return self._saved(lambda: self.shelf.store.save_place(place))

    def enter(self, work: Work) -> str | None:
        """The learner is here now, and nothing lies over it."""
        from tutor.session.opened import work_entry  # late: not every command needs networks

        return self.keep_open([work_entry(self.shelf, work)])

    def leave(self) -> str | None:
        """The learner went home or quit: the next start begins at home."""
        return self.keep_open([])

    # --- trust ----------------------------------------------------------------------------------

    def is_trusted(self, work: Work) -> bool:
        """Whether the lesson's own code may run: it came with the program, or was allowed."""
        return work.shipped or self._trusted().get(str(work.course.path)) == work.code_hash

    def trust(self, work: Work) -> str | None:
        """Let the code of the whole course run, until it changes."""
        trusted = {**self._trusted(), str(work.course.path): work.code_hash}
        return self._saved(lambda: self.shelf.store.save_setting(TRUSTED, trusted))

    def _trusted(self) -> dict[str, str]:
        found: Any = self._read(lambda: self.shelf.store.setting(TRUSTED, {}), {})
        return found if isinstance(found, dict) else {}

    # --- reading and writing --------------------------------------------------------------------

    def _saved(self, write: Callable[[], object], work: Work | None = None) -> str | None:
        try:
            write()
        except ProgressError as problem:
            return str(problem)
        if work is not None:
            self.shelf.forget(work.course.id)
        return None

    def _read(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except ProgressError:
            return otherwise


def _due(work: Work) -> str | None:
    """Which review of an exercise it is: that of the time it was due; None outside of reviews."""
    return None if work.round is None else work.round.item.due.isoformat()
