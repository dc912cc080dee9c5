"""Pictures of a small and of a large network against the time a frame has, 16 ms."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.table import Result, of
from tutor.diagram import draw
from tutor.diagram.layout import layout
from tutor.network.build import random_network
from tutor.network.passes import span
from tutor.network.trace import Trace, trace

ROUNDS = 30
FRAME = 16.0
SIZES = ((80, 20), (120, 34))


def measure() -> list[Result]:
    small, large = _walked(4, 4, 4, 2), _walked(784, 50, 50, 10)
    results = [_result("first picture of 4-4-4-2", small, 120, 34, before=layout.cache_clear)]
    for name, walked in (("4-4-4-2", small), ("784-50-50-10", large)):
        results += [_result(f"picture of {name}", walked, *size) for size in SIZES]
    return results


def _walked(*shape: int) -> Trace:
    """A training step of a network of this shape."""
    problem = random_network(shape)
    target = (1.0,) * shape[-1]
    row = replace(problem.rows[0], target=target)
    return trace(replace(problem.network, loss="squared_error"), [row])


def _result(
    what: str, walked: Trace, width: int, height: int, before: Callable[[], object] = int
) -> Result:
    """The last steps of both passes; of the medians of each, the longer one."""
    steps = [span(walked, pass_)[1] for pass_ in ("forward", "backward")]
    times = []
    for k in steps:
        known, step = walked.known(k), walked[k - 1]
        seconds = []
        for _ in range(ROUNDS):
            before()
            begin = time.perf_counter()
            draw(
                walked.network, known, width=width, height=height, phase=known.phase,
                current=step.at, uses=step.reads,
            )  # fmt: skip
            seconds.append(time.perf_counter() - begin)
        times.append(of(seconds))
    return Result(f"{what} in {width}×{height}", "a frame", max(times) * 1000, FRAME, "ms", 1)
