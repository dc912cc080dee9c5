"""The mutants of an exercise, put to its checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from tutor.authoring.behaviour import behaves_alike, observing_jobs
from tutor.authoring.desks import Desks, together
from tutor.authoring.mutants import Mutant, mutants_of
from tutor.lesson.models import CodeModel
from tutor.runner.observation import Observation
from tutor.session.work import Work

#: Told when a mutant was tried.
OnTried = Callable[[], object]

#: A training takes so many times as long as other code: it gets so many times fewer mutants.
TRAINING_COST = 10
#: A mutant that takes so many times as long as the solution will not end.
PATIENCE = 5
#: However quick the solution is, a mutant has so long (seconds).
LEAST_SECONDS = {"numpy": 2.0, "pandas": 3.0, "keras": 15.0}


@dataclass(frozen=True, slots=True)
class Trial:
    """How many mutants the checks noticed; ``equal`` do what the solution does, so none could."""

    killed: int = 0
    equal: int = 0
    survivors: tuple[Mutant, ...] = ()

    @property
    def counted(self) -> int:
        """How many mutants do something else than the solution."""
        return self.killed + len(self.survivors)


def mutants_for(code: CodeModel, most: int) -> tuple[Mutant, ...]:
    """The mutants to try, at most so many; fewer where there is training."""
    return mutants_of(code, -(-most // TRAINING_COST) if code.needs == "keras" else most)


async def try_mutants(
    work: Work, desks: Desks, mutants: Sequence[Mutant], seconds: float, on_tried: OnTried
) -> Trial:
    """Put mutants to the checks; ``seconds`` is how long the solution takes.

    ``on_tried`` is told of each that it is done.
    """
    code = work.exercise.code
    if code is None:
        return Trial()
    hurried = _hurried(work, code, seconds)

    async def passes(mutant: Mutant) -> bool:
        async with desks.free(work) as desk:
            verdict = await desk.check_code(hurried, mutant.code)
        on_tried()
        return verdict.passed

    passed = await together(map(passes, mutants))
    passing = list(compress(mutants, passed))
    survivors = await _other_than_the_solution(passing, hurried, desks)
    return Trial(len(mutants) - len(passing), len(passing) - len(survivors), survivors)


def _hurried(work: Work, code: CodeModel, seconds: float) -> Work:
    """The exercise with a limit that suits its solution."""
    limit = min(max(PATIENCE * seconds, LEAST_SECONDS[code.needs]), code.time_limit or 3600)
    other = code.model_copy(update={"time_limit": limit})
    return replace(work, exercise=work.exercise.model_copy(update={"code": other}))


async def _other_than_the_solution(
    passing: list[Mutant], work: Work, desks: Desks
) -> tuple[Mutant, ...]:
    """Those mutants that do something else, under the lesson's givens or made-up ones."""
    code = work.exercise.code
    if code is None or not passing:
        return ()

    async def observed(program: str) -> list[Observation]:
        async with desks.free(work) as desk:
            return [await desk.runner.run(job) for job in observing_jobs(code, program)]

    programs = (code.solution, *(mutant.code for mutant in passing))
    reference, *seen = await together(map(observed, programs))
    return tuple(
        mutant
        for mutant, theirs in zip(passing, seen, strict=True)
        if not behaves_alike(code, theirs, reference)
    )
