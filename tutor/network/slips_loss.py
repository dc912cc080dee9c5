"""Mistakes made at the loss of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log, sqrt

from tutor.network.losses import LOSSES_OF_PREDICTIONS, divisor, loss_rule, of_errors, over
from tutor.network.rule import joined, same
from tutor.network.scene import Scene, Slip, altered

#: So many classes are looked at for the one that is right: more would explain any number.
_CLASSES = 4


def loss(scene: Scene) -> Iterator[Slip]:
    """The loss of a row."""
    name = scene.plan.structure.loss
    if name == "categorical_crossentropy":
        yield from _of_logarithms(scene, 1)
        yield from _another_class(scene)
    elif name in LOSSES_OF_PREDICTIONS:
        yield from _of_logarithms(scene, len(scene.step.reads) // 2)
    else:
        yield from _of_squares(scene)


# --- cross-entropy --------------------------------------------------------------------------------


def _of_logarithms(scene: Scene, count: int) -> Iterator[Slip]:
    """What goes wrong at a cross-entropy that divides by a count."""
    rule = scene.step.rule
    two_sided = scene.plan.structure.loss == "binary_crossentropy"
    yield Slip(
        "forgot the minus",
        scene.with_rule(lambda *o: -rule.value(*o), lambda *o: rule.text(*o).removeprefix("-")),
        "that forgets the minus before the logarithm.",
    )
    for name, value, text, says in _PROBABILITIES:
        changes = scene.with_rule(*_of_pairs(value, text, two_sided, count))
        yield Slip(name, changes, says, rare=True)
    if two_sided:
        first = _of_pairs(lambda p: -log(p), lambda p: f"(-log({p}))", False, count)
        says = "that leaves out (1 − target) × log(1 − prediction)."
        yield Slip("left out half of the loss", scene.with_rule(*first), says)
    yield Slip(
        "took the logarithm to base 10",
        scene.with_rule(
            lambda *o: rule.value(*o) / log(10), lambda *o: f"{rule.text(*o)} / log(10)"
        ),
        "that takes the logarithm to base 10. The natural one is meant, to base e.",
    )


def _of_pairs(
    value: Callable[[float], float], text: Callable[[str], str], two_sided: bool, count: int
) -> tuple[Callable[..., float], Callable[..., str]]:
    """The sum of target × value of the prediction; also of 1 − both, if it is two-sided."""

    def total(*operands: float) -> float:
        half = len(operands) // 2
        pairs = [(p, t) for p, t in zip(operands[:half], operands[half:], strict=True)]
        if two_sided:
            pairs += [(1 - p, 1 - t) for p, t in pairs]
        return sum(t * value(p) for p, t in pairs) / count

    def written(*operands: str) -> str:
        half = len(operands) // 2
        pairs = [(p, t) for p, t in zip(operands[:half], operands[half:], strict=True)]
        if two_sided:
            pairs += [(f"(1 − {p})", f"(1 − {t})") for p, t in pairs]
        return over(joined([f"{t} × {text(p)}" for p, t in pairs]), count)

    return total, written


#: By name: what is taken for -log(p), and what is said of it.
_PROBABILITIES: tuple[tuple[str, Callable[[float], float], Callable[[str], str], str], ...] = (
    (
        "took 1 − p for p",
        lambda p: -log(1 - p),
        lambda p: f"(-log(1 − {p}))",
        "that takes the probability of what is wrong. The logarithm is of what is right.",
    ),
    (
        "forgot the logarithm",
        same,
        str,
        "that is the probability of what is right. The loss is minus its logarithm.",
    ),
    (
        "gave 1 − p",
        lambda p: 1 - p,
        lambda p: f"(1 − {p})",
        "that is 1 minus the probability of what is right. The loss is minus its logarithm.",
    ),
)


def _another_class(scene: Scene) -> Iterator[Slip]:
    """Takes another class for the one that is right."""
    reads, cells = scene.step.reads, scene.trace.cells
    half = len(reads) // 2
    targets = reads[half:]
    right = max(range(half), key=lambda i: cells[targets[i]])
    likely = sorted(range(half), key=lambda i: -cells[reads[i]])
    for other in [i for i in likely if i != right][:_CLASSES]:
        swapped = list(targets)
        swapped[right], swapped[other] = targets[other], targets[right]
        node, taken = (scene.plan.place(reads[i]).at for i in (right, other))
        yield Slip(
            "took another class",
            scene.with_operands(*reads[:half], *swapped),
            f"that takes the probability of {taken}. The class that is right is {node}.",
        )


# --- errors, squared ------------------------------------------------------------------------------


def _of_squares(scene: Scene) -> Iterator[Slip]:
    name, rule, reads = scene.plan.structure.loss, scene.step.rule, scene.step.reads
    assert name is not None
    count = divisor(name, len(reads))
    half = name == "half_squared_error"
    others = [("forgot to square", of_errors(same, str, count), "that does not square the error.")]
    if half and len(reads) == 1:  # half of its double
        says = "that is the error. Square it, and halve what comes out."
        yield Slip("gave the error", scene.instead(reads[0]), says)
    else:
        doubled = of_errors(lambda e: 2 * e, lambda e: f"2 × {e}", count)
        says = "that doubles the error. It is squared."
        others.append(("doubled for squared", doubled, says))
    if half:
        squares = loss_rule("squared_error", len(reads))
        others.append(("forgot the half", squares, "that forgets the half."))
    else:
        halves = altered(rule, lambda *e: rule.value(*e) / 2, lambda *e: over(rule.text(*e), 2))
        others.append(("halved the loss", halves, "that halves the loss."))
    if len(reads) > 1:
        squared = altered(
            rule, lambda *e: sum(e) ** 2 / count, lambda *e: over(f"({joined(e)})²", count)
        )
        says = "that adds first and squares then. Each error is squared on its own."
        others.append(("squared the sum", squared, says))
    sizes = of_errors(abs, lambda e: f"abs({e})", count)
    says = "that takes the error without its sign. It is squared."
    others.append(("took the absolute value", sizes, says))
    roots = of_errors(lambda e: sqrt(abs(e)), lambda e: f"sqrt(abs({e}))", count)
    others.append(
        ("took the root for the square", roots, "that takes a root. The error is squared.")
    )
    for title, wrong, says in others:
        yield Slip(title, {scene.cell: (wrong, reads)}, says)
    if half or len(reads) > 1:  # else it is the absolute value
        yield root(scene)


def root(scene: Scene) -> Slip:
    """The root of the loss."""
    rule = scene.step.rule
    changes = scene.with_rule(lambda *o: sqrt(rule.value(*o)), lambda *o: f"sqrt({rule.text(*o)})")
    return Slip("took the root", changes, "that takes the root in the end. The loss has none.")
