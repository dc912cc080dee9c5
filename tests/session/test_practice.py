"""The drill at work: what is kept, what comes next, and where it goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tutor.drill.make import likely
from tutor.network.numbers import exact, plain
from tutor.progress.store import Attempt, Store
from tutor.progress.transfer import export, import_
from tutor.session.practice import Practice, level_now
from tutor.session.shelf import Shelf


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "progress.db")


def answer_rightly(practice: Practice) -> None:
    verdict, warning = practice.check(exact(practice.question.right))
    assert verdict.passed
    assert warning is None


def test_up_with_right_answers_and_down_with_missed_ones(store: Store) -> None:
    practice = Practice(Shelf(store), seed=1)
    assert (practice.level, level_now(store)) == (1, 1)
    for _ in range(3):
        answer_rightly(practice)
        practice.next()
    assert (practice.level, practice.streak, level_now(store)) == (2, 3, 2)
    for _ in range(2):
        practice.solution()
        practice.next()
    assert (practice.level, practice.streak, level_now(store)) == (1, 0, 1)


def test_the_same_seed_asks_the_same_and_the_next_is_one_more(store: Store) -> None:
    first, second = (
        Practice(Shelf(store), "gradients", 4, 8),
        Practice(Shelf(Store(None)), "gradients", 4, 8),
    )
    for _ in range(4):
        assert first.question.trace.cells == second.question.trace.cells
        assert first.question.seed == second.question.seed
        first.next()
        second.next()
    assert first.question.seed == 12


def test_skipping_is_no_answer(store: Store) -> None:
    practice = Practice(Shelf(store), seed=1, level=3)
    for _ in range(3):
        practice.next()
    assert practice.level == 3
    assert not store.attempts()


def test_it_comes_back_to_a_mistake_and_says_so(store: Store) -> None:
    practice = Practice(Shelf(store), "updates", 3, 1)
    name = likely(practice.question)[0].name
    wrong = likely(practice.question)[0].value
    verdict, _ = practice.check(plain(wrong))
    assert not verdict.passed
    assert store.attempts()[-1].mistakes == verdict.mistakes
    answer_rightly(practice)
    for _ in range(3):
        practice.next()
        if practice.again:
            break
        answer_rightly(practice)
    assert practice.again is not None
    assert practice.again.mistake == name
    assert name in {mistake.name for mistake in practice.question.mistakes}
    answer_rightly(practice)
    assert Practice(Shelf(store), "updates").asked[-1].again == name


def test_it_goes_on_where_it_was_left(store: Store, tmp_path: Path) -> None:
    practice = Practice(Shelf(store), "gradients", 4, 8)
    practice.hint()
    practice.check("12345")
    practice.save("3 * 2", "not it")
    store.close()
    later = Practice(Shelf(Store(tmp_path / "progress.db")), "gradients")
    assert later.question.trace.cells == practice.question.trace.cells
    assert (later.text, later.feedback, later.hints) == ("3 * 2", "not it", 1)
    assert later.tried
    assert not later.closed
    answer_rightly(later)
    assert later.asked[-1].outcome == "mended"
    assert Practice(Shelf(Store(tmp_path / "progress.db")), "forward").level == 1


def test_a_question_that_is_repeated_is_open_again(store: Store) -> None:
    answer_rightly(Practice(Shelf(store), "forward", 1, 5))
    again = Practice(Shelf(store), "forward", 1, 5)
    assert not again.closed
    answer_rightly(again)
    assert len(store.attempts("drill/forward")) == 2


def test_what_was_shown_stays_shown(store: Store) -> None:
    practice = Practice(Shelf(store), "forward", 1, 5)
    practice.solution()
    practice.save("", "the way")
    later = Practice(Shelf(store), "forward")
    assert later.closed
    assert not later.passed
    later.solution()
    assert len(store.attempts()) == 1


def test_what_cannot_be_read_is_no_attempt(store: Store) -> None:
    practice = Practice(Shelf(store), seed=1)
    verdict, _ = practice.check("what?")
    assert verdict.check == "format"
    assert not store.attempts()


def test_it_travels_with_the_rest_and_disturbs_no_course(store: Store) -> None:
    practice = Practice(Shelf(store), seed=1)
    for _ in range(4):
        answer_rightly(practice)
        practice.next()
    shelf = Shelf(store)
    assert not any(
        shelf.is_done(course.id, exercise.id)
        for course in shelf.courses
        for lesson in course.lessons
        for exercise in lesson.exercises
    )
    elsewhere = Store(None)
    assert import_(elsewhere, export(store)) == 4
    assert level_now(elsewhere) == level_now(store) == 2


def test_rows_that_it_did_not_write_are_passed_over(store: Store) -> None:
    for key, content in (("drill/forward", "x"), ("drill/other", "1:1:"), ("drill/loss", "9:1:")):
        store.record(Attempt(key, content, "1", True))
    store.save_draft("drill/all", {"topic": "forward", "level": "high", "seed": None})
    assert level_now(store) == 1
    assert Practice(Shelf(store)).level == 1


def test_answers_have_the_time_of_the_shelf_s_clock(store: Store) -> None:
    then = datetime(2031, 5, 4, tzinfo=UTC)
    answer_rightly(Practice(Shelf(store, clock=lambda: then), seed=1))
    assert [attempt.at for attempt in store.attempts()] == [then]
