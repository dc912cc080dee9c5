"""Looking through a data set: its rows, and a summary of each column."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from tutor.datasets.summary import describe
from tutor.datasets.table import Table
from tutor.diagram.picture import Line, Span
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head, Rule
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE, QUIET_GLOSSARY
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks
from tutor.tui.prose import Prose
from tutor.tui.show import table_lines


class DataScreen(ClosesOnce, ModalScreen[None]):
    """All rows of a table, or its columns with what is in them."""

    BINDINGS = [
        CLOSE,
        Binding("s", "summary", "summary"),
        Binding("space,pagedown", "scroll(0, 15)", "more"),
        Binding("pageup", "scroll(0, -15)", "page up", show=False),
        Binding("down", "scroll(0, 1)", "scroll", show=False),
        Binding("up", "scroll(0, -1)", "scroll up", show=False),
        Binding("home", "scroll(0, -100000)", "first", show=False),
        Binding("end", "scroll(0, 100000)", "last", show=False),
        Binding("left", "scroll(-12, 0)", "left"),
        Binding("right", "scroll(12, 0)", "right"),
        QUIET_GLOSSARY,
    ]

    def __init__(self, table: Table, marks: Marks) -> None:
        super().__init__()
        self.table = table
        self.marks = marks
        self.summed = False

    def compose(self) -> ComposeResult:
        """Head, rows, what the data is, keys."""
        yield Head(self.table.name, self.marks, f"{len(self.table.rows)} rows")
        yield Lines()
        yield Rule(self.marks)
        yield Prose(self.table.about, self.marks)
        yield KeyLine(self.marks)

    def on_mount(self) -> None:
        """The rows first."""
        self.query_one(Lines).show(tuple(table_lines(self.table)))

    def action_summary(self) -> None:
        """The summary in place of the rows, and back."""
        self.summed = not self.summed
        lines = summary(self.table) if self.summed else table_lines(self.table)
        self.query_one(Lines).show(tuple(lines))
        self.query_one(Lines).scroll_home(animate=False)

    def action_scroll(self, x: int, y: int) -> None:
        """Move about."""
        self.query_one(Lines).scroll_relative(x=x, y=y, animate=False)


def summary(table: Table) -> list[Line]:
    """One line for each column: different values, least, greatest, mean, spread, quartiles.

    What the lessons ask about comes first, so that 80 columns show it.
    """
    heads = ("values", "min", "max", "mean", "std", "25%", "50%", "75%")
    width = max(len(name) for name in table.columns)
    lines: list[Line] = [(Span(" " * width + "".join(f"{h:>8}" for h in heads), "title"),)]
    for each in describe(table):
        quartiles = each.quartiles or (None, None, None)
        numbers = (each.min, each.max, each.mean, each.std, *quartiles)
        texts = ["" if number is None else f"{number:.2f}" for number in numbers]
        body = "".join(f"{text:>8}" for text in (str(each.different), *texts))
        lines.append((Span(f"{each.name:<{width}}", "title"), Span(body)))
    return lines
