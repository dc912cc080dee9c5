"""Train the lessons' models on the data sets and print how they end.

``python -m tutor.datasets.try_training wages|titanic|digits [SEEDS]``: one line for each seed. The
data sets are made so that the figures stay within what the lessons promise.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tutor.datasets.frames import load_digits, load_frame


def wages(seed: int) -> float:
    """Mean squared error of the tenth epoch: 9 → 50 relu → 32 relu → 1, adam."""
    import keras

    frame = load_frame("wages")
    target = frame.pop("wage_per_hour").to_numpy(float)
    predictors = frame.to_numpy(float)
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    model = keras.Sequential([dense(50, "relu"), dense(32, "relu"), dense(1)])
    model.compile(optimizer="adam", loss="mean_squared_error")
    history = model.fit(predictors, target, epochs=10, verbose=0)
    return float(history.history["loss"][-1])


def titanic(seed: int) -> float:
    """Accuracy of the tenth epoch: 10 → 32 relu → 2 softmax, sgd, categorical cross-entropy."""
    import keras

    frame = load_frame("titanic")
    target = keras.utils.to_categorical(frame.pop("survived"))
    predictors = frame.to_numpy(float)
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    model = keras.Sequential([dense(32, "relu"), dense(2, "softmax")])
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(predictors, target, epochs=10, verbose=0)
    return float(history.history["accuracy"][-1])


def digits(seed: int) -> float:
    """Validation accuracy of the tenth epoch: 784 → 50 relu → 50 relu → 10 softmax, adam."""
    import keras

    pictures, target = load_digits()
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    model = keras.Sequential([dense(50, "relu"), dense(50, "relu"), dense(10, "softmax")])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(pictures, target, epochs=10, validation_split=0.3, verbose=0)
    return float(history.history["val_accuracy"][-1])


def main(arguments: Sequence[str]) -> None:
    """Print the figure that matters for each seed, and the range of all."""
    train = {"wages": wages, "titanic": titanic, "digits": digits}[arguments[0]]
    seeds = int(arguments[1]) if len(arguments) > 1 else 20
    ends = []
    for seed in range(seeds):
        ends.append(train(seed))
        print(f"seed {seed:2d}  {ends[-1]:.4f}", flush=True)
    print(f"between {min(ends):.4f} and {max(ends):.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
