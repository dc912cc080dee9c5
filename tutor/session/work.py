"""One exercise on the desk: what it is, where it stands, and what its progress hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tutor.lesson.content import content_hash
from tutor.lesson.outline import CourseOutline, ExerciseOutline
from tutor.network.passes import span
from tutor.progress.values import REVIEW, key_of

if TYPE_CHECKING:
    from tutor.lesson.course import Lesson
    from tutor.lesson.models import ExerciseModel, ShowModel
    from tutor.network.known import Known
    from tutor.network.model import Problem
    from tutor.review.rounds import Round

#: What is said before code runs that did not come with the program.
FOREIGN = """\
This lesson did not come with the program, and it brings Python code of its own, which runs when
yours is checked. Where `tutor doctor` says that code is not isolated, it can read and change your
files. Run it only if you trust its author."""


@dataclass(frozen=True)
class Work:
    """An exercise of a lesson of a course; ``number`` counts through the course from 1.

    ``shipped``: it came with the program, so its code may run without being asked about. ``round``
    is the round of reviews that it is opened in: it is begun anew then, and what was there stays.
    """

    course: CourseOutline
    lesson: Lesson
    exercise: ExerciseModel
    number: int
    shipped: bool
    round: Round | None = None

    @property
    def key(self) -> str:
        """``course/exercise``, which progress hangs on."""
        return key_of(self.course.id, self.exercise.id)

    @property
    def draft_key(self) -> str:
        """What its draft hangs on: one of its own in a review."""
        return self.key if self.round is None else f"{REVIEW}/{self.key}"

    @property
    def title(self) -> str:
        """Lesson, number and title, as the top line says it; in a review how far it has come."""
        if self.round is not None:
            at = f"{self.round.place + 1} of {len(self.round.items)}"
            return f"Review {at} · {self.exercise.title}"
        return f"{self.lesson.title} · {self.number} {self.exercise.title}"

    @property
    def hash(self) -> str:
        """Changes when what the exercise asks changes."""
        return self.outline.hash

    @cached_property
    def code_hash(self) -> str:
        """Changes when any code of the course does."""
        code = [e.code_hash for lesson in self.course.lessons for e in lesson.exercises]
        return content_hash({"code": code})

    @property
    def own_network(self) -> str | None:
        """The network that the exercise is about."""
        from tutor.lesson.course import network_of  # late: it brings pydantic

        return network_of(self.exercise)

    @property
    def networks(self) -> list[str]:
        """The networks of its lesson; its own comes first."""
        return sorted(self.lesson.problems, key=lambda name: name != self.own_network)

    def gives_away(self, network: str) -> bool:
        """Whether walking through a network shows what the exercise asks for."""
        asks = self.exercise.kind in ("answer", "choice", "steps")
        return asks and network == self.own_network

    def known(self, show: ShowModel) -> Known:
        """What a network beside the text knows: nothing computed yet, or a pass of it."""
        assert show.network is not None
        trace = self.lesson.trace(show.network)
        _, last = span(trace, "backward" if show.pass_ == "backward" else "forward")
        return trace.known(0 if show.pass_ == "none" else last)

    @property
    def outline(self) -> ExerciseOutline:
        """The exercise as its file has it."""
        exercises = (e for lesson in self.course.lessons for e in lesson.exercises)
        return next(e for e in exercises if e.id == self.exercise.id)


def about(problem: Problem) -> str:
    """A network in a few words: ``2-2-1, relu, identity, 4 rows``."""
    network = problem.network
    shape = "-".join(str(len(names)) for names in network.columns)
    activations = ", ".join(layer.activation for layer in network.layers)
    rows = f", {len(problem.rows)} rows" if len(problem.rows) > 1 else ""
    return f"{shape}, {activations}{rows}"
