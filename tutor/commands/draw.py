"""``tutor draw``: the picture of a network, as text."""

from __future__ import annotations

import argparse
import shutil
import sys

from tutor import terminal
from tutor.commands.networks import traced
from tutor.commands.output import refuse, write_json
from tutor.diagram import ASCII, UNICODE, arithmetic, draw, ledger
from tutor.diagram.picture import line_text
from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.network.passes import span

#: Rows for a picture that nothing limits.
PLENTY = 1000


def run(options: argparse.Namespace) -> int:
    """Draw what is known after a pass, or after ``--step`` steps."""
    try:
        name, trace = traced(options.what)
    except (LessonError, WhereError) as problem:
        return refuse(problem)
    _, last = span(trace, options.phase or "forward")
    k = last if options.step is None else options.step
    if not 0 <= k <= len(trace):
        return refuse(f"tutor draw: --step goes from 0 to {len(trace)} for the network {name}")
    known = trace.known(k)
    phase = options.phase or known.phase
    phase = "forward" if phase == "forward" else "backward"
    alphabet = ASCII if options.ascii or terminal.ascii_only() else UNICODE
    width = options.width or shutil.get_terminal_size((80, 24)).columns
    step = trace[k - 1] if options.step else None
    if options.table:
        picture = ledger(trace.network, known, phase=phase, alphabet=alphabet)
    else:
        picture = draw(
            trace.network, known, width=width, height=options.height or PLENTY, phase=phase,
            alphabet=alphabet, current=step.at if step else None, uses=step.reads if step else (),
        )  # fmt: skip
    lines = [line_text(line).rstrip() for line in picture.lines]
    if step is not None:
        lines += ["", line_text(arithmetic(step, width=width, alphabet=alphabet))]
    if options.json:
        write_json({
            "network": name, "pass": phase, "step": k, "steps": len(trace), "lines": lines,
            "width": max(map(len, lines), default=0), "elided": picture.elided,
        })  # fmt: skip
    else:
        sys.stdout.write("\n".join(lines) + "\n")
    return 0
