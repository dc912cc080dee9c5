"""Pictures with a wire for every edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from tutor.diagram.alphabet import Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.labels import Boxes, Labels
from tutor.diagram.layout import Layout, layout, rows_needed
from tutor.diagram.notes import layer_notes, put_notes
from tutor.diagram.picture import Picture, Span
from tutor.diagram.scene import Scene
from tutor.diagram.view import View, attempts
from tutor.diagram.wires import GapFrame, draw_gap

#: Rows below the lowest box that notes may take.
NOTE_ROWS = 3


def draw_whole(scene: Scene, choices: tuple[View, ...]) -> Picture | None:
    """The widest view in the airiest layout that fits; None if none does."""
    if len(scene.shape) < 2 or rows_needed(scene.shape, airy=False) > scene.height:
        return None
    frames = list(_frames(scene))
    for view, name_width in attempts(choices, scene.longest_name, scene.complete) if frames else ():
        drawing = _drawing(scene, view, name_width)
        for frame in frames:
            if drawing.width(frame) <= scene.width:
                return drawing.picture(frame)
    return None


@dataclass(frozen=True, slots=True)
class _Frame:
    """A layout, the rows above it for titles, and whether its gaps are tight."""

    plan: Layout
    top: int
    tight: bool

    def gaps(self, labels: Iterable[Labels], alphabet: Alphabet) -> list[GapFrame]:
        """The columns of the gaps."""
        return [
            GapFrame(gap, alphabet, text.width, tight=self.tight)
            for gap, text in zip(self.plan.gaps, labels, strict=True)
        ]


def _frames(scene: Scene) -> Iterator[_Frame]:
    """The layouts that are low enough, those that read best first."""
    for tight, (airy, top) in product((False, True), ((True, 1), (False, 1), (False, 0))):
        plan = layout(scene.shape, airy)
        if plan.height + top <= scene.height:
            yield _Frame(plan, top, tight)


def _drawing(scene: Scene, view: View, name_width: int) -> Drawing:
    layers = enumerate(scene.columns, scene.first)
    gaps = pairwise(scene.columns)
    return Drawing(
        scene,
        view,
        tuple(scene.boxes(view, depth, names, name_width) for depth, names in layers),
        tuple(scene.labels(view, product(sources, targets)) for sources, targets in gaps),
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A scene with its texts: all but where things are."""

    scene: Scene
    view: View
    boxes: tuple[Boxes, ...]
    labels: tuple[Labels, ...]

    def width(self, frame: _Frame) -> int:
        """Cells the picture takes with this layout."""
        gaps = sum(gap.width for gap in frame.gaps(self.labels, self.scene.alphabet))
        return gaps + sum(layer.width for layer in self.boxes)

    def picture(self, frame: _Frame) -> Picture:
        """Draw it."""
        scene, plan, top = self.scene, frame.plan, frame.top
        gaps = frame.gaps(self.labels, scene.alphabet)
        spare = min(NOTE_ROWS, scene.height - top - plan.height)
        canvas = Canvas(scene.width, plan.height + spare, top)
        column = 0
        for place, (boxes, rows) in enumerate(zip(self.boxes, plan.rows, strict=True)):
            gap = gaps[place] if place < len(gaps) else None
            end = column + boxes.width
            room = (end + gap.width - 1 if gap else scene.width) - column
            if top:
                scene.put_title(canvas, column, scene.first + place, room)
            if gap:
                draw_gap(canvas, gap, end, (rows, plan.rows[place + 1]), self._spans(place))
            notes = layer_notes(scene, self.view, scene.first + place, boxes.names)
            highlight = put_notes(canvas, scene, notes, (column, room), (*rows, canvas.height))
            scene.put_boxes(canvas, column, boxes, rows, highlight)
            column += room + 1
        return Picture(
            canvas.lines(),
            legend=self.view.legend(),
            shows=self.view.edge,
            nodes=scene.seen(scene.columns),
        )

    def _spans(self, gap: int) -> dict[tuple[int, int], tuple[Span, ...]]:
        """The labels of a gap, by the indexes of source and target."""
        sources, targets = self.boxes[gap].names, self.boxes[gap + 1].names
        return {
            (i, j): self.labels[gap].spans((a, b), self.scene.highlight, self.scene.alphabet)
            for (i, a), (j, b) in product(enumerate(sources), enumerate(targets))
        }
