"""Values and gradients equal TensorFlow's to 1e-9, for random networks of every kind."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tutor.network.model import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Activation,
    Layer,
    Loss,
    Network,
    Node,
    Optimizer,
    Row,
)
from tutor.network.trace import trace

TO_THE_LAST_DIGITS = 1e-9


@pytest.fixture(scope="module")
def tf() -> Any:
    tensorflow = pytest.importorskip("tensorflow", reason="TensorFlow is the reference here")
    import keras

    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield tensorflow
    keras.config.set_floatx(before)


def random_problem(
    lot: random.Random, loss: Loss, biases: bool, rows: int
) -> tuple[Network, tuple[Row, ...]]:
    """One to three layers of one to four nodes, with activations that suit the loss."""
    shape = [lot.randint(1, 4) for _ in range(lot.randint(2, 4))]
    shape[-1] += loss == "categorical_crossentropy"  # one class is none
    names = [[f"n{depth}_{i}" for i in range(count)] for depth, count in enumerate(shape)]
    hidden: list[Activation] = [a for a in ACTIVATIONS if a != "softmax"]
    layers = tuple(
        Layer(
            tuple(
                Node(
                    name,
                    tuple(lot.uniform(-1.5, 1.5) for _ in before),
                    lot.uniform(-1, 1) if biases else None,
                )
                for name in after
            ),
            lot.choice(hidden),
        )
        for before, after in pairwise(names)
    )
    last: dict[str, Activation] = {
        "categorical_crossentropy": "softmax",
        "binary_crossentropy": "sigmoid",
    }
    if loss in last:
        layers = (*layers[:-1], replace(layers[-1], activation=last[loss]))
    network = Network(tuple(names[0]), layers, loss)
    return network, tuple(
        Row(tuple(lot.uniform(-2, 2) for _ in names[0]), target(lot, loss, shape[-1]))
        for _ in range(rows)
    )


def target(lot: random.Random, loss: Loss, outputs: int) -> tuple[float, ...]:
    match loss:
        case "categorical_crossentropy":
            right = lot.randrange(outputs)
            return tuple(float(i == right) for i in range(outputs))
        case "binary_crossentropy":
            return tuple(float(lot.randint(0, 1)) for _ in range(outputs))
    return tuple(lot.uniform(-2, 2) for _ in range(outputs))


def tensorflow_says(tf: Any, network: Network, rows: tuple[Row, ...]) -> tuple[Any, ...]:
    """Predictions, loss, gradients of weights and biases, from GradientTape."""
    import keras

    weights = [
        tf.Variable([n.weights for n in layer.nodes], dtype="float64") for layer in network.layers
    ]
    biases = [
        tf.Variable([n.bias or 0.0 for n in layer.nodes], dtype="float64")
        for layer in network.layers
    ]
    functions = {
        "identity": lambda z: z,
        "relu": tf.nn.relu,
        # TensorFlow's own leaky_relu holds its slope in float32, whatever it works on.
        "leaky_relu": lambda z: tf.where(z > 0, z, 0.2 * z),
        "sigmoid": tf.sigmoid,
        "tanh": tf.tanh,
        "softmax": tf.nn.softmax,
    }
    targets = tf.constant([row.target for row in rows], dtype="float64")
    with tf.GradientTape() as tape:
        values = tf.constant([row.inputs for row in rows], dtype="float64")
        for layer, weight, bias in zip(network.layers, weights, biases, strict=True):
            values = functions[layer.activation](
                tf.linalg.matmul(values, weight, transpose_b=True) + bias
            )
        losses = {
            "squared_error": lambda: tf.reduce_sum((values - targets) ** 2, axis=1),
            "half_squared_error": lambda: tf.reduce_sum((values - targets) ** 2, axis=1) / 2,
            "mean_squared_error": lambda: keras.losses.mean_squared_error(targets, values),
            "binary_crossentropy": lambda: keras.losses.binary_crossentropy(targets, values),
            "categorical_crossentropy": lambda: keras.losses.categorical_crossentropy(
                targets, values
            ),
        }
        loss = tf.reduce_mean(losses[str(network.loss)]())
    of_weights, of_biases = tape.gradient(loss, [weights, biases])
    return (
        values.numpy(),
        float(loss),
        [g.numpy() for g in of_weights],
        [g.numpy() for g in of_biases],
    )


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("biases", [False, True], ids=["no biases", "biases"])
@pytest.mark.parametrize("rows", [1, 3], ids=["one row", "batch"])
def test_random_networks_equal_gradient_tape(tf: Any, loss: Loss, biases: bool, rows: int) -> None:
    lot = random.Random(f"{loss} {biases} {rows}")
    for _ in range(6):
        network, data = random_problem(lot, loss, biases, rows)
        ours = trace(network, data)
        predictions, total, of_weights, of_biases = tensorflow_says(tf, network, data)

        averages = ours.known(len(ours), row=None)
        assert averages.loss == pytest.approx(total, abs=TO_THE_LAST_DIGITS)
        for row, expected in enumerate(predictions):
            known = ours.known(len(ours), row)
            given = [known.node(name, "activation") for name in network.outputs]
            assert given == pytest.approx(expected.tolist(), abs=TO_THE_LAST_DIGITS)
        for depth, layer in enumerate(network.layers):
            for j, node in enumerate(layer.nodes):
                given = [averages.edge(s, node.name, "gradient") for s in network.columns[depth]]
                assert given == pytest.approx(of_weights[depth][j].tolist(), abs=TO_THE_LAST_DIGITS)
                bias = averages.node(node.name, "bias_gradient")
                if biases:
                    assert bias == pytest.approx(of_biases[depth][j], abs=TO_THE_LAST_DIGITS)
                else:
                    assert bias is None


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS if a != "softmax"])
@pytest.mark.parametrize("z", [-40.0, -1.0, 0.0, 0.5, 40.0])
def test_slopes_equal_gradient_tape_also_at_zero_and_far_out(
    tf: Any, activation: Activation, z: float
) -> None:
    network = Network(("x",), (Layer((Node("y", (1.0,)),), activation),), "squared_error")
    known = trace(network, [Row((z,), (0.0,))]).known(99)
    _, _, gradients, _ = tensorflow_says(tf, network, (Row((z,), (0.0,)),))
    assert known.edge("x", "y", "gradient") == pytest.approx(gradients[0][0][0], abs=1e-9)


def keras_optimizer(optimizer: Optimizer) -> Any:
    import keras

    match optimizer.name:
        case "sgd":
            return keras.optimizers.SGD(learning_rate=optimizer.learning_rate)
        case "momentum":
            return keras.optimizers.SGD(
                learning_rate=optimizer.learning_rate, momentum=optimizer.momentum
            )
    return keras.optimizers.Adam(
        learning_rate=optimizer.learning_rate,
        beta_1=optimizer.beta_1,
        beta_2=optimizer.beta_2,
        epsilon=optimizer.epsilon,
    )


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("train_biases", [True, False], ids=["biases trained", "biases fixed"])
def test_five_updates_equal_keras(tf: Any, name: str, train_biases: bool) -> None:
    lot = random.Random(f"{name} {train_biases}")
    network, data = random_problem(lot, "mean_squared_error", biases=True, rows=2)
    # Keras takes its constants through float32: these are the same there.
    optimizer = Optimizer(
        name,  # type: ignore[arg-type]
        learning_rate=2**-4,
        momentum=0.75,
        beta_1=0.875,
        beta_2=1 - 2**-7,
        epsilon=2**-20,
    )
    network = replace(network, optimizer=optimizer, train_biases=train_biases)

    reference, weights, biases = keras_optimizer(optimizer), None, None
    current = network
    for _ in range(5):
        _, _, of_weights, of_biases = tensorflow_says(tf, current, data)
        if weights is None:
            weights = [
                tf.Variable([n.weights for n in layer.nodes], dtype="float64")
                for layer in network.layers
            ]
            biases = [
                tf.Variable([n.bias for n in layer.nodes], dtype="float64")
                for layer in network.layers
            ]
        pairs = list(zip(of_weights, weights, strict=True))
        pairs += list(zip(of_biases, biases, strict=True)) if train_biases else []
        reference.apply_gradients([(tf.constant(g), v) for g, v in pairs])
        current = with_numbers(current, [w.numpy() for w in weights], [b.numpy() for b in biases])

    ours = trace(network, data, updates=5).after()
    for mine, theirs in zip(ours.layers, current.layers, strict=True):
        for node, expected in zip(mine.nodes, theirs.nodes, strict=True):
            assert node.weights == pytest.approx(expected.weights, abs=TO_THE_LAST_DIGITS)
            assert node.bias == pytest.approx(expected.bias, abs=TO_THE_LAST_DIGITS)


def with_numbers(network: Network, weights: list[Any], biases: list[Any]) -> Network:
    layers = tuple(
        replace(
            layer,
            nodes=tuple(
                Node(node.name, tuple(map(float, weights[depth][j])), float(biases[depth][j]))
                for j, node in enumerate(layer.nodes)
            ),
        )
        for depth, layer in enumerate(network.layers)
    )
    return replace(network, layers=layers)
