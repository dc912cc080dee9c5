"""Which quantities a picture shows, and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, Protocol

from tutor.diagram.picture import Span, Style
from tutor.network.model import Network
from tutor.network.numbers import show as show_number

Show = Literal["both", "weight", "gradient"]
Phase = Literal["forward", "loss", "backward", "update"]

UNKNOWN = "?"
#: Where there is no number and will be none.
NONE = Span("-", "muted")

#: Cells a name may take, tried one after the other while a picture is too wide.
_READABLE, _UNREADABLE = (12, 8, 6), (4, 3)


class Known(Protocol):
    """What is known of a network; None where a value is not computed yet, or does not apply."""

    def node(self, name: str, what: str, /) -> float | None:
        """A node's pre_activation, activation, slope, delta, bias, …"""

    def edge(self, source: str, target: str, what: str, /) -> float | None:
        """An edge's weight, product, gradient or new_weight."""

    @property
    def loss(self) -> float | None:
        """The loss."""

    @property
    def row(self) -> int | None:
        """The row it looks at; None looks at the averages of a batch."""


@dataclass(frozen=True, slots=True)
class View:
    """The quantities shown for a node and for an edge, separated by colons."""

    node: tuple[str, ...]
    edge: tuple[str, ...]

    def of_layer(self, depth: int) -> tuple[str, ...]:
        """What the nodes of a layer show: inputs have a value only."""
        return self.node if depth else self.node and ("activation",)

    def legend(self) -> str:
        """What the numbers are: ``node activation:delta   edge weight:gradient``."""
        parts = [("node", self.node), ("edge", self.edge)]
        return "   ".join(f"{noun} {':'.join(names)}" for noun, names in parts if names)


def views(phase: str, show: Show, labels: bool) -> tuple[View, ...]:
    """What could be shown in a pass, the widest first."""
    if not labels:
        return (View((), ()),)
    if phase not in ("backward", "update"):
        return (View(("activation",), ("weight",)),)
    edge = ("new_weight",) if phase == "update" else ("gradient",)
    both: tuple[View, ...] = ()
    if show == "both":
        both = (View(("activation", "delta"), ("weight", "gradient")),)
        if phase == "update":
            both = (
                View(("activation",), ("weight", "gradient", "new_weight")),
                View(("activation",), ("gradient", "new_weight")),
            )
    elif show == "weight":
        edge = ("weight",)
    else:
        edge = ("gradient",)
    alone = "activation" if show == "weight" or phase == "update" else "delta"
    return (*both, View(("activation", "delta"), edge), View((alone,), edge))


def attempts(
    choices: Sequence[View], longest: int, short_names: bool = True
) -> Iterator[tuple[View, int]]:
    """Views and cells for names, from the widest on: fewer numbers before unreadable names.

    ``longest`` are the cells that the longest name takes uncut; ``short_names`` allows names
    that are hard to read.
    """
    yield from product(choices, [longest, *(n for n in _READABLE if n < longest)])
    if short_names:
        yield from product(choices[-1:], [n for n in _UNREADABLE if n < longest])


def number_width(network: Network, depth: int, what: str) -> int:
    """Cells that a quantity takes at least, so that the picture stays where it is as it fills."""
    if what == "activation":
        return 0 if depth == 0 else 5 if network.layers[depth - 1].activation in _SIGNED else 4
    return 5


_SIGNED = ("identity", "leaky_relu", "tanh")
_UNSIGNED_QUANTITIES = ("activation", "pre_activation", "slope", "target", "loss")


def number(value: float | None, what: str) -> Span:
    """A number as it stands in a picture, its sign printed where it can have both."""
    if value is None:
        return Span(UNKNOWN, "unknown")
    text = show_number(value)
    if what not in _UNSIGNED_QUANTITIES and value > 0:
        text = f"+{text}"
    return Span(text, sign_style(value))


def node_number(known: Known, name: str, what: str) -> Span:
    """A number of a node: averages of a batch have none, as each row has its own."""
    return NONE if known.row is None else number(known.node(name, what), what)


def sign_style(value: float) -> Style:
    """The colour of a number."""
    if value > 0:
        return "positive"
    return "negative" if value < 0 else ""
