"""What can be said of a number that is not the right one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from tutor.grading.differ import number
from tutor.grading.reading import Typed
from tutor.grading.relation import relation
from tutor.grading.verdict import Verdict
from tutor.network import numbers
from tutor.network.follow import Own, named
from tutor.network.mistakes import diagnose
from tutor.network.numbers import counted
from tutor.network.phrases import listed
from tutor.network.quantity import Quantity, QuantityError
from tutor.network.symbols import said
from tutor.network.trace import Trace

#: The author's numbers that are wrong, each with its sentence.
Wrong = tuple[tuple[float, str], ...]

#: So many mistakes that give one number are explained.
MOST_TOLD = 3

#: The check of a number that is right after the learner's own wrong ones.
FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that is asked for.

    ``quantity`` and ``trace`` say where it comes from in a network, if it is one number of it.
    ``follows`` is what it is if the learner's own wrong numbers before it, ``earlier``, by the
    index of their step, were right. ``kept`` are the cells whose numbers the learner was given.
    """

    expected: float
    tolerance: float | None = None
    wrong: Wrong = ()
    trace: Trace | None = None
    quantity: Quantity | None = None
    name: str = ""
    earlier: Own = field(default_factory=dict)
    follows: float | None = None
    kept: Collection[int] = ()

    def is_right(self, typed: Typed) -> bool:
        """Whether the number is right to the tolerance, or to the digits typed."""
        return self.close(typed)(self.expected)

    def close(self, typed: Typed) -> Callable[[float], bool]:
        """Whether the number that was typed is another one."""
        return lambda other: numbers.close(typed.value, other, typed.text, self.tolerance)


def grade(asked: Asked, typed: Typed, what: str = "answer") -> Verdict:
    """The verdict on one number: right, a mistake that is known, or how far off it is."""
    if asked.is_right(typed):
        is_ = f"{said(asked.name)} is {_own(typed)}" if asked.name else f"{_own(typed)} is right"
        return Verdict(True, f"{is_}.")
    is_typed = asked.close(typed)
    if asked.follows is not None and is_typed(asked.follows):
        return _following(asked, typed)
    for value, sentence in asked.wrong:
        if is_typed(value):
            return Verdict(False, sentence, what, (sentence,))
    known = _known(asked, typed, what)
    return known or Verdict(False, _comparison(asked, typed), what)


def with_hint(verdict: Verdict, hints: list[str]) -> Verdict:
    """The verdict; where nothing else is to be done, the hint is."""
    if verdict.passed or verdict.next or not hints or verdict.check == "format":
        return verdict
    return replace(verdict, next="Try the hint.")


def _own(typed: Typed) -> str:
    """The number as it was typed, arithmetic with its value."""
    value = number(typed.value)
    if _is_arithmetic(typed):
        return value if value == typed.text else f"{typed.text} = {value}"
    return value if float(value) == typed.value else typed.text


def _is_arithmetic(typed: Typed) -> bool:
    try:
        float(typed.text.replace("−", "-"))
    except ValueError:
        return True
    return False


def _known(asked: Asked, typed: Typed, what: str) -> Verdict | None:
    """All the known mistakes that give this number; the likeliest are explained."""
    if asked.trace is None or asked.quantity is None:
        return None
    try:
        step = asked.trace.find(asked.quantity)
    except QuantityError:
        return None
    found = diagnose(
        asked.trace,
        step,
        typed.value,
        lambda given, other: numbers.close(given, other, typed.text, asked.tolerance),
        earlier=asked.earlier,
        kept=asked.kept,
    )
    if not found:
        return None
    told = list(dict.fromkeys(_end(m.explanation) for m in found))[:MOST_TOLD]
    message = " Or: ".join(told)
    return Verdict(False, message, what, tuple(m.name for m in found))


def _following(asked: Asked, typed: Typed) -> Verdict:
    """It is right after numbers that are not: the step is credited, and what it should be said."""
    assert asked.trace is not None
    right = {index: asked.trace.value(index) for index in asked.earlier}
    facts = [
        f"{said(asked.trace.name(index))} is {number(value)}" for index, value in right.items()
    ]
    message = (
        f"{_own(typed)} follows from your own {named(asked.trace, asked.earlier)}: the step "
        f"itself is right. But {listed(facts)}, so {said(asked.name) or 'it'} is "
        f"{number(asked.expected)}."
    )
    return Verdict(True, message, FOLLOWS)


def _end(sentence: str) -> str:
    text = sentence.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _comparison(asked: Asked, typed: Typed) -> str:
    value, expected = typed.value, asked.expected
    own = _own(typed)
    coarse = _right_decimals(typed, expected)
    if coarse is not None:
        places = counted(coarse, "decimal")
        rounded = "to a whole number" if coarse == 0 else f"to {places}"
        return f"{own} is right {rounded}; give two decimals."
    if value == -expected and expected:
        return f"{own} has the right size, but the sign is turned."
    related = relation([value], [expected])
    if related:
        return f"{own} is not it. {related}"
    if expected and abs(value - expected) <= 0.02 * abs(expected):
        return f"{own} is close, but not close enough."
    return f"{own} is not it."


def _right_decimals(typed: Typed, expected: float) -> int | None:
    """How many decimals were typed, if the number is right to these, but two are asked for."""
    if _is_arithmetic(typed) or "e" in typed.text.lower():
        return None
    decimals = len(typed.text.partition(".")[2])
    if decimals > 1 or abs(typed.value - expected) > 0.5 * 10**-decimals + 1e-12:
        return None
    return decimals if typed.value != 0 else None
