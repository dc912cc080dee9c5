"""The lines under the picture: what its numbers are, the loss in force, the arithmetic."""

from __future__ import annotations

from tutor.diagram import Alphabet, Line, Span
from tutor.network.losses import loss_note
from tutor.network.numbers import show
from tutor.session.walk import Walk


def note_lines(
    walk: Walk, arithmetic: Line, legend: str, width: int, alphabet: Alphabet
) -> tuple[Line, ...]:
    """Up to three lines, the most important last; without arithmetic that says how to go on."""
    known = walk.known
    right = f"loss {show(known.loss)}" if known.loss is not None else ""
    gap = max(width - len(legend) - len(right) - 2, 2)
    lines: list[Line] = [(Span(f" {legend}", "muted"), Span(" " * gap + right))]
    note = loss_note(walk.trace.network, len(walk.trace.rows))
    if note and known.phase != "forward":
        lines.append((Span(f" {alphabet.plain(note)}", "muted"),))
    last = arithmetic or (Span(alphabet.plain(_opening(walk))),)
    return (*lines, (Span(" "), *last))


def _opening(walk: Walk) -> str:
    if walk.past:
        return f"Training step {len(walk.past) + 1}, with the updated weights. → goes on."
    if walk.first == 0:
        return "→ takes the first step."
    return "The forward pass is done. → takes the first step back."
