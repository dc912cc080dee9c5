"""A Keras model's description as a network, without Keras: whatever a child sends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.network.model import Network
from tutor.network.trace import trace
from tutor.runner.codec import from_json, to_json
from tutor.runner.inside import EPOCHS, stride
from tutor.runner.network import ACTIVATIONS, LOSSES, NotDrawnError, blueprint
from tutor.runner.observation import Inside, LayerView, ModelView

FLOATS = st.floats(width=32)


def model(*layers: LayerView, **more: Any) -> ModelView:
    return ModelView(layers, input=2, compiled=True, optimizer="sgd", learning_rate=0.1, **more)


def dense(units: int, activation: str = "linear", name: str = "dense") -> LayerView:
    return LayerView("Dense", name, units, activation)


@given(
    hidden=st.sampled_from([name for name in ACTIVATIONS if name not in (None, "softmax")]),
    last=st.sampled_from(list(ACTIVATIONS)),
    loss=st.sampled_from([*LOSSES, None]),
    numbers=st.lists(FLOATS, min_size=17, max_size=17),
    inputs=st.tuples(FLOATS, FLOATS),
)
def test_numbers_of_any_size_are_computed_with(
    hidden: str, last: str | None, loss: str | None, numbers: list[float],
    inputs: tuple[float, float],
) -> None:  # fmt: skip
    """Also weights that are no numbers any more: a picture of an explosion is still a picture."""
    weights = (
        [numbers[0:3], numbers[3:6]], numbers[6:9],
        [numbers[9:11], numbers[11:13], numbers[13:15]], numbers[15:17],
    )  # fmt: skip
    sparse = loss == "sparse_categorical_crossentropy"
    inside = Inside(weights, (inputs,), ((1.0,) if sparse else (0.0, 1.0),), loss=loss)
    inside = from_json(Inside, to_json(inside))
    plan = blueprint(model(dense(3, hidden), LayerView("Dense", "d", 2, last)), inside)
    network = plan.network(inside.weights)
    known = trace(network, plan.rows).known(10**6)
    assert all(known.node(name, "activation") is not None for name in network.outputs)
    assert (known.loss is None) == (plan.loss is None)
    belongs = (last == "softmax") == ("categorical" in str(loss))
    assert (plan.loss is not None) == (loss is not None and belongs)
    if sparse and plan.loss:
        assert plan.rows[0].target == (0.0, 1.0)


@pytest.mark.parametrize(
    "weights",
    [
        (),
        ([[1.0, 2.0]],),
        ([[1.0], [2.0, 3.0]], [0.0]),
        ([["a"], ["b"]], [0.0]),
        ([[1.0], [2.0]], ["x"]),
        ([[None], [2.0]],),
        (1.0,),
        ([],),
    ],
)
def test_weights_that_do_not_fit_are_told(weights: tuple[Any, ...]) -> None:
    plan = blueprint(model(dense(1)), Inside(([[1.0], [2.0]], [0.0]), ((1.0, 2.0),)))
    assert isinstance(plan.network(([[1.0], [2.0]], [0.0])), Network)
    with pytest.raises(NotDrawnError, match="don't fit"):
        plan.network(weights)


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ((), "no Dense layer"),
        ((LayerView("Conv2D", "conv"), dense(1)), "conv is a Conv2D layer"),
        ((dense(2, "softmax"), dense(1)), "softmax on the last layer"),
        ((dense(2, "relu"), LayerView("Activation", "act", None, "tanh")), "no place for"),
        ((LayerView("ReLU", "first", slope=0.0), dense(1)), "no place for the layer first"),
        ((LayerView("Dense", "mine", 2, "relu", own=True),), "mine does more"),
        ((dense(2, "swish"),), "activation swish"),
    ],
)
def test_models_without_a_picture(layers: tuple[LayerView, ...], reason: str) -> None:
    with pytest.raises(NotDrawnError, match=reason):
        blueprint(model(*layers), Inside((), ((1.0, 2.0),)))


def test_a_layer_of_its_own_may_hold_the_activation() -> None:
    layers = (
        LayerView("Flatten", "flat"), dense(2), LayerView("Activation", "a", None, "tanh"),
        LayerView("GaussianNoise", "noise"), dense(2), LayerView("LeakyReLU", "l", slope=0.2),
        dense(1), LayerView("ReLU", "r", slope=0.0),
    )  # fmt: skip
    plan = blueprint(model(*layers), Inside((), ((1.0, 2.0),)))
    assert plan.activations == ("tanh", "leaky_relu", "relu")
    assert [len(column) for column in plan.columns] == [2, 2, 2, 1]


@pytest.mark.parametrize("epochs", [0, 1, EPOCHS, EPOCHS + 1, 10 * EPOCHS, 10**6])
def test_of_a_long_training_the_weights_of_some_epochs_are_sent(epochs: int) -> None:
    sent = epochs // stride(epochs)
    assert sent <= EPOCHS and (sent == epochs or sent >= EPOCHS // 2)
