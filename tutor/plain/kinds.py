"""Which page an exercise opens in."""

from __future__ import annotations

from tutor.plain.answering import AnswerPage, ChoicePage, ReadPage
from tutor.plain.code import CodePage
from tutor.plain.exercise import ExercisePage
from tutor.plain.steps import LabExercisePage, StepsPage
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.session.work import Work

_PAGES: dict[str, type[ExercisePage]] = {
    "read": ReadPage,
    "choice": ChoicePage,
    "answer": AnswerPage,
    "steps": StepsPage,
    "lab": LabExercisePage,
    "code": CodePage,
}


def page_for(talk: Talk, workshop: Workshop, work: Work) -> ExercisePage:
    """The page for an exercise, by its kind."""
    return _PAGES[work.exercise.kind](talk, workshop, work)
