"""The losses and their slopes, with Keras's conventions (keras.losses)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import log

from tutor.network.model import Loss, Network
from tutor.network.rule import Rule, joined, same

CLIP = 1e-7  # Keras: keras.config.epsilon(), where a logarithm is taken


def _squares(*errors: float) -> float:
    return sum(e * e for e in errors)


def _squares_text(errors: tuple[str, ...]) -> str:
    return joined([f"{e}²" for e in errors])


def _mean(text: str, count: int) -> str:
    return text if count == 1 else f"({text}) / {count}"


def _clipped(p: float) -> float:
    return min(max(p, CLIP), 1 - CLIP)


def _binary(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return sum(-(t * log(p) + (1 - t) * log(1 - p)) for p, t in pairs) / half


def _binary_text(*texts: str) -> str:
    half = len(texts) // 2
    terms = [
        f"{t} × log({p}) + (1 − {t}) × log(1 − {p})"
        for p, t in zip(texts[:half], texts[half:], strict=True)
    ]
    return f"-({joined(terms)})" + ("" if half == 1 else f" / {half}")


def _categorical(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return -sum(t * log(p) for p, t in pairs)


def _categorical_text(*texts: str) -> str:
    half = len(texts) // 2
    pairs = zip(texts[:half], texts[half:], strict=True)
    return f"-({joined([f'{t} × log({p})' for p, t in pairs])})"


#: Losses that read the predictions and then the targets; the others read the errors.
LOSSES_OF_PREDICTIONS: frozenset[Loss] = frozenset(
    {"binary_crossentropy", "categorical_crossentropy"}
)


@lru_cache
def loss_rule(loss: Loss, outputs: int) -> Rule:
    """The loss of one row, over that many output nodes."""

    def rule(value: Callable[..., float], text: Callable[..., str]) -> Rule:
        return Rule("loss", "loss", "loss", value, text)

    match loss:
        case "squared_error":
            return rule(_squares, lambda *e: _squares_text(e))
        case "half_squared_error":
            return rule(
                lambda *e: _squares(*e) / 2,
                lambda *e: f"({_squares_text(e)}) / 2" if len(e) > 1 else f"{e[0]}² / 2",
            )
        case "mean_squared_error":
            return rule(
                lambda *e: _squares(*e) / outputs, lambda *e: _mean(_squares_text(e), outputs)
            )
        case "binary_crossentropy":
            return rule(_binary, _binary_text)
        case "categorical_crossentropy":
            return rule(_categorical, _categorical_text)


@lru_cache
def loss_slope_rule(loss: Loss, outputs: int) -> Rule:
    """How the loss of one row changes with one prediction: the derivative of ``loss_rule``.

    Reads the error; that of binary cross-entropy the prediction and the target. As with Keras it
    is 0 where the prediction is clipped. Categorical cross-entropy has none: see ``delta_rule``.
    """

    def rule(value: Callable[..., float], text: Callable[..., str]) -> Rule:
        return Rule("slope", "loss", "loss_slope", value, text)

    def binary(p: float, t: float) -> float:
        inside = CLIP <= p <= 1 - CLIP
        return (p - t) / (p * (1 - p)) / outputs if inside else 0.0

    over = "" if outputs == 1 else f" / {outputs}"
    match loss:
        case "squared_error":
            return rule(lambda e: 2 * e, lambda e: f"2 × {e}")
        case "half_squared_error":
            return rule(same, lambda e: e)
        case "mean_squared_error":
            return rule(lambda e: 2 * e / outputs, lambda e: f"2 × {e}{over}")
        case "binary_crossentropy":
            return rule(binary, lambda p, t: f"({p} − {t}) / ({p} × (1 − {p})){over}")
        case "categorical_crossentropy":
            raise ValueError("categorical cross-entropy has no slope of its own")


#: Losses that are averaged over the outputs.
AVERAGED_LOSSES: frozenset[Loss] = frozenset({"mean_squared_error", "binary_crossentropy"})


def without_factor(loss: Loss, outputs: int) -> Rule | None:
    """The slope of a squared error without its 2, as it is often forgotten; None for others."""
    if loss not in ("squared_error", "mean_squared_error"):
        return None
    count = outputs if loss in AVERAGED_LOSSES else 1
    return Rule(
        "slope",
        "loss",
        "loss_slope",
        lambda e: e / count,
        lambda e: e if count == 1 else f"{e} / {count}",
    )


_NOTES: dict[Loss, str] = {
    "squared_error": "squared error, its slope is 2 × (prediction − target)",
    "half_squared_error": "half the squared error, its slope is prediction − target",
    "mean_squared_error": "mean squared error, its slope is 2 × (prediction − target)",
    "binary_crossentropy": "binary cross-entropy, its slope is (p − t) / (p × (1 − p))",
    "categorical_crossentropy": "softmax and categorical cross-entropy: delta is p − t",
}


def loss_note(network: Network) -> str:
    """One line on the network's loss and its slope; "" if it has none."""
    if network.loss is None:
        return ""
    outputs = len(network.outputs)
    averages = network.loss in AVERAGED_LOSSES and outputs > 1
    return _NOTES[network.loss] + (f" / {outputs}" if averages else "")
