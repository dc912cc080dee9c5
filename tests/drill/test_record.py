"""Level, streak and what to come back to, as the record of answers says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.drill.record import DOWN, UP, Answer, Asked, level, questions, streak, weakness
from tutor.drill.topics import LEVELS, LEVELS_OF, TOPICS, levels_of

SLOPE = "forgot the slope of the activation"


def asked(
    outcome: str, level: int = 2, seed: int = 0, mistake: str = "", again: str = ""
) -> list[Answer]:
    """The answers that lead to an outcome."""
    right = Answer("forward", level, seed, True, (), outcome == "helped", again)
    wrong = Answer("forward", level, seed, False, (mistake,) if mistake else (), again=again)
    return {
        "clean": [right], "helped": [right], "mended": [wrong, right], "missed": [wrong, wrong],
    }[outcome]  # fmt: skip


def record(*outcomes: str, level: int = 2, mistake: str = "") -> tuple[Asked, ...]:
    answers = [asked(one, level, seed, mistake) for seed, one in enumerate(outcomes)]
    return questions(answer for some in answers for answer in some)


def test_answers_in_a_row_to_one_question_belong_together() -> None:
    outcomes = ["clean", "helped", "mended", "missed", "clean"]
    assert [one.outcome for one in record(*outcomes)] == [
        "clean", "mended", "mended", "missed", "clean",
    ]  # fmt: skip
    twice = questions([*asked("clean"), *asked("clean")])
    assert len(twice) == 2  # the same question, answered and asked again


def test_up_after_some_right_without_help_and_down_after_some_missed() -> None:
    assert level(()) == 1
    assert level(record(*["clean"] * (UP - 1))) == 2
    assert level(record(*["clean"] * UP)) == 3
    assert level(record("mended", *["clean"] * UP)) == 3
    assert level(record("clean", "helped", "clean")) == 2
    assert level(record(*["missed"] * (DOWN - 1))) == 2
    assert level(record(*["missed"] * DOWN)) == 1
    assert level(record("missed", "mended")) == 2
    assert level(record("missed", "missed", level=1)) == 1
    assert level(record(*["clean"] * UP, level=5)) == 5


def test_what_was_right_at_another_level_does_not_count() -> None:
    below = record("clean", "clean", level=1)
    assert level((*below, *record("clean", level=2))) == 2


def test_a_topic_keeps_to_its_own_levels() -> None:
    for topic in TOPICS:
        assert level((), topic) == LEVELS_OF[topic][0]
        assert level(record("missed", "missed", level=LEVELS_OF[topic][0]), topic) in levels_of(
            topic
        )


def test_the_streak_ends_with_help_and_with_a_wrong_answer() -> None:
    assert streak(()) == 0
    assert streak(record("missed", "clean", "clean")) == 2
    assert streak(record("clean", "mended")) == 0
    assert streak(record("clean", "helped", "clean")) == 1


def test_it_comes_back_to_the_mistake_made_most() -> None:
    answers = [
        *asked("missed", seed=0, mistake=SLOPE), *asked("missed", seed=1, mistake=SLOPE),
        *asked("missed", seed=2, mistake="turned the sign"),
    ]  # fmt: skip
    later = [*answers, *asked("clean", seed=3), *asked("clean", seed=4)]
    found = weakness(questions(later))
    assert found is not None
    assert (found.mistake, found.times, found.topic) == (SLOPE, 2, "forward")


def test_a_mistake_that_was_met_and_not_made_is_forgotten() -> None:
    answers = asked("mended", seed=0, mistake=SLOPE)
    answers += [*asked("clean", seed=1), *asked("clean", seed=2)]
    assert weakness(questions(answers)) is not None
    answers += asked("clean", seed=3, again=SLOPE)
    answers += [*asked("clean", seed=4), *asked("clean", seed=5)]
    assert weakness(questions(answers)) is None


def test_between_two_that_come_back_there_are_others() -> None:
    answers = [*asked("missed", seed=0, mistake=SLOPE), *asked("missed", seed=1, mistake="other")]
    answers += [*asked("clean", seed=2), *asked("clean", seed=3)]
    answers += asked("missed", seed=4, again=SLOPE)
    assert weakness(questions(answers)) is None
    answers += asked("clean", seed=5)
    assert weakness(questions(answers)) is None
    answers += asked("clean", seed=6)
    assert weakness(questions(answers)) is not None


@given(
    st.lists(
        st.builds(
            Answer,
            st.sampled_from(list(TOPICS)),
            st.sampled_from(list(LEVELS)),
            st.integers(0, 3),
            st.booleans(),
            st.lists(st.sampled_from([SLOPE, "turned the sign"]), max_size=2).map(tuple),
            st.booleans(),
            st.sampled_from(["", SLOPE]),
        ),
        max_size=30,
    )
)
def test_any_record_gives_a_level_a_streak_and_a_mistake_that_was_made(
    answers: list[Answer],
) -> None:
    found = questions(answers)
    assert [answer for one in found for answer in one.answers] == answers
    assert level(found) in LEVELS
    assert 0 <= streak(found) <= len(found)
    weak = weakness(found)
    assert weak is None or any(weak.mistake in answer.mistakes for answer in answers)
