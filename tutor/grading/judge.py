"""Judges code: what was seen of the submission beside what was seen of the solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.grading.checks import OF_RESULTS, Finding, Resolve, Run, check
from tutor.grading.endings import ended_badly
from tutor.grading.explain import explain_program
from tutor.grading.givens import with_changed_given
from tutor.grading.jobs import calls_checked, names_of
from tutor.grading.passing import all_right
from tutor.grading.pictures import pictures_of
from tutor.grading.run import gap_left, look_at
from tutor.grading.source import Source
from tutor.grading.values import plain, same
from tutor.grading.verdict import NO_FAULT, Verdict
from tutor.lesson.course import Lesson
from tutor.lesson.models import (
    CheckModel,
    CodeModel,
    ExerciseModel,
    FunctionCheck,
    HoldsCheck,
    VariableCheck,
    check_kind,
)
from tutor.lesson.template import computed
from tutor.runner.observation import Observation
from tutor.terminal import printable

#: Other givens with a longer text are named only.
MOST_GIVENS = 60


def judge(
    exercise: ExerciseModel,
    lesson: Lesson | None,
    source: str,
    observations: Sequence[Observation],
    references: Sequence[Observation],
) -> Verdict:
    """The verdict on a submission.

    ``observations`` and ``references`` are what came of ``submission_jobs`` and
    ``solution_jobs``, in their order; the last may be missing where one before ended badly. The
    first check that fails decides. ``lesson`` is needed where the checks have ``{{ }}`` in them.
    """
    code = exercise.code
    if code is None:
        raise ValueError(f"exercise {exercise.id} is not one of code")

    def resolve(text: str) -> object:
        return text if lesson is None else computed(text, lesson, exercise)

    return judge_code(code, source, observations, references, resolve)


def judge_code(
    code: CodeModel,
    source: str,
    observations: Sequence[Observation],
    references: Sequence[Observation],
    resolve: Resolve = lambda text: text,
) -> Verdict:
    """As ``judge``, without a lesson; ``resolve`` gives the values of texts with ``{{ }}``."""
    givens: list[Mapping[str, str]] = [{}, *code.again]
    mine, theirs = Source(source), Source(code.solution)
    stopped = next((seen for seen in observations if seen.ending == "stopped"), None)
    if stopped is not None and (finding := ended_badly(stopped, mine)):
        return _failed(finding, observations[0])  # nothing is compared: there may be no reference
    first: Run | None = None
    for again, seen, reference in zip(givens, observations, references, strict=False):
        run = Run(mine, theirs, seen, reference, calls_checked(code), again, first, resolve)
        finding = ended_badly(seen, mine)
        if finding is None and reference.ending != "complete":
            finding = _broken(reference)
        if finding is not None:
            return _failed(_elsewhere(_with_cause(finding, run), again, None), observations[0])
        failed = _first_failure(code, run)
        if failed is not None:
            return _failed(failed, observations[0])
        first = first or run
    if min(len(observations), len(references)) < len(givens):
        message = "Not every run was made, so nothing can be said yet."
        return _failed(Finding("incomplete", message), *observations[:1])
    return _passed(code, observations)


def _with_cause(finding: Finding, run: Run) -> Finding:
    """The finding about an error; where only one place differs from the solution, about that."""
    if finding.check != "error" or run.reference.ending != "complete":
        return finding
    lacking = _lacking_import(run)
    if lacking is not None:
        return replace(finding, detail=f"It has to be imported first: {lacking}.")
    return _caused(finding, run)


def _lacking_import(run: Run) -> str | None:
    """What imports the name that isn't defined, if the solution imports it."""
    error = run.seen.error
    if error is None or error.type != "NameError":
        return None
    name = str(error.facts.get("name"))
    full = run.solution.imports.get(name)
    if full is None:
        return None
    module, _, own = full.rpartition(".")
    text = f"from {module} import {own}" if module else f"import {own}"
    return text if own == name else f"{text} as {name}"


def _caused(finding: Finding, run: Run) -> Finding:
    """The finding with its cause, unless it explains itself already."""
    cause = explain_program(run)
    gap = run.source.gap()
    if cause is None and gap is not None and not finding.detail:
        left = gap_left(gap)
        return replace(finding, detail=left.message, line=gap, next=left.next)
    if cause is None or (finding.detail and cause.line == finding.line):
        return finding
    look = look_at(cause.line)
    return replace(finding, detail=cause.sentence, line=cause.line, next=look)


def _first_failure(code: CodeModel, run: Run) -> Finding | None:
    for model in code.checks:
        finding = check(model, run)
        if finding is not None:
            if check_kind(model) in OF_RESULTS:
                finding = _caused(finding, run)
            elif isinstance(model, VariableCheck | FunctionCheck):
                finding = with_changed_given(finding, Source(code.setup), run)
            return _elsewhere(_in_author_s_words(finding, model, run), run.again, run, model)
    return None


def _in_author_s_words(finding: Finding, model: CheckModel, run: Run) -> Finding:
    """The finding after the author's sentence. That is about a value: it would be untrue where
    there is none yet. A predicate brings its sentence itself."""
    absent = any(run.value(name).kind == "missing" for name in names_of(model))
    if not model.message or isinstance(model, HoldsCheck) or absent or finding.check == "gap":
        return finding
    text = f"{finding.message} {finding.detail}".strip()
    return replace(finding, message=model.message.strip(), detail=text)


def _elsewhere(
    finding: Finding,
    again: Mapping[str, str],
    run: Run | None,
    model: CheckModel | None = None,
) -> Finding:
    """The finding, said of a run with other givens."""
    if not again:
        return finding
    givens = ", ".join(f"{name} = {value}" for name, value in again.items())
    if len(givens) > MOST_GIVENS:
        givens = f"{' and '.join(again)} changed"
    message = f"With the given inputs all is right. With others ({givens}): {finding.message}"
    detail = finding.detail
    if isinstance(model, VariableCheck) and run is not None and _is_frozen(model.variable, run):
        detail = (
            f"It's the same as before: is a number copied instead of computed? {detail}".strip()
        )
    return replace(finding, message=message, detail=detail)


def _is_frozen(name: str, run: Run) -> bool:
    """Whether a variable kept its value though the solution's changed."""
    if run.plain is None:
        return False
    return same(plain(run.value(name)), plain(run.plain.value(name)))


def _broken(reference: Observation) -> Finding:
    """The solution did not run to its end: the lesson's fault, not the learner's."""
    why: str = reference.ending
    if reference.error is not None:
        why = f"{reference.error.type}: {reference.error.message}"
    message = f"This exercise can't be checked: its own solution didn't run ({why})."
    return Finding("lesson", message, NO_FAULT)


def _failed(finding: Finding, seen: Observation | None = None) -> Verdict:
    seen = seen or Observation("stopped")
    message = f"{finding.message} {finding.detail}".strip()
    said = finding.next == look_at(finding.line) and f"line {finding.line}" in message.lower()
    return Verdict(
        passed=False,
        message=_visible(message),
        check=finding.check,
        mistakes=finding.mistakes,
        line=finding.line,
        next="" if said else finding.next,
        output=seen.printed,
        trace=_visible(seen.error.trace) if seen.error is not None else "",
        seconds=seen.seconds,
    )


def _visible(text: str) -> str:
    """A text that may quote the learner's values, without what a terminal would obey."""
    return "\n".join(map(printable, text.split("\n")))


def _passed(code: CodeModel, observations: Sequence[Observation]) -> Verdict:
    seen = observations[0]
    return Verdict(
        True,
        all_right(code, seen),
        output=seen.printed,
        seconds=seen.seconds,
        pictures=pictures_of(code, seen),
    )
