"""Networks and tables of data, as lines that can be read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.datasets.columns import blocks, cell
from tutor.datasets.table import DataError, Table
from tutor.diagram import Known, ledger
from tutor.diagram.sources import Source
from tutor.network.losses import loss_note
from tutor.network.model import Network
from tutor.network.numbers import plain
from tutor.plain.talk import Talk
from tutor.session.desk import Desk
from tutor.session.work import Work

#: Rows of a network's table, and of data, that are said unasked; and at a time where asked for.
FEW_EDGES, FEW_ROWS, MANY = 40, 5, 100


def say_shows(talk: Talk, work: Work, desk: Desk) -> None:
    """Everything that an exercise shows beside its text."""
    for show in work.exercise.shows:
        if show.network is not None:
            name_network(talk, show.network, work)
            trace = work.lesson.trace(show.network)
            phase = "backward" if show.pass_ == "backward" else "forward"
            say_network(talk, trace.network, work.known(show), phase)
        elif show.data is not None:
            say_data(talk, show.data, desk)


def name_network(talk: Talk, name: str, work: Work) -> None:
    """Say which network follows, where the lesson has several."""
    if len(work.lesson.problems) > 1:
        talk.tell(f"The network {name}:")


def say_network(
    talk: Talk, network: Network, known: Known, phase: str, rows: range = range(FEW_EDGES)
) -> None:
    """The table of a network, or some of its rows."""
    picture = ledger(
        network, known, phase="forward" if phase == "forward" else "backward",
        alphabet=talk.alphabet, start=rows.start, limit=len(rows),
    )  # fmt: skip
    talk.drawn(picture.lines)
    if note := loss_note(network, 1):
        talk.tell(note, "")
    if picture.elided:
        talk.say(f"`table {rows.stop}` says more of it.")


def say_data(talk: Talk, name: str, desk: Desk, rows: range = range(FEW_ROWS)) -> None:  # fmt: skip
    """Rows of a table, in as many blocks below each other as the width asks for."""
    try:
        table = desk.tables(name)
    except DataError as problem:
        talk.say(str(problem))
        return
    talk.lines([*_rows(table, rows, talk.width), ""])
    last = min(rows.stop, len(table.rows))
    more = f"`table {last}` goes on from row {last}." if last < len(table.rows) else ""
    talk.say(f"{name}: {len(table.rows)} rows. {table.about} {more}")


def _rows(table: Table, wanted: range, width: int) -> Iterator[str]:
    rows = [[cell(value) for value in row] for row in table.rows[wanted.start : wanted.stop]]
    labels = [str(wanted.start + index) for index in range(len(rows))]
    yield from blocks(table.columns, rows, labels, width)


def rows_from(text: str) -> range:
    """The rows to say where the learner asked for a table, from a row on."""
    start = int(text) if text.isdecimal() else 0
    return range(start, start + MANY)


def source_line(source: Source) -> str:
    """A number, and where it comes from."""
    return f"{source.name} = {plain(source.value)}: {source.says}"
