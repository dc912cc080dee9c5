"""A variable has the solution's value, or the one the author names."""

from __future__ import annotations

from tutor.grading.differ import difference
from tutor.grading.explain import explain
from tutor.grading.relation import pairs
from tutor.grading.run import Finding, Run, gap_left, look_at
from tutor.grading.source import nearest
from tutor.grading.values import Plain, plain, same, value_of
from tutor.lesson.models import VariableCheck
from tutor.runner.observation import Value


def check_variable(check: VariableCheck, run: Run) -> Finding | None:
    """None if the variable is right."""
    name = check.variable
    given, expected = run.value(name), _expected(check, run)
    what = f"variable {name}"
    if given.kind == "missing":
        return missing(name, run, what)
    before = () if run.plain is None else pairs(run.plain.value(name), run.plain.expected(name))
    found = difference(name, given, expected, check.tolerance, before)
    if found is None:
        return None
    gap = run.source.gap_of(name)
    if gap is not None:
        return gap_left(gap)
    cause = explain(name, run, expected, check.tolerance)
    line = cause.line if cause is not None else run.source.line_of(name)
    return Finding(
        what,
        found.message,
        cause.sentence if cause is not None else found.hint,
        line,
        look_at(line),
    )


def missing(name: str, run: Run, what: str) -> Finding:
    """A name that isn't there, with the one that may have been meant."""
    source = run.source
    message = f"{name} isn't defined."
    near = nearest(name, source.defined)
    line = source.line_of(near) if near is not None else None
    if near is not None:
        message = f"{name} isn't defined; you wrote {near}: is that it?"
        return Finding(what, message, "", line, f"Use the name {name}.")
    other = _same_value(name, run)
    if other is not None:
        line = source.line_of(other)
        message = f"{name} isn't defined; {other} has the value it should have: is that it?"
        return Finding(what, message, "", line, f"Use the name {name}.")
    if source.local(name):
        detail = "It gets a value inside a function; outside of it nobody sees it."
        return Finding(what, message, detail, None, f"Give {name} a value outside of the function.")
    return Finding(what, message, "", None, f"Give {name} a value.")


def _same_value(name: str, run: Run) -> str | None:
    """The only one of the learner's own names that has the value a missing one should have."""
    expected = run.expected(name)
    if expected.kind in ("missing", "none", "function", "class", "module"):
        return None
    own = [n for n in run.source.defined if n not in run.solution.defined]
    found = [n for n in own if same(plain(run.value(n)), plain(expected))]
    return found[0] if len(found) == 1 else None


def _expected(check: VariableCheck, run: Run) -> Value:
    """The solution's value; with other givens the author's own value no longer counts."""
    if check.equals is None or run.plain is not None:
        return run.expected(check.variable)
    wanted: Plain = check.equals
    return value_of(run.resolve(wanted) if isinstance(wanted, str) else wanted)
