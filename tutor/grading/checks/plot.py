"""A figure was shown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.grading.run import Finding, Run
from tutor.grading.values import close
from tutor.lesson.models import PlotCheck
from tutor.network.numbers import counted
from tutor.runner.observation import FigureView, TrainingRun

WHAT = "plot"


def check_plot(check: PlotCheck, run: Run) -> Finding | None:
    """None if one of the figures has the lines, points and curves asked for."""
    figures = run.seen.figures
    if not figures:
        return _nothing_shown(run)
    failures = [_failure(check, figure, run) for figure in figures]
    if any(not failure for failure in failures):
        return None
    calls = run.source.calls("plot")
    return Finding(WHAT, failures[-1], "", calls[-1].lineno if calls else None)


def _nothing_shown(run: Run) -> Finding:
    called = run.source.calls("show")
    if not called:
        return Finding(WHAT, "No plot was shown.", next="Show it with plt.show().")
    line = called[-1].lineno
    message = f"No plot was shown: when line {line} comes, nothing is drawn yet."
    return Finding(WHAT, message, "", line, "Draw it before that, with plt.plot(…).")


def _failure(check: PlotCheck, figure: FigureView, run: Run) -> str:
    """Why a figure is not the one asked for; "" if it is."""
    counts = [len(line) for line in figure.lines]
    if check.curves is not None:
        message = _lacking(check.curves, figure, run)
        if message:
            return message
    if check.lines is not None and len(counts) != check.lines:
        return f"The plot has {counted(len(counts), 'line')}, expected {check.lines}."
    if check.points is not None and set(counts) != {check.points}:
        points = next((n for n in counts if n != check.points), 0)
        return f"A line of the plot has {counted(points, 'point')}, expected {check.points}."
    return ""


def _lacking(curve: str, figure: FigureView, run: Run) -> str:
    """Which training's curve is not in the figure."""
    runs = run.seen.runs
    if not runs:
        return f"Nothing was trained, so there is no {curve} to plot."
    drawn = [[y for _, y in line] for line in figure.lines]
    lacking = [one for one in runs if not any(_is_drawn(one, curve, line) for line in drawn)]
    if not lacking:
        return ""
    one = lacking[0]
    elsewhere = [other for other in run.seen.figures if other is not figure]
    if any(_is_drawn(one, curve, [y for _, y in line]) for f in elsewhere for line in f.lines):
        return f"{curve} of {one.name} stands in another plot; both belong in one plot."
    return f"The plot doesn't show {curve} of {one.name}."


def _is_drawn(run: TrainingRun, curve: str, line: Sequence[float]) -> bool:
    """Whether a line is a run's curve; a table fills up its shorter columns with NaN."""
    points = [log[curve] for log in run.logs if curve in log]
    drawn, filled = line[: len(points)], line[len(points) :]
    if not points or len(drawn) != len(points):
        return False
    return all(map(_alike, points, drawn)) and all(map(math.isnan, filled))


def _alike(one: float, other: float) -> bool:
    return close(one, other) or (math.isnan(one) and math.isnan(other))
