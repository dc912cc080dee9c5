"""When an exercise is due again, by its attempts alone.

FSRS (the library ``fsrs``) says how long a memory holds that went so in the past. It is given one
review for each encounter, and no steps of minutes: what comes back, comes back after days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tutor.progress.values import Attempt
from tutor.review.encounters import Encounter, Outcome, encounters

if TYPE_CHECKING:
    from fsrs import Rating


def due_times(attempts: Iterable[Attempt]) -> dict[str, datetime]:
    """When each exercise is due again, by key, in UTC.

    Only what was wrong or needed help in some encounter ever comes back.
    """
    by_key: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_key[attempt.key].append(attempt)
    seen = {key: encounters(tries) for key, tries in by_key.items()}
    return {
        key: _due(found)
        for key, found in seen.items()
        if any(encounter.outcome != "clean" for encounter in found)
    }


def _due(seen: tuple[Encounter, ...]) -> datetime:
    """When an exercise with these encounters is due."""
    from fsrs import Card, Scheduler  # late: nobody needs it before something went wrong

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = Card(card_id=0)  # a new card without a number waits, to be given one of its own
    for encounter in seen:
        card, _ = scheduler.review_card(
            card, _rating(encounter.outcome), encounter.ended.astimezone(UTC)
        )
    return card.due


def _rating(outcome: Outcome) -> Rating:
    from fsrs import Rating

    return {"wrong": Rating.Again, "helped": Rating.Hard, "clean": Rating.Good}[outcome]
