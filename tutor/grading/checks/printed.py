"""A text or number was printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.grading.differ import both, number
from tutor.grading.explain import explain_program
from tutor.grading.relation import relation
from tutor.grading.run import Finding, Run, look_at
from tutor.grading.values import close, is_number
from tutor.lesson.models import PrintedCheck

_NUMBER = re.compile(
    r"(?<![\w.])[-+−]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan\b|inf\b)(?!\w)"
)
WHAT = "printed"
MOST = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A number as it was printed, and where."""

    text: str
    value: float
    start: int

    def is_number(self, expected: float, tolerance: float | None) -> bool:
        """Whether it is the expected number: closely, or rounded to the decimals printed."""
        if close(self.value, expected, tolerance):
            return True
        decimals = len(self.text.partition(".")[2])
        if tolerance is not None or decimals < 2 or "e" in self.text.lower():
            return False
        error = abs(self.value - expected)
        return error <= 0.5 * 10**-decimals * (1 + 1e-9) and error <= 0.01 * abs(expected)


def check_printed(check: PrintedCheck, run: Run) -> Finding | None:
    """None if everything expected was printed, in order."""
    expected = _expected(check, run)
    said = _spaced(run.seen.printed)
    tokens = numbers_in(said)
    end = 0
    for item in expected:
        if isinstance(item, str):
            start = said.find(_spaced(item), end)
            if start < 0:
                return _no_text(item, said, run)
            end = start + len(_spaced(item))
            continue
        place = sum(token.start < end for token in tokens)
        found = _find(tokens, item, check.tolerance, place)
        if found is None:
            return _no_number(item, tokens, place, run, check.tolerance)
        end = tokens[found].start + len(tokens[found].text)
    return None


def numbers_in(text: str) -> list[Token]:
    """The numbers in a text, in order; digits in names such as node_0 are none."""
    found = _NUMBER.finditer(text)
    return [Token(m[0], float(m[0].replace("−", "-")), m.start()) for m in found]


def _expected(check: PrintedCheck, run: Run) -> list[float | str]:
    if check.printed is True:
        return [token.value for token in numbers_in(run.reference.printed)]
    given = check.printed if isinstance(check.printed, list) else [check.printed]
    items = [_resolved(item, run) for item in given]
    return items if run.plain is None else _as_now(items, run, check.tolerance)


def _resolved(item: float | str, run: Run) -> float | str:
    if not isinstance(item, str):
        return item
    value = run.resolve(item) if "{{" in item else item
    if is_number(value):
        return float(str(value))
    found = numbers_in(str(value))
    return found[0].value if len(found) == 1 and found[0].text == str(value).strip() else str(value)


def _as_now(items: Sequence[float | str], run: Run, tolerance: float | None) -> list[float | str]:
    """What the solution prints now, in the places where it printed the items before."""
    before = numbers_in(run.plain.reference.printed) if run.plain is not None else []
    now = numbers_in(run.reference.printed)
    result: list[float | str] = []
    place = 0
    for item in items:
        if isinstance(item, str):
            result += [item] if _spaced(item) in _spaced(run.reference.printed) else []
            continue
        found = _find(before, item, tolerance, place)
        if found is not None and len(before) == len(now):
            result.append(now[found].value)
            place = found + 1
    return result


def _find(
    tokens: Sequence[Token], wanted: float, tolerance: float | None, start: int
) -> int | None:
    places = range(start, len(tokens))
    return next((i for i in places if tokens[i].is_number(wanted, tolerance)), None)


def _spaced(text: str) -> str:
    return " ".join(text.split()).lower()


def _no_text(item: str, said: str, run: Run) -> Finding:
    if not said:
        return _nothing(f"the text '{item}'", run)
    message = f"You printed {_short(run.seen.printed)}; expected the text '{item}'."
    if _spaced(item) in said:
        message = f"You printed '{item}' too early; something else belongs before it."
    line = _print_line(run)
    return Finding(WHAT, message, "", line, look_at(line))


def _no_number(
    item: float, tokens: Sequence[Token], place: int, run: Run, tolerance: float | None
) -> Finding:
    if not run.seen.printed.strip():
        return _nothing(number(item), run)
    line = _print_line(run)
    look = look_at(line)
    if not tokens:
        message = f"You printed {_short(run.seen.printed)}, but no number; expected {number(item)}."
        return Finding(WHAT, message, "", line, look)
    cause = explain_program(run)
    detail = cause.sentence if cause is not None else ""
    if cause is not None and cause.line is not None:
        line, look = cause.line, f"Look at line {cause.line}."
    if _find(tokens, item, tolerance, 0) is not None:
        after = tokens[place - 1].text if place else "the text"
        message = f"You printed {number(item)} too early; it belongs after {after}."
        return Finding(WHAT, message, detail, line, look)
    if len(tokens) == 1:
        given, expected = both(tokens[0].value, item)
        detail = detail or relation([tokens[0].value], [item])
        return Finding(WHAT, f"You printed {given}; expected {expected}.", detail, line, look)
    texts = ", ".join(t.text for t in tokens[:MOST]) + (", …" if len(tokens) > MOST else "")
    return Finding(WHAT, f"You printed {texts}; expected {number(item)}.", detail, line, look)


def _nothing(expected: str, run: Run) -> Finding:
    message = f"Nothing was printed; expected {expected}."
    calls = run.source.lines_with_name("print")
    if calls:
        detail = f"The print in line {calls[0]} was never reached, or it printed nothing."
        return Finding(WHAT, message, detail, calls[0], f"Look at line {calls[0]}.")
    return Finding(WHAT, message, "", None, "Show it with print(…).")


def _print_line(run: Run) -> int | None:
    lines = run.source.lines_with_name("print")
    return lines[-1] if lines else None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= 40 else f"'{line[:39]}…'"
