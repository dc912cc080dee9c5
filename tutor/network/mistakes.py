"""What typical mistakes give, and which of them explain a wrong number.

Nothing here is typed in: every mistake runs the steps of the trace again, with one thing wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from tutor.network import (
    numbers,
    slips_adam,
    slips_backward,
    slips_forward,
    slips_loss,
    slips_update,
)
from tutor.network.follow import NOTHING, Own, as_if, drawn_on, named
from tutor.network.habits import HABITS
from tutor.network.numbers import plain
from tutor.network.rule import Operation
from tutor.network.rules import LEAKY_SLOPE, SOFTMAX_DELTA
from tutor.network.scene import NEIGHBOUR, Scene, Slip, arriving, neighbours
from tutor.network.trace import Trace

#: In longer traces only mistakes made at the step itself are looked for.
_LONG = 4000
#: Numbers that differ less are the same but for rounding.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: the value it gives, its name, its arithmetic, and sentences that explain it.

    ``rare`` ones are only worth naming where no other gives the number.
    """

    value: float
    name: str
    explanation: str
    formula: str
    rare: bool = False


_SLIPS: dict[Operation, Callable[[Scene], Iterator[Slip]]] = {
    "product": slips_forward.product,
    "sum": slips_forward.total,
    "activation": slips_forward.activation,
    "error": slips_forward.error,
    "loss": slips_loss.loss,
    "slope": slips_backward.slope,
    "delta": slips_backward.delta,
    "gradient": slips_backward.gradient,
    "backflow": slips_backward.backflow,
    "average": slips_backward.average,
    "velocity": slips_update.velocity,
    "first_moment": slips_adam.first_moment,
    "second_moment": slips_adam.second_moment,
    "corrected_rate": slips_adam.corrected_rate,
    "update": slips_update.update,
}

#: What is right, where it helps to say it again.
_REMINDERS: dict[str, str] = {
    "product": "What goes along an edge is the value that enters it times its weight.",
    "sum": "A node adds up the products of all edges that lead to it.",
    "error": "The error is prediction − target.",
    "slope": "The slope of {activation} is {slope}.",
    "delta": "A node's delta is {arriving} times the slope of its activation.",
    "softmax delta": "With softmax and categorical cross-entropy, delta is prediction − target.",
    "loss_slope": "loss_slope, the slope of the loss, is taken at the node's own prediction.",
    "gradient": "An edge's gradient is the value that enters the edge times the delta "
    "where it ends.",
    "bias gradient": "A bias enters with 1, so its gradient is the delta of its node.",
    "backflow": "What flows back along an edge is its weight times the delta where it ends.",
    "flowed_back": "What flows back to a node is added up over all edges that leave it.",
    "average": "In a batch the rows are averaged.",
    "velocity": "The new velocity is momentum times the old one, minus learning rate times "
    "gradient.",
    "first_moment": "The new m is beta_1 times the old one plus 1 − beta_1 times the gradient.",
    "second_moment": "The new v is beta_2 times the old one plus 1 − beta_2 times the gradient "
    "squared.",
    "corrected_rate": "corrected_rate is learning rate × sqrt(1 − beta_2 ** t) / "
    "(1 − beta_1 ** t).",
    "sgd update": "The new value is the old one minus learning rate times gradient.",
    "momentum update": "The new value is the old one plus the new velocity.",
    "adam update": "The new value is the old one minus corrected_rate × m / (sqrt(v) + epsilon).",
}


#: Where the slopes of activations come from, if not from the activation itself.
_SLOPES: dict[str, str] = {
    "identity": "1 everywhere",
    "relu": "1 where the node's own sum is above 0, else 0",
    "leaky_relu": f"1 where the node's own sum is above 0, else {LEAKY_SLOPE}",
}


def mistakes(trace: Trace, index: int, kept: Collection[int] = ()) -> tuple[Mistake, ...]:
    """What can come out at a step by mistake; likely ones first.

    A mistake that gives the right number, to two decimals, is not listed. ``kept`` are cells whose
    numbers are given: nobody gets them wrong.
    """
    scene = Scene(trace, index, kept)
    return tuple(m for m, _ in _made(scene) if not numbers.close(m.value, scene.right))


def diagnose(  # noqa: PLR0913
    trace: Trace,
    index: int,
    given: float,
    close: Callable[[float, float], bool],
    *,
    earlier: Own = NOTHING,
    kept: Collection[int] = (),
) -> tuple[Mistake, ...]:
    """All mistakes that give this number at a step, likely ones first; none for the right number.

    ``close(given, value)`` says when two numbers are the same. ``earlier`` are the learner's own
    numbers, by step: where no mistake alone gives the number, those made on top of them do.
    ``kept`` are cells whose numbers are given: nobody gets them wrong.
    """
    scene = Scene(trace, index, kept)
    if close(given, scene.right):
        return ()
    found = _likeliest(scene, given, close)
    own = drawn_on(trace, index, earlier)
    if found or not own:
        return found
    given_cells = {len(trace.plan.leaves) + i for i in own}.union(kept)
    scene = Scene(as_if(trace, own), index, given_cells)
    if close(given, scene.right):
        return ()
    lead = f"With your own {named(trace, own)}, "
    found = _likeliest(scene, given, close)
    return tuple(replace(m, explanation=lead + m.explanation) for m in found)


def _likeliest(
    scene: Scene, given: float, close: Callable[[float, float], bool]
) -> tuple[Mistake, ...]:
    """The mistakes that give a number, likely ones first.

    Where there are some that give exactly this number, or that are made at the step itself, others
    have to give the very same as one of them; and rare ones the same as any other. That they come
    near, too, is mere chance.
    """
    found = [(mistake, here) for mistake, here in _made(scene) if close(given, mistake.value)]
    values = {_key(m.value) for m, here in found if here or _key(m.value) == _key(given)}
    values = values or {_key(m.value) for m, _ in found if not m.rare}
    return tuple(m for m, _ in found if not values or _key(m.value) in values)


def _key(value: float) -> float:
    """The same for numbers that differ by rounding only."""
    return float(f"{value:.9g}")


def _made(scene: Scene) -> Iterator[tuple[Mistake, bool]]:
    """All mistakes, each name and value once, and whether they are made at the step itself."""
    seen: set[tuple[str, float]] = set()
    values: set[float] = set()
    for slip, local in slips(scene):
        value, text = scene.outcome(slip.changes)
        if not math.isfinite(value) or math.isclose(
            value, scene.right, rel_tol=_SAME, abs_tol=1e-15
        ):
            continue
        rounded = _key(value)
        known = rounded in values if slip.name == NEIGHBOUR else (slip.name, rounded) in seen
        if known:
            continue
        seen.add((slip.name, rounded))
        values.add(rounded)
        says = _explain(scene, slip, plain(value), text, local)
        here = not slip.rare and (local or scene.cell in slip.changes)
        yield Mistake(value, slip.name, says, text, slip.rare), here


def _explain(scene: Scene, slip: Slip, value: str, text: str, local: bool) -> str:
    """``21 = 7 × 3: that takes h0's own value. An edge's gradient is …``"""
    if text not in ("", value):
        lead = f"{value} = {text}: {slip.says}"
    elif slip.says.startswith("that is "):
        lead = value + slip.says.removeprefix("that")
    else:
        lead = f"{value}: {slip.says}"
    return f"{lead} {_reminder(scene)}".rstrip() if local else lead


def slips(scene: Scene) -> Iterator[tuple[Slip, bool]]:
    """The slips at a step, and whether it helps to say again what is right there.

    First those made at the step itself, then those made before it that work their way on.
    """
    rule = scene.step.rule
    habits = [slip for habit in HABITS for slip in habit(scene)] if _is_short(scene) else []
    yield from ((slip, False) for slip in habits if scene.cell in slip.changes)
    if rule.operation in _SLIPS:
        yield from ((slip, True) for slip in _SLIPS[rule.operation](scene))
    yield from ((slip, False) for slip in habits if scene.cell not in slip.changes)
    yield _turned_sign(scene), False
    yield from ((slip, False) for slip in neighbours(scene))


def _is_short(scene: Scene) -> bool:
    return len(scene.trace) <= _LONG


def _turned_sign(scene: Scene) -> Slip:
    rule = scene.step.rule
    changes = scene.with_rule(lambda *o: -rule.value(*o), lambda *o: f"-({rule.text(*o)})")
    return Slip("turned the sign", changes, "the size is right, but the sign is turned.")


def _reminder(scene: Scene) -> str:
    rule, place = scene.step.rule, scene.place
    key: str = rule.operation
    if rule.operation == "update":
        key = f"{scene.plan.structure.optimizer.name} update"
    elif rule is SOFTMAX_DELTA:
        key = "softmax delta"
    elif scene.source == "bias" and rule.operation == "gradient":
        key = "bias gradient"
    elif place.kind in ("flowed_back", "loss_slope"):
        key = place.kind
    activation = scene.activation_of(scene.target)
    return _REMINDERS.get(key, "").format(
        activation=activation,
        slope=_SLOPES.get(activation, "reckoned from the node's own activation"),
        arriving=arriving(scene, scene.target),
    )
