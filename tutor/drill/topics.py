"""The topics of the drill and the levels there are of each; nothing heavy, for the first paint."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.lesson.errors import did_you_mean

#: From one weighted sum to a batch with momentum.
LEVELS = range(1, 6)

#: What each topic practises.
TOPICS: Mapping[str, str] = {
    "forward": "sums, activations, predictions",
    "loss": "the error of a prediction, and the loss",
    "gradients": "deltas and gradients, back through the layers",
    "updates": "new weights: plain, with momentum, with adam",
    "batches": "several rows at once, averaged",
}

#: The levels of each topic: what needs a way back starts where the way back does.
LEVELS_OF: Mapping[str, range] = {
    "forward": range(1, 6),
    "loss": range(2, 6),
    "gradients": range(3, 6),
    "updates": range(3, 6),
    "batches": range(3, 6),
}

#: What a level is about.
ABOUT_LEVEL: Mapping[int, str] = {
    1: "one weighted sum and its activation",
    2: "forward through two layers, error and loss",
    3: "back through one layer: delta, gradient, update",
    4: "back through a hidden layer, with biases, sigmoid and softmax",
    5: "two hidden layers, batches, momentum and adam",
}


class TopicError(ValueError):
    """A topic, level or seed that isn't there; the message says which there are."""


def check_choice(topic: str | None, level: int | None, seed: int | None) -> None:
    """Raises TopicError for a topic, a level of it or a seed that isn't there."""
    if topic is not None and topic not in TOPICS:
        raise TopicError(f"there is no topic '{topic}' to drill ({did_you_mean(topic, TOPICS)})")
    levels = levels_of(topic)
    if level is not None and level not in levels:
        what = "the drill" if topic is None else topic
        raise TopicError(f"{what} has the levels {levels[0]} to {levels[-1]}, not {level}")
    if seed is not None and seed < 0:
        raise TopicError(f"a seed is a whole number from 0 on, not {seed}")


def levels_of(topic: str | None) -> range:
    """The levels of a topic; all of them without one."""
    return LEVELS if topic is None else LEVELS_OF[topic]


def topics_at(level: int) -> tuple[str, ...]:
    """The topics that have this level."""
    return tuple(topic for topic in TOPICS if level in LEVELS_OF[topic])


def nearest_level(topic: str | None, level: int) -> int:
    """The level that a topic has nearest to this one."""
    levels = levels_of(topic)
    return min(max(level, levels[0]), levels[-1])
