"""What the record says in numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from tutor.progress.values import SHOWN, Attempt
from tutor.review.statistics import Share, statistics

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def tried(
    key: str, passed: bool = True, ago: timedelta = timedelta(), mistakes: tuple[str, ...] = (),
    content: str = "h",
) -> Attempt:  # fmt: skip
    return Attempt(key, content, "x", passed, "said", mistakes, at=NOON - ago)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_days_are_counted_up_to_today_where_the_learner_is() -> None:
    attempts = [
        tried("c/a"), tried("c/a", ago=timedelta(hours=11)), tried("c/b", ago=timedelta(days=1)),
        tried("c/text", ago=timedelta(days=1)), tried("c/a", ago=timedelta(days=40)),
    ]  # fmt: skip
    kinds = {"c/text": "read"}
    found = statistics(attempts, kinds, TODAY, UTC, days=3)
    assert found.days == ((date(2026, 3, 8), 0), (date(2026, 3, 9), 1), (TODAY, 2))
    assert found.attempts == 4
    west = statistics(attempts, kinds, TODAY, timezone(timedelta(hours=-2)), days=3)
    assert [count for _, count in west.days] == [0, 2, 1]


def test_right_at_once_counts_first_encounters_and_each_question_of_the_drill() -> None:
    attempts = [
        tried("c/a", False, timedelta(days=3)), tried("c/a"),
        tried("c/b"), tried("c/b", False, timedelta(days=-3)),
        Attempt("c/shown", "h", "", False, SHOWN, at=NOON),
        tried("drill/forward", content="1:5:"), tried("drill/forward", False, content="1:6:"),
        tried("drill/forward", content="1:6:", ago=-minutes(1)),
        tried("drill/loss", content="1:6:"),
    ]  # fmt: skip
    found = statistics(attempts, {}, TODAY, UTC)
    assert found.exercises == Share(1, 3)
    assert found.drill == Share(2, 3)


def test_mistakes_with_a_name_are_counted_the_most_frequent_first() -> None:
    attempts = [
        tried("c/a", False, mistakes=("forgot relu", "forgot relu", "took the sum")),
        tried("drill/forward", False, mistakes=("forgot relu",)),
        tried("c/which", False, mistakes=("Model 1",)),
    ]
    found = statistics(attempts, {"c/which": "choice"}, TODAY, UTC)
    assert found.mistakes == (("forgot relu", 2), ("took the sum", 1))


def test_long_pauses_are_no_work() -> None:
    attempts = [tried("c/a", ago=minutes(ago)) for ago in (0, 10, 14, 300, 304)]
    assert statistics(attempts, {}, TODAY, UTC).worked == minutes(18)
    assert statistics([], {}, TODAY, UTC).worked == timedelta()
