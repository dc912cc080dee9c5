"""The learner's desk: opens exercises, runs and judges submissions, records what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.grading.verdict import Verdict
from tutor.lesson.errors import why
from tutor.session.journal import Journal
from tutor.session.shelf import Shelf
from tutor.session.work import Work

if TYPE_CHECKING:
    from tutor.datasets.table import Table
    from tutor.lesson.models import CodeModel
    from tutor.network.trace import Trace
    from tutor.runner.observation import Event, Job, Observation
    from tutor.runner.runner import Runner

#: The width of plots where nobody says another.
COLUMNS = 78

Listener = Callable[["Event"], None]
#: What solutions came to, or are coming to.
References = dict[Hashable, "asyncio.Task[list[Observation]]"]


class Desk(Journal):
    """Everything a screen or a command needs to work on exercises.

    ``data_folder`` holds the learner's own data sets, which are used instead of the shipped ones;
    without it the shipped ones are used whatever the learner has. Desks may share ``references``.
    """

    def __init__(
        self,
        shelf: Shelf,
        data_folder: Path | None = None,
        references: References | None = None,
    ) -> None:
        super().__init__(shelf)
        self.data_folder = data_folder
        self._runner: Runner | None = None
        self._references: References = {} if references is None else references
        self._tables: dict[Hashable, Table] = {}

    # --- exercises ----------------------------------------------------------------------------

    def render(self, text: str, work: Work) -> str:
        """A text of the lesson with its ``{{ }}`` filled in."""
        if "{{" not in text:
            return text
        from tutor.lesson.template import TemplateError, render

        try:
            return render(text, work.lesson, work.exercise, self.tables)
        except TemplateError as problem:  # of data: own files need not give every number
            return f"{text} ({problem})"

    def tables(self, name: str) -> Table:
        """The table in use under this name. Raises DataError with a sentence for the learner."""
        from tutor.datasets.folder import version
        from tutor.datasets.table import load_table

        key = name, version(name, self.data_folder)
        if key not in self._tables:
            self._tables[key] = load_table(name, self.data_folder)
        return self._tables[key]

    def check_text(self, work: Work, text: str) -> Verdict:
        """Grade what was typed: an answer, options, quantities of ``steps``, a lab's moves."""
        from tutor.grading.answers import check_answer
        from tutor.grading.choices import check_choice
        from tutor.grading.labs import check_lab_text
        from tutor.grading.steps import check_steps

        if work.exercise.kind == "choice":
            verdict = check_choice(text, work.exercise)
        elif work.exercise.kind == "steps":
            verdict = check_steps(text, work.exercise, work.lesson)
        elif work.exercise.kind == "lab":
            verdict = check_lab_text(text, work.exercise, work.lesson)
        else:
            verdict = self._unusable_table(work) or check_answer(
                text, work.exercise, work.lesson, self.tables
            )
        return self._rendered(verdict, work)

    def _unusable_table(self, work: Work) -> Verdict | None:
        """What is wrong with the table that an answer is about."""
        from tutor.datasets.table import DataError

        answer = work.exercise.answer
        try:
            if answer is not None and answer.data is not None:
                self.tables(answer.data)
        except DataError as problem:
            return Verdict(False, str(problem), check="data")
        return None

    def _rendered(self, verdict: Verdict, work: Work) -> Verdict:
        """With the ``{{ }}`` of the author's sentences filled in; a learner's own stay."""
        from tutor.lesson.template import TemplateError, render

        if "{{" not in verdict.message:
            return verdict
        try:
            message, *mistakes = (
                render(text, work.lesson, work.exercise, self.tables)
                for text in (verdict.message, *verdict.mistakes)
            )
        except TemplateError:
            return verdict
        return replace(verdict, message=message, mistakes=tuple(mistakes))

    def check_quantity(
        self,
        work: Work,
        trace: Trace,
        quantity: str,
        text: str,
        earlier: Mapping[str, float] | None = None,
    ) -> Verdict:
        """Grade one quantity that is asked while a trace is walked.

        ``earlier`` has the learner's own numbers for quantities asked before.
        """
        from tutor.grading.steps import check_quantity

        steps = work.exercise.steps
        assert steps is not None
        verdict = check_quantity(
            trace, quantity, text, steps.tolerance, wrong=steps.wrong, earlier=earlier or {}
        )
        return self._rendered(verdict, work)

    def solution(self, work: Work) -> str:
        """The right answer or options, as a sentence."""
        choice, answer = work.exercise.choice, work.exercise.answer
        if work.exercise.lab is not None:
            from tutor.lab.moves import moves_of, write_moves

            return f"One way: `{write_moves(moves_of(work.exercise.lab.solution))}`"
        if choice is not None:
            right = [each for each in enumerate(choice.options, start=1) if each[1].right]
            named = "; ".join(f"{number}. {option.text}" for number, option in right)
            reasons = " ".join(option.feedback.strip() for _, option in right)
            return self.render(f"Right is: {named}\n\n{reasons}".strip(), work)
        if answer is not None:
            from tutor.lesson.expected import expected_value
            from tutor.lesson.template import TemplateError
            from tutor.lesson.typed import typed

            try:
                value = expected_value(work.lesson, work.exercise, self.tables)
            except TemplateError as problem:  # of data, as in render
                return str(problem)
            return f"Right is: `{typed(value, answer.tolerance)}`"
        return ""

    # --- code ---------------------------------------------------------------------------------

    @property
    def runner(self) -> Runner:
        """The runner, made when it's first needed."""
        if self._runner is None:
            from tutor.runner.runner import Runner

            self._runner = Runner(self.data_folder)
        return self._runner

    def prepare(self, work: Work) -> None:
        """Warm what the exercise needs and run its solution, while the learner reads."""
        code = work.exercise.code
        if code is not None:
            self.runner.warm(code.needs, f"{code.setup}\n{code.solution}")
            self._reference(work, code)

    async def refer(self, work: Work) -> None:
        """Run its solution, unless that was done before."""
        if work.exercise.code is not None:
            await asyncio.shield(self._reference(work, work.exercise.code))

    def is_ready(self, work: Work) -> bool:
        """Whether a submission would start at once."""
        code = work.exercise.code
        return code is None or self.runner.is_ready(code.needs)

    def _reference(self, work: Work, code: CodeModel) -> asyncio.Task[list[Observation]]:
        """The observations of the solution, made once for each content of exercise and data."""
        from tutor.datasets.folder import version
        from tutor.grading.jobs import solution_jobs

        key = work.hash, code.seed, code.data and version(code.data, self.data_folder)
        known = self._references.get(key)
        if known is None or _spoilt(known):
            known = asyncio.create_task(self._run_all(solution_jobs(code)))
            self._references[key] = known
        return known

    async def _run_all(
        self, jobs: tuple[Job, ...], listen: Listener | None = None, columns: int = COLUMNS
    ) -> list[Observation]:
        """Run jobs one after the other, up to the first that ends badly; the first is heard."""
        observations: list[Observation] = []
        folder = str(self.data_folder) if self.data_folder else None
        for planned in jobs:
            job = replace(planned, data_folder=folder, columns=columns)
            heard = None if observations else listen
            observations.append(await self.runner.run(job, heard))
            if observations[-1].ending != "complete":
                break
        return observations

    async def check_code(
        self, work: Work, source: str, listen: Listener | None = None, columns: int = COLUMNS
    ) -> Verdict:
        """Run a submission and, unless that was done before, the solution; judge them.

        With other givens it is run only where it is right with the first. ``columns`` is how wide
        plots may be.
        """
        from tutor.grading.jobs import submission_jobs

        code = work.exercise.code
        assert code is not None
        first, *others = submission_jobs(code, source)
        try:
            seen = await self._run_all((first,), listen, columns)
            verdict = await self._judged(work, code, source, seen)
            if others and verdict.check == "incomplete":
                seen += await self._run_all(tuple(others), None, columns)
                verdict = await self._judged(work, code, source, seen)
        except OSError as problem:
            message = f"No process could be started: {why(problem)}."
            return Verdict(False, message, check="format")
        return verdict

    async def _judged(
        self, work: Work, code: CodeModel, source: str, seen: list[Observation]
    ) -> Verdict:
        """The verdict on what was seen so far."""
        from tutor.grading.judge import judge

        error = seen[-1].error
        if error is not None and error.type.endswith("DataError") and error.where == "setup":
            return Verdict(False, error.message, check="data")
        stopped = seen[-1].ending == "stopped"  # then nothing is compared
        reference = [] if stopped else await asyncio.shield(self._reference(work, code))
        verdict = judge(work.exercise, work.lesson, source, seen, reference)
        return self._rendered(verdict, work)

    def stop(self) -> None:
        """End the run at hand."""
        if self._runner is not None:
            self._runner.stop()

    async def close(self) -> None:
        """End every child."""
        for task in self._references.values():
            task.cancel()
        if self._runner is not None:
            await self._runner.close()


def _spoilt(task: asyncio.Task[list[Observation]]) -> bool:
    """Whether a run of the solution was cut short and says nothing about the solution."""
    if not task.done():
        return False
    if task.cancelled() or task.exception() is not None:
        return True
    return task.result()[-1].ending in ("stopped", "crash")
