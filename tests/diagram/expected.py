"""What has to stand in a picture, from what is known and the picture's legend."""

from __future__ import annotations

from tutor.network.numbers import show

UNSIGNED = ("activation", "target", "pre_activation")


def written(value, what):
    """A number with its sign where it can have both; a question mark for none."""
    if value is None:
        return "?"
    return f"+{show(value)}" if what not in UNSIGNED and value > 0 else show(value)


def of_edge(known, edge, picture):
    """The label of an edge, without the spaces that align it."""
    return ":".join(written(known.edge(*edge, what), what) for what in picture.shows)


def of_node(known, name, picture):
    """The numbers in a box, without the spaces that align them; inputs have but one."""
    quantities = picture.legend.split()[1].split(":")
    if name in known.network.inputs:
        quantities = ["activation"]
    return ":".join(written(known.node(name, what), what) for what in quantities)


def unaligned(text):
    """The text without spaces."""
    return text.replace(" ", "")
