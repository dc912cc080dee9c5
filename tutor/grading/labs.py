"""Grades a lab: a network that the learner changed until a goal holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutor.grading.differ import number
from tutor.grading.near import with_hint
from tutor.grading.verdict import Verdict
from tutor.lab.bench import Bench
from tutor.lab.edit import kind_of, usual
from tutor.lab.moves import (
    SHAPING,
    TRAIN,
    Change,
    Move,
    MoveError,
    Value,
    moves_of,
    read_moves,
)
from tutor.lesson.course import Lesson
from tutor.lesson.models import ExerciseModel, LabModel
from tutor.network.model import NetworkError
from tutor.network.phrases import listed
from tutor.network.quantity import Quantity, QuantityError, parse
from tutor.network.resolve import lookup_in
from tutor.network.trace import Trace


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lab stands: whether its goal holds, and what was used of what is allowed.

    ``values`` says what the goal's quantities are now; where a limit is None there is none.
    """

    holds: bool
    goal: str
    values: str
    edits: int
    max_edits: int | None
    updates: int
    max_updates: int | None

    @property
    def state(self) -> str:
        """Whether it holds, and if not what the goal's quantities are."""
        return "it holds" if self.holds else f"not yet: {self.values}"

    @property
    def used(self) -> tuple[str, ...]:
        """What was used of what is allowed: ``changes 1 of 2``."""
        counts = (
            ("changes", self.edits, self.max_edits), ("training", self.updates, self.max_updates)
        )  # fmt: skip
        return tuple(
            f"{noun} {count}{'' if most is None else f' of {most}'}"
            for noun, count, most in counts
            if most or count
        )


def check_lab(
    edits: Mapping[str, Value] | Iterable[Move], exercise: ExerciseModel, lesson: Lesson
) -> Verdict:
    """The verdict on moves, such as ``{"weight(a->b)": 2.5, "train": 10}``, made in their order.

    An edit that leaves a number as it was is none. The verdict's check is "format" where a move
    can't be made, else "edits", "updates" or "goal".
    """
    lab, bench = lab_of(exercise), start(exercise, lesson)
    moves = moves_of(edits) if isinstance(edits, Mapping) else tuple(edits)
    try:
        verdict = None
        for move in moves:
            verdict = verdict or _forbidden(move, bench, lab)
            bench = bench.do(move)
        return with_hint(verdict, exercise.hints) if verdict else check_bench(bench, exercise)
    except (MoveError, QuantityError, NetworkError) as error:
        return Verdict(False, f"That can't be changed: {error}.", "format")


def check_bench(bench: Bench, exercise: ExerciseModel) -> Verdict:
    """The verdict on a bench whose moves were all allowed (``refusal``) when they were made.

    Raises QuantityError where the goal has no value any more.
    """
    lab = lab_of(exercise)
    return with_hint(_too_much(bench, lab) or _reached(bench, lab), exercise.hints)


def check_lab_text(text: str, exercise: ExerciseModel, lesson: Lesson) -> Verdict:
    """The verdict on moves as they are written: ``weight(a->b) = 2.5, train = 10``."""
    try:
        moves = read_moves(text)
    except MoveError as error:
        return Verdict(False, f"I can't read that: {error}.", "format")
    return check_lab(moves, exercise, lesson)


def lab_of(exercise: ExerciseModel) -> LabModel:
    """The lab of an exercise that is one."""
    if exercise.lab is None:
        raise ValueError(f"exercise {exercise.id} is not a lab")
    return exercise.lab


def start(exercise: ExerciseModel, lesson: Lesson) -> Bench:
    """The bench that a lab begins with."""
    return Bench(lesson.problems[lab_of(exercise).network])


def standing(bench: Bench, lab: LabModel) -> Standing:
    """How a lab stands. Raises QuantityError where the goal has no value any more."""
    goal = parse(lab.goal)
    return Standing(
        holds=goal.evaluate(lookup_in(bench.trace)) is True,
        goal=lab.goal,
        values=", ".join(dict.fromkeys(_value(q, bench.trace) for q in goal.quantities)),
        edits=len(bench.edits),
        max_edits=lab.max_edits,
        updates=bench.updates,
        max_updates=most_updates(lab),
    )


def most_updates(lab: LabModel) -> int | None:
    """How many training steps may be taken; None is any number.

    A training step changes weights, so without ``max_updates`` there are none where not all
    weights may change.
    """
    if lab.max_updates is not None:
        return lab.max_updates
    return None if "weights" in lab.change and lab.max_edits is None else 0


def refusal(move: Move, bench: Bench, lab: LabModel) -> str:
    """Why a move is none of this lab's, in a sentence; "" where it may be tried.

    Raises MoveError, QuantityError or NetworkError for a move that no lab knows.
    """
    if move.what == TRAIN:
        return _too_long(bench.updates + _count(move), most_updates(lab))
    kind: Change = SHAPING.get(move.what) or kind_of(bench.problem, move.what)
    if kind in lab.change:
        return ""
    allowed = listed([word.replace("_", " ") for word in lab.change])
    name = move.what if move.what in SHAPING else usual(bench.problem, move.what)
    return f"{name} must stay as it is: only {allowed} may change."


def _forbidden(move: Move, bench: Bench, lab: LabModel) -> Verdict | None:
    """A verdict on a move that is none of this lab's; one that changes nothing is none at all."""
    if move.what not in (TRAIN, *SHAPING) and not bench.do(move).edits.keys() - bench.edits.keys():
        return None
    message = refusal(move, bench, lab)
    check = "updates" if move.what == TRAIN else "edits"
    return Verdict(False, message, check) if message else None


def _count(move: Move) -> int:
    return 1 if isinstance(move.value, str) else int(move.value)


def _too_long(updates: int, most: int | None) -> str:
    """A sentence where that many training steps are too many."""
    if most is None or updates <= most:
        return ""
    if most == 0:
        return "No training steps here: change the network by hand."
    allowed = "1 is" if most == 1 else f"{most} are"
    return f"That makes {updates} training steps; only {allowed} allowed."


def _too_much(bench: Bench, lab: LabModel) -> Verdict | None:
    """A verdict where more was changed than may be."""
    count, most = len(bench.edits), lab.max_edits
    if most is not None and count > most:
        allowed = "1 change is" if most == 1 else f"{most} changes are"
        message = f"You changed {count} {_things(bench)}; only {allowed} allowed."
        return Verdict(False, message, "edits", next="Put one of them back.")
    return None


def _things(bench: Bench) -> str:
    return "things" if any(isinstance(v, str) for v in bench.edits.values()) else "numbers"


def _reached(bench: Bench, lab: LabModel) -> Verdict:
    now = standing(bench, lab)
    if now.holds:
        return Verdict(True, f"{lab.goal} holds.")
    for wrong in lab.wrong:
        if wrong.says and _same(wrong.edits, bench):
            return Verdict(False, wrong.says, "goal", (wrong.says,))
    if not bench.moves or not (bench.edits or bench.updates):
        message = f"Nothing is changed yet: {now.values}, the goal is {lab.goal}."
        return Verdict(False, message, "goal")
    return Verdict(False, f"Not yet: {now.values}, the goal is {lab.goal}.", "goal")


def _same(edits: Mapping[str, Value], bench: Bench) -> bool:
    """Whether the bench is what the author's edits make of the start."""
    try:
        made = Bench(bench.start).do_all(moves_of(edits))
    except MoveError:
        return False
    return (made.edits, made.updates) == (bench.edits, bench.updates)


def _value(quantity: Quantity, now: Trace) -> str:
    value = lookup_in(now)(quantity)
    text = str(list(value)) if isinstance(value, tuple) else number(value)
    return f"{quantity} is {text}"
