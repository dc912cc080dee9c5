"""What the learner is told."""

from __future__ import annotations

from dataclasses import dataclass

#: Said to learners where an exercise can't be checked.
NO_FAULT = "That is not your fault."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to look at after passing, with what the learner's model makes of it.

    ``rows`` are rows of points (0 paper, 1 ink), ``guess`` is the class that the model takes it
    for, ``label`` the right one if it's known. ``chances`` has a probability for each class, where
    the model gives them.
    """

    rows: tuple[tuple[float, ...], ...]
    guess: int
    label: int | None = None
    chances: tuple[float, ...] = ()

    @property
    def right(self) -> bool | None:
        """Whether the guess is right; None where nobody knows."""
        return None if self.label is None else self.guess == self.label


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a submission passed, and a message that the learner can act on.

    ``check`` names the check that failed ("variable node_1_value", "printed", …); ``mistakes``
    the known mistakes that explain it; ``line`` the line of the learner's code it is about (from
    1); ``next`` what to do or look at now; ``seconds`` and ``output`` tell of the run;
    ``pictures`` can be paged through after passing.
    """

    passed: bool
    message: str
    check: str | None = None
    mistakes: tuple[str, ...] = ()
    line: int | None = None
    next: str = ""
    output: str = ""
    trace: str = ""
    seconds: float = 0.0
    pictures: tuple[Picture, ...] = ()
