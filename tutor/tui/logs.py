"""The numbers of trainings as tables: the epochs of one run, or the ends of several."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from tutor.diagram.picture import Line, Span, line_width
from tutor.runner.observation import TrainingRun
from tutor.session.remarks import names_of
from tutor.tui.curve import sign
from tutor.tui.marks import Marks

#: Columns of a number, and how many of them stand in a table at most.
_CELL, _MOST = 9, 4
#: Names of runs are cut to so many characters.
_LONGEST_NAME = 28

Log = Mapping[str, float]


def epochs_table(
    logs: Sequence[Log], room: int, at: int | None = None, here: str = ">"
) -> list[Line]:
    """The epochs of a run that fit into so many lines, below a line of names: the last ones.

    Epoch ``at`` is among them, with the sign ``here`` before it.
    """
    if not logs:
        return []
    names = names_of(logs)[:_MOST]
    shown = max(room - 1, 1)
    last = len(logs) if at is None else min(max(at + shown // 2, shown), len(logs))
    first = max(last - shown, 0)
    return [
        (Span(" epoch" + _heads(names), "muted"),),
        *(
            (Span((here if epoch == at else " ") + f"{epoch:>5}" + _cells(log, names)),)
            for epoch, log in enumerate(logs[first:last], start=first + 1)
        ),
    ]


def runs_table(runs: Sequence[TrainingRun], first: str, width: int, marks: Marks) -> list[Line]:
    """A line for each run: its sign, name, how many epochs it had, and its last numbers.

    ``first`` is the number that comes first. A narrow ``width`` leaves room for fewer numbers, but
    always for that one.
    """
    longest = max(3, min(max(len(run.name) for run in runs), _LONGEST_NAME))
    room = max((width - longest - 11) // _CELL, 1)
    names = names_of([log for run in runs for log in run.logs], first)[: min(room, _MOST)]
    lines: list[Line] = [(Span(f"   {'run':<{longest}}  epochs" + _heads(names), "muted"),)]
    for number, run in enumerate(runs):
        last = run.logs[-1] if run.logs else {}
        text = f" {run.name[:longest]:<{longest}}  {len(run.logs):>6}" + _cells(last, names)
        lines.append((Span(" "), sign(number, marks), Span(text)))
    return lines


def table_width(table: Iterable[Line]) -> int:
    """Columns of the widest line."""
    return max(map(line_width, table), default=0)


def _heads(names: Iterable[str]) -> str:
    return "".join(f"{_short(name):>{_CELL}}" for name in names)


def _cells(log: Log, names: Iterable[str]) -> str:
    return "".join(f"{_number(log.get(name)):>{_CELL}}" for name in names)


def _short(name: str) -> str:
    name = name.replace("accuracy", "acc") if len(name) >= _CELL else name
    return name if len(name) < _CELL else name[: _CELL - 2] + "."


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if not math.isfinite(value):
        return str(value)
    return f"{value:.4f}" if abs(value) < 1000 else f"{value:.2e}"
