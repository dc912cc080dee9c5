"""Networks, steps and tables of data in sentences, which can be heard one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tutor.datasets.columns import cell
from tutor.datasets.summary import ColumnSummary
from tutor.datasets.table import Table
from tutor.diagram import Known
from tutor.diagram.places import BIAS, edge_place
from tutor.diagram.sources import Source
from tutor.network.model import Layer, Network, Node
from tutor.network.numbers import counted, plain
from tutor.network.optimizers import updater
from tutor.network.phrases import listed
from tutor.network.trace import Trace
from tutor.runner.observation import FigureView
from tutor.session.remarks import names_of
from tutor.session.walk import worked_out

#: Nodes of a layer, and edges into a node, that are named unasked.
_NODES, _EDGES = 12, 8
_BACKWARD = ("backward", "update")


def number(value: float | None) -> str:
    """A number as it is said; one that is not computed yet is ``unknown``."""
    return "unknown" if value is None else plain(value, 4)


def heard(title: str) -> str:
    """A title as it is said, with words for the signs between its parts."""
    return title.replace(" · ", ", ").replace(" → ", " to ")


def question_in(text: str) -> str:
    """The question that a text ends with, "" where it ends with none."""
    last = re.split(r"(?<=[.!?:])\s+", text.strip())[-1]
    return last if last.endswith("?") else ""


# --- networks -------------------------------------------------------------------------------------


def network_sentences(network: Network, known: Known, phase: str) -> Iterator[str]:
    """The inputs, then each node with its edges, layer by layer, and the loss."""
    if len(network.inputs) > _NODES:
        yield f"{_many(network.inputs, known)}, inputs."
    elif known.row is not None:
        inputs = [f"{name} {number(known.node(name, 'activation'))}" for name in network.inputs]
        yield f"Inputs: {', '.join(inputs)}."
    for sources, layer in zip(network.columns, network.layers, strict=False):
        names = [node.name for node in layer.nodes]
        weights = counted(len(sources), "weight")
        if len(names) > _NODES:
            yield f"{_many(names, known)}, {layer.activation}, with {weights} each."
            continue
        for name in names:
            few = len(sources) <= _EDGES
            yield from node_sentences(network, known, phase, name, edges=few)
    if any(len(names) > _EDGES for names in network.columns):
        yield "Numbers and the name of a node says all of that node."
    if network.loss is not None:
        targets = {name: known.node(name, "target") for name in network.outputs}
        said = [f"{name} {number(value)}" for name, value in targets.items() if value is not None]
        if 0 < len(said) <= _NODES:
            yield f"Target: {', '.join(said)}."
        yield f"Loss: {number(known.loss)}."


def node_sentences(
    network: Network, known: Known, phase: str, name: str, *, edges: bool = True
) -> Iterator[str]:
    """A node with its weights and what it computes; on the way back a sentence for each edge, too.

    Without ``edges`` these are only counted.
    """
    if name in network.inputs:
        yield f"{name}, an input: {number(known.node(name, 'activation'))}."
        return
    sources, layer, node = _found(network, name)
    weights = [f"{_weight(known, source, name)} from {source}" for source in sources]
    said = ", ".join(weights) if edges else counted(len(weights), "weight")
    noun = ("weight " if len(weights) == 1 else "weights ") if edges else ""
    bias = "" if node.bias is None else f", bias {_weight(known, BIAS, name)}"
    values = _values(layer, known, phase, name)
    yield f"{name}, {layer.activation}: {noun}{said}{bias}{'; ' if values else ''}{values}."
    if edges and phase in _BACKWARD:
        for source in (*sources, *((BIAS,) if node.bias is not None else ())):
            if said := _back(network, known, phase, source, name):
                yield f"  {edge_place(source, name)}: {said}."


def _many(names: Sequence[str], known: Known) -> str:
    """The nodes of a large layer: how many, their names, and the range of what is known of them."""
    values = [known.node(name, "activation") for name in names]
    found = [value for value in values if value is not None]
    said = f"{len(names)} nodes, {names[0]} to {names[-1]}"
    if not found:
        return said
    zero = f", {found.count(0.0)} of them 0" if 0.0 in found else ""
    return f"{said}, activations from {number(min(found))} to {number(max(found))}{zero}"


def _found(network: Network, name: str) -> tuple[Sequence[str], Layer, Node]:
    """What enters a node, its layer and the node."""
    return next(
        (sources, layer, node)
        for sources, layer in zip(network.columns, network.layers, strict=False)
        for node in layer.nodes
        if node.name == name
    )


def _weight(known: Known, source: str, target: str) -> str:
    return number(known.edge(source, target, "weight"))


def _values(layer: Layer, known: Known, phase: str, name: str) -> str:
    """What a node computes; of the averages of a batch nothing, as each row has its own."""
    if known.row is None:
        return ""
    quantities = {"sum": "pre_activation", "activation": "activation"}
    if phase in _BACKWARD:
        if layer.activation != "softmax":  # its delta is p - t: there is no slope of one node
            quantities["slope"] = "slope"
        quantities["delta"] = "delta"
    values = {said: known.node(name, what) for said, what in quantities.items()}
    parts = [f"{said} {number(value)}" for said, value in values.items() if value is not None]
    unknown = [said for said, value in values.items() if value is None]
    return ", ".join([*parts, *([f"{listed(unknown)} unknown"] if unknown else [])])


def _back(network: Network, known: Known, phase: str, source: str, target: str) -> str:
    """The gradient of an edge, and what is known of its update."""
    parts = [f"gradient {number(known.edge(source, target, 'gradient'))}"]
    for what in (*updater(network.optimizer).memory, "new_weight"):
        value = known.edge(source, target, what)
        if value is not None or (what == "new_weight" and phase == "update"):
            parts.append(f"{what.replace('_', ' ')} {number(value)}")
    return ", ".join(parts)


# --- steps ----------------------------------------------------------------------------------------


def step_sentence(trace: Trace, index: int) -> str:
    """A step: its number, pass and row, and its arithmetic with its value."""
    step = trace.plan.steps[index]
    row = f", row {step.place.row}" if len(trace.rows) > 1 and step.place.row is not None else ""
    average = ", averaged over all rows" if step.rule.operation == "average" else ""
    return f"Step {index + 1}, {step.rule.phase}{row}{average}: {worked_out(trace, index)}"


def source_sentence(source: Source) -> str:
    """A number, and where it comes from."""
    said = f"{source.name} = {plain(source.value)}"
    return f"{said}: {source.says}" if source.says else said


# --- data, plots and trainings --------------------------------------------------------------------


def row_sentence(table: Table, index: int) -> str:
    """A row of a table, each value after its column's name."""
    cells = zip(table.columns, table.rows[index], strict=True)
    said = ", ".join(f"{name} {'nothing' if v is None else cell(v)}" for name, v in cells)
    return f"Row {index}: {said}."


def column_sentence(column: ColumnSummary, rows: int) -> str:
    """What is in a column: how many values, their range, mean, spread and quartiles."""
    parts = [counted(column.different, "different value")]
    if column.count < rows:
        parts.append(f"{rows - column.count} missing")
    if column.min is not None and column.max is not None:
        parts.append(f"from {plain(column.min, 4)} to {plain(column.max, 4)}")
    if column.mean is not None:
        parts.append(f"mean {plain(column.mean, 4)}")
    if column.std is not None:
        parts.append(f"standard deviation {plain(column.std, 4)}")
    if column.quartiles is not None:
        low, middle, high = (plain(each, 4) for each in column.quartiles)
        parts.append(f"a quarter below {low}, half below {middle}, three quarters below {high}")
    return f"{column.name}: {', '.join(parts)}."


def figure_sentences(figure: FigureView, number: int) -> Iterator[str]:
    """A plot: where each of its lines begins and ends, and how low and high it gets."""
    lines = [line for line in figure.lines if line]
    yield f"Plot {number}: {counted(len(lines), 'line')}. plot {number} draws it in characters."
    for place, line in enumerate(lines, start=1):
        low, high = min(y for _, y in line), max(y for _, y in line)
        yield (
            f"  Line {place}: {counted(len(line), 'point')}, from {_point(*line[0])} to "
            f"{_point(*line[-1])}, lowest {plain(low, 4)}, highest {plain(high, 4)}."
        )


def _point(x: float, y: float) -> str:
    return f"{plain(y, 4)} at {plain(x, 4)}"


def log_sentence(log: Mapping[str, float]) -> str:
    """The numbers of an epoch."""
    return ", ".join(f"{name} {plain(log[name], 4)}" for name in names_of([log]))
