"""A problem to begin with: a network of some shape, and rows it can learn from at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product
from random import Random

from tutor.lab.moves import MoveError
from tutor.lab.nudge import nudged_rate
from tutor.network.build import random_network
from tutor.network.model import NetworkError, Optimizer, Problem, Row

USUAL_SHAPE = (2, 3, 1)
#: Nodes in a layer, layers, weights: what a network to play with may have.
_MOST_NODES, _MOST_LAYERS, _MOST_WEIGHTS = 64, 12, 5_000

_LIKE_A_SHAPE = re.compile(r"[\d\s,x-]+\Z")


def is_shape(text: str) -> bool:
    """Whether a text is meant as a shape: ``2-3-1``; it need not be a good one."""
    return _LIKE_A_SHAPE.match(text) is not None


def read_shape(text: str) -> tuple[int, ...]:
    """The shape in a text. Raises MoveError for one that no network to play with can have."""
    parts = re.split(r"\s*[-x,]\s*|\s+", text.strip())
    if len(parts) < 2 or not all(part.isdecimal() and len(part) < 6 for part in parts):
        raise MoveError(f"'{text}' is no shape: write the nodes of each layer, like 2-3-1")
    shape = tuple(map(int, parts))
    weights = sum(a * b for a, b in pairwise(shape))
    if min(shape) < 1:
        raise MoveError(f"{text}: a layer needs at least one node")
    if max(shape) > _MOST_NODES or len(shape) > _MOST_LAYERS or weights > _MOST_WEIGHTS:
        raise MoveError(
            f"{text}: a network to play with has at most {_MOST_LAYERS} layers, {_MOST_NODES} "
            f"nodes in a layer and {_MOST_WEIGHTS:,} weights"
        )
    return shape


def problem_to_play(shape: Sequence[int] = USUAL_SHAPE, seed: int = 0) -> Problem:
    """A network of that shape with four rows, each another mix of zeros and ones.

    The first output is to say whether exactly one of the first two inputs is 1, which no network
    without a hidden layer learns; the second whether both are; and so on in turn. Hidden layers
    are tanh, and all nodes but the inputs have biases.
    """
    activations = ["tanh"] * (len(shape) - 2) + ["identity"]
    try:
        drawn = random_network(shape, activations, seed, biases=True)  # type: ignore[arg-type]
    except NetworkError as error:
        raise MoveError(error.message) from None
    network = replace(
        drawn.network,
        loss="mean_squared_error",
        optimizer=Optimizer("sgd", nudged_rate(0.1 / max(shape), -1)),
    )
    random = Random(seed)
    rows = tuple(_row(bits, shape, random) for bits in product((1.0, 0.0), (0.0, 1.0)))
    return Problem(network, rows)


def _row(bits: tuple[float, ...], shape: Sequence[int], random: Random) -> Row:
    a, b = bits
    inputs = (a, b, *(random.choice((0.0, 1.0)) for _ in range(shape[0] - 2)))[: shape[0]]
    first, second = inputs[0], inputs[1] if shape[0] > 1 else 0.0
    targets = (float(first != second), first * second, max(first, second))
    return Row(inputs, tuple(targets[i % 3] for i in range(shape[-1])))
