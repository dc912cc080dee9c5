"""Whether the targets of a network, and its outputs, are such as its loss is made for."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tutor.network.model import Problem

#: Chances that add up to 1 but for this are taken for 1.
_CLOSE = 1e-6


def target_faults(problem: Problem) -> Iterator[tuple[str, str]]:
    """Message and hint for each thing that a cross-entropy can't be taken of."""
    network = problem.network
    targets = [row.target for row in problem.rows if row.target is not None]
    if network.loss == "binary_crossentropy":
        if any(not 0 <= number <= 1 for target in targets for number in target):
            yield "binary_crossentropy is made for targets from 0 to 1", ""
        if network.layers[-1].activation != "sigmoid":
            message = "binary_crossentropy is made for outputs between 0 and 1"
            yield message, "give the last layer the activation sigmoid"
    if network.loss == "categorical_crossentropy":
        for target in targets:
            if not math.isclose(sum(target), 1, abs_tol=_CLOSE) or min(target) < 0:
                message = "categorical_crossentropy is made for targets that add up to 1"
                yield message, "1 for the right output, 0 for the others"
                return
