"""Grades a choice: one right option, or several that must all be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor.grading.near import with_hint
from tutor.grading.verdict import Verdict
from tutor.lesson.models import ChoiceModel, ExerciseModel

CHOICE = "choice"


def check_choice(chosen: str | Iterable[int], exercise: ExerciseModel) -> Verdict:
    """The verdict on options, counted from 1: ``2``, ``1,3``, ``1 3``, or their numbers.

    Its check is "format" where the text names no options.
    """
    choice = exercise.choice
    if choice is None:
        raise ValueError(f"exercise {exercise.id} is not a choice")
    numbers = _numbers(chosen) if isinstance(chosen, str) else tuple(dict.fromkeys(chosen))
    count = len(choice.options)
    if not numbers:
        said = chosen.strip() if isinstance(chosen, str) else ""
        start = f"I can't read '{said}' as an option" if said else "Nothing was chosen"
        return Verdict(False, f"{start}: give its number, 1 to {count}.", "format")
    outside = next((n for n in numbers if not 1 <= n <= count), None)
    if outside is not None:
        message = f"There is no option {outside}: they go from 1 to {count}."
        return Verdict(False, message, "format")
    return with_hint(_grade(numbers, choice), exercise.hints)


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers in a text of numbers, commas and spaces; none if it is anything else."""
    parts = [part for part in re.split(r"[\s,;]+|\band\b", text.strip().strip("[]()")) if part]
    if not all(re.fullmatch(r"-?\d{1,9}\.?", part) for part in parts):
        return ()
    return tuple(dict.fromkeys(int(part.rstrip(".")) for part in parts))


def _grade(numbers: tuple[int, ...], choice: ChoiceModel) -> Verdict:
    right = {place for place, option in enumerate(choice.options, start=1) if option.right}
    chosen = set(numbers)
    if len(right) == 1 and len(chosen) > 1:
        return Verdict(False, "Choose one: only one option is right.", "format")
    said = _feedback(sorted(chosen), choice)
    wrong, lacking = chosen - right, right - chosen
    if not wrong and not lacking:
        return Verdict(True, said)
    mistakes = tuple(choice.options[n - 1].text for n in sorted(wrong))
    if not wrong:
        more = "one more is" if len(lacking) == 1 else f"{len(lacking)} more are"
        message = f"What you chose is right, but {more}, too. {said}"
        return Verdict(False, message.strip(), CHOICE)
    if len(right) > 1 and chosen & right:
        start = "Not all of these are right." if len(chosen) > 1 else ""
        return Verdict(False, f"{start} {said}".strip(), CHOICE, mistakes)
    return Verdict(False, said, CHOICE, mistakes)


def _feedback(numbers: list[int], choice: ChoiceModel) -> str:
    """The sentences of the options that were chosen; of several, each with whether it is right."""
    options = [(n, choice.options[n - 1]) for n in numbers]
    if len(options) == 1:
        return options[0][1].feedback.strip() or options[0][1].text
    return " ".join(
        f"{n} is {'right' if option.right else 'wrong'}. {option.feedback.strip()}".strip()
        for n, option in options
    )
