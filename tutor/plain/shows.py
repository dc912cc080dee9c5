"""What belongs to a text: networks and tables of data, said."""

from __future__ import annotations

from tutor.datasets.summary import describe
from tutor.datasets.table import DataError, Table
from tutor.diagram import Known, ledger
from tutor.lesson.models import ShowModel
from tutor.network.losses import loss_note
from tutor.network.symbols import row_name
from tutor.network.trace import Trace
from tutor.plain.sentences import (
    column_sentence,
    network_sentences,
    node_sentences,
    row_sentence,
)
from tutor.plain.talk import Talk
from tutor.session.desk import Desk
from tutor.session.work import Work

#: Rows of data that are said unasked; and of these and of a network's table where asked for.
_FEW, _MANY = 5, 50


def say_shows(talk: Talk, work: Work, desk: Desk) -> None:
    """Everything that an exercise shows beside its text."""
    for show in work.exercise.shows:
        if show.network is not None:
            if len(work.lesson.problems) > 1:
                talk.tell(f"The network {show.network}:")
            trace = work.lesson.trace(show.network)
            say_network(talk, trace, work.known(show), phase_of(show))
        elif show.data is not None:
            say_rows(talk, show.data, desk)


# --- networks -------------------------------------------------------------------------------------


def phase_of(show: ShowModel) -> str:
    """The pass whose numbers are shown."""
    return "backward" if show.pass_ == "backward" else "forward"


def say_network(talk: Talk, trace: Trace, known: Known, phase: str, text: str = "") -> None:
    """All of a network, or what is known of the node that was named."""
    network, name = trace.network, text.strip()
    nodes = [node for column in network.columns for node in column]
    if name and name not in nodes:
        talk.say(f"There is no node {name}; there are {', '.join(nodes[:20])}.")
        return
    if name:
        talk.tell(*node_sentences(network, known, phase, name), "")
        return
    if len(trace.rows) > 1:
        talk.tell(f"Shown: {row_name(known.row, len(trace.rows))}.")
    talk.tell(*network_sentences(network, known, phase))
    note = loss_note(network, len(trace.rows))
    talk.tell(*([f"The loss is {note}."] if note else []), "")


def say_table(talk: Talk, trace: Trace, known: Known, phase: str, text: str = "") -> None:
    """The numbers in columns, for those who see them; from a row on."""
    start = _start(text)
    picture = ledger(
        trace.network, known, phase="forward" if phase == "forward" else "backward",
        alphabet=talk.alphabet, start=start, limit=_MANY,
    )  # fmt: skip
    talk.drawn(picture.lines)
    if picture.elided:
        talk.say(f"`table {start + _MANY}` says more of it.")


# --- data -----------------------------------------------------------------------------------------


def say_rows(talk: Talk, name: str, desk: Desk, text: str | None = None) -> None:
    """What a table of data is and its first rows; or rows from one on."""
    table = _table(talk, name, desk)
    if table is None:
        return
    first = _start(text or "")
    last = min(first + (_FEW if text is None else _MANY), len(table.rows))
    if text is None:
        talk.say(f"The table {name} has {len(table.rows)} rows. {table.about}")
    talk.tell(*(row_sentence(table, index) for index in range(first, last)), "")
    more = f"`rows {last}` goes on. " if last < len(table.rows) else ""
    talk.say(f"{more}`columns` sums up each column.")


def say_columns(talk: Talk, name: str, desk: Desk) -> None:
    """A sentence for each column of a table."""
    table = _table(talk, name, desk)
    if table is not None:
        talk.tell(*(column_sentence(each, len(table.rows)) for each in describe(table)), "")


def _table(talk: Talk, name: str, desk: Desk) -> Table | None:
    try:
        return desk.tables(name)
    except DataError as problem:
        talk.say(str(problem))
        return None


def _start(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0
