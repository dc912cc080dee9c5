"""Values, gradients and updates equal TensorFlow's to 1e-9, for random networks of every kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from tests.network.problems import random_problem
from tutor.network.known import Known
from tutor.network.model import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Activation,
    Layer,
    Network,
    Node,
    Optimizer,
    Problem,
    Row,
)
from tutor.network.trace import trace

NETWORKS, AT_A_TIME, UPDATES = 500, 50, 5
TO_THE_LAST_DIGITS = {"rel": 1e-9, "abs": 1e-9}


@pytest.fixture(scope="module")
def tf() -> Any:
    tensorflow = pytest.importorskip("tensorflow", reason="TensorFlow is the reference here")
    import keras

    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield tensorflow
    keras.config.set_floatx(before)


@dataclass
class Reference:
    """The same network made of TensorFlow's variables, trained by Keras's optimizer."""

    tf: Any
    problem: Problem

    def __post_init__(self) -> None:
        layers = self.problem.network.layers
        self.weights = [self.variable([n.weights for n in layer.nodes]) for layer in layers]
        self.biases = [self.variable([n.bias or 0.0 for n in layer.nodes]) for layer in layers]
        self.inputs = self.constant([row.inputs for row in self.problem.rows])
        self.targets = self.constant([row.target for row in self.problem.rows])
        self.optimizer = keras_optimizer(self.problem.network.optimizer)
        self.functions = {
            "identity": lambda z: z,
            "relu": self.tf.nn.relu,
            # TensorFlow's own leaky_relu holds its slope in float32, whatever it works on.
            "leaky_relu": lambda z: self.tf.where(z > 0, z, 0.2 * z),
            "sigmoid": self.tf.sigmoid,
            "tanh": self.tf.tanh,
            "softmax": self.tf.nn.softmax,
        }

    def variable(self, values: Any) -> Any:
        return self.tf.Variable(values, dtype="float64")

    def constant(self, values: Any) -> Any:
        return self.tf.constant(values, dtype="float64")

    def step(self) -> tuple[Any, float, list[Any], list[Any]]:
        """Predictions, loss, gradients of weights and biases; then the update."""
        network = self.problem.network
        with self.tf.GradientTape() as tape:
            values = self.inputs
            for layer, weight, bias in zip(network.layers, self.weights, self.biases, strict=True):
                sums = self.tf.linalg.matmul(values, weight, transpose_b=True) + bias
                values = self.functions[layer.activation](sums)
            loss = self.loss(values)
        of_weights, of_biases = tape.gradient(loss, [self.weights, self.biases])
        pairs = list(zip(of_weights, self.weights, strict=True))
        if network.train_biases and has_biases(network):
            pairs += zip(of_biases, self.biases, strict=True)
        self.optimizer.apply_gradients(pairs)
        return values.numpy(), float(loss), arrays(of_weights), arrays(of_biases)

    def loss(self, values: Any) -> Any:
        import keras

        name = str(self.problem.network.loss)
        if name.endswith("squared_error") and name != "mean_squared_error":
            squares = self.tf.reduce_sum((values - self.targets) ** 2, axis=1)
            of_rows = squares / 2 if name.startswith("half") else squares
        else:
            of_rows = getattr(keras.losses, name)(self.targets, values)
        return self.tf.reduce_mean(of_rows)


def arrays(tensors: list[Any]) -> list[Any]:
    return [tensor.numpy() for tensor in tensors]


def has_biases(network: Network) -> bool:
    return any(node.bias is not None for layer in network.layers for node in layer.nodes)


def keras_optimizer(optimizer: Optimizer) -> Any:
    import keras

    rate = optimizer.learning_rate
    match optimizer.name:
        case "sgd":
            return keras.optimizers.SGD(rate)
        case "momentum":
            return keras.optimizers.SGD(rate, momentum=optimizer.momentum)
    return keras.optimizers.Adam(
        rate, beta_1=optimizer.beta_1, beta_2=optimizer.beta_2, epsilon=optimizer.epsilon
    )


def differences(tf: Any, seed: int) -> Iterator[str]:
    """Where five training steps of a random network are not TensorFlow's."""
    problem = random_problem(seed)
    network, reference = problem.network, Reference(tf, problem)
    for update in range(1, UPDATES + 1):
        predictions, loss, of_weights, of_biases = reference.step()
        ours = trace(network, problem.rows, updates=update)
        averages = ours.known(len(ours), row=None)
        if averages.loss != pytest.approx(loss, **TO_THE_LAST_DIGITS):
            yield f"the loss of update {update}"
        for row, expected in enumerate(predictions):
            known = ours.known(len(ours), row)
            given = [known.node(name, "activation") for name in network.outputs]
            if given != pytest.approx(list(expected), **TO_THE_LAST_DIGITS):
                yield f"the predictions of row {row} at update {update}"
        yield from unlike(network, averages, "gradient", of_weights, of_biases)
    new = arrays(reference.weights), arrays(reference.biases)
    yield from unlike(network, averages, "new_weight", *new)


def unlike(
    network: Network, known: Known, what: str, weights: list[Any], biases: list[Any]
) -> Iterator[str]:
    """The edges whose numbers are not these; those of biases that are not trained are not known."""
    for depth, layer in enumerate(network.layers):
        for j, node in enumerate(layer.nodes):
            given = [known.edge(source, node.name, what) for source in network.columns[depth]]
            if given != pytest.approx(list(weights[depth][j]), **TO_THE_LAST_DIGITS):
                yield f"{what} of the edges to {node.name}"
            of_bias = known.edge("bias", node.name, what)
            if node.bias is None or not network.train_biases:
                if of_bias is not None:
                    yield f"{what} of the bias of {node.name}, which is not trained"
            elif of_bias != pytest.approx(biases[depth][j], **TO_THE_LAST_DIGITS):
                yield f"{what} of the bias of {node.name}"


@pytest.mark.keras
@pytest.mark.parametrize("first", range(0, NETWORKS, AT_A_TIME))
def test_five_training_steps_equal_tensorflow(tf: Any, first: int) -> None:
    found = {
        f"seed {seed}": wrong
        for seed in range(first, first + AT_A_TIME)
        if (wrong := list(differences(tf, seed)))
    }
    assert not found


def test_the_random_networks_are_of_every_kind() -> None:
    met: Counter[tuple[str, ...]] = Counter()
    kinds: Counter[tuple[object, ...]] = Counter()
    for seed in range(NETWORKS):
        problem = random_problem(seed)
        network = problem.network
        for layer in network.layers:
            met[layer.activation, str(network.loss), network.optimizer.name] += 1
        kinds[has_biases(network), network.train_biases, len(problem.rows) > 1] += 1
    for combination in product(ACTIVATIONS, LOSSES, OPTIMIZERS):
        activation, loss, _ = combination
        possible = activation != "softmax" or loss == "categorical_crossentropy"
        assert (met[combination] >= 3) is possible
    assert min(kinds.values()) >= 50
    assert len(kinds) == 6


@pytest.mark.keras
@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS if a != "softmax"])
@pytest.mark.parametrize("z", [-40.0, -1.0, 0.0, 0.5, 40.0])
def test_slopes_equal_gradient_tape_also_at_zero_and_far_out(
    tf: Any, activation: Activation, z: float
) -> None:
    network = Network(("x",), (Layer((Node("y", (1.0,)),), activation),), "squared_error")
    problem = Problem(network, (Row((z,), (0.0,)),))
    known = trace(network, problem.rows).known(99)
    _, _, gradients, _ = Reference(tf, problem).step()
    assert known.edge("x", "y", "gradient") == pytest.approx(gradients[0][0][0], abs=1e-9)
