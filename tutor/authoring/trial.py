"""The mutants of an exercise, put to its checks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.authoring.behaviour import behaves_alike, observing_jobs
from tutor.authoring.mutants import Mutant, mutants_of
from tutor.lesson.models import CodeModel
from tutor.runner.observation import Job, Observation
from tutor.session.desk import Desk
from tutor.session.work import Work

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


async def try_mutants(work: Work, desk: Desk, most: int, seconds: float) -> Trial:
    """Put at most ``most`` mutants to the checks; ``seconds`` is how long the solution takes."""
    code = work.exercise.code
    if code is None:
        return Trial()
    if code.needs == "keras":
        most = -(-most // TRAINING_COST)
    hurried = _hurried(work, code, seconds)
    mutants = mutants_of(code, most)
    passing = [mutant for mutant in mutants if (await desk.check_code(hurried, mutant.code)).passed]
    survivors = await _other_than_the_solution(passing, hurried, desk)
    return Trial(len(mutants) - len(passing), len(passing) - len(survivors), survivors)


def _hurried(work: Work, code: CodeModel, seconds: float) -> Work:
    """The exercise with a limit that suits its solution."""
    limit = min(max(PATIENCE * seconds, LEAST_SECONDS[code.needs]), code.time_limit or 3600)
    other = code.model_copy(update={"time_limit": limit})
    return replace(work, exercise=work.exercise.model_copy(update={"code": other}))


async def _other_than_the_solution(
    passing: list[Mutant], work: Work, desk: Desk
) -> tuple[Mutant, ...]:
    """Those mutants that do something else, under the lesson's givens or made-up ones."""
    code = work.exercise.code
    if code is None or not passing:
        return ()
    reference = await _observed(observing_jobs(code, code.solution), desk)
    found = []
    for mutant in passing:
        seen = await _observed(observing_jobs(code, mutant.code), desk)
        if not behaves_alike(code, seen, reference):
            found.append(mutant)
    return tuple(found)


async def _observed(jobs: tuple[Job, ...], desk: Desk) -> list[Observation]:
    return [await desk.runner.run(job) for job in jobs]
