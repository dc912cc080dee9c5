"""The note on a loss says the slope that is in force."""

from __future__ import annotations

import re

import pytest

from tutor.network.losses import loss_note
from tutor.network.model import LOSSES, Layer, Loss, Network, Node, Row
from tutor.network.quantity import parse
from tutor.network.trace import trace


def network(loss: Loss | None, outputs: int) -> Network:
    last = "softmax" if loss == "categorical_crossentropy" else "sigmoid"
    nodes = tuple(Node(f"y{i}", (0.5 - i,)) for i in range(outputs))
    return Network(("x",), (Layer(nodes, last),), loss)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("outputs", [1, 2, 3])
def test_the_slope_in_the_note_is_the_slope_in_force(loss: Loss, outputs: int) -> None:
    ours = network(loss, outputs)
    known = trace(ours, [Row((1,), (0.25,) * outputs)]).known(99)
    before, _, formula = loss_note(ours).partition(" is ")
    prediction = repr(known.node("y0", "activation"))
    formula = re.sub(r"\b(prediction|p)\b", prediction, formula)
    formula = re.sub(r"\b(target|t)\b", "0.25", formula)
    expected = known.node("y0", "delta" if before.endswith("delta") else "loss_slope")
    assert parse(formula).evaluate() == pytest.approx(expected)


def test_a_batch_is_averaged() -> None:
    one = network("mean_squared_error", 2)
    assert loss_note(one) == "mean squared error: loss_slope is 2 × (prediction − target) / 2"
    assert loss_note(one, rows=4).endswith("; mean of 4 rows")
    assert loss_note(network(None, 1), rows=4) == ""
