"""Which steps of a trace belong to a pass."""

from __future__ import annotations

from typing import Literal

from tutor.network.trace import Trace

Pass = Literal["forward", "backward", "update", "training"]

#: The phases of the steps that belong to each pass; the way back begins with the loss.
PHASES: dict[Pass, tuple[str, ...]] = {
    "forward": ("forward",),
    "backward": ("loss", "backward"),
    "update": ("update",),
    "training": ("forward", "loss", "backward", "update"),
}


def span(trace: Trace, pass_: Pass) -> tuple[int, int]:
    """Where a pass begins and ends: counts of steps, so ``trace[first:last]`` are its steps."""
    inside = [i for i, step in enumerate(trace.plan.steps) if step.rule.phase in PHASES[pass_]]
    return (inside[0], inside[-1] + 1) if inside else (len(trace), len(trace))
