"""Submits an answer that an author has written down, as a learner would: typed in, checked."""

from __future__ import annotations

from tutor.authoring.cases import Case
from tutor.lab.moves import moves_of
from tutor.tui.answer import AnswerScreen
from tutor.tui.choice import ChoiceScreen
from tutor.tui.code import CodeScreen
from tutor.tui.exercise import ExerciseScreen
from tutor.tui.lab_exercise import LabExerciseScreen
from tutor.tui.stepper import StepsScreen


async def submit(screen: ExerciseScreen, case: Case) -> None:
    """Type a case into the screen of its exercise, and have it checked."""
    if isinstance(screen, AnswerScreen):
        screen.restore({"text": case.submission})
        await screen.line.action_submit()
    elif isinstance(screen, ChoiceScreen):
        chosen = [int(number) - 1 for number in case.submission.split(",")]
        screen.restore({"chosen": chosen, "cursor": chosen[0]})
        screen.options.refresh()
        screen.submit(set(chosen))
    elif isinstance(screen, CodeScreen):
        screen.restore({"text": case.submission})
        screen.action_run()
    elif isinstance(screen, StepsScreen) and case.quantity is not None:
        await _answer(screen, case.quantity, case.submission)
    elif isinstance(screen, LabExerciseScreen):
        moves = [[move.what, move.value] for move in moves_of(case.edits)]
        screen.view.history = screen.view.history.rewind()
        screen.restore({"moves": moves})
        screen.view.changed()
        screen.action_check()


async def _answer(screen: StepsScreen, quantity: str, text: str) -> None:
    """Go to where a quantity is asked, all before it answered, and type."""
    asked = screen.walk.asked
    here = next(k for k, name in asked.items() if name == quantity)
    before = [name for k, name in asked.items() if k < here]
    screen.restore({"answered": before, "k": here, "size": screen.walk.size, "text": text})
    screen.view.changed(moved=True)
    screen.set_focus(screen.view.line)
    await screen.view.line.action_submit()
