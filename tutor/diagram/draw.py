"""A network as a picture: boxes for nodes, a wire with a label for each edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.canvas import Canvas
from tutor.diagram.elide import draw_elided
from tutor.diagram.highlight import Highlight
from tutor.diagram.labels import Boxes, Labels
from tutor.diagram.layout import Layout, layout, rows_needed
from tutor.diagram.notes import layer_notes, put_notes
from tutor.diagram.picture import Picture, Span
from tutor.diagram.places import node_of
from tutor.diagram.scene import Scene
from tutor.diagram.view import Known, Show, View, attempts, views
from tutor.diagram.wires import GapFrame, draw_gap
from tutor.network.model import Network

#: Rows below the lowest box that notes may take.
NOTE_ROWS = 3


def draw(  # noqa: PLR0913
    network: Network,
    known: Known,
    *,
    width: int,
    height: int,
    phase: str = "forward",
    alphabet: Alphabet = UNICODE,
    show: Show = "both",
    current: str | None = None,
    uses: Iterable[str] = (),
    labels: bool = True,
    focus: str | None = None,
) -> Picture:
    """Draw a network and what is known of it, in at most ``width`` × ``height`` cells.

    ``current`` is the place of the current step and ``uses`` are those it reads: a node "h0",
    an edge "a->h0", a bias "bias->h0". What is current stands between marks, so that it is seen
    without colour. ``show`` says which number an edge has in the backward pass: both where the
    width allows it, and the gradient where it does not. Without ``labels``: no numbers.

    Every edge has its wire wherever that fits; beyond that nodes and wires are left out and
    counted (``elided``): ``focus``, the name of a node, is shown then with those next to it, and
    with its wires (see ``move_focus``). What is not known yet is ``?``.
    """
    highlight = Highlight(current, frozenset(uses))
    scene = Scene(
        network, known, phase, alphabet, highlight, width, height, node_of(network, focus)
    )
    choices = views(phase, show, labels)
    return _draw_whole(scene, choices) or draw_elided(scene, choices)


def _draw_whole(scene: Scene, choices: tuple[View, ...]) -> Picture | None:
    """The widest view in the airiest layout that fits; None if none does."""
    if rows_needed(scene.shape, airy=False) > scene.height:
        return None
    frames = list(_frames(scene))
    for view, name_width in attempts(choices, scene.longest_name) if frames else ():
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
    columns = scene.network.columns
    return Drawing(
        scene,
        view,
        tuple(scene.boxes(view, depth, names, name_width) for depth, names in enumerate(columns)),
        tuple(
            scene.labels(view, product(sources, targets)) for sources, targets in pairwise(columns)
        ),
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
        for depth, boxes in enumerate(self.boxes):
            last = depth == len(gaps)
            end = column + boxes.width
            if top:
                right = scene.width if last else end + gaps[depth].width - 1
                scene.put_title(canvas, column, depth, right - column)
            rows = plan.rows[depth]
            notes = layer_notes(scene, self.view, depth)
            room = scene.width - column if last else boxes.width
            highlight = put_notes(canvas, scene, notes, (column, room), rows)
            scene.put_boxes(canvas, column, boxes, rows, highlight)
            if not last:
                ends = (rows, plan.rows[depth + 1])
                draw_gap(canvas, gaps[depth], end, ends, self._spans(depth))
                column = end + gaps[depth].width
        return Picture(
            canvas.lines(),
            legend=self.view.legend(),
            shows=self.view.edge,
            nodes=scene.network.columns,
        )

    def _spans(self, depth: int) -> dict[tuple[int, int], tuple[Span, ...]]:
        """The labels of a gap, by the indexes of source and target."""
        sources, targets = self.boxes[depth].names, self.boxes[depth + 1].names
        return {
            (i, j): self.labels[depth].spans((a, b), self.scene.highlight, self.scene.alphabet)
            for (i, a), (j, b) in product(enumerate(sources), enumerate(targets))
        }
