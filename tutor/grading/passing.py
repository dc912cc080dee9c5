"""What is said of code that passed: all that was right, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor.grading.jobs import names_of, starter_names
from tutor.grading.source import Source
from tutor.lesson.models import (
    CodeModel,
    FunctionCheck,
    HoldsCheck,
    ModelCheck,
    PlotCheck,
    TrainingCheck,
    VariableCheck,
)
from tutor.network.phrases import capitalised, listed
from tutor.runner.observation import ModelView, Observation


def all_right(code: CodeModel, seen: Observation) -> str:
    """The sentence for a submission of which every check holds.

    "model is built, compiled and trained as asked; n_cols is right."
    """
    parts = [*_models(code, seen), *_values(code)]
    if any(isinstance(check, PlotCheck) for check in code.checks):
        parts.append("the plot shows it")
    sentence = "; ".join(parts) or "your code does what it should"
    if sentence.startswith(("the ", "your ")):  # and not with a name
        sentence = capitalised(sentence)
    others = ", with other inputs too" if code.again else ""
    return f"{sentence}{others}."


def _models(code: CodeModel, seen: Observation) -> list[str]:
    """What was done to each model; models of which the same is said stand together."""
    done: dict[str, list[str]] = {}
    for check in code.checks:
        if isinstance(check, ModelCheck):
            done[check.model] = ["built", *(["compiled"] if _is_compiled(check, seen) else [])]
    loose = False
    for check in code.checks:
        if not isinstance(check, TrainingCheck):
            continue
        if check.training is not True:
            names = [check.training]
        else:
            names = list(done) if len(done) == 1 else []
        loose = loose or not names
        for name in names:
            verbs = done.setdefault(name, [])
            verbs += ["trained"] if "trained" not in verbs else []
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, verbs in done.items():
        groups.setdefault(tuple(verbs), []).append(name)
    said = [f"{_are(names)} {listed(verbs)} as asked" for verbs, names in groups.items()]
    return [*said, "the training went as asked"] if loose else said


def _is_compiled(check: ModelCheck, seen: Observation) -> bool:
    """Whether the check was about the compiling, too."""
    asked: Mapping[str, object] = check.model_dump(
        exclude={"model", "message"}, exclude_defaults=True
    )
    if asked:
        return bool(asked.keys() - {"layers", "input"}) and check.compiled is not False
    value = seen.values.get(check.model)
    return value is not None and isinstance(value.data, ModelView) and value.data.compiled


def _values(code: CodeModel) -> list[str]:
    """The variables and functions; of predicates those that the learner had to define."""
    own = set(Source(code.solution).defined) - starter_names(code)
    models = {check.model for check in code.checks if isinstance(check, ModelCheck)}
    names: dict[str, None] = {}
    for check in code.checks:
        if isinstance(check, VariableCheck | FunctionCheck):
            names.update(dict.fromkeys(names_of(check)))
        elif isinstance(check, HoldsCheck):
            names.update(dict.fromkeys(n for n in names_of(check) if n in own - models))
    return [f"{_are(names)} right"] if names else []


def _are(names: Iterable[str]) -> str:
    names = tuple(names)
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"
