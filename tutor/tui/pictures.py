"""Paging through pictures, each with what the learner's model takes it for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from tutor.diagram.picture import Line, Span, Style, line_width, side_by_side
from tutor.diagram.pixels import pixels
from tutor.grading.verdict import Picture
from tutor.tui.closing import ClosesOnce
from tutor.tui.frame import Head
from tutor.tui.keyline import KeyLine
from tutor.tui.keys import CLOSE, QUIET_GLOSSARY
from tutor.tui.lines import Lines
from tutor.tui.marks import Marks, bar

#: Columns between a picture and what is said of it, and columns of the bar of a probability.
_GAP, _BAR = 4, 20
#: What is said of a picture takes so many columns; it stands below where the picture leaves fewer.
_SAID = 34


class PicturesScreen(ClosesOnce, ModalScreen[None]):
    """One picture at a time: left and right page, ``w`` goes to the next that was taken wrongly."""

    DEFAULT_CSS = """
    PicturesScreen { background: $background; }
    PicturesScreen Lines { height: 1fr; padding: 0 1; }
    """
    BINDINGS = [
        CLOSE,
        Binding("right,pagedown,space", "go(1)", "next picture"),
        Binding("left,pageup", "go(-1)", "picture before"),
        Binding("w", "wrong", "next wrong one"),
        Binding("up", "scroll(-1)", "scroll up", show=False),
        Binding("down", "scroll(1)", "scroll", show=False),
        Binding("home", "go(-100000)", "first", show=False),
        Binding("end", "go(100000)", "last", show=False),
        QUIET_GLOSSARY,
    ]

    def __init__(self, pictures: tuple[Picture, ...], marks: Marks) -> None:
        super().__init__()
        self.pictures = pictures
        self.marks = marks
        self.place = 0

    def compose(self) -> ComposeResult:
        """Head, the picture with the guess beside it, keys."""
        yield Head("", self.marks)
        lines = Lines()
        lines.can_focus = False  # It would take the arrows.
        yield lines
        yield KeyLine(self.marks)

    def on_resize(self) -> None:
        """Draw for the size at hand."""
        self._show()

    def _show(self) -> None:
        title = f"What your model sees {self.marks.note} {self.place + 1} of {len(self.pictures)}"
        self.query_one(Head).show(title, tally(self.pictures))
        size = (self.size.width - 2, self.size.height - 4)
        picture = self.pictures[self.place]
        self.query_one(Lines).show(((), *page(picture, size, self.marks)))

    def action_go(self, by: int) -> None:
        """So many pictures on or back, no further than the ends."""
        place = min(max(self.place + by, 0), len(self.pictures) - 1)
        if place != self.place:
            self.place = place
            self._show()
            self.refresh_bindings()

    def action_wrong(self) -> None:
        """The next picture that was taken for something else, from the beginning after the end."""
        place = next_wrong(self.pictures, self.place)
        if place is not None:
            self.action_go(place - self.place)

    def action_scroll(self, by: int) -> None:
        """Up and down, where not all of it fits."""
        self.query_one(Lines).scroll_relative(y=by, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that lead somewhere."""
        if action == "go":
            ends = 0 if str(parameters[0]).startswith("-") else len(self.pictures) - 1
            return self.place != ends
        if action == "wrong":
            return next_wrong(self.pictures, self.place) not in (None, self.place)
        return True


def tally(pictures: tuple[Picture, ...]) -> str:
    """How many were taken rightly; empty where nobody knows."""
    known = [picture.right for picture in pictures if picture.right is not None]
    return f"{sum(known)} of {len(known)} right" if known else ""


def next_wrong(pictures: tuple[Picture, ...], place: int) -> int | None:
    """The place of the next picture that was taken wrongly, going round; None if none was."""
    count = len(pictures)
    following = ((place + step) % count for step in range(1, count + 1))
    return next((at for at in following if pictures[at].right is False), None)


def page(picture: Picture, size: tuple[int, int], marks: Marks) -> tuple[Line, ...]:
    """The picture and, beside or below it, what the model says; ``size``: columns and lines."""
    width, height = size
    drawn = pixels(picture.rows, (max(width - _GAP, 8), height), marks.alphabet)
    columns = max((line_width(line) for line in drawn), default=0) + _GAP
    indented = [(Span("  "), *line) for line in drawn]
    beside = said(picture, marks)
    if columns + 2 + _SAID > width:
        return (*indented, (), *beside)
    return side_by_side(indented, beside, columns + 2)


def said(picture: Picture, marks: Marks) -> list[Line]:
    """The guess, whether it's right, and how sure the model is of each class."""
    lines: list[Line] = [
        (Span(f"your model says {picture.guess}", "title"), *_verdict(picture, marks))
    ]
    if not picture.chances:
        return lines
    lines.append(())
    for number, chance in enumerate(picture.chances):
        style: Style = "positive" if number == picture.guess else "muted"
        share = round(min(max(chance, 0.0), 1.0), 2)  # 0.001 is not worth a cell
        text = f"{number:>2}  {bar(share, _BAR, marks)}  {chance:.2f}"
        here = marks.here if number == picture.label else " "
        lines.append((Span(here), Span(text, style)))
    if picture.label is not None:
        lines += [(), (Span(f"{marks.here} what it is", "muted"),)]
    return lines


def _verdict(picture: Picture, marks: Marks) -> Line:
    if picture.right is None:
        return ()
    if picture.right:
        return (Span(f"  {marks.right} right"),)
    return (Span(f"  {marks.wrong} it is {picture.label}", "negative"),)
