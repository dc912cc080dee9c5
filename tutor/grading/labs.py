"""Grades a lab: a network that the learner changed until a goal holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.grading.differ import number
from tutor.grading.near import with_hint
from tutor.grading.verdict import Verdict
from tutor.lesson.course import Lesson
from tutor.lesson.models import ExerciseModel, LabModel
from tutor.network.model import Network, NetworkError, Problem, Row
from tutor.network.parameters import with_weights
from tutor.network.quantity import Quantity, QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.network.trace import Trace, trace

_KIND_OF = {"weight": "weights", "bias": "biases", "target": "targets"}


def check_lab(edits: Mapping[str, float], exercise: ExerciseModel, lesson: Lesson) -> Verdict:
    """The verdict on edits such as ``{"weight(a->b)": 2.5}``.

    An edit that leaves a number as it was is none. The verdict's check is "format" where an edit
    can't be made, else "edits" or "goal".
    """
    lab = exercise.lab
    if lab is None:
        raise ValueError(f"exercise {exercise.id} is not a lab")
    problem = lesson.problems[lab.network]
    try:
        made = {text: value for text, value in edits.items() if _changes(text, value, problem)}
        verdict = _allowed(made, lab, problem) or _reached(made, lab, edited(problem, made))
    except (QuantityError, NetworkError) as error:
        return Verdict(False, f"That can't be changed: {error}.", "format")
    return with_hint(verdict, exercise.hints)


def edited(problem: Problem, edits: Mapping[str, float]) -> Problem:
    """The network and its rows with numbers changed. Raises QuantityError or NetworkError."""
    network, rows = problem.network, problem.rows
    weights: dict[str, float] = {}
    for text, value in edits.items():
        quantity = _single(text)
        if quantity.kind == "weight":
            weights[quantity.at] = value
        elif quantity.kind == "bias":
            weights[f"bias->{quantity.at}"] = value
        elif quantity.at == "learning_rate":
            network = replace(network, optimizer=replace(network.optimizer, learning_rate=value))
        else:
            rows = tuple(_with(row, network, quantity, value, i) for i, row in enumerate(rows))
    return Problem(with_weights(network, weights.get), rows)


def _single(text: str) -> Quantity:
    quantity = parse(text).single
    if quantity is None:
        raise QuantityError(f"'{text}' is not a single number of the network")
    return quantity


def _kind(text: str, network: Network) -> str:
    """The word of ``change`` that an edit falls under."""
    quantity = _single(text)
    if quantity.kind == "name" and quantity.at in network.inputs:
        return "inputs"
    if quantity.at in ("learning_rate", "target"):
        return "targets" if quantity.at == "target" else quantity.at
    if quantity.kind not in _KIND_OF:
        raise QuantityError(f"{text} is computed, not given")
    return "biases" if quantity.at.startswith("bias->") else _KIND_OF[quantity.kind]


def _with(row: Row, network: Network, quantity: Quantity, value: float, place: int) -> Row:
    """The row with one input or target changed; ``name[2]`` changes row 2 only."""
    if quantity.row not in (None, place):
        return row
    if quantity.kind == "name" and quantity.at in network.inputs:
        index = network.inputs.index(quantity.at)
        return replace(row, inputs=_put(row.inputs, index, value))
    name = network.outputs[0] if quantity.at == "target" else quantity.at
    if row.target is None or name not in network.outputs:
        raise QuantityError(f"there is no target for {name}")
    return replace(row, target=_put(row.target, network.outputs.index(name), value))


def _put(values: tuple[float, ...], index: int, value: float) -> tuple[float, ...]:
    return (*values[:index], value, *values[index + 1 :])


def _changes(text: str, value: float, problem: Problem) -> bool:
    before = trace(problem.network, problem.rows)
    quantity = _single(text)
    if quantity.row is None and len(problem.rows) > 1 and _kind(text, problem.network) == "inputs":
        return True
    return parse(text).evaluate(lookup_in(before)) != value


def _allowed(edits: Mapping[str, float], lab: LabModel, problem: Problem) -> Verdict | None:
    """A verdict where edits were made that are not to be made, or too many of them."""
    for text in edits:
        kind = _kind(text, problem.network)
        if kind not in lab.change:
            allowed = " and ".join(word.replace("_", " ") for word in lab.change)
            return Verdict(False, f"{text} must stay as it is: only {allowed} may change.", "edits")
    if lab.max_edits is not None and len(edits) > lab.max_edits:
        most = "1 change is" if lab.max_edits == 1 else f"{lab.max_edits} changes are"
        message = f"You changed {len(edits)} numbers; only {most} allowed."
        return Verdict(False, message, "edits", next="Put one of them back.")
    return None


def _reached(edits: Mapping[str, float], lab: LabModel, problem: Problem) -> Verdict:
    now = trace(problem.network, problem.rows)
    goal = parse(lab.goal)
    if goal.evaluate(lookup_in(now)) is True:
        return Verdict(True, f"{lab.goal} holds.")
    for wrong in lab.wrong:
        if wrong.says and _same_edits(wrong.edits, edits):
            return Verdict(False, wrong.says, "goal", (wrong.says,))
    values = ", ".join(dict.fromkeys(_value(q, now) for q in goal.quantities))
    if not edits:
        return Verdict(False, f"Nothing is changed yet: {values}, the goal is {lab.goal}.", "goal")
    return Verdict(False, f"Not yet: {values}, the goal is {lab.goal}.", "goal")


def _same_edits(left: Mapping[str, float], right: Mapping[str, float]) -> bool:
    def plain(edits: Mapping[str, float]) -> dict[str, float]:
        return {str(_single(text)): value for text, value in edits.items()}

    return plain(left) == plain(right)


def _value(quantity: Quantity, now: Trace) -> str:
    value = lookup_in(now)(quantity)
    text = str(list(value)) if isinstance(value, tuple) else number(value)
    return f"{quantity} is {text}"
