"""Questions drawn from a seed: well posed, friendly, and the same again."""

from __future__ import annotations

from functools import cache

import pytest

from tutor.diagram import ASCII, UNICODE
from tutor.drill.make import likely, make, make_with
from tutor.drill.picture import picture
from tutor.drill.question import Question
from tutor.drill.recipes import RECIPES
from tutor.drill.topics import ABOUT_LEVEL, LEVELS, LEVELS_OF, TOPICS, topics_at
from tutor.drill.words import facts, hints, prompt, table, worked
from tutor.network.numbers import exact, plain, show
from tutor.network.quantity import parse

PLACES = sorted(RECIPES)
SEEDS = 200


@cache
def made(topic: str, level: int) -> list[Question]:
    """The questions of many seeds, made once for all tests."""
    return [make(topic, level, seed) for seed in range(SEEDS)]


def values(lines: tuple[str, ...]) -> list[tuple[float, float]]:
    """What stands before the last = of each line, worked out, and what stands after it."""
    found = []
    for line in lines:
        *before, value = line.strip("`").split(" = ")
        if len(before) > 1:
            found.append((float(parse(before[-1]).evaluate()), float(value)))
    return found


def test_every_level_of_every_topic_has_questions() -> None:
    assert set(RECIPES) == {(topic, level) for topic in TOPICS for level in LEVELS_OF[topic]}
    assert set(ABOUT_LEVEL) == set(LEVELS)
    assert all(topics_at(level) for level in LEVELS)


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_questions_are_well_posed(topic: str, level: int) -> None:
    for question in made(topic, level):
        where = f"tutor drill {topic} --level {level} --seed {question.seed}"
        for text in (exact(question.right), f"0 + {exact(question.right)}"):
            assert question.check(text).passed, where
        mistakes = likely(question)
        assert len({mistake.name for mistake in mistakes}) >= 3, where
        for mistake in mistakes:
            verdict = question.check(plain(mistake.value))
            assert not verdict.passed, (where, mistake)
            assert mistake.name in verdict.mistakes, (where, mistake)


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_numbers_are_friendly(topic: str, level: int) -> None:
    for question in made(topic, level):
        leaves = question.trace.cells[: len(question.trace.plan.leaves)]
        assert all(len(plain(value).lstrip("-")) <= 6 for value in leaves)
        assert abs(question.right) < 1000
        if question.tolerance is None:
            assert len(plain(question.right).strip("-").replace(".", "")) <= 5


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_the_way_that_is_shown_leads_to_the_answer(topic: str, level: int) -> None:
    for question in made(topic, level)[:40]:
        way = worked(question)
        assert float(way[-1].strip("`").rpartition(" = ")[2]) == pytest.approx(
            question.right, rel=1e-4, abs=1e-6
        )
        for reckoned, value in values(way):
            assert reckoned == pytest.approx(value, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_nothing_gives_the_answer_away(topic: str, level: int) -> None:
    for question in made(topic, level)[:40]:
        known, place = question.known(), question.place
        assert known.value(place.kind, place.at) is None
        answered = question.known(answered=True)
        assert answered.value(place.kind, place.at) == question.right
        ladder = hints(question)
        assert len(ladder) >= 2 or "=" in ladder[0]
        assert prompt(question).endswith("?")


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_all_that_is_needed_is_given(topic: str, level: int) -> None:
    """Each number that the way reads stands in the picture, in the table or in the facts."""
    for question in made(topic, level)[:40]:
        plan = question.trace.plan
        said = "  ".join(facts(question))
        rows = table(question)
        for cell in question.reads:
            place = plan.place(cell)
            if question.is_batch and place.row is not None:
                assert len(rows) == len(question.trace.rows) + 1
                continue
            shown = question.known().value(place.kind, place.at)
            assert shown == question.trace.cells[cell] or place.kind in said, (question.seed, place)


def test_the_same_seed_gives_the_same_question_and_others_differ() -> None:
    def text(question: Question) -> tuple[object, ...]:
        return (question.topic, prompt(question), question.trace.cells, question.index)

    for level in LEVELS:
        assert text(make(None, level, 7)) == text(make(None, level, 7))
        assert len({text(make(None, level, seed)) for seed in range(50)}) == 50
        assert {make(None, level, seed).topic for seed in range(50)} == set(topics_at(level))


def test_the_mistake_that_is_looked_for_can_show() -> None:
    found = 0
    for seed in range(30):
        question = make_with("gradients", 4, seed, "forgot the slope of the activation")
        if question is not None:
            found += 1
            assert question.seed >= seed
            names = {mistake.name for mistake in question.mistakes}
            assert "forgot the slope of the activation" in names
    assert found > 20
    assert make_with("forward", 1, 0, "a mistake that nobody makes") is None


@pytest.mark.parametrize(("topic", "level"), PLACES)
def test_what_is_needed_and_what_is_asked_can_be_seen(topic: str, level: int) -> None:
    for question in made(topic, level)[:12]:
        said = "  ".join(facts(question))
        for width, alphabet in ((80, UNICODE), (80, ASCII), (120, UNICODE), (38, ASCII)):
            drawn = picture(question, width=width, alphabet=alphabet)
            text = drawn.text()
            assert "?" in said
            assert text.isascii() or alphabet is UNICODE
            assert drawn.width <= width or width < 80
            if not question.is_batch:
                for value in read_in_picture(question):
                    assert show(value) in text, (question.seed, width)


def read_in_picture(question: Question) -> list[float]:
    """The numbers on the way that a picture has to show."""
    plan, cells = question.trace.plan, question.trace.cells
    kinds = ("activation", "weight", "delta", "gradient")
    return [cells[cell] for cell in question.reads if plan.place(cell).kind in kinds]
