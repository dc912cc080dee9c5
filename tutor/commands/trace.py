"""``tutor trace``: every step, one a line; the linear way through a network."""

from __future__ import annotations

import argparse

from tutor.commands.networks import traced
from tutor.commands.output import write_json, write_lines
from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.network.passes import PHASES
from tutor.network.report import step_line, to_json
from tutor.session.refusal import refuse

#: Training steps that may be asked for; so many take a small network half a minute.
MOST_UPDATES = 1_000_000


def run(options: argparse.Namespace) -> int:
    """Print the steps of a training step, or of one pass of it."""
    if not 1 <= options.updates <= MOST_UPDATES:
        return refuse(f"tutor trace: --updates takes a whole number from 1 to {MOST_UPDATES}")
    try:
        name, trace = traced(options.what, options.updates)
    except (LessonError, WhereError) as problem:
        return refuse(problem)
    wanted = PHASES[options.phase or "training"]
    phases = {planned.rule.phase for planned in trace.plan.steps}
    if not phases.intersection(wanted) or (options.updates > 1 and "update" not in phases):
        what = "no target or no loss, so there is only the forward pass"
        return refuse(f"tutor trace: {name} has {what}")
    if options.json:
        write_json(to_json(trace, name, options.phase or "training"))
        return 0
    rules = (planned.rule for planned in trace.plan.steps)
    width = max((len(rule.operation) for rule in rules if rule.phase in wanted), default=0)
    for index, planned in enumerate(trace.plan.steps):
        if planned.rule.phase in wanted:
            write_lines([step_line(trace, index, width)])
    return 0
