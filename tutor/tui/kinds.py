"""Which screen an exercise opens in."""

from __future__ import annotations

from importlib import import_module

from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.marks import Marks

#: The screens are imported when the first exercise of a kind opens: some bring a lot.
_SCREENS = {
    "read": ("tutor.tui.answer", "ReadScreen"),
    "choice": ("tutor.tui.choice", "ChoiceScreen"),
    "answer": ("tutor.tui.answer", "AnswerScreen"),
    "steps": ("tutor.tui.stepper", "StepsScreen"),
    "lab": ("tutor.tui.lab_exercise", "LabExerciseScreen"),
    "code": ("tutor.tui.code", "CodeScreen"),
}


def screen_for(work: Work, desk: Desk, marks: Marks) -> ExerciseScreen:
    """The screen for an exercise, by its kind."""
    module, name = _SCREENS[work.exercise.kind]
    screen: type[ExerciseScreen] = getattr(import_module(module), name)
    return screen(work, desk, marks)
