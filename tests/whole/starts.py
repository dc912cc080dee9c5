"""The program at some place, drawn by lot: every way in, for who has learnt for a while."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.whole.chance import Lot
from tutor.authoring.preview import find_preview
from tutor.lab.bench import Bench
from tutor.lab.problems import problem_to_play
from tutor.lesson.where import shipped_courses
from tutor.progress.store import Store
from tutor.progress.values import TRUSTED, now
from tutor.progress.where import courses_folder
from tutor.session.open import begin_review, find_network, find_work
from tutor.session.opened import new_lab
from tutor.session.practice import Practice
from tutor.session.shelf import Shelf
from tutor.tui.app import TutorApp
from tutor.tui.preview import PreviewApp

#: A copy of the shipped course, which comes from elsewhere, so that its code is asked about.
STRANGER = "stranger"


@dataclass
class Starts:
    """A learner's shelf over many days, and an author's lesson, both below ``folder``.

    Each start comes a day after the one before, so that what was got wrong comes back.
    """

    folder: Path
    keras: bool = False
    day: int = 0
    lesson: str = ""
    shelf: Shelf = field(init=False)
    places: list[str] = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(shipped_courses() / "deep-learning", courses_folder() / STRANGER)
        self.shelf = Shelf(Store(self.folder / "progress.sqlite"), clock=self._clock)
        self.places = list(self._exercises())

    def _clock(self) -> datetime:
        return now() + timedelta(days=self.day)

    def _exercises(self) -> list[str]:
        """What can be opened; without ``keras`` only what needs none."""
        found = [
            f"{course.id}/{lesson.id}#{exercise.id}"
            for course in self.shelf.courses
            for lesson in course.lessons
            for exercise in lesson.exercises
        ]
        return [what for what in found if self.keras or not self._needs_keras(what)]

    def _needs_keras(self, what: str) -> bool:
        code = find_work(self.shelf, what).exercise.code
        return code is not None and code.needs == "keras"

    def app(self, lot: Lot) -> TutorApp:
        """The program, begun in one of the ways that there are."""
        self.day += 1
        self.shelf.store.save_setting(TRUSTED, {})
        ways: list[Callable[[Lot, bool], TutorApp]] = [
            self._home, self._lab, self._drill, self._network, self._review, self._preview,
            *[self._exercise] * 6,
        ]  # fmt: skip
        return lot.choice(ways)(lot, lot.random() < 0.2)

    def _home(self, lot: Lot, ascii_only: bool) -> TutorApp:
        return TutorApp(self.shelf, None, ascii_only)

    def _exercise(self, lot: Lot, ascii_only: bool) -> TutorApp:
        return TutorApp(self.shelf, find_work(self.shelf, lot.choice(self.places)), ascii_only)

    def _lab(self, lot: Lot, ascii_only: bool) -> TutorApp:
        bench = Bench(problem_to_play(seed=lot.randrange(99)))
        return TutorApp(self.shelf, new_lab(bench, "Lab"), ascii_only)

    def _drill(self, lot: Lot, ascii_only: bool) -> TutorApp:
        return TutorApp(self.shelf, Practice(self.shelf), ascii_only)

    def _network(self, lot: Lot, ascii_only: bool) -> TutorApp:
        work = find_work(self.shelf, lot.choice(self.places))
        names = list(work.lesson.problems)
        if not names:
            return TutorApp(self.shelf, work, ascii_only)
        place = find_network(self.shelf, f"{work.lesson.path}#{lot.choice(names)}")
        return TutorApp(self.shelf, place, ascii_only)

    def _review(self, lot: Lot, ascii_only: bool) -> TutorApp:
        return TutorApp(self.shelf, begin_review(self.shelf), ascii_only)

    def _preview(self, lot: Lot, ascii_only: bool) -> TutorApp:
        what = lot.choice([place for place in self.places if place.startswith(STRANGER)])
        work = find_work(self.shelf, what)
        self.lesson = work.lesson.path.read_text(encoding="utf-8")
        self._mine.write_text(self.lesson, encoding="utf-8")
        return PreviewApp(*find_preview(f"{self._mine}#{work.exercise.id}"), ascii_only)

    @property
    def _mine(self) -> Path:
        return self.folder / "mine.yaml"

    def save_lesson(self, lot: Lot) -> str:
        """Save what an author may save meanwhile: the lesson, or as much of it as is written."""
        end = lot.choice((len(self.lesson), lot.randrange(len(self.lesson) + 1)))
        self._mine.write_text(self.lesson[:end], encoding="utf-8")
        return f"save({end})"
