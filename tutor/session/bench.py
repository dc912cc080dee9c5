"""From what was typed to a network on the lab's bench."""

from __future__ import annotations

from tutor.lab.bench import Bench
from tutor.lab.problems import USUAL_SHAPE, is_shape, problem_to_play, read_shape
from tutor.session.open import find_network
from tutor.session.shelf import Shelf


def find_bench(shelf: Shelf, what: str, seed: int) -> Bench:
    """The bench of a shape (``2-3-1``; a usual one for ""), or of a network of a lesson.

    Raises MoveError, WhereError, LessonError.
    """
    if not what or is_shape(what):
        problem = problem_to_play(read_shape(what) if what else USUAL_SHAPE, seed)
    else:
        lesson, name = find_network(shelf, what)
        problem = lesson.problems[name]
    return Bench(problem, seed)
