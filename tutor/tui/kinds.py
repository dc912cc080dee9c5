"""Which screen an exercise opens in."""

from __future__ import annotations

from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.marks import Marks


def screen_for(work: Work, desk: Desk, marks: Marks, ascii_only: bool) -> ExerciseScreen:
    """The screen for an exercise, by its kind."""
    kind = work.exercise.kind
    if kind == "code":
        from tutor.tui.code import CodeScreen

        return CodeScreen(work, desk, marks, ascii_only)
    if kind == "steps":
        from tutor.tui.stepper import StepsScreen

        return StepsScreen(work, desk, marks, ascii_only)
    if kind == "lab":
        from tutor.tui.lab_exercise import LabExerciseScreen

        return LabExerciseScreen(work, desk, marks, ascii_only)
    from tutor.tui.answer import AnswerScreen, ChoiceScreen, ReadScreen

    kinds: dict[str, type[ExerciseScreen]] = {
        "read": ReadScreen, "choice": ChoiceScreen, "answer": AnswerScreen,
    }  # fmt: skip
    return kinds[kind](work, desk, marks, ascii_only)
