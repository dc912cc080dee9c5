"""What is open, kept with the place: after a line that dropped the next start opens it again.

Of each thing that is open the place has an entry of JSON, those that lie over others after them.
``reopened`` makes of the entries what screens and lines open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from tutor.lab.bench import Bench, History
from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.network.keep import (
    keep_memory,
    keep_problem,
    keep_rows,
    memory_of,
    problem_of,
    rows_of,
)
from tutor.network.model import Problem
from tutor.network.trace import trace
from tutor.session.shelf import Entry, Shelf
from tutor.session.walk import Walk

if TYPE_CHECKING:
    from tutor.session.practice import Practice
    from tutor.session.work import Work

#: What may be open.
Left: TypeAlias = "Work | Practice | OpenLab | OpenWalk"


@dataclass(frozen=True, slots=True)
class OpenLab:
    """A network to play with; ``view`` says how it is looked at."""

    title: str
    history: History
    view: Mapping[str, Any] = field(default_factory=dict)

    def entry(self) -> Entry:
        """The start and the moves, which are made again."""
        first = self.history.benches[0]
        return {
            "is": "lab", "title": self.title, "seed": first.seed,
            "start": keep_problem(first.start), "view": dict(self.view),
            "way": self.history.way, "undone": self.history.undone,
        }  # fmt: skip


def new_lab(bench: Bench, title: str) -> OpenLab:
    """A network to play with from its start."""
    return OpenLab(title, History((bench,)))


@dataclass(frozen=True, slots=True)
class OpenWalk:
    """A walk through a trace; ``about`` is said at its beginning."""

    title: str
    walk: Walk
    about: str = ""

    def entry(self) -> Entry:
        """The first training step and the way from there."""
        walk = self.walk
        first = (*walk.past, walk.trace)[0]
        return {
            "is": "walk", "title": self.title, "about": self.about,
            "start": keep_problem(Problem(first.network, first.rows)),
            "memory": keep_memory(first.remembered),
            "batches": [keep_rows(rows) for rows in walk.batches],
            "updates": len(walk.past), "walk": walk.state(),
        }  # fmt: skip


def work_entry(shelf: Shelf, work: Work) -> Entry:
    """The entry of an exercise, or of the round of reviews that it is opened in."""
    if work.round is not None:
        items = [asdict(item) | {"due": item.due.isoformat()} for item in work.round.items]
        return {"is": "review", "items": items, "place": work.round.place}
    named = work.course.id, work.lesson.id, work.exercise.id
    if shelf.has(work.course):
        return {"is": "exercise", "at": list(named)}
    return {"is": "exercise", "what": f"{work.lesson.path}#{work.exercise.id}"}


def practice_entry(practice: Practice) -> Entry:
    """The entry of the drill, which keeps the question itself."""
    return {"is": "drill", "topic": practice.topic}


def reopened(shelf: Shelf, entries: Iterable[Entry]) -> tuple[Left, ...]:
    """What the entries say.

    What can't be opened any more is left out, with all that lay over it.
    """
    found: list[Left] = []
    broken = LessonError, WhereError, ValueError, TypeError, LookupError, AttributeError
    with suppress(*broken):  # of a lesson that changed, or of another version of tutor
        found += (_opened(shelf, entry) for entry in entries)
    return tuple(found)


def _opened(shelf: Shelf, entry: Entry) -> Left:
    match entry["is"]:
        case "exercise":
            return _work(shelf, entry)
        case "review":
            return _review(shelf, entry)
        case "drill":
            from tutor.session.practice import Practice

            return Practice(shelf, entry["topic"])
        case "lab":
            return _lab(entry)
        case "walk":
            return _walk(entry)
    raise LookupError(entry["is"])


def _work(shelf: Shelf, entry: Entry) -> Work:
    from tutor.session.open import find_work, open_work  # late: they bring what lessons need

    return open_work(shelf, *entry["at"]) if "at" in entry else find_work(shelf, entry["what"])


def _review(shelf: Shelf, entry: Entry) -> Work:
    from tutor.review.rounds import Item, Round
    from tutor.session.open import open_round

    items = (item | {"due": datetime.fromisoformat(item["due"])} for item in entry["items"])
    work = open_round(shelf, Round(tuple(Item(**item) for item in items), entry["place"]))
    if work is None:
        raise LookupError("review")
    return work


def _lab(entry: Entry) -> OpenLab:
    bench = Bench(problem_of(entry["start"]), entry["seed"])
    history = History((bench,)).do_again(entry["way"], entry["undone"])
    return OpenLab(entry["title"], history, entry["view"])


def _walk(entry: Entry) -> OpenWalk:
    start = problem_of(entry["start"])
    first = trace(start.network, start.rows, memory=memory_of(entry["memory"]))
    walk = Walk(first, batches=tuple(rows_of(rows) for rows in entry["batches"]))
    for _ in range(entry["updates"]):
        walk.next_update()
    walk.restore(entry["walk"])
    return OpenWalk(entry["title"], walk, entry["about"])
