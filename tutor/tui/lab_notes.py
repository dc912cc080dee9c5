"""What the lab says below the picture: the number under the cursor, and how all of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutor.diagram import Alphabet, Line, Span, arithmetic
from tutor.diagram.picture import clip, line_width
from tutor.lab.bench import Bench
from tutor.lab.places import explained_by, is_given, node_at
from tutor.network.numbers import plain, rate, show
from tutor.network.quantity import QuantityError, parse
from tutor.network.resolve import value_of
from tutor.network.symbols import row_name
from tutor.tui.marks import Marks

if TYPE_CHECKING:
    from tutor.grading.labs import Standing


def value_at(bench: Bench, what: str, row: int) -> float | None:
    """The number at a place, in a row; None if there is none."""
    try:
        quantity = parse(what).single
        value = None if quantity is None else value_of(bench.trace, quantity, row)
    except QuantityError:
        return None
    return value if isinstance(value, int | float) else None


def cursor_line(bench: Bench, what: str, row: int, kind: str, alphabet: Alphabet) -> Line:
    """``weight(a→h0) is 0.5``, and what kind of number it is."""
    value = value_at(bench, what, row)
    written = "?" if value is None else rate(value) if what == "learning_rate" else plain(value)
    return (
        Span(f"{alphabet.plain(_pretty(what))} is {written}", "title"),
        Span(f"   {kind}", "muted"),
    )


def kind_at(bench: Bench, what: str, step: float, may_change: bool) -> str:
    """Whether a number is given, and how far a nudge goes, or that it is computed."""
    if is_given(bench.problem, what):
        if not may_change:
            return "given, and stays so here"
        by = "in steps 1, 2, 5, 10" if what == "learning_rate" else f"by {plain(step)}"
        return f"given: + and - change it {by}"
    network = bench.problem.network
    node = node_at(what)
    layer = next(x for x in network.layers if any(n.name == node for n in x.nodes))
    return f"computed: {layer.activation.replace('_', ' ')}"


def formula_lines(
    bench: Bench, what: str, row: int, width: int, alphabet: Alphabet
) -> Iterator[Line]:
    """The arithmetic of what the number does: forward, backward, and in an update."""
    is_input = node_at(what) in bench.problem.network.inputs
    for quantity in explained_by(what, is_input):
        try:
            step = bench.trace[bench.trace.find(quantity, row)]
        except QuantityError:
            continue
        yield arithmetic(step, width=width, alphabet=alphabet)


def state_line(bench: Bench, row: int, width: int, alphabet: Alphabet) -> Line:
    """The loss, what it is made by, and what was done so far."""
    network = bench.problem.network
    parts = []
    if bench.loss is not None:
        parts.append(f"loss {show(bench.loss, 4)}")
    if network.loss is not None:
        parts.append((network.loss or "").replace("_", " "))
    parts.append(f"{network.optimizer.name} {rate(network.optimizer.learning_rate)}")
    rows = len(bench.problem.rows)
    if rows > 1:
        parts.append(row_name(row, rows))
    parts.append(f"trained {bench.updates}")
    head, *rest = parts
    text = clip(f" {alphabet.dot} ".join(["", *rest]), width - len(head), alphabet.ellipsis)
    return (Span(head, "title"), Span(text, "muted"))


def goal_line(now: Standing, marks: Marks, width: int) -> Line:
    """The goal, whether it holds, and what was used of what is allowed."""
    sign = marks.done if now.holds else marks.changed
    head = f"goal: {now.goal}"
    state = f"  {sign} {now.state}" if now.holds else f"  {now.state}"
    used = "".join(f"   {each}" for each in now.used)
    line = (Span(head, "title"), Span(state, "positive" if now.holds else ""))
    room = width - line_width(line)
    return (*line, Span(used, "muted")) if len(used) <= room else line


def _pretty(what: str) -> str:
    return what.replace("->", "→")
