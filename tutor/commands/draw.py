"""``tutor draw``: the picture of a network, as text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tutor.commands.networks import traced
from tutor.commands.output import alphabet, columns, write_json
from tutor.diagram import ASCII, Alphabet, Picture, arithmetic, draw, ledger, marks_legend
from tutor.diagram.picture import line_text
from tutor.lesson.errors import LessonError
from tutor.lesson.where import WhereError
from tutor.network.passes import span
from tutor.network.symbols import row_name
from tutor.network.trace import Step, Trace
from tutor.session.refusal import refuse

#: Rows for a picture that nothing limits; and for one that leaves things out all the same.
PLENTY, LOW = 1000, 30
#: Columns and rows that may be asked for.
MOST = 10_000
#: What is drawn of what has no picture of its own.
_PHASES = {"loss": "backward", "training": "update"}


def run(options: argparse.Namespace) -> int:
    """Draw what is known after a pass, or after ``--step`` steps."""
    for size in ("width", "height"):
        if getattr(options, size) is not None and not 1 <= getattr(options, size) <= MOST:
            return refuse(f"tutor draw: --{size} takes a whole number from 1 to {MOST}")
    try:
        name, trace = traced(options.what)
    except (LessonError, WhereError) as problem:
        return refuse(problem)
    _, last = span(trace, options.phase or "forward")
    k = last if options.step is None else options.step
    if not 0 <= k <= len(trace):
        return refuse(f"tutor draw: --step goes from 0 to {len(trace)} for the network {name}")
    highest = len(trace.rows) - 1
    if options.row is not None and not 0 <= options.row <= highest:
        return refuse(f"tutor draw: --row goes from 0 to {highest} for the network {name}")
    phase = options.phase or trace.known(k).phase
    view = _View(
        trace, k, trace[k - 1] if options.step else None, options.row,
        _PHASES.get(phase, phase),
        options.width or columns(),
        ASCII if options.ascii else alphabet(),
    )  # fmt: skip
    picture = view.table() if options.table else view.picture(options.height)
    lines = [line_text(line).rstrip() for line in picture.lines]
    lines += ["", *view.notes(picture)]
    if options.json:
        write_json({
            "network": name, "pass": view.phase, "step": k, "steps": len(trace), "row": view.row,
            "lines": lines, "width": max(map(len, lines), default=0), "elided": picture.elided,
        })  # fmt: skip
    else:
        sys.stdout.write("\n".join(lines).rstrip() + "\n")
    return 0


@dataclass(frozen=True)
class _View:
    """A trace after k steps, and how it is to be drawn."""

    trace: Trace
    k: int
    step: Step | None
    asked_row: int | None
    phase: str
    width: int
    alphabet: Alphabet

    @property
    def row(self) -> int | None:
        """The row asked for, else that of the step; None, the averages, where it has none."""
        if self.asked_row is None and self.step is not None and len(self.trace.rows) > 1:
            return self.step.row
        return self.asked_row or 0

    @property
    def _shared(self) -> dict[str, Any]:
        """What the picture and the table are told alike."""
        step = self.step if self.step and self.step.row in (None, self.row) else None
        current, uses = (step.at, step.reads) if step else (None, ())
        return {
            "phase": self.phase, "alphabet": self.alphabet, "current": current, "uses": uses
        }  # fmt: skip

    def table(self) -> Picture:
        """The table instead of the picture."""
        return ledger(self.trace.network, self.trace.known(self.k, self.row), **self._shared)

    def picture(self, height: int | None) -> Picture:
        """The picture, as high as it takes unless a height is given."""
        network, known = self.trace.network, self.trace.known(self.k, self.row)
        picture = draw(network, known, width=self.width, height=height or PLENTY, **self._shared)
        if picture.elided and height is None:
            picture = draw(network, known, width=self.width, height=LOW, **self._shared)
        return picture

    def notes(self, picture: Picture) -> Iterator[str]:
        """The lines below: what the numbers and the marks are, the row, the step's arithmetic.

        And that there is no way back, where numbers of one stay unknown for that.
        """
        legend = picture.legend.split("   ") if picture.legend else []
        if self.step is not None:
            legend.append(marks_legend(self.alphabet))
        if len(self.trace.rows) > 1:
            legend.append(row_name(self.row, len(self.trace.rows)))
        one_line = "   ".join(legend)
        yield from [one_line] if len(one_line) <= self.width else legend
        if self.phase != "forward" and not self.trace.plan.structure.learns:
            yield "no way back: the network has no loss or no target"
        if self.step is not None:
            yield line_text(arithmetic(self.step, width=self.width, alphabet=self.alphabet))
