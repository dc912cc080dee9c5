"""When an exercise comes back, by its attempts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.outline import CourseOutline, ExerciseOutline, LessonOutline
from tutor.progress.values import SHOWN, Attempt
from tutor.review.encounters import encounters
from tutor.review.rounds import upcoming
from tutor.review.schedule import due_times

START = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def tried(how: str, at: datetime = START, key: str = "course/one") -> Attempt:
    """An attempt: right, right with a "hint", wrong, or the solution "shown"."""
    return Attempt(
        key,
        "hash",
        "" if how == "shown" else "x",
        passed=how in ("right", "hint"),
        message=SHOWN if how == "shown" else "said",
        hints=int(how == "hint"),
        at=at,
    )


def row(*hows: str, at: datetime = START) -> list[Attempt]:
    """Attempts of one encounter, a minute apart."""
    return [tried(how, at + place * MINUTE) for place, how in enumerate(hows)]


def outcomes(attempts: Iterable[Attempt]) -> list[str]:
    return [encounter.outcome for encounter in encounters(attempts)]


def test_an_encounter_is_rated_by_what_came_up_to_the_first_that_passed() -> None:
    assert outcomes(row("right")) == ["clean"]
    assert outcomes(row("hint")) == ["helped"]
    assert outcomes(row("shown", "right")) == ["helped"]
    assert outcomes(row("shown")) == ["helped"]
    assert outcomes(row("wrong", "right")) == ["wrong"]
    assert outcomes(row("shown", "wrong", "hint")) == ["wrong"]
    assert outcomes(row("right", "wrong", "wrong")) == ["clean"], "trying things out is free"
    assert outcomes(row("wrong") + row("right", at=START + 2 * DAY)) == ["wrong", "clean"]


def test_what_was_right_at_once_never_comes_and_the_rest_after_days() -> None:
    for clean in (row("right"), row("right") + row("right", at=START + DAY), []):
        assert due_times(clean) == {}
    for trouble in (row("wrong"), row("wrong", "right"), row("hint"), row("shown", "right")):
        assert due_times(trouble)["course/one"] - trouble[-1].at >= DAY


def test_it_comes_ever_later_while_it_is_right_and_soon_again_when_it_is_wrong() -> None:
    attempts = row("wrong", "right")
    pauses = []
    for _ in range(5):
        due = due_times(attempts)["course/one"]
        pauses.append(due - attempts[-1].at)
        attempts.append(tried("right", due))
    assert pauses == sorted(set(pauses))
    due = due_times(attempts)["course/one"]
    assert due_times([*attempts, tried("wrong", due)])["course/one"] - due < pauses[-1] / 10


def test_wrong_comes_before_helped_comes_before_right() -> None:
    before = row("wrong", "right")
    at = due_times(before)["course/one"]
    wrong, helped, right = (
        due_times([*before, tried(how, at)])["course/one"] for how in ("wrong", "hint", "right")
    )
    assert wrong <= helped < right


@given(
    hows=st.lists(st.sampled_from(["right", "wrong", "hint", "shown"]), max_size=12),
    pauses=st.lists(st.integers(1, 60 * 24 * 40), min_size=12, max_size=12),
    seed=st.integers(0, 99),
)
def test_it_is_a_function_of_the_record(hows: list[str], pauses: list[int], seed: int) -> None:
    at, attempts = START, []
    for how, pause in zip(hows, pauses, strict=False):
        at += pause * MINUTE
        attempts.append(tried(how, at))
    due = due_times(attempts)
    shuffled = [*attempts, tried("wrong", START, "other/one")]
    Random(seed).shuffle(shuffled)
    assert {**due, "other/one": START + DAY} == due_times(shuffled)
    elsewhere = timezone(timedelta(hours=-7))
    assert due == due_times([replace(one, at=one.at.astimezone(elsewhere)) for one in attempts])
    troubled = any(outcome != "clean" for outcome in outcomes(attempts))
    assert bool(due) == troubled
    if due:
        assert due["course/one"] >= encounters(attempts)[-1].ended + DAY


def test_only_what_can_be_asked_again_comes_the_longest_waiting_first() -> None:
    exercises = (
        ExerciseOutline("later", "Later", "answer"),
        ExerciseOutline("text", "Text", "read"),
        ExerciseOutline("never", "Never", "code", review=False),
        ExerciseOutline("first", "First", "code"),
        ExerciseOutline("untried", "Untried", "code"),
    )
    lesson = LessonOutline("lesson", "Lesson", "", Path(), exercises)
    course = CourseOutline("course", "Course", "", Path(), (lesson,))
    attempts = [
        tried("wrong", START + place * MINUTE, key)
        for place, key in enumerate((
            "course/first", "course/text", "course/never", "course/later", "course/gone",
            "drill/forward",
        ))
    ]  # fmt: skip
    assert [item.key for item in upcoming([course], attempts)] == ["course/first", "course/later"]
