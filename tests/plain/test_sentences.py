"""Sentences about networks are read back: what they say is what is known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.prose import blocks
from tutor.network.build import random_network
from tutor.network.model import Network, Row
from tutor.network.numbers import plain
from tutor.network.trace import Trace, trace
from tutor.plain.sentences import network_sentences, question_in

SHAPES = st.lists(st.integers(1, 5), min_size=2, max_size=4)


def traced(shape: list[int], seed: int) -> Trace:
    drawn = random_network(shape, ["tanh"] * (len(shape) - 1), seed, biases=seed % 2 == 0)
    network = Network(drawn.network.inputs, drawn.network.layers, "squared_error")
    return trace(network, [Row((0.5,) * shape[0], (1.0,) * shape[-1])])


@given(SHAPES, st.integers(0, 50), st.data())
def test_every_number_is_said_at_its_place(
    shape: list[int], seed: int, data: st.DataObject
) -> None:
    each = traced(shape, seed)
    known = each.known(data.draw(st.integers(0, len(each))))
    text = "\n".join(network_sentences(each.network, known, "backward"))
    for sources, layer in zip(each.network.columns, each.network.layers, strict=False):
        for node in layer.nodes:
            (said,) = re.findall(rf"^{node.name}, tanh: (.*)\.$", text, re.M)
            weights = dict(re.findall(r"(\S+) from (\w+)", said))
            found = {
                source: float(weight) for weight, source in re.findall(r"(\S+) from (\w+)", said)
            }
            assert len(weights) <= len(found) == len(sources)
            for source in sources:
                right = known.edge(source, node.name, "weight")
                assert right is not None
                assert found[source] == float(plain(right, 4))
                gradient = known.edge(source, node.name, "gradient")
                line = "unknown" if gradient is None else plain(gradient, 4)
                assert f"  {source}->{node.name}: gradient {line}" in text
            for what, kind in (("sum", "pre_activation"), ("delta", "delta")):
                value = known.node(node.name, kind)
                if value is None:
                    assert re.search(rf"{what}.* unknown", said)
                else:
                    assert f"{what} {plain(value, 4)}" in said


def test_a_large_network_is_said_in_few_sentences() -> None:
    each = traced([784, 50, 10], 1)
    said = list(network_sentences(each.network, each.known(len(each)), "forward"))
    assert len(said) < 16
    assert said[0].startswith("784 nodes, x0 to x783")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Look at it. What comes out?", "What comes out?"),
        ("Is 0.5 right? Say it.", ""),
        ("What is w(a->b) at 0.5?", "What is w(a->b) at 0.5?"),
        ("Compute it.", ""),
    ],
)
def test_the_question_that_a_text_ends_with(text: str, question: str) -> None:
    assert question_in(text) == question


def test_tables_of_a_text_are_heard_row_by_row() -> None:
    text = "| layer | *nodes* | |\n|---|---:|---|\n| first | `12` | x |\n| second | | y |\n"
    said = ["".join(part for part, _ in each.parts) for each in blocks(text, "-", spoken=True)]
    assert said == ["layer first, nodes 12, x", "layer second, y"]
