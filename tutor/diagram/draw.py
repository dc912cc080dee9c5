"""A network as a picture: boxes for nodes, a wire with a label for each edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tutor.diagram.alphabet import UNICODE, Alphabet
from tutor.diagram.elide import draw_elided
from tutor.diagram.highlight import Highlight
from tutor.diagram.picture import Picture, Span, clip
from tutor.diagram.places import node_of
from tutor.diagram.scene import Scene
from tutor.diagram.view import Known, Show, View, views
from tutor.diagram.whole import draw_whole
from tutor.network.model import Network

#: So many layers with all their wires say more than all layers with few wires.
_ENOUGH_LAYERS = 3


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
    ranking: Known | None = None,
) -> Picture:
    """Draw a network and what is known of it, in at most ``width`` × ``height`` cells.

    ``current`` is the place of the current step and ``uses`` are those it reads: a node "h0",
    an edge "a->h0", a bias "bias->h0". What is current stands between marks and what is read
    between parentheses, so that both are seen without colour. ``show`` says which number an edge
    has in the backward pass: both where the width allows it, and the gradient where it does not.
    Without ``labels``: no numbers.

    Every edge has its wire wherever that fits; beyond that layers, or nodes and wires, are left
    out and counted (``elided``): ``focus``, the name of a node, is shown then with those next to
    it, and with its wires (see ``move_focus``). Else those with the largest numbers are, or those
    with the largest in ``ranking``: where all pictures of a trace or a training are given the same,
    their nodes stay as long as what is current does not call for others. What is not known yet is
    ``?``.
    """
    highlight = Highlight(current, frozenset(uses))
    scene = Scene(
        network, known, ranking or known, phase, alphabet, highlight, width, height,
        node_of(network, focus),
    )  # fmt: skip
    choices = views(phase, show, labels)
    return next(_pictures(scene, choices), None) or _too_small(scene)


def _pictures(scene: Scene, choices: tuple[View, ...]) -> Iterator[Picture]:
    """The pictures that fit, the one that says most first."""
    count = len(scene.network.columns)
    tries = [
        (draw_whole, count),
        *((draw_whole, size) for size in range(count - 1, _ENOUGH_LAYERS - 1, -1)),
        (draw_elided, count),
        *((draw_elided, size) for size in range(count - 1, 2, -1)),
        *((how, size) for size in (2, 1) for how in (draw_whole, draw_elided) if size < count),
    ]
    for how, size in tries:
        window = scene.window(size)
        picture = how(window, choices)
        if picture is not None:
            yield picture if window.complete else _said_which(window, picture)


def _said_which(scene: Scene, picture: Picture) -> Picture:
    """The picture of some layers, with a line that says which."""
    first, last = scene.first + 1, scene.end
    which = f"layers {first} to {last}" if first != last else f"layer {last}"
    text = f"{scene.alphabet.more} {which} of {len(scene.network.columns)}"
    line = (Span(clip(text, scene.width, scene.alphabet.ellipsis), "muted"),)
    return replace(picture, lines=(*picture.lines, line), elided=True)


def _too_small(scene: Scene) -> Picture:
    line = clip("too small to draw", scene.width, scene.alphabet.ellipsis)
    lines = ((Span(line, "muted"),),) if line and scene.height else ()
    nodes = tuple(() for _ in scene.network.columns)
    return Picture(lines, fits=False, elided=True, nodes=nodes)
