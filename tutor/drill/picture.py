"""A question as it is seen: its network, with what is given and what is asked."""

from __future__ import annotations

from tutor.diagram import Alphabet, Picture, Show, draw, ledger
from tutor.diagram.picture import line_text
from tutor.drill.question import Question
from tutor.drill.words import aligned, facts, prompt, table

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


def picture_lines(
    question: Question, *, width: int, alphabet: Alphabet, as_table: bool = False
) -> list[str]:
    """The picture, or the table, as text."""
    drawn = picture(question, width=width, alphabet=alphabet, table=as_table)
    return [line_text(line).rstrip() for line in drawn.lines]


def question_lines(
    question: Question, *, width: int, alphabet: Alphabet, as_table: bool = False
) -> list[str]:
    """The whole question as it can be read from top to bottom."""
    lines = [f"{question.topic}, level {question.level}, seed {question.seed}", ""]
    lines += picture_lines(question, width=width, alphabet=alphabet, as_table=as_table)
    lines += [line for rows in [aligned(table(question))] if rows for line in ("", *rows)]
    if facts(question):
        lines += ["", "   ".join(facts(question))]
    lines += ["", prompt(question)]
    return [alphabet.plain(line) for line in lines]
