"""Mistakes around trainings, in the words that Keras 3 has for them."""

from __future__ import annotations

import pytest

from tutor.grading.errors import explained
from tutor.runner.observation import ErrorView


@pytest.mark.parametrize(
    ("kind", "message", "source", "says"),
    [
        (
            "ValueError",
            "Unknown variable: <Variable path=sequential_1/dense/kernel>. This optimizer can only "
            "be called for the variables it was originally built with. When working with a new …",
            "model.fit(predictors, target)",
            "inside the loop",
        ),
        (
            "TypeError",
            "'History' object is not subscriptable",
            "plt.plot(model_2_training['loss'])",
            "Write model_2_training.history['loss'].",
        ),
        (
            "TypeError",
            "Callback.set_model() missing 1 required positional argument: 'model'",
            "model.fit(predictors, target, callbacks=[EarlyStopping])",
            "EarlyStopping(patience=2)",
        ),
        (
            "AttributeError",
            "'int' object has no attribute 'set_model'",
            "model.fit(predictors, target, callbacks=[2])",
            "no callback",
        ),
        (
            "AttributeError",
            "'function' object has no attribute 'compile'",
            "my_model.compile(optimizer='sgd')",
            "my_model is a function",
        ),
        (
            "ValueError",
            "Training data contains 40 samples, which is not sufficient to split it into a "
            "validation and training set as specified by `validation_split=1.0`.",
            "model.fit(predictors, target, validation_split=1.0)",
            "between 0 and 1",
        ),
        ("KeyError", "'val_loss'", "t.history['val_loss']", "validation_split=…"),
        ("KeyError", "'val_acc'", "t.history['val_acc']", "'val_accuracy' now"),
        ("KeyError", "'accuracy'", "t.history['accuracy']", "metrics=['accuracy']"),
        ("KeyError", "'los'", "t.history['los']", "'loss'"),
    ],
)
def test_the_sentence_says_what_to_do(kind: str, message: str, source: str, says: str) -> None:
    facts = {"key": message.strip("'")} if kind == "KeyError" else {}
    sentence = " ".join(explained(ErrorView(kind, message, 3, source=source, facts=facts)))
    assert says in sentence


def test_other_errors_keep_their_own_sentences() -> None:
    key = ErrorView("KeyError", "'node_2'", 3, source="weights['node_2']", facts={"key": "node_2"})
    assert "no key 'node_2'" in explained(key)[0]
    function = ErrorView("AttributeError", "'function' object has no attribute 'shape'", 3)
    assert "get_new_model" not in " ".join(explained(function))
