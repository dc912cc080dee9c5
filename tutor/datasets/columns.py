"""Tables as plain text, in as many blocks below each other as the width asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def cell(value: float | str | None) -> str:
    """A value of a table as it is shown: two decimals where it is not whole, - for nothing."""
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def blocks(
    heads: Sequence[str], rows: Sequence[Sequence[str]], labels: Sequence[str], width: int
) -> Iterator[str]:
    """Lines with the columns under their heads, a label before each row.

    Where not all columns fit into ``width``, the rest follows in another block with the labels
    again; a column that is too wide alone has a block of its own.
    """
    margin = max(map(len, labels), default=0)
    widths = [
        max(len(head), *(len(row[place]) for row in rows), 1) for place, head in enumerate(heads)
    ]
    for number, places in enumerate(_fitting(widths, width - margin)):
        if number:
            yield ""
        for label, row in (("", heads), *zip(labels, rows, strict=True)):
            texts = "".join(f"  {row[place]:>{widths[place]}}" for place in places)
            yield f"{label:<{margin}}{texts}"


def _fitting(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """The places of the columns, in groups that fit."""
    group: list[int] = []
    used = 0
    for place, width in enumerate(widths):
        if group and used + 2 + width > room:
            yield group
            group, used = [], 0
        group.append(place)
        used += 2 + width
    if group:
        yield group
