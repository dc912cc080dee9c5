"""Several exercises verified at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.authoring.desks import Desks, together
from tutor.authoring.verify import Listener, Plan, Result, verify_exercise
from tutor.session.shelf import Shelf
from tutor.session.work import Work


async def verify_all(
    works: Sequence[Work], shelf: Shelf, plan: Plan, listener: Listener | None = None
) -> tuple[Result, ...]:
    """Verify exercises; the results are in order."""
    desks = Desks(shelf)
    try:
        return await verify_at(desks, works, plan, listener)
    finally:
        await desks.close()


async def verify_at(
    desks: Desks, works: Sequence[Work], plan: Plan, listener: Listener | None = None
) -> tuple[Result, ...]:
    """Verify exercises at these desks, as many at once as there are desks.

    The runs of one exercise are made at all desks that are free, so that none waits for the last.
    """
    results: dict[int, Result] = {}
    numbers = _longest_first(works)
    listener = listener or Listener()

    async def work_off() -> None:
        for number in numbers:
            listener.begun(works[number])
            results[number] = await verify_exercise(works[number], desks, plan, listener)
            listener.ended(results[number])

    await together(work_off() for _ in desks.all)
    return tuple(results[number] for number in range(len(works)))


def _longest_first(works: Sequence[Work]) -> Iterator[int]:
    """The numbers of the exercises; trainings first, as they take longest."""
    return iter(sorted(range(len(works)), key=lambda number: not _trains(works[number])))


def _trains(work: Work) -> bool:
    return work.exercise.code is not None and work.exercise.code.needs == "keras"
