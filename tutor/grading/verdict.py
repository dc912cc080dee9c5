"""What the learner is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a submission passed, and a message that the learner can act on.

    ``check`` names the check that failed ("variable node_1_value", "printed", …); ``mistakes``
    the known mistakes that explain it; ``line`` the line of the learner's code it is about (from
    1); ``next`` what to do or look at now; ``seconds`` and ``output`` tell of the run.
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
