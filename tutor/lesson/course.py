"""A lesson and a course, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutor.lesson.errors import Diagnostic, LessonError
from tutor.lesson.models import CourseModel, ExerciseModel, LessonModel
from tutor.lesson.source import Source
from tutor.network.model import Problem
from tutor.network.trace import Trace, trace


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson file; ``problems`` are its networks with their rows, by name.

    ``source`` knows where everything stands in the file.
    """

    path: Path
    model: LessonModel
    problems: Mapping[str, Problem]
    source: Source = field(repr=False)
    _traces: dict[tuple[str, int], Trace] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def title(self) -> str:
        """The title; the id of a file that has only networks."""
        return self.model.title or self.id

    @property
    def summary(self) -> str:
        """One or two sentences."""
        return self.model.summary

    @property
    def exercises(self) -> tuple[ExerciseModel, ...]:
        """The exercises in their order."""
        return tuple(self.model.exercises)

    def exercise(self, id_: str) -> ExerciseModel:
        """An exercise by its id. Raises KeyError if there is none."""
        for exercise in self.model.exercises:
            if exercise.id == id_:
                return exercise
        raise KeyError(id_)

    def trace(self, network: str, updates: int = 1) -> Trace:
        """The trace of a network (of the last of ``updates`` training steps), made once.

        Raises KeyError for a name that is not in ``problems``.
        """
        key = (network, updates)
        if key not in self._traces:
            problem = self.problems[network]
            self._traces[key] = trace(problem.network, problem.rows, updates)
        return self._traces[key]


@dataclass(frozen=True, slots=True)
class Course:
    """A course; its lessons are read when they are asked for."""

    path: Path
    model: CourseModel
    paths: Mapping[str, Path]
    source: Source = field(repr=False)
    _lessons: dict[str, Lesson] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The name of the folder."""
        return self.path.name

    @property
    def title(self) -> str:
        """The title."""
        return self.model.title

    @property
    def lesson_ids(self) -> tuple[str, ...]:
        """The ids of the lessons in their order."""
        return tuple(self.paths)

    def lesson(self, id_: str) -> Lesson:
        """A lesson, read once. Raises KeyError if there is none, LessonError if it is broken."""
        if id_ not in self._lessons:
            from tutor.lesson.load import load_lesson

            self._lessons[id_] = load_lesson(self.paths[id_])
        return self._lessons[id_]

    def lessons(self) -> Iterator[Lesson]:
        """All lessons. Raises LessonError with what is wrong in any of them."""
        diagnostics: list[Diagnostic] = []
        for id_ in self.paths:
            try:
                self.lesson(id_)
            except LessonError as error:
                diagnostics += error.diagnostics
        if diagnostics:
            raise LessonError(diagnostics)
        return iter([self._lessons[id_] for id_ in self.paths])


def network_of(exercise: ExerciseModel) -> str | None:
    """The network an exercise is about: that of its kind, or the first it shows."""
    named = [getattr(getattr(exercise, exercise.kind), "network", None)]
    named += [show.network for show in exercise.shows]
    return next((name for name in named if name is not None), None)


def data_of(exercise: ExerciseModel) -> str | None:
    """The table an exercise is about: that of its kind, or the first it shows."""
    named = [getattr(getattr(exercise, exercise.kind), "data", None)]
    named += [show.data for show in exercise.shows]
    return next((name for name in named if name is not None), None)
