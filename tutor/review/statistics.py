"""What the record of attempts says in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from itertools import pairwise

from tutor.progress.values import DRILL, Attempt
from tutor.review.encounters import Encounter, encounters

#: Between two attempts that are less apart the learner was at work.
AT_WORK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of one record.

    ``days`` has the attempts on each day up to today, the oldest first; ``exercises`` and
    ``drill`` how many were right at the first try and without help; ``mistakes`` those with a
    name, the most frequent first; ``worked`` the time between attempts close to each other.
    """

    attempts: int
    days: tuple[tuple[date, int], ...]
    exercises: Share
    drill: Share
    mistakes: tuple[tuple[str, int], ...]
    worked: timedelta


def statistics(
    attempts: Iterable[Attempt],
    kinds: Mapping[str, str],
    today: date,
    zone: tzinfo | None = None,
    days: int = 14,
) -> Statistics:
    """The numbers of a record, with so many days up to today.

    ``kinds`` has the kinds of exercises by key: reading is no attempt, and the wrong options of a
    choice are no mistakes with a name. Days are those of ``zone``, None being this machine's.
    """
    tries = [attempt for attempt in attempts if kinds.get(attempt.key) != "read"]
    tries.sort(key=lambda attempt: attempt.at)
    counts = Counter(attempt.at.astimezone(zone).date() for attempt in tries)
    span = [today - timedelta(days=back) for back in reversed(range(days))]
    named = Counter(
        name
        for attempt in tries
        if kinds.get(attempt.key) != "choice"
        for name in dict.fromkeys(attempt.mistakes)
    )
    asked = [attempt for attempt in tries if _is_of_drill(attempt)]
    others = [attempt for attempt in tries if not _is_of_drill(attempt)]
    return Statistics(
        attempts=len(tries),
        days=tuple((day, counts[day]) for day in span),
        exercises=_right_at_once(others),
        drill=_right_at_once(asked),
        mistakes=tuple(named.most_common()),
        worked=_worked(tries),
    )


def _is_of_drill(attempt: Attempt) -> bool:
    return attempt.key.startswith(f"{DRILL}/")


def _right_at_once(attempts: Sequence[Attempt]) -> Share:
    """Of exercises, or questions of the drill, by their first encounter."""
    groups: defaultdict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        question = attempt.hash if _is_of_drill(attempt) else ""
        groups[attempt.key, question].append(attempt)
    firsts: list[Encounter] = [encounters(group)[0] for group in groups.values()]
    return Share(sum(first.outcome == "clean" for first in firsts), len(firsts))


def _worked(attempts: Sequence[Attempt]) -> timedelta:
    gaps = (later.at - earlier.at for earlier, later in pairwise(attempts))
    return sum((gap for gap in gaps if gap < AT_WORK), timedelta())
