"""Home: the lessons, numbered, and the exercises of a lesson; and the way from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.drill.topics import LEVELS
from tutor.lab.moves import MoveError
from tutor.lesson.errors import LessonError
from tutor.lesson.outline import CourseOutline, LessonOutline
from tutor.lesson.where import WhereError
from tutor.plain.drill import DrillPage
from tutor.plain.exercise import ExercisePage, Go
from tutor.plain.kinds import page_for
from tutor.plain.page import Command, Page
from tutor.plain.playing import LabPage
from tutor.plain.statistics import say_statistics
from tutor.plain.talk import Talk
from tutor.plain.workshop import Workshop
from tutor.session.lab import bench_of
from tutor.session.open import begin_review, open_work
from tutor.session.practice import Practice, level_now
from tutor.session.review import outlook
from tutor.session.work import Work


class HomePage(Page):
    """Where everything starts. A number opens a lesson, or an exercise of the open lesson."""

    def __init__(self, talk: Talk, workshop: Workshop) -> None:
        super().__init__(talk)
        self.workshop = workshop
        self.shelf = workshop.desk.shelf
        self.opened: tuple[CourseOutline, LessonOutline] | None = None
        self.found: list[tuple[CourseOutline, LessonOutline, str]] = []

    # --- saying ---------------------------------------------------------------------------------

    def introduce(self) -> None:
        """The lessons, or the exercises of the open one, and how to go on."""
        self.talk.tell("")
        self.talk.warn(self.shelf.warning)
        self.shelf.warning = None
        self.found = []
        if self.opened is None:
            self._say_lessons()
        else:
            self._say_exercises(*self.opened)
        self.talk.say("Type a number. `?` says what else can be typed.")

    @property
    def asks(self) -> str:
        """Which lesson or exercise."""
        if self.found:
            return f"Exercise, 1 to {len(self.found)}:"
        return f"Lesson, 1 to {len(self._lessons())}:" if self._lessons() else super().asks

    def _lessons(self) -> list[tuple[CourseOutline, LessonOutline]]:
        return [(course, lesson) for course in self.shelf.courses for lesson in course.lessons]

    def _done(self, course: CourseOutline, lesson: LessonOutline) -> str:
        if lesson.error:
            return "can't be read"
        count = sum(self.shelf.is_done(course.id, each.id) for each in lesson.exercises)
        return f"{count} of {len(lesson.exercises)} done"

    def _say_lessons(self) -> None:
        lessons = self._lessons()
        width = len(str(len(lessons)))
        before = None
        for number, (course, lesson) in enumerate(lessons, start=1):
            if course is not before:
                self.talk.tell(course.title + ":")
                before = course
            self.talk.lines([f"  {number:>{width}} {lesson.title}, {self._done(course, lesson)}"])
        level = level_now(self.shelf.store)
        self.talk.tell(f"drill: practice without end, level {level} of {LEVELS[-1]}", "")
        going_on = self.shelf.go_on()
        if going_on is not None:
            self.talk.say(f"Enter goes on with: {self._title(*going_on)}")

    def _title(self, course_id: str, lesson_id: str, exercise_id: str) -> str:
        return next(
            f"{lesson.title}, {exercise.title}"
            for course, lesson in self._lessons()
            for exercise in lesson.exercises
            if (course.id, lesson.id, exercise.id) == (course_id, lesson_id, exercise_id)
        )

    def _say_exercises(self, course: CourseOutline, lesson: LessonOutline) -> None:
        self.talk.tell(f"{lesson.title}:")
        self._say_found([(course, lesson, exercise.id) for exercise in lesson.exercises])

    def _say_found(self, found: list[tuple[CourseOutline, LessonOutline, str]]) -> None:
        self.found = found
        width = len(str(len(found)))
        lines = []
        for number, (course, lesson, id_) in enumerate(found, start=1):
            exercise = next(each for each in lesson.exercises if each.id == id_)
            done = ""
            if self.shelf.is_done(course.id, id_):
                changed = self.shelf.has_changed(course.id, exercise)
                done = ", done, changed since" if changed else ", done"
            lines.append(f"  {number:>{width}} {exercise.title} ({exercise.kind}){done}")
        self.talk.lines([*lines, ""])

    # --- commands -------------------------------------------------------------------------------

    def commands(self) -> Iterator[Command]:
        """Ways on from home."""
        yield Command("continue", "go on where you left off, as enter does",
                      lambda _: self.enter())  # fmt: skip
        yield Command("lessons", "say the list of lessons", lambda _: self._home())
        yield Command("find", "find exercises with these words in their titles", self._find,
                      "WORDS")  # fmt: skip
        yield Command("review", "go through what is due again", self._review)
        yield Command("drill", "practise at your own level", self._drill)
        yield Command("lab", "play with a network: 2-3-1, or one of a lesson or file", self._lab,
                      "[WHAT]")  # fmt: skip
        yield Command("statistics", "say what was done so far, in numbers", self._statistics)
        if self.opened is not None or self.found:
            yield Command("back", "go back to the list of lessons", lambda _: self._home())
        yield from (command for command in super().commands() if command.name != "back")

    def enter(self) -> None:
        """On with what was begun, or with the first exercise of the list."""
        going_on = self.shelf.go_on()
        if self.opened is not None and self.opened[1].exercises:
            course, lesson = self.opened
            left = [e.id for e in lesson.exercises if not self.shelf.is_done(course.id, e.id)]
            going_on = course.id, lesson.id, (left or [lesson.exercises[0].id])[0]
        if going_on is None:
            self.talk.say("All is done. Type the number of a lesson to go through it again.")
        else:
            self._open(*going_on)

    def take(self, text: str) -> None:
        """Open the lesson or the exercise with that number."""
        choices: list[object] = list(self.found) if self.found else list(self._lessons())
        if not text.strip().isdecimal():
            super().take(text)
        elif not 1 <= int(text) <= len(choices):
            self.talk.say(f"The numbers go from 1 to {len(choices)}.")
        elif self.found:
            course, lesson, exercise = self.found[int(text) - 1]
            self._open(course.id, lesson.id, exercise)
        else:
            self._open_lesson(*self._lessons()[int(text) - 1])

    def _open_lesson(self, course: CourseOutline, lesson: LessonOutline) -> None:
        if lesson.error:
            self.talk.say(f"{lesson.title} can't be read: {lesson.error}")
            return
        self.opened = course, lesson
        self.introduce()

    def _home(self) -> None:
        self.opened = None
        self.introduce()

    def _find(self, text: str) -> None:
        words = text.lower().split()
        found = [
            (course, lesson, exercise.id)
            for course, lesson in self._lessons()
            for exercise in lesson.exercises
            if words and all(word in exercise.title.lower() for word in words)
        ]
        if found:
            self._say_found(found)
        else:
            self.talk.say("No exercise has these words in its title.")

    def _open(self, course: str, lesson: str, exercise: str) -> None:
        try:
            work = open_work(self.shelf, course, lesson, exercise)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        self.show(work)

    def _review(self, _: str) -> None:
        try:
            work = begin_review(self.shelf)
        except (LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        if work is None:
            self.talk.say(outlook(self.shelf))
        else:
            self.show(work)

    def _drill(self, _: str) -> None:
        DrillPage(self.talk, Practice(self.shelf)).run()
        self.introduce()

    def _lab(self, text: str) -> None:
        what = text.strip()
        try:
            bench = bench_of(self.shelf, what)
        except (MoveError, LessonError, WhereError) as problem:
            self._refuse(problem)
            return
        LabPage(self.talk, self.shelf, bench, f"Lab, {what}" if what else "Lab").run()
        self.introduce()

    def _statistics(self, _: str) -> None:
        say_statistics(self.talk, self.shelf)

    def _refuse(self, problem: Exception) -> None:
        self.talk.say(f"This can't be opened: {problem}")

    # --- exercises ------------------------------------------------------------------------------

    def show(self, work: Work | None, over: Sequence[Page] = ()) -> None:
        """An exercise, and those that follow on it, until the learner comes home.

        The pages ``over`` the first one are left first.
        """
        while work is not None:
            page: ExercisePage = page_for(self.talk, self.workshop, work)
            reviewing, work = work.round is not None, None
            above, over = over, ()
            try:
                page.run(above)
            except Go as onward:
                work = onward.work
                if work is None and reviewing:
                    self.talk.say(outlook(self.shelf))
            except (LessonError, WhereError) as problem:
                self._refuse(problem)
        self.talk.warn(self.workshop.desk.leave())
        self.introduce()
