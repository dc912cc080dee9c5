"""A figure was shown."""

from __future__ import annotations

from tutor.grading.run import Finding, Run
from tutor.lesson.models import PlotCheck

WHAT = "plot"


def check_plot(check: PlotCheck, run: Run) -> Finding | None:
    """None if one of the figures has the lines and points asked for."""
    figures = run.seen.figures
    if not figures:
        called = run.source.calls("show")
        message = "No plot was shown."
        return Finding(WHAT, message, "", None, "" if called else "Show it with plt.show().")
    if any(_fits(check, [len(line) for line in figure.lines]) for figure in figures):
        return None
    counts = [len(line) for line in figures[-1].lines]
    wanted = check.lines
    if wanted is not None and len(counts) != wanted:
        return Finding(WHAT, f"The plot has {_count(len(counts), 'line')}, expected {wanted}.")
    points = next((n for n in counts if n != check.points), 0)
    message = f"A line of the plot has {_count(points, 'point')}, expected {check.points}."
    return Finding(WHAT, message)


def _fits(check: PlotCheck, counts: list[int]) -> bool:
    if check.lines is not None and len(counts) != check.lines:
        return False
    return check.points is None or (bool(counts) and all(n == check.points for n in counts))


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
