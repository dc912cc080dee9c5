"""A network written as a lesson file, which reads back to exactly the same numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tutor.lesson.source import MAX_BYTES, MAX_VALUES
from tutor.network.model import Layer, Network, Node, Optimizer, Problem, Row

#: A line of a file that people may edit.
_WIDTH = 96


class WriteError(ValueError):
    """A network that can't be written; the message is one sentence."""


def lesson_text(name: str, problem: Problem, title: str = "") -> str:
    """The lesson file of one network. Raises WriteError where no lesson can hold it."""
    network, rows = problem.network, problem.rows
    values = sum(len(node.weights) for layer in network.layers for node in layer.nodes)
    values += sum(len(row.inputs) + len(row.target or ()) for row in rows)
    lines = [
        *([f"title: {_quoted(title)}", ""] if title else []),
        "networks:",
        f"  {name}:",
        f"    inputs: {_columns(network.inputs, [row.inputs for row in rows])}",
        "    layers:",
        *(line for layer in network.layers for line in _layer(layer)),
        *_rest(network, rows),
    ]
    text = "\n".join(lines) + "\n"
    if values > MAX_VALUES // 2 or len(text.encode()) > MAX_BYTES:
        raise WriteError("This network is too large for a lesson file.")
    return text


def save_lesson(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a lesson file. Raises FileExistsError unless it may replace one, else OSError."""
    with path.open("w" if replace else "x", encoding="utf-8") as file:
        file.write(text)


def _layer(layer: Layer) -> Iterator[str]:
    if layer.activation == "identity":
        yield "      - nodes:"
    else:
        yield f"      - activation: {layer.activation}"
        yield "        nodes:"
    for node in layer.nodes:
        yield f"          {node.name}: {_node(node)}"


def _node(node: Node) -> str:
    weights = _list(node.weights)
    return weights if node.bias is None else f"{{weights: {weights}, bias: {_number(node.bias)}}}"


def _rest(network: Network, rows: Sequence[Row]) -> Iterator[str]:
    targets = [row.target for row in rows if row.target is not None]
    if targets and len(targets) < len(rows):
        raise WriteError("Some rows have a target and some have none; a lesson can't hold that.")
    if targets:
        yield f"    target: {_columns(network.outputs, targets)}"
    if network.loss is not None:
        yield f"    loss: {network.loss}"
    yield f"    optimizer: {_optimizer(network.optimizer)}"
    if not network.train_biases:
        yield "    train_biases: false"


def _optimizer(optimizer: Optimizer) -> str:
    settings = {"learning_rate": optimizer.learning_rate}
    if optimizer.name == "momentum":
        settings["momentum"] = optimizer.momentum
    if optimizer.name == "adam":
        settings |= {
            "beta_1": optimizer.beta_1, "beta_2": optimizer.beta_2, "epsilon": optimizer.epsilon,
        }  # fmt: skip
    inside = ", ".join(f"{key}: {_number(value)}" for key, value in settings.items())
    return f"{{{optimizer.name}: {{{inside}}}}}"


def _columns(names: Sequence[str], rows: Sequence[Sequence[float]]) -> str:
    """``{a: 3, b: 5}``; of several rows ``{a: [3, 1], b: [5, -1]}``."""
    columns = zip(names, zip(*rows, strict=True), strict=True)
    parts = [f"{name}: {_number(c[0]) if len(c) == 1 else _list(c)}" for name, c in columns]
    inside = ", ".join(parts)
    if len(inside) <= _WIDTH:
        return f"{{{inside}}}"
    return "\n" + "\n".join(f"      {part}" for part in parts)


def _list(numbers: Iterable[float]) -> str:
    return f"[{', '.join(map(_number, numbers))}]"


def _number(value: float) -> str:
    """All digits of a number; whole ones without a point, but for a zero with a sign."""
    if not math.isfinite(value):
        raise WriteError(
            "Some numbers of this network are no numbers any more; undo what made them so."
        )
    negative_zero = value == 0 and math.copysign(1, value) < 0
    if value == int(value) and abs(value) < 1e15 and not negative_zero:
        return str(int(value))
    return repr(float(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
