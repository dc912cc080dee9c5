"""Runs the cases of exercises for real, and says which do not come out as they have to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from tutor.authoring.cases import Case, Sort, cases_of
from tutor.authoring.desks import Desks, together
from tutor.authoring.mutants import Mutant
from tutor.authoring.tables import shipped_table
from tutor.authoring.trial import Trial, mutants_for, try_mutants
from tutor.grading.labs import check_lab
from tutor.grading.verdict import NO_FAULT, Verdict
from tutor.lesson.source import Place, Position
from tutor.lesson.template import TemplateError
from tutor.network.quantity import QuantityError
from tutor.session.desk import Desk
from tutor.session.work import Work

#: Checks of verdicts that say nothing of the submission: it was not graded.
_UNGRADED = ("lesson", "format", "incomplete")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: Case
    verdict: Verdict

    @property
    def said(self) -> str:
        """All that the learner would be told; where the lesson is at fault, it is the author's."""
        said = f"{self.verdict.message} {self.verdict.next}".strip()
        return said.replace(f" {NO_FAULT}", "") if self.verdict.check == "lesson" else said

    @property
    def holds(self) -> bool:
        """Whether it came out as it has to."""
        graded = self.verdict.passed or self.verdict.check not in _UNGRADED
        return graded and self.verdict.passed is self.case.passes and self.is_said

    @property
    def is_said(self) -> bool:
        """Whether the learner was told what is to be said."""
        says = self.case.says
        return says is None or (says.strip() != "" and _squeezed(says) in _squeezed(self.said))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of all cases and mutants of an exercise; ``seconds`` is how long they took.

    ``known`` has how many cases of each sort held, where that is remembered from an earlier run.
    """

    work: Work
    outcomes: tuple[Outcome, ...]
    seconds: float
    trial: Trial = field(default_factory=Trial)
    known: Mapping[Sort, int] | None = None

    @property
    def fine(self) -> bool:
        """Whether all is as it has to be."""
        return not self.failures and not self.trial.survivors

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The cases that did not come out as they have to."""
        return tuple(outcome for outcome in self.outcomes if not outcome.holds)

    def count(self, sort: Sort) -> tuple[int, int]:
        """How many cases of a sort came out as they have to, and how many were run."""
        if self.known is not None:
            return self.known[sort], self.known[sort]
        held = [outcome.holds for outcome in self.outcomes if outcome.case.sort == sort]
        return sum(held), len(held)

    def position(self, place: Place = ()) -> Position:
        """Line and column of the exercise in its file, or of a part of it."""
        return self.work.lesson.source.position((*self._place, *place))

    def position_inside(self, place: Place, text: str, offset: int) -> Position:
        """Line and column in its file of a character of a text of the exercise."""
        return self.work.lesson.source.inside((*self._place, *place), text, offset)

    @property
    def _place(self) -> Place:
        return "exercises", self.work.lesson.exercises.index(self.work.exercise)


@dataclass(frozen=True, slots=True)
class Plan:
    """How thoroughly to verify.

    With ``seeds``, trainings must also pass with that many seeds, one after the other. ``static``
    leaves out what runs code. ``mutants`` is how many changed solutions the checks of each
    exercise of code must notice; trainings get fewer.
    """

    seeds: int = 1
    static: bool = False
    mutants: int = 0


class Listener:
    """Hears how far verifying is; as it stands, nobody."""

    def begun(self, work: Work) -> None:
        """An exercise is taken up."""

    def ran(self, work: Work, done: int, total: int) -> None:
        """So many of the runs of an exercise are done."""

    def ended(self, result: Result) -> None:
        """An exercise is done."""


async def verify_exercise(
    work: Work, desks: Desks, plan: Plan, listener: Listener | None = None
) -> Result:
    """Verify one exercise."""
    begin = time.perf_counter()
    trial = Trial()
    outcomes: Sequence[Outcome] = ()
    try:
        cases = cases_of(work.exercise, work.lesson, shipped_table)
    except (TemplateError, QuantityError) as problem:
        outcomes = [_without_value(work, problem)]
    else:
        if work.exercise.code is None:
            outcomes = [Outcome(case, _graded(case, work, desks.all[0])) for case in cases]
        elif not plan.static:
            cases = tuple(_with_seeds(cases, work, plan.seeds))
            mutants = mutants_for(work.exercise.code, plan.mutants)
            runs = _Runs(work, desks, listener or Listener(), len(cases) + len(mutants))
            outcomes, trial = await runs.all(cases, mutants)
    return Result(work, tuple(outcomes), time.perf_counter() - begin, trial)


@dataclass
class _Runs:
    """The runs of one exercise of code: ``total`` of them, if its solution holds."""

    work: Work
    desks: Desks
    listener: Listener
    total: int
    done: int = 0

    async def all(
        self, cases: Sequence[Case], mutants: Sequence[Mutant]
    ) -> tuple[list[Outcome], Trial]:
        """What comes of the cases, seed by seed, and then of the mutants."""
        groups = [[*group] for _, group in groupby(cases, key=lambda case: case.seed)]
        outcomes = [*chain(*await together(map(self._of_seed, groups)))]
        if not outcomes[0].holds:
            return outcomes, Trial()
        seconds = outcomes[0].verdict.seconds
        return outcomes, await try_mutants(self.work, self.desks, mutants, seconds, self._ran)

    async def _of_seed(self, cases: Sequence[Case]) -> list[Outcome]:
        """Where a solution fails there is nothing to judge the others by."""
        solution, *others = cases
        reference = asyncio.ensure_future(_refer(_seeded(self.work, solution.seed), self.desks))
        try:
            first = await self._outcome(solution)
            await reference
        finally:
            reference.cancel()
        return [first, *(await together(map(self._outcome, others)) if first.holds else [])]

    async def _outcome(self, case: Case) -> Outcome:
        async with self.desks.free(self.work) as desk:
            verdict = await desk.check_code(_seeded(self.work, case.seed), case.submission)
        self._ran()
        return Outcome(case, verdict)

    def _ran(self) -> None:
        self.done += 1
        self.listener.ran(self.work, self.done, self.total)


async def _refer(work: Work, desks: Desks) -> None:
    """Run the solution at one desk, while at others it is submitted."""
    async with desks.free(work) as desk:
        await desk.refer(work)


def _with_seeds(cases: Sequence[Case], work: Work, seeds: int) -> Iterator[Case]:
    """The cases; of a training what has to pass with the other seeds, too."""
    yield from cases
    if work.exercise.code is None or work.exercise.code.needs != "keras":
        return
    first = work.exercise.code.seed
    for offset in range(1, seeds):
        for case in cases:
            if case.passes:
                yield replace(case, name=f"{case.name}, seed {first + offset}", seed=offset)


def _graded(case: Case, work: Work, desk: Desk) -> Verdict:
    """The verdict on what is typed or edited."""
    exercise, lesson = work.exercise, work.lesson
    try:
        if exercise.lab is not None:
            verdict = check_lab(case.edits, exercise, lesson)
            return replace(verdict, message=desk.render(verdict.message, work))
        if exercise.steps is not None and case.quantity is not None:
            trace = lesson.trace(exercise.steps.network, exercise.steps.updates)
            return desk.check_quantity(work, trace, case.quantity, case.submission)
        return desk.check_text(work, case.submission)
    except (TemplateError, QuantityError) as problem:
        return Verdict(False, f"This exercise can't be checked: {problem}.", "lesson")


def _seeded(work: Work, offset: int) -> Work:
    """The exercise with another seed."""
    code = work.exercise.code
    if code is None or not offset:
        return work
    other = code.model_copy(update={"seed": code.seed + offset})
    return replace(work, exercise=work.exercise.model_copy(update={"code": other}))


def _without_value(work: Work, problem: Exception) -> Outcome:
    case = Case("solution", work.exercise.kind, (work.exercise.kind,), "what is asked")
    return Outcome(case, Verdict(False, f"This exercise can't be checked: {problem}.", "lesson"))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
