"""What stands beside a text: pictures of networks and the first rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.datasets.table import DataError, Table
from tutor.diagram import Known, draw
from tutor.diagram.picture import Line, Picture, Span, line_width
from tutor.lesson.models import ShowModel
from tutor.session.desk import Desk
from tutor.session.work import Work
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose

#: Rows of a table that stand in a text; the rest is one key away.
FIRST_ROWS = 5
#: Rows of a picture that can't show every node.
ELIDED_ROWS = 11


class Nothing:
    """What is known of a network before it has been given anything."""

    loss: float | None = None
    row: int | None = 0

    def node(self, name: str, what: str, /) -> float | None:
        """Nothing."""
        return None

    def edge(self, source: str, target: str, what: str, /) -> float | None:
        """Nothing."""
        return None


class NetworkPicture(Lines):
    """The picture of a network of the lesson, redrawn when the width changes."""

    DEFAULT_CSS = "NetworkPicture { margin: 1 0 0 0; }"

    def __init__(self, work: Work, show: ShowModel, marks: Marks) -> None:
        super().__init__()
        self.work = work
        self.what = show
        self.marks = marks

    def reveal(self) -> None:
        """Show what the forward pass gives, once the learner has found out."""
        if self.what.pass_ == "none":
            self.what = self.what.model_copy(update={"pass_": "forward"})
            if self.size.width:
                self.on_resize()

    def on_resize(self) -> None:
        """Draw for the width at hand; a picture that leaves things out stays low."""
        picture = self.drawn(self.size.width)
        if picture.elided:
            picture = self.drawn(self.size.width, low=True)
        self.show(picture.lines)
        self.call_after_refresh(self.screen.refresh_bindings)  # there may be more to scroll now

    def drawn(self, width: int, low: bool = False) -> Picture:
        """The picture for a width.

        ``low``: in few rows; before anything is computed without numbers, the first nodes of each
        layer, since none matters more than another.
        """
        assert self.what.network is not None
        trace = self.work.lesson.trace(self.what.network)
        pass_ = self.what.pass_
        known: Known = self.work.known(self.what)
        plain = low and pass_ == "none"
        return draw(
            trace.network,
            Nothing() if plain else known,
            width=width,
            height=ELIDED_ROWS if low else max(self.screen.size.height - 8, 8),
            phase="backward" if pass_ == "backward" else "forward",
            alphabet=self.marks.alphabet,
            labels=self.what.labels and not plain,
        )


class Pictures(Widget):
    """Pictures one below the other, or side by side where all of them fit in whole."""

    DEFAULT_CSS = """
    Pictures { height: auto; layout: vertical; }
    Pictures.beside { layout: horizontal; }
    """

    def __init__(self, pictures: Iterable[NetworkPicture]) -> None:
        super().__init__()
        self.pictures = tuple(pictures)

    def compose(self) -> ComposeResult:
        """The pictures."""
        yield from self.pictures

    def on_resize(self) -> None:
        """Side by side if each fits into its share of the width."""
        share = self.size.width // len(self.pictures)
        fitting = all(
            not picture.drawn(share).elided and picture.drawn(self.size.width).width < share
            for picture in self.pictures
        )
        self.set_class(fitting and len(self.pictures) > 1, "beside")


def shown(work: Work, desk: Desk, marks: Marks) -> Iterator[Widget]:
    """Widgets for everything an exercise shows."""
    networks = [show for show in work.exercise.shows if show.network is not None]
    if networks:
        yield Pictures(NetworkPicture(work, show, marks) for show in networks)
    for show in work.exercise.shows:
        if show.data is not None:
            yield from _table(show.data, desk, marks)


def _table(name: str, desk: Desk, marks: Marks) -> Iterator[Widget]:
    try:
        table = desk.tables(name)
    except DataError as problem:
        yield Prose(str(problem), marks)
        return
    yield TableHead(table)
    yield Prose(f"{len(table.rows)} rows: `ctrl+t` shows them all. *{table.about}*", marks)


class TableHead(Lines):
    """The first rows of a table; turned on its side where it is too wide."""

    DEFAULT_CSS = "TableHead { margin: 1 0; }"

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.data = table

    def on_resize(self) -> None:
        """Upright or on its side, for the width at hand."""
        lines = table_lines(self.data, FIRST_ROWS)
        if line_width(lines[0]) > self.size.width:
            lines = turned_lines(self.data, FIRST_ROWS)
        self.show(tuple(lines))


def table_lines(table: Table, count: int | None = None) -> list[Line]:
    """The header and the first rows of a table, in columns."""
    rows = table.rows if count is None else table.rows[:count]
    texts = [[_cell(cell) for cell in row] for row in rows]
    widths = [
        max([len(heading), *(len(row[i]) for row in texts)])
        for i, heading in enumerate(table.columns)
    ]
    number = len(str(len(table.rows)))
    head = " " * number + "".join(f"  {h:>{w}}" for h, w in zip(table.columns, widths, strict=True))
    lines: list[Line] = [(Span(head, "title"),)]
    for index, row in enumerate(texts):
        body = "".join(f"  {text:>{w}}" for text, w in zip(row, widths, strict=True))
        lines.append((Span(f"{index:>{number}}", "muted"), Span(body)))
    return lines


def turned_lines(table: Table, count: int) -> list[Line]:
    """A line for each column, with its values in the first rows."""
    texts = [[_cell(cell) for cell in row] for row in table.rows[:count]]
    width = max(len(name) for name in table.columns)
    cells = max((len(text) for row in texts for text in row), default=0) + 2
    lines: list[Line] = []
    for index, name in enumerate(table.columns):
        body = "".join(f"{row[index]:>{cells}}" for row in texts)
        lines.append((Span(f"{name:<{width}}", "title"), Span(body), Span("  ...", "muted")))
    return lines


def _cell(cell: object) -> str:
    if cell is None:
        return "-"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
