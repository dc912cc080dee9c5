"""The network of a question, with what is given and what is asked."""

from __future__ import annotations

from tutor.diagram import Alphabet, Picture, Show, draw, ledger
from tutor.drill.question import Question

_PLENTY = 1000


def picture(  # noqa: PLR0913
    question: Question,
    *,
    width: int,
    height: int = _PLENTY,
    alphabet: Alphabet,
    answered: bool = False,
    table: bool = False,
) -> Picture:
    """The picture of a question; the table where that is wanted, or where the picture won't fit.

    What is not given is ``?``; what is asked is marked. Once it's ``answered`` its number is
    there. Of a batch it shows the first row, and averages.
    """
    trace = question.trace
    current = question.place.at if question.place.at != "loss" else None
    known = question.known(answered=answered)
    backward = question.step.rule.phase in ("backward", "update")
    phase = "backward" if backward else "forward"
    shows: tuple[Show, ...] = ("both",) if "gradient" in question.given else ("both", "weight")
    for show in () if table else shows:
        drawn = draw(
            trace.network, known, width=width, height=height, phase=phase, alphabet=alphabet,
            show=show, current=current,
        )  # fmt: skip
        if drawn.fits and not drawn.elided and "weight" in drawn.shows:
            return drawn
    return ledger(trace.network, known, phase=phase, alphabet=alphabet, current=current)
