"""Networks in the lesson format: written out, or drawn by lot."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from tutor.lesson.base import Model, Number
from tutor.network.model import Activation, Loss


class NodeModel(Model):
    """``{weights: [4, -5], bias: 0}``; a bare list is the weights of a node without bias."""

    weights: list[Number]
    bias: Number | None = None


def _node_form(value: Any) -> str:
    return "weights" if isinstance(value, list) else "node"


AnyNode = Annotated[
    Annotated[list[Number], Tag("weights")] | Annotated[NodeModel, Tag("node")],
    Discriminator(_node_form),
]


class LayerModel(Model):
    """One layer: named nodes, in order, and the activation they share."""

    nodes: dict[str, AnyNode] = Field(min_length=1)
    activation: Activation = "identity"


class SgdModel(Model):
    """Plain gradient descent."""

    learning_rate: Number = Field(default=0.01, gt=0)


class MomentumModel(SgdModel):
    """Gradient descent with momentum, as in Keras: m ← μm − ηg, w ← w + m."""

    momentum: Number = Field(default=0.9, ge=0, lt=1)


class AdamModel(Model):
    """Adam, with Keras's defaults."""

    learning_rate: Number = Field(default=0.001, gt=0)
    beta_1: Number = Field(default=0.9, ge=0, lt=1)
    beta_2: Number = Field(default=0.999, ge=0, lt=1)
    epsilon: Number = Field(default=1e-7, gt=0)


class OptimizerModel(Model):
    """Exactly one of the three: ``{sgd: {learning_rate: 0.01}}``."""

    one_of = ("sgd", "momentum", "adam")

    sgd: SgdModel | None = None
    momentum: MomentumModel | None = None
    adam: AdamModel | None = None


class NetworkModel(Model):
    """A network written out (``inputs`` and ``layers``) or drawn by lot (``shape`` and ``seed``).

    ``inputs`` and ``target`` hold one number for each node, or a list of them: a batch. With
    ``shape`` go ``activations`` (one for each layer after the inputs; relu and, last, identity
    unless it says otherwise), ``biases`` and ``seed``. ``target``, ``loss``, ``optimizer`` and
    ``train_biases`` go with both.
    """

    inputs: dict[str, Number | list[Number]] | None = Field(default=None, min_length=1)
    layers: list[LayerModel] | None = Field(default=None, min_length=1)
    shape: list[Annotated[int, Field(ge=1, le=4096)]] | None = Field(
        default=None, min_length=2, max_length=16
    )
    activations: list[Activation] | None = None
    biases: bool = False
    seed: int | None = None
    target: dict[str, Number | list[Number]] | None = None
    loss: Loss | None = None
    optimizer: OptimizerModel | None = None
    train_biases: bool = True
