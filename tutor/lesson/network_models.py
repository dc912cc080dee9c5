"""Networks in the lesson format: written out, or drawn by lot."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from tutor.lesson.base import Model, Number
from tutor.network.model import Activation, Loss


class NodeModel(Model):
    """``{weights: [4, -5], bias: 0}``; a bare list is the weights of a node without bias."""

    weights: list[Number]
    """One weight for each node of the layer before, in its order."""
    bias: Number | None = None
    """The bias; without it the node has none."""


def _node_form(value: Any) -> str:
    return "node" if isinstance(value, dict | NodeModel) else "weights"


AnyNode = Annotated[
    Annotated[list[Number], Tag("weights")] | Annotated[NodeModel, Tag("node")],
    Discriminator(_node_form),
]


class LayerModel(Model):
    """One layer: named nodes, in order, and the activation they share."""

    nodes: dict[str, AnyNode] = Field(min_length=1)
    """The nodes by name, each with its weights: {h0: [2, 4], h1: {weights: [4, -5], bias: 1}}."""
    activation: Activation = "identity"
    """The activation of all nodes of the layer."""


class SgdModel(Model):
    """Plain gradient descent."""

    learning_rate: Number = Field(default=0.01, gt=0)
    """How large the steps are."""


class MomentumModel(SgdModel):
    """Gradient descent with momentum, as in Keras: m ← μm − ηg, w ← w + m."""

    momentum: Number = Field(default=0.9, ge=0, lt=1)
    """How much of the last step is kept."""


class AdamModel(Model):
    """Adam, with Keras's defaults."""

    learning_rate: Number = Field(default=0.001, gt=0)
    """How large the steps are."""
    beta_1: Number = Field(default=0.9, ge=0, lt=1)
    """How much of the mean of gradients is kept."""
    beta_2: Number = Field(default=0.999, ge=0, lt=1)
    """How much of the mean of squared gradients is kept."""
    epsilon: Number = Field(default=1e-7, gt=0)
    """What keeps the division from being one by 0."""


class OptimizerModel(Model):
    """Exactly one of the three: ``{sgd: {learning_rate: 0.01}}``."""

    one_of = ("sgd", "momentum", "adam")

    sgd: SgdModel | None = None
    """Plain gradient descent: {learning_rate: 0.01}."""
    momentum: MomentumModel | None = None
    """With momentum: {learning_rate: 0.01, momentum: 0.9}."""
    adam: AdamModel | None = None
    """Adam: {learning_rate: 0.001}."""


class NetworkModel(Model):
    """A network written out (``inputs`` and ``layers``) or drawn by lot (``shape`` and ``seed``).

    ``inputs`` and ``target`` hold one number for each node, or a list of them: a batch. With
    ``shape`` go ``activations`` (one for each layer after the inputs; relu and, last, identity
    unless it says otherwise), ``biases`` and ``seed``. ``target``, ``loss``, ``optimizer`` and
    ``train_biases`` go with both.
    """

    inputs: dict[str, Number | list[Number]] | None = Field(default=None, min_length=1)
    """The inputs by name, each with a number, or with a list of them: a batch of rows."""
    layers: list[LayerModel] | None = Field(default=None, min_length=1)
    """The layers after the inputs, the last being the output."""
    shape: list[Annotated[int, Field(ge=1, le=4096)]] | None = Field(
        default=None, min_length=2, max_length=16
    )
    """Nodes in each layer, to draw weights by lot: [784, 50, 10]; instead of inputs and layers."""
    activations: list[Activation] | None = None
    """With shape: the activation of each layer after the inputs."""
    biases: bool = False
    """With shape: whether nodes have biases."""
    seed: int | None = None
    """With shape: which numbers are drawn; the same seed gives the same."""
    target: dict[str, Number | list[Number]] | None = None
    """What each output should be, one number or a list of them, as in inputs."""
    loss: Loss | None = None
    """How far off a prediction is."""
    optimizer: OptimizerModel | None = None
    """How the weights are changed; without it, sgd with the learning rate 0.01."""
    train_biases: bool = True
    """false: biases stay what they are."""
