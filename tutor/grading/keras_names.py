"""The names that Keras 3 knows, to find the one that was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

ACTIVATIONS = (
    "relu", "sigmoid", "softmax", "tanh", "linear", "leaky_relu", "elu", "selu", "gelu", "silu",
    "swish", "mish", "softplus", "softsign", "exponential", "hard_sigmoid", "hard_tanh", "relu6",
    "log_softmax", "log_sigmoid", "celu", "glu",
)  # fmt: skip
OPTIMIZERS = (
    "adam", "sgd", "rmsprop", "adamw", "adagrad", "adadelta", "adamax", "nadam", "ftrl", "lion",
    "adafactor",
)  # fmt: skip
LOSSES = (
    "mean_squared_error", "categorical_crossentropy", "binary_crossentropy",
    "sparse_categorical_crossentropy", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "mse", "mae", "mape", "msle", "bce", "huber", "log_cosh",
    "hinge", "squared_hinge", "categorical_hinge", "poisson", "cosine_similarity", "kl_divergence",
)  # fmt: skip
METRICS = (
    "accuracy", "mae", "mse", "mean_absolute_error", "mean_squared_error", "binary_accuracy",
    "categorical_accuracy", "sparse_categorical_accuracy", "precision", "recall", "auc",
    "f1_score", "root_mean_squared_error",
)  # fmt: skip

#: The words of each kind; the most usual come first.
KINDS = {
    "activation": ACTIVATIONS,
    "optimizer": OPTIMIZERS,
    "loss": LOSSES,
    "metric": METRICS,
}

#: What functions take, for those that lessons use.
PARAMETERS = {
    "fit": (
        "x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split",
        "validation_data", "shuffle", "class_weight", "sample_weight", "initial_epoch",
    ),
    "compile": ("optimizer", "loss", "metrics", "loss_weights", "weighted_metrics"),
    "predict": ("x", "batch_size", "verbose"),
    "evaluate": ("x", "y", "batch_size", "verbose"),
    "Dense": (
        "units", "activation", "use_bias", "input_shape", "name", "kernel_initializer",
        "bias_initializer", "kernel_regularizer",
    ),
    "SGD": ("learning_rate", "momentum", "nesterov"),
    "Adam": ("learning_rate", "beta_1", "beta_2", "epsilon"),
    "EarlyStopping": (
        "monitor", "min_delta", "patience", "mode", "baseline", "restore_best_weights",
    ),
    "to_categorical": ("x", "num_classes"),
}  # fmt: skip

#: Arguments that had another name before Keras 3, or have one elsewhere.
RENAMED = {"lr": "learning_rate", "nb_epoch": "epochs", "nb_classes": "num_classes", "X": "x"}
#: Methods that models no longer have, and what does their work.
GONE = {
    "predict_proba": "predict gives the probabilities.",
    "predict_classes": "predict gives the probabilities; .argmax(axis=1) of them the classes.",
    "fit_generator": "fit does it now.",
    "evaluate_generator": "evaluate does it now.",
}
METHODS = ("add", "compile", "fit", "predict", "evaluate", "summary")

#: How alike two names must be (0 to 1), and a difference in this that doesn't matter.
_ALIKE, _CLOSE = 0.6, 0.1


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name that was probably meant: ``rleu`` → ``relu``, ``Mean Squared Error`` →
    ``mean_squared_error``; None if none is like it. Of names that are about as alike, the first."""
    plain = re.sub(r"[\s-]+", "_", name.strip()).lower()
    alike = {word: difflib.SequenceMatcher(None, plain, word).ratio() for word in known}
    least = max(_ALIKE, max(alike.values(), default=0.0) - _CLOSE)
    return next((word for word, ratio in alike.items() if ratio >= least), None)


def kind_of(name: str) -> str | None:
    """What a name is for Keras: "activation", "optimizer", "loss" or "metric"; None if unknown."""
    return next((kind for kind, names in KINDS.items() if name in names), None)
