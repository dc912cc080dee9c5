"""The matplotlib backend of the learner's process: ``plt.show()`` sends figures as text.

matplotlib loads this module by its name (``MPLBACKEND``) and takes from it ``FigureCanvas`` and
``show``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from tutor.runner.observation import FigureShown, FigureView

#: mpl_ascii draws 12 characters an inch, and lines 1.8 times as high as characters are wide.
_PER_INCH = 12
_ASPECT = 1.8
#: Width to height of a figure, in characters.
_SHAPE = 3.6
#: Points of a line beyond this number are not sent.
_POINTS = 10_000


class _Listener:
    send: Callable[[FigureShown], None] | None = None
    columns = 78


def listen(send: Callable[[FigureShown], None], columns: int) -> None:
    """From now on figures are sent there, drawn that many columns wide."""
    _Listener.send = staticmethod(send)
    _Listener.columns = columns


def __getattr__(name: str) -> Any:
    if name == "FigureCanvas":
        from mpl_ascii import FigureCanvas

        # matplotlib asks for the attribute, then copies what the module holds.
        globals()[name] = FigureCanvas
        return FigureCanvas
    raise AttributeError(name)


def show(*, block: bool | None = None) -> None:
    """Send every open figure, then close it, as a window is closed that was looked at."""
    from matplotlib import pyplot

    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if _Listener.send is not None:
            _Listener.send(FigureShown(view(figure, _Listener.columns)))
        pyplot.close(figure)


def view(figure: Any, columns: int) -> FigureView:
    """A figure as text of that many columns, with the points of its lines."""
    rows = max(10, round(columns / _SHAPE))
    figure.set_size_inches((columns + 0.5) / _PER_INCH, (rows + 0.5) * _ASPECT / _PER_INCH)
    try:
        text = str(figure.canvas.draw_canvas())
    except Exception as error:
        text = f"This figure can't be drawn as text ({type(error).__name__})."
    return FigureView(
        "\n".join(line.rstrip() for line in text.splitlines()),
        tuple(_points(pairs) for axes in figure.axes for pairs in _drawn(axes)),
    )


def _drawn(axes: Any) -> Iterator[Iterable[tuple[Any, Any]]]:
    """The points of each line, and of each cloud of points that ``scatter`` made."""
    from matplotlib.collections import PathCollection

    for line in axes.get_lines():
        yield zip(line.get_xdata(), line.get_ydata(), strict=True)
    for cloud in axes.collections:
        if isinstance(cloud, PathCollection):
            points: Any = cloud.get_offsets()
            yield points


def _points(pairs: Iterable[tuple[Any, Any]]) -> tuple[tuple[float, float], ...]:
    points: list[tuple[float, float]] = []
    with suppress(TypeError, ValueError):
        for x, y in islice(pairs, _POINTS):
            points.append((_number(x), _number(y)))
    return tuple(points)


def _number(value: Any) -> float:
    """A coordinate; what is no number (a date, a category, a gap) is nan."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan
