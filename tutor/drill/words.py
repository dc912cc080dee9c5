"""The words of a question: what is asked, what is given, how it is worked out."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.drill.question import Question, is_short
from tutor.network.model import Optimizer
from tutor.network.numbers import plain
from tutor.network.rule import operand
from tutor.network.symbols import formula, quantity_at

#: Kinds of numbers that are seen in every picture, or in the table of a batch.
_PICTURED = ("activation", "weight", "target")
#: Operands that are written out where they are read, not as steps of their own.
_INSIDE = ("product", "backflow")

#: What is asked, by the kind of place; its name, {node} and {activation} are filled in.
_ASKED = {
    "pre_activation": "{name}, the sum that flows into {node}",
    "activation": "the activation of {node}",
    "prediction": "the network's prediction, {node}",
    "error": "the error of the prediction",
    "loss": "the loss",
    "loss_slope": "{name}, the slope of the loss",
    "slope": "{name}, the slope of {activation} there",
    "delta": "{name}",
    "gradient": "{name}",
    "new_weight": "{name}",
    "velocity": "{name}, the new velocity",
    "first_moment": "{name}, the new m",
}


def prompt(question: Question) -> str:
    """The question, as a sentence."""
    network, place = question.trace.network, question.place
    node = place.at.rpartition("->")[2]
    depth = question.trace.plan.layer_of.get(node, 1)
    kind = place.kind
    if kind == "activation" and node in network.outputs and len(network.layers) > 1:
        kind = "prediction"
    asked = _ASKED[kind].format(
        name=_name(question, question.index),
        node=node,
        activation=network.layers[depth - 1].activation,
    )
    rows = len(question.trace.rows)
    over = f", averaged over the {rows} rows" if question.step.rule.operation == "average" else ""
    return f"What is {asked}{over}?"


def facts(question: Question, *, answered: bool = False) -> tuple[str, ...]:
    """What is asked, and what is to be known that doesn't stand in every picture."""
    network, plan = question.trace.network, question.trace.plan
    asked = _given(question.right) if answered else "?"
    found = [f"{_name(question, question.index)} = {asked}"]
    if network.loss and any(plan.place(cell).kind == "target" for cell in question.reads):
        found.append(f"loss: {network.loss.replace('_', ' ')}")
        found += _targets(question)
    if question.step.rule.phase == "update":
        found += _of_optimizer(network.optimizer)
    found += [
        f"{_cell_name(question, cell)} = {_given(question.trace.cells[cell])}"
        for cell in question.reads
        if cell < len(plan.leaves) and plan.place(cell).kind not in _PICTURED
    ]
    if question.is_batch:
        found.append("the picture shows row 0")
    return (*found, *_exact(question))


def _targets(question: Question) -> list[str]:
    """The targets of a single row; for those of a batch there is the table."""
    target = question.trace.rows[0].target
    if question.is_batch or target is None:
        return []
    outputs = question.trace.network.outputs
    names = [f"target({name})" for name in outputs] if len(outputs) > 1 else ["target"]
    return [f"{name} = {_given(value)}" for name, value in zip(names, target, strict=True)]


def _of_optimizer(optimizer: Optimizer) -> list[str]:
    match optimizer.name:
        case "momentum":
            return [f"momentum {plain(optimizer.momentum)}"]
        case "adam":
            return [f"adam, beta_1 {plain(optimizer.beta_1)}, beta_2 {plain(optimizer.beta_2)}"]
    return []


def _exact(question: Question) -> Iterator[str]:
    """Given numbers of nodes that the picture rounds."""
    if question.is_batch:
        return
    for cell in sorted(question.given_cells):
        place, value = question.trace.plan.place(cell), question.trace.cells[cell]
        if place.kind in ("activation", "delta") and not is_short(value):
            yield f"{_cell_name(question, cell)} = {_given(value)}"


def _given(value: float) -> str:
    return plain(value) if is_short(value) else f"{value:.4f}"


def table(question: Question) -> tuple[tuple[str, ...], ...]:
    """The rows of a batch with what is given of each: a line of names, then a line for each row."""
    if not question.is_batch:
        return ()
    network, rows = question.trace.network, range(len(question.trace.rows))
    wanted = [(name, "activation") for name in network.inputs]
    wanted += [(name, what) for what in ("activation", "target") for name in network.outputs]
    if question.place.at.rpartition("->")[2] not in network.outputs:
        hidden = [node.name for layer in network.layers[:-1] for node in layer.nodes]
        wanted += [(name, "activation") for name in hidden]
    wanted += [(node.name, "delta") for layer in network.layers for node in layer.nodes]
    known = [question.known(row) for row in rows]
    shown = [(n, what) for n, what in wanted if known[0].node(n, what) is not None]
    names = tuple(n if what == "activation" else f"{what}({n})" for n, what in shown)
    return (
        ("row", *names),
        *(
            (str(row), *(_given(known[row].node(n, what) or 0.0) for n, what in shown))
            for row in rows
        ),
    )


def aligned(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The lines of a table, its columns flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return tuple(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def hints(question: Question) -> tuple[str, ...]:
    """From the formula in symbols to the formula with its numbers; the value is left out."""
    *before, last = _steps(question)
    ladder = [_in_symbols(question, last)]
    if before:
        symbols = "\n".join(f"- {_in_symbols(question, index)}" for index in before)
        ladder.append(f"Before that:\n\n{symbols}")
        ladder.append("\n".join(f"- {_worked(question, index)}" for index in before))
    if _numbers(question, last) != plain(question.right):
        ladder.append(f"`{_name(question, last)} = {_numbers(question, last)}`")
    return tuple(ladder)


def worked(question: Question) -> tuple[str, ...]:
    """The whole way from what is given to the answer, a formula with its numbers for each step."""
    return tuple(_worked(question, index) for index in _steps(question))


def _steps(question: Question) -> list[int]:
    """The steps worth a line: no operands that are written inside, nothing passed on as it is."""
    trace, first = question.trace, len(question.trace.plan.leaves)
    inside = {
        read - first
        for i in question.chain
        for read in trace.plan.steps[i].reads
        if _is_inside(question, i, read)
    }

    def says_something(index: int) -> bool:
        return index not in inside and _numbers(question, index) != plain(trace.value(index))

    return [i for i in question.chain if i == question.index or says_something(i)]


def _is_inside(question: Question, index: int, cell: int) -> bool:
    """Whether an operand of a step is written out in it: products in a sum, a sum with a bias."""
    plan = question.trace.plan
    if cell - len(plan.leaves) not in question.chain:
        return False
    return plan.place(cell).kind in _INSIDE or plan.steps[index].rule.operation == "bias"


def _in_symbols(question: Question, index: int) -> str:
    plan = question.trace.plan
    step = plan.steps[index]
    symbols = formula(plan, step)
    if step.rule.operation == "bias":
        total = plan.steps[step.reads[0] - len(plan.leaves)]
        symbols = step.rule.text(formula(plan, total), "bias")
    return f"`{_name(question, index)} = {symbols}`"


def _worked(question: Question, index: int) -> str:
    numbers, value = _numbers(question, index), plain(question.trace.value(index))
    middle = "" if numbers == value else f"{numbers} = "
    return f"`{_name(question, index)} = {middle}{value}`"


def _numbers(question: Question, index: int) -> str:
    """The arithmetic of a step, with products written out where they are added up."""
    trace, first = question.trace, len(question.trace.plan.leaves)
    rule, _, reads = trace.plan.steps[index]
    if not any(_is_inside(question, index, cell) for cell in reads):
        return trace.numbers(index)

    def text(cell: int) -> str:
        if not _is_inside(question, index, cell):
            return operand(trace.cells[cell])
        inner, _, its = trace.plan.steps[cell - first]
        if any(_is_inside(question, cell - first, other) for other in its):
            return _numbers(question, cell - first)
        return inner.text(*(operand(trace.cells[other]) for other in its))

    return rule.text(*map(text, reads))


def _name(question: Question, index: int) -> str:
    """A step's quantity, with its row where there are several."""
    return _cell_name(question, len(question.trace.plan.leaves) + index)


def _cell_name(question: Question, cell: int) -> str:
    plan = question.trace.plan
    place = plan.place(cell)
    row = f"[{place.row}]" if question.is_batch and place.row is not None else ""
    return quantity_at(plan, place).replace("->", "→") + row
