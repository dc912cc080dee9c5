"""The losses and their slopes, with Keras's conventions (keras.losses)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import log

from tutor.network.model import Loss, Network
from tutor.network.numbers import constant
from tutor.network.rule import Rule, joined, same

#: Losses that are averaged over the outputs.
AVERAGED_LOSSES: frozenset[Loss] = frozenset({"mean_squared_error", "binary_crossentropy"})

CLIP = 1e-7  # Keras: keras.config.epsilon(), where a logarithm is taken


def divisor(loss: Loss, outputs: int) -> int:
    """What the sum over that many outputs is divided by."""
    return {"half_squared_error": 2, **dict.fromkeys(AVERAGED_LOSSES, outputs)}.get(loss, 1)


def over(text: str, count: int) -> str:
    """The text divided by a count, as far as there is something to divide."""
    if count == 1:
        return text
    return f"({text}) / {count}" if " + " in text else f"{text} / {count}"


def _clipped(p: float) -> float:
    return min(max(p, CLIP), 1 - CLIP)


def _is_clipped(p: str) -> bool:
    """Whether the text of a prediction is a number that is clipped, and no symbol."""
    text = p.strip("()")
    return text.lstrip("-")[:1].isdigit() and float(text) != _clipped(float(text))


def _kept(p: str) -> str:
    """The text of a prediction: of one that is clipped the number that is reckoned with."""
    return constant(_clipped(float(p.strip("()")))) if _is_clipped(p) else p


def _binary(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return sum(-(t * log(p) + (1 - t) * log(1 - p)) for p, t in pairs) / half


def _binary_text(*texts: str) -> str:
    half = len(texts) // 2
    terms = [
        f"{t} × log({p}) + (1 − {t}) × log(1 − {p})"
        for p, t in zip(map(_kept, texts[:half]), texts[half:], strict=True)
    ]
    return f"-({joined(terms)})" + ("" if half == 1 else f" / {half}")


def _categorical(*values: float) -> float:
    half = len(values) // 2
    pairs = zip(map(_clipped, values[:half]), values[half:], strict=True)
    return -sum(t * log(p) for p, t in pairs)


def _categorical_text(*texts: str) -> str:
    half = len(texts) // 2
    pairs = zip(map(_kept, texts[:half]), texts[half:], strict=True)
    return f"-({joined([f'{t} × log({p})' for p, t in pairs])})"


#: Losses that read the predictions and then the targets; the others read the errors.
LOSSES_OF_PREDICTIONS: frozenset[Loss] = frozenset(
    {"binary_crossentropy", "categorical_crossentropy"}
)


@lru_cache
def loss_rule(loss: Loss, outputs: int) -> Rule:
    """The loss of one row, over that many output nodes."""

    match loss:
        case "binary_crossentropy":
            return Rule("loss", "loss", "loss", _binary, _binary_text)
        case "categorical_crossentropy":
            return Rule("loss", "loss", "loss", _categorical, _categorical_text)
    count = divisor(loss, outputs)
    return of_errors(lambda e: e * e, lambda e: f"{e}²", count)


def of_errors(value: Callable[[float], float], text: Callable[[str], str], count: int) -> Rule:
    """The loss that adds up something of each error and divides by a count."""
    return Rule(
        "loss",
        "loss",
        "loss",
        lambda *errors: sum(map(value, errors)) / count,
        lambda *errors: over(joined([text(error) for error in errors]), count),
    )


@lru_cache
def loss_slope_rule(loss: Loss, outputs: int) -> Rule:
    """How the loss of one row changes with one prediction: the derivative of ``loss_rule``.

    Reads the error; that of binary cross-entropy the prediction and the target. As with Keras it
    is 0 where the prediction is clipped. Categorical cross-entropy has none: see ``delta_rule``.
    """

    def rule(value: Callable[..., float], text: Callable[..., str]) -> Rule:
        return Rule("slope", "loss", "loss_slope", value, text)

    def binary(p: float, t: float) -> float:
        return (p - t) / (p * (1 - p)) / outputs if p == _clipped(p) else 0.0

    def binary_text(p: str, t: str) -> str:
        return "0" if _is_clipped(p) else over(f"({p} − {t}) / ({p} × (1 − {p}))", outputs)

    match loss:
        case "squared_error":
            return rule(lambda e: 2 * e, lambda e: f"2 × {e}")
        case "half_squared_error":
            return rule(same, lambda e: e)
        case "mean_squared_error":
            return rule(lambda e: 2 * e / outputs, lambda e: over(f"2 × {e}", outputs))
        case "binary_crossentropy":
            return rule(binary, binary_text)
        case "categorical_crossentropy":
            raise ValueError("categorical cross-entropy has no slope of its own")


def without_factor(loss: Loss, outputs: int) -> Rule | None:
    """The slope of a squared error without its 2, as it is often forgotten; None for others."""
    if loss not in ("squared_error", "mean_squared_error"):
        return None
    count = divisor(loss, outputs)
    return Rule("slope", "loss", "loss_slope", lambda e: e / count, lambda e: over(e, count))


_NAMES: dict[Loss, str] = {
    "squared_error": "squared error",
    "half_squared_error": "half the squared error",
    "mean_squared_error": "mean squared error",
    "binary_crossentropy": "binary cross-entropy",
    "categorical_crossentropy": "softmax and categorical cross-entropy",
}


def loss_note(network: Network, rows: int = 1) -> str:
    """One line on the network's loss and its slope, with the factors in force; "" if it has none.

    Of several outputs it says whether they are averaged, of several rows that they are.
    """
    loss, outputs = network.loss, len(network.outputs)
    if loss is None:
        return ""
    batch = f"; mean of {rows} rows" if rows > 1 else ""
    if loss == "categorical_crossentropy":
        return f"{_NAMES[loss]}: delta is p − t{batch}"
    if loss == "binary_crossentropy":
        slope = loss_slope_rule(loss, outputs).text("p", "t")
    elif loss == "half_squared_error":  # the error itself, which needs no parentheses
        slope = "prediction − target"
    else:
        slope = loss_slope_rule(loss, outputs).text("(prediction − target)")
    return f"{_NAMES[loss]}: loss_slope is {slope}{batch}"
