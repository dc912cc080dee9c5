"""The lab's two small plots: the loss as one number varies, and the loss as it was trained."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.diagram.picture import Line, Span, line_text
from tutor.lab.sweep import Sweep
from tutor.network.numbers import plain
from tutor.tui.curve import chart
from tutor.tui.marks import Marks

#: Less than this a plot is not worth its place.
LEAST_WIDTH, LEAST_HEIGHT = 30, 6
#: So many of the losses are drawn.
_MOST = 200


def sweep_plot(sweep: Sweep, size: tuple[int, int], marks: Marks) -> tuple[Line, ...]:
    """The loss over the values of one number, with a mark where the number stands."""
    value, _ = sweep.here
    nearest = min(range(len(sweep.values)), key=lambda i: abs(sweep.values[i] - value))
    name = marks.plain(sweep.what.replace("->", "→"))
    after = " after a step" if sweep.what == "learning_rate" else ""
    lines = chart(
        {"loss": sweep.losses}, size, marks=marks, mark=nearest + 1,
        title=f"loss{after} by {name}",
    )  # fmt: skip
    words = (plain(sweep.values[0]), plain(value), plain(sweep.values[-1]))
    return _labelled(lines, words, nearest / (len(sweep.values) - 1))


def history_plot(losses: Sequence[float], size: tuple[int, int], marks: Marks) -> tuple[Line, ...]:
    """The loss before each training step and now."""
    every = math.ceil(len(losses) / _MOST)
    shown = [*losses[:-1:every], losses[-1]]
    lines = chart({"loss": shown}, size, marks=marks, title="loss by training step")
    return _labelled(lines, ("0", "", str(len(losses) - 1)), 0.0)


def _labelled(lines: tuple[Line, ...], words: tuple[str, str, str], at: float) -> tuple[Line, ...]:
    """The plot with other words under its axis: at both ends, and at the share ``at`` between."""
    first, here, last = words
    if not lines:
        return ()
    axis = line_text(lines[-2])
    margin = len(axis) - len(axis.lstrip()) + 1
    columns = len(axis) - margin
    text = list(" " * len(axis))
    _put(text, margin, first)
    _put(text, len(axis) - len(last), last)
    middle = margin + round(at * (columns - 1)) - len(here) // 2
    if middle > margin + len(first) and middle + len(here) < len(axis) - len(last):
        _put(text, middle, here)
    return (*map(_merged, lines[:-1]), (Span("".join(text), "muted"),))


def _merged(line: Line) -> Line:
    """The line with neighbours of one style made one, which takes fewer bytes to send."""
    spans: list[Span] = []
    for span in line:
        last = spans[-1] if spans else None
        if last is not None and (last.style == span.style or not span.text.strip()):
            spans[-1] = Span(last.text + span.text, last.style)
        else:
            spans.append(span)
    return tuple(spans)


def _put(text: list[str], at: int, word: str) -> None:
    text[at : at + len(word)] = word
