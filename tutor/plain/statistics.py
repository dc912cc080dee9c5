"""What was done so far, in sentences."""

from __future__ import annotations

from tutor.network.numbers import counted
from tutor.plain.talk import Talk
from tutor.session.shelf import Shelf
from tutor.session.statistics import (
    MOST_MISTAKES,
    NO_MISTAKES,
    NOTHING,
    PAUSES,
    done_of,
    duration,
    numbers_of,
    share,
)


def say_statistics(talk: Talk, shelf: Shelf) -> None:
    """Done, attempts by day, right at once, mistakes, time."""
    numbers, warning = numbers_of(shelf)
    talk.warn(warning)
    for course in shelf.courses:
        for each in done_of(shelf, course):
            talk.tell(f"{each.title}: {each.done} of {each.whole} done")
    talk.tell("")
    if not numbers.attempts:
        talk.say(NOTHING)
        return
    talk.tell(f"Attempts since you began: {numbers.attempts}")
    for day, count in numbers.days:
        if count:
            talk.tell(f"{day:%A, %d %B}: {count}")
    talk.tell(
        f"Exercises right at once, without help: {share(numbers.exercises)}",
        f"Questions of the drill right at once: {share(numbers.drill)}",
        "",
        "Mistakes made most:",
        *(f"{counted(times, 'time')}: {name}" for name, times in numbers.mistakes[:MOST_MISTAKES]),
        *(() if numbers.mistakes else (NO_MISTAKES,)),
        "",
        f"Time at work: about {duration(numbers.worked)}; {PAUSES}",
        "",
    )
