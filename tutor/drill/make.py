"""Makes questions: draws networks until the mistakes tell apart and the numbers are friendly."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random

from tutor.drill.lot import CURVED, draw_trace
from tutor.drill.question import Question, is_short
from tutor.drill.recipes import RECIPES, Recipe
from tutor.drill.topics import topics_at
from tutor.network.mistakes import Mistake, mistakes
from tutor.network.trace import Trace

#: So many names of mistakes must tell apart; a question with fewer than the second is too easy.
LIKELY, FEWEST = 6, 3
#: The largest number, and how far apart numbers stand that must not be taken for each other.
_LARGEST, _APART = 400.0, 0.035
#: Networks to draw for a recipe before another one is taken; nearly always a few are enough.
_DRAWS = 400
#: How far a question looks for a network with the mistake it is after: seeds.
_LOOK = 12


def make(topic: str | None, level: int, seed: int) -> Question:
    """The question of a topic (any, if None), a level and a seed: the same for the same three.

    Raises KeyError for a topic or a level that isn't there.
    """
    topic = topic or Random(f"{level}/{seed}").choice(topics_at(level))
    recipes = RECIPES[topic, level]
    random = Random(f"{topic}/{level}/{seed}")
    for recipe in random.sample(recipes, len(recipes)):
        for _ in range(_DRAWS):
            question = _drawn(topic, level, seed, recipe, random)
            if question is not None and _is_good(question):
                return question
    raise AssertionError(f"no recipe of {topic}, level {level}, gives a question")


def make_with(topic: str | None, level: int, seed: int, mistake: str) -> Question | None:
    """The first question from this seed on in which a mistake can show; None if none is near."""
    near = (make(topic, level, seed + step) for step in range(_LOOK))
    return next((q for q in near if any(m.name == mistake for m in q.mistakes)), None)


def likely(question: Question) -> tuple[Mistake, ...]:
    """The mistakes with the likeliest names."""
    names = list(dict.fromkeys(mistake.name for mistake in question.mistakes))[:LIKELY]
    return tuple(mistake for mistake in question.mistakes if mistake.name in names)


def _drawn(topic: str, level: int, seed: int, recipe: Recipe, random: Random) -> Question | None:
    """A question of the recipe, good or not; None where its networks have nothing to ask."""
    trace = draw_trace(recipe, random)
    layer = recipe.layer % len(recipe.shape)
    asked = [
        index
        for index, step in enumerate(trace.plan.steps)
        if step.place.kind in recipe.asks
        and (recipe.rows == 1 or step.place.row is None)
        and trace.plan.layer_of.get(step.place.at.rpartition("->")[2], layer) == layer
    ]
    if not asked:
        return None
    return Question(topic, level, seed, trace, random.choice(asked), recipe.given)


def _is_good(question: Question) -> bool:
    """Friendly numbers, an answer that isn't given away, and mistakes that tell apart."""
    return _is_friendly(question) and _tells_apart(question)


def _is_friendly(question: Question) -> bool:
    """Whether nothing on the way is large, and what can be short is."""
    trace = question.trace
    values = [trace.value(index) for index in question.chain]
    exact = is_short(question.right) and all(map(is_short, values))
    curved = _is_curved(trace)
    nothing = question.right == 0 and question.level > 1
    small = curved and abs(question.right) < 0.05
    return (exact or curved) and not (nothing or small) and all(abs(v) < _LARGEST for v in values)


def _is_curved(trace: Trace) -> bool:
    """Whether its numbers can't be short: exponentials, logarithms, roots."""
    return trace.network.optimizer.name == "adam" or any(
        layer.activation in CURVED for layer in trace.network.layers
    )


def _tells_apart(question: Question) -> bool:
    """Whether each likely mistake gives a number of its own, and none the right one.

    Two names for what is the same whatever the numbers are may stay together.
    """
    found = likely(question)
    if len({mistake.name for mistake in found}) < FEWEST:
        return False
    if not all(math.isfinite(m.value) and _apart(m.value, question.right) for m in found):
        return False
    close = [
        (one, other)
        for one, other in combinations(found, 2)
        if one.name != other.name and not _apart(one.value, other.value)
    ]
    return not close or all(_are_one(question, one, other) for one, other in close)


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > _APART


def _are_one(question: Question, one: Mistake, other: Mistake) -> bool:
    """Whether two mistakes give the same number also when all the numbers are a bit different."""
    if one.value != other.value or one.value == 0:  # 0 is what relu makes of anything
        return False
    trace = question.trace
    first = len(trace.plan.leaves)
    leaves = [
        value * (1.001 + 0.0001 * math.sin(cell)) for cell, value in enumerate(trace.cells[:first])
    ]
    moved = Trace(trace.network, trace.rows, trace.plan, tuple(trace.plan.run(leaves)))
    found = mistakes(moved, question.index, question.given_cells)
    ones = [m.value for m in found if m.name == one.name]
    others = [m.value for m in found if m.name == other.name]
    return any(math.isclose(a, b, rel_tol=1e-9) for a in ones for b in others)
