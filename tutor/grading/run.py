"""What a check of code looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tutor.grading.arrays import Array, array
from tutor.grading.source import Source
from tutor.grading.values import Plain, plains
from tutor.runner.observation import ErrorView, Observation, Value

#: The value of a text that may have ``{{ … }}`` in it.
Resolve = Callable[[str], object]
MISSING = Value("missing")


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a check fails: ``message`` says what is, ``detail`` why, ``next`` what to do."""

    check: str
    message: str
    detail: str = ""
    line: int | None = None
    next: str = ""
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """A sentence about what makes a value wrong, and its line."""

    sentence: str
    line: int | None


def look_at(line: int | None) -> str:
    """What to do next where a line is known."""
    return "" if line is None else f"Look at line {line}."


def gap_left(line: int) -> Finding:
    """The finding about a place that the starter left to fill in."""
    message = f"In line {line} the ... of the starter is still there."
    return Finding("gap", message, "", line, "Put your own code in its place.")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the submission beside one of the solution, with the same givens.

    ``calls`` are the expressions whose values are the observations' ``results``. ``plain`` is
    the run with the givens as they are; it is None where this is that run.
    """

    source: Source
    solution: Source
    seen: Observation
    reference: Observation
    calls: tuple[str, ...] = ()
    again: Mapping[str, str] = field(default_factory=dict)
    plain: Run | None = None
    resolve: Resolve = lambda text: text

    def value(self, name: str) -> Value:
        """A variable of the submission."""
        return self.seen.values.get(name, MISSING)

    def expected(self, name: str) -> Value:
        """The same variable of the solution."""
        return self.reference.values.get(name, MISSING)

    def result(self, call: str) -> Value | ErrorView:
        """What a call gave with the submission's names."""
        return _result(self.seen, self.calls, call)

    def expected_result(self, call: str) -> Value | ErrorView:
        """What it gave with the solution's."""
        return _result(self.reference, self.calls, call)

    def names(self) -> dict[str, Plain]:
        """The submission's values to compute with."""
        return plains(self.seen.values)

    def names_for_author(self) -> dict[str, Plain]:
        """The submission's values as an author's expressions mean them.

        A list or tuple of numbers counts as the array that the solution has in its place.
        """
        others = self.expected_names()
        return {
            name: (array(value) or value) if isinstance(others.get(name), Array) else value
            for name, value in self.names().items()
        }

    def observed(self) -> dict[str, Plain]:
        """The values of the submission's calls, by their text."""
        return _observed(self.seen, self.calls)

    def expected_names(self) -> dict[str, Plain]:
        """The solution's values to compute with."""
        return plains(self.reference.values)

    def expected_observed(self) -> dict[str, Plain]:
        """The values of the solution's calls."""
        return _observed(self.reference, self.calls)


def _result(seen: Observation, calls: tuple[str, ...], call: str) -> Value | ErrorView:
    place = calls.index(call) if call in calls else len(calls)
    return seen.results[place] if place < len(seen.results) else MISSING


def _observed(seen: Observation, calls: tuple[str, ...]) -> dict[str, Plain]:
    pairs = zip(calls, seen.results, strict=False)
    return plains({call: value for call, value in pairs if isinstance(value, Value)})
