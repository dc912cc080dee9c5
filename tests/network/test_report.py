"""A trace as JSON: the contract of ``tutor trace --json``."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from tutor.network.model import Layer, Network, Node, Row
from tutor.network.report import to_json
from tutor.network.trace import trace

HIDDEN = Layer((Node("h0", (4, -1), 0.5), Node("h1", (-1, 3))), "relu")
NETWORK = Network(("a", "b"), (HIDDEN, Layer((Node("y", (3, -1)),))), "squared_error")
NODE_KEYS = {"pre_activation", "activation", "slope", "delta", "bias", "bias_gradient", "new_bias"}


def report(*rows: Row, **more: Any) -> dict[str, Any]:
    """What a reader gets: through JSON and back, without nan or inf."""
    return json.loads(json.dumps(to_json(trace(NETWORK, rows), **more), allow_nan=False))


def test_one_row() -> None:
    got = report(Row((2, 1), (20.5,)), name="bank")
    assert list(got) == ["network", "prediction", "loss", "nodes", "edges", "steps"]
    assert (got["network"], got["prediction"], got["loss"]) == ("bank", [21.5], 1.0)
    assert list(got["nodes"]) == ["h0", "h1", "y"]
    assert set(got["nodes"]["h0"]) == NODE_KEYS
    assert got["nodes"]["h0"]["pre_activation"] == 7.5
    assert got["nodes"]["h0"]["bias_gradient"] == got["nodes"]["h0"]["delta"] == 6
    assert got["nodes"]["h1"]["bias"] is None
    assert got["edges"]["a->h0"] == {"weight": 4, "gradient": 12, "new_weight": pytest.approx(3.88)}


def test_steps() -> None:
    steps = report(Row((2, 1), (20.5,)))["steps"]
    assert [step["index"] for step in steps] == list(range(len(steps)))
    first = steps[0]
    assert {
        k: first[k] for k in ("pass", "operation", "at", "formula", "numbers", "value", "uses")
    } == {
        "pass": "forward",
        "operation": "product",
        "at": "a->h0",
        "formula": "a × w",
        "numbers": "2 × 4",
        "value": 8,
        "uses": [],
    }


def test_without_a_target_there_is_no_way_back() -> None:
    got = report(Row((2, 1)))
    assert got["loss"] is None
    assert got["nodes"]["h0"]["delta"] is None
    assert got["edges"]["a->h0"] == {"weight": 4, "gradient": None, "new_weight": None}


@pytest.mark.parametrize(
    ("phase", "passes"),
    [
        ("forward", {"forward"}),
        ("backward", {"loss", "backward"}),
        ("update", {"update"}),
        ("training", {"forward", "loss", "backward", "update"}),
    ],
)
def test_a_pass_chooses_the_steps(phase: Any, passes: set[str]) -> None:
    got = report(Row((2, 1), (20.5,)), phase=phase)
    assert {step["pass"] for step in got["steps"]} == passes
    assert got["loss"] == 1.0


def test_a_batch_has_averages_above_and_rows_below() -> None:
    rows = (Row((2, 1), (20.5,)), Row((1, 1), (10,)))
    got = report(*rows)
    alone = [report(row) for row in rows]
    assert [row["prediction"] for row in got["rows"]] == [one["prediction"] for one in alone]
    assert [row["nodes"]["h0"]["delta"] for row in got["rows"]] == [
        one["nodes"]["h0"]["delta"] for one in alone
    ]
    gradients = [one["edges"]["a->h0"]["gradient"] for one in alone]
    assert [row["edges"]["a->h0"]["gradient"] for row in got["rows"]] == gradients
    assert got["edges"]["a->h0"]["gradient"] == pytest.approx(sum(gradients) / 2)
    assert got["loss"] == pytest.approx(sum(one["loss"] for one in alone) / 2)


def test_what_is_no_finite_number_is_null() -> None:
    got = report(Row((1e308, -1e308), (0,)))
    assert got["loss"] is None
    assert all(v is None or math.isfinite(v) for v in got["nodes"]["y"].values())
