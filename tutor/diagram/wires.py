"""Drawing the wires of a gap: trunks, labels, buses and arrows.

┬ +6.88 ╶┬────▶      trunk, label, the start of the wire, the target's bus, the arrow
└ -1.59 ╶│─┐         a bus passes in front of a wire that is not its own
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.diagram.alphabet import DOWN, LEFT, RIGHT, UP, Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.layout import Gap
from tutor.diagram.picture import Span

#: Spans of one edge, with a space or a mark on both sides.
Label = Sequence[Span]


@dataclass(frozen=True, slots=True)
class GapFrame:
    """The columns of a gap.

    ``label`` is the width of its labels, 0 for wires without any. Trunks stand ``stem`` cells
    right of the boxes, and the arrows are ``slack`` cells longer than they need be. ``tight``: no
    column is spent on what would only read better; where trunks are staggered, wires begin at the
    first bus then.
    """

    gap: Gap
    alphabet: Alphabet
    label: int
    slack: int = 0
    stem: int = 0
    tight: bool = False

    @property
    def lead(self) -> int:
        """Cells before the first bus: trunk, label, start of the wire; one more if staggered."""
        return self.stem + 1 + self.staggered + self.label + self.start

    @property
    def start(self) -> int:
        """Cells between a label and the first bus."""
        return 0 if self.tight and self.staggered and self.label else 1

    @property
    def width(self) -> int:
        """Cells from one layer's boxes to the next's; the last is the arrow's head."""
        buses = len(self.gap.buses)
        extra = self.gap.extra and not self.tight
        return self.lead + (2 * buses + extra if buses else 1) + self.slack

    @property
    def staggered(self) -> bool:
        """Trunks alternate between two columns where joins of neighbours would touch."""
        return self.alphabet.staggered and self.gap.stacked and len(self.gap.buses) > 1


def draw_gap(
    canvas: Canvas,
    frame: GapFrame,
    column: int,
    boxes: tuple[Sequence[int], Sequence[int]],
    labels: Mapping[tuple[int, int], Label],
) -> None:
    """Draw a gap from ``column`` on.

    ``boxes`` are the rows of the sources' and of the targets' boxes, ``labels`` are by source
    and target. Buses are drawn last, so that they pass in front of the wires.
    """
    gap, alphabet = frame.gap, frame.alphabet
    sources, targets = boxes
    first, end = column + frame.lead, column + frame.width - 1
    buses = {target: first + 2 * place for place, target in enumerate(gap.buses)}
    trunks = {
        wire.source: column + frame.stem + (wire.source % 2 if frame.staggered else 0)
        for wire in gap.wires
    }
    for wire in gap.wires:
        start = first - frame.start if frame.label else trunks[wire.source] + 1
        length = buses.get(wire.target, end) - start
        canvas.put(wire.row, start, alphabet.horizontal * length)
        if frame.label:
            canvas.put(wire.row, start, alphabet.start * frame.start)
            canvas.put_spans(wire.row, start - frame.label, labels[wire.source, wire.target])
    for target in {wire.target for wire in gap.wires}:
        start = buses.get(target, end - 1) + 1
        canvas.put(targets[target], start, alphabet.horizontal * (end - start) + alphabet.arrow)
    for source, trunk in trunks.items():
        rows = {wire.row for wire in gap.wires if wire.source == source}
        canvas.put(sources[source], column, alphabet.horizontal * (trunk - column))
        _draw_line(canvas, trunk, alphabet, left={sources[source]}, right=rows)
    for target, bus in buses.items():
        rows = {wire.row for wire in gap.wires if wire.target == target}
        _draw_line(canvas, bus, alphabet, left=rows, right={targets[target]})


def _draw_line(
    canvas: Canvas, column: int, alphabet: Alphabet, *, left: set[int], right: set[int]
) -> None:
    """A trunk or a bus; ``left`` and ``right`` are the rows where something joins it."""
    low, high = min(left | right), max(left | right)
    for row in range(low, high + 1):
        arms = (
            UP * (row > low) + DOWN * (row < high) + LEFT * (row in left) + RIGHT * (row in right)
        )
        canvas.put(row, column, alphabet.joins[arms])
